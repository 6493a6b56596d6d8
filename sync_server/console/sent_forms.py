"""A form that is sent twice: what it did the first time stands, and that page is the answer.

Every form carries a key that was made when it was drawn. Its print is made of the key and of all
that it brings: who goes back, writes something else and sends that, sends another form. The
print is kept in the commit in which the form writes (`sync_server/ledger/append.py`), so that of
two sendings at once one is taken; and where the first was answered to is kept beside it.
"""

import hashlib
import time

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync_server.console.services import ConsoleServices
from sync_server.data.engine import Database
from sync_server.data.own import sent_forms as rows
from sync_server.office.sending import SendingForm

FORM_KEY, FORM_TOKEN = "form_key", "form_token"
MADE_ANEW = frozenset({FORM_KEY, FORM_TOKEN})
"""What a form carries that is another one each time that it is drawn."""
PRINT_LENGTH = 36
WAITS, WAIT_S = 30, 0.1
"""How long a second sending waits for the answer to the first, which is under way."""
SEE_OTHER = 303


async def form_print(request: Request) -> str:
    """The print of the form that the request brings; empty for one without a key.

    A file in it is read, and left as it was found.
    """
    form = await request.form()
    if not form.get(FORM_KEY):
        return ""
    digest = hashlib.sha256(request.url.path.encode())
    for name, value in form.multi_items():
        if name == FORM_TOKEN:
            continue
        said = await _content(value) if isinstance(value, UploadFile) else value.encode()
        for piece in (name.encode(), said):
            digest.update(len(piece).to_bytes(8, "big") + piece)
    found = digest.hexdigest()[:PRINT_LENGTH]
    request.state.form_print = found
    return found


async def _content(file: UploadFile) -> bytes:
    content = await file.read()
    await file.seek(0)
    return (file.filename or "").encode() + hashlib.sha256(content).digest()


def sending_of(request: Request) -> SendingForm:
    """The form that the request sends, for what it writes."""
    found = SendingForm(lambda: getattr(request.state, "form_print", ""))
    request.state.sending = found
    return found


def is_sent(database: Database, form: str, account: str) -> bool:
    """Whether the account's form of this print was carried out before."""
    if not form:
        return False
    with database.reading_ledger() as found:
        return rows.is_sent(found.ledger, form, account)


def first_answer(database: Database, form: str, account: str) -> str:
    """Where the first sending of a form was answered to; empty where it was answered otherwise."""
    for _ in range(WAITS):
        with database.reading_ledger() as found:
            place = rows.place_of(found.ledger, form, account)
        if place:
            return place
        time.sleep(WAIT_S)
    return ""


class SentForms:
    """Keeps where a form was answered to that wrote something, before it is answered."""

    def __init__(self, app: ASGIApp, services: ConsoleServices) -> None:
        self._app = app
        self._database = services.server.database

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the place of the answer kept."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == SEE_OTHER:
                await self._keep(scope, message)
            await send(message)

        await self._app(scope, receive, sending)

    async def _keep(self, scope: Scope, message: Message) -> None:
        state = scope.get("state", {})
        form, sent = state.get("form_print"), state.get("sending")
        place = dict(message["headers"]).get(b"location", b"").decode()
        if form and place and isinstance(sent, SendingForm) and sent.is_written:
            await run_in_threadpool(
                self._database.write, lambda found: rows.keep_place(found.ledger, form, place)
            )
