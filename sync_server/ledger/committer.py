"""The committer: every write to the ledger goes through its one thread, in groups.

While one group is being made durable the next one gathers, so that many requests share one
commit. The order is the point: the log's lock first, then everything is read, taken and
committed, and only then is anybody answered. The tables follow behind; whoever writes for the
office is answered when they have what he wrote.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

from domain.clock import Clock, local_date
from domain.errors import DujiError, NotSignedIn, Unavailable
from domain.kinds.arrival import ArrivedPhoto, PhotosSeen
from domain.kinds.piece import Body
from domain.trail.delivery import Delivery
from domain.trail.receipt import Leaf
from domain.wire.messages import PhotoState, PushAnswer
from domain.wire.written import WrittenAnswer
from sync_server.data.accounts import is_let_go
from sync_server.data.engine import CommitFailed, Database, Transaction
from sync_server.data.own import devices
from sync_server.ledger.acceptance import LET_GO, OVER, SHUT_OUT, Carrier, Push
from sync_server.ledger.append import OfficeEntry, OfficeWriting, Unfolding
from sync_server.ledger.commit import (
    Commit,
    Refusal,
    Refused,
    Request,
    check_key,
    disk_trouble,
)
from sync_server.ledger.keys import LogKey
from sync_server.ledger.settling import Answer, Failed, settle

log = logging.getLogger(__name__)

MOST_REQUESTS = 200
MOST_LINES = 4_000
OFFICE_PATIENCE_S = 10.0


@dataclass(slots=True)
class _Waiting:
    """A request and whoever waits for its answer."""

    request: Request
    answer: Answer

    @property
    def is_of_office(self) -> bool:
        """Whether it is a writing, which is judged by tables that have all before it."""
        return isinstance(self.request, OfficeWriting)

    @property
    def lines(self) -> int:
        return len(self.request.delivery) if isinstance(self.request, Push) else 1


class Committer:
    """Takes deliveries, office entries and photos' arrivals into the ledger, group by group.

    ``clock`` tells when things are accepted (never the phones' clocks). ``on_broken`` is
    called once, from the committer's thread, when the disk failed to write: the process should
    end then, because nobody knows what the disk holds until it is started again.
    """

    def __init__(
        self,
        database: Database,
        key: LogKey,
        clock: Clock,
        on_broken: Callable[[Unavailable], None] | None = None,
    ) -> None:
        self._database = database
        self._key = key
        self._clock = clock
        self._on_broken = on_broken
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._gate = threading.Lock()
        self._closed: Unavailable | None = Unavailable("The server is not started.")
        self.epoch = ""

    def start(self) -> None:
        """Begin the log where it is empty, and start taking requests.

        Raises Conflict (``other_log_key``) when the log was begun with another key.
        """
        self.epoch = self._database.write(self._begin)
        self._closed = None
        self._thread = threading.Thread(target=self._run, name="committer", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Take what waits, then stop; later requests get Unavailable."""
        with self._gate:
            thread, self._thread = self._thread, None
            if thread is None:
                return
            self._closed = self._closed or Unavailable("The server is stopping.")
            self._queue.put(None)
        if thread is not threading.current_thread():  # ``on_broken`` may close it from within
            thread.join()

    def submit(self, delivery: Delivery, carrier: Carrier) -> "Future[PushAnswer]":
        """The answer to a delivery, once it is durable.

        NotSignedIn where the carrier shows a token that is not good any more: then nothing of
        the delivery is taken.
        """
        return self._enqueue(Push.of(delivery, carrier))

    def submit_from_loop(self, delivery: Delivery, carrier: Carrier) -> "asyncio.Future[bytes]":
        """The answer's JSON, for the event loop that runs in this thread.

        It is woken up once for all that were taken together.
        """
        answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._put(_Waiting(Push.of(delivery, carrier), answer))
        return answer

    def push(self, delivery: Delivery, carrier: Carrier) -> PushAnswer:
        """The same, waited for."""
        return self.submit(delivery, carrier).result()

    def submit_office(self, writing: OfficeWriting) -> "Future[list[Leaf]]":
        """The leaves of the entries an office account writes, once they are in the tables.

        Conflict (``changed_meanwhile``) when a subject is not in the version expected; NotFound
        and NotAllowed as the writer says. All of the writing is taken, or nothing.
        """
        if self._database.following is not None:
            # Out here it holds up nobody else, and a person would rather wait than press again.
            self._database.following.wait(OFFICE_PATIENCE_S)
        return self._enqueue(writing)

    def write(
        self,
        account: str,
        contents: Sequence[OfficeEntry | Unfolding | Body],
        district: str | None = None,
        form: str = "",
    ) -> list[Leaf]:
        """The same, waited for; a body alone stands for an entry of no visit."""
        wrapped = [OfficeEntry(each) if isinstance(each, Body) else each for each in contents]
        return self.submit_office(OfficeWriting(account, wrapped, district, form)).result()

    def today(self) -> str:
        """The present day in Asia/Shanghai, by which what is dated holds."""
        return local_date(self._clock()).isoformat()

    def submit_photo(self, photo: ArrivedPhoto) -> "Future[PhotoState]":
        """How the photo stands, once the entry that tells of its arrival is durable.

        Its file is safe on disk before. All that come in one group stand in one entry.
        """
        return self._enqueue(photo)

    def submit_photo_for(self, photo: ArrivedPhoto, answer: Answer) -> None:
        """The same for somebody who waits already; an event loop is woken once for a group."""
        self._put(_Waiting(photo, answer))

    def submit_seen(self, seen: PhotosSeen) -> "Future[Leaf]":
        """The leaf of the entry that tells what photos look like, once it is durable."""
        return self._enqueue(seen)

    def _begin(self, transaction: Transaction) -> str:
        check_key(transaction, self._key)
        return Commit(transaction, self._key, self._clock()).log.epoch

    def _enqueue(self, request: Request) -> "Future[Any]":
        answer: Future[Any] = Future()
        self._put(_Waiting(request, answer))
        return answer

    def _put(self, waiting: _Waiting) -> None:
        with self._gate:
            if self._closed is not None:
                raise self._closed
            self._queue.put(waiting)

    def _run(self) -> None:
        first = self._queue.get()
        while first is not None:
            group, following = self._gather(first)
            self._commit(group)
            first = self._queue.get() if following is _NOTHING else following

    def _gather(self, first: _Waiting) -> tuple[list[_Waiting], Any]:
        """The group that begins with this request, and what was found behind it."""
        group, lines = [first], first.lines
        if first.is_of_office:
            return group, _NOTHING
        while len(group) < MOST_REQUESTS and lines < MOST_LINES:
            try:
                following = self._queue.get_nowait()
            except Empty:
                return group, _NOTHING
            if following is None or following.is_of_office:
                return group, following
            group.append(following)
            lines += following.lines
        return group, _NOTHING

    def _commit(self, group: Sequence[_Waiting]) -> None:
        """Answer the group; where one request spoils it, each is taken by itself."""
        if self._closed is not None and disk_trouble(self._closed):
            _fail(group, self._closed)
            return
        requests = [waiting.request for waiting in group]
        try:
            inactive = self._inactive(requests)
            answers = self._database.write(
                lambda transaction: self._take(transaction, requests, inactive)
            )
        except CommitFailed as failure:
            self._break(failure)
            _fail(group, failure.reason)
        except Unavailable as error:
            if disk_trouble(error):
                self._break(CommitFailed(error, is_disk=True))
            _fail(group, error)
        except DujiError as error:
            self._redo(group, error)
        except Exception as error:  # the outermost edge of this thread: logged and handed on
            log.exception("a group of %d could not be taken", len(group))
            self._redo(group, error)
        else:
            self._follow(group)
            _answer(group, answers)

    def _follow(self, group: Sequence[_Waiting]) -> None:
        """Let the tables follow; a writing is answered when they have."""
        following = self._database.following
        if following is None:
            return
        if not group[0].is_of_office:
            following.committed()
            return
        try:
            following.catch_up()
        except Exception:  # it is durable, and must not be told otherwise
            log.exception("a writing is durable, but the tables could not follow it")

    def _inactive(self, requests: Sequence[Request]) -> dict[str, NotSignedIn]:
        """The accounts behind tokens shown here that have no active place in the register.

        Each with what its device is told.
        """
        pushes = (each for each in requests if isinstance(each, Push))
        shown = {each.carrier.account for each in pushes if each.carrier.token_hash}
        if not shown:
            return {}
        with self._database.looking_up() as tables:
            inactive = shown - devices.active_accounts(tables, shown, self.today())
            return {
                each: NotSignedIn(LET_GO, code=OVER)
                if is_let_go(tables, each, self.today())
                else NotSignedIn(SHUT_OUT)
                for each in inactive
            }

    def _take(
        self, transaction: Transaction, requests: Sequence[Request], inactive: Refused
    ) -> list[Any]:
        return Commit(transaction, self._key, self._clock()).take(requests, inactive)

    def _redo(self, group: Sequence[_Waiting], error: Exception) -> None:
        """Take each request singly; one that is alone already gets its error."""
        if len(group) == 1:
            _fail(group, error)
            return
        for waiting in group:
            self._commit([waiting])

    def _break(self, failure: CommitFailed) -> None:
        """After the disk failed to write nothing is tried again in this process."""
        if not disk_trouble(failure.reason):
            return
        with self._gate:
            self._closed = failure.reason
        log.critical("the disk failed to write: %s", failure.reason.message)
        if self._on_broken is not None:
            self._on_broken(failure.reason)


_NOTHING: Any = object()


def _answer(group: Sequence[_Waiting], answers: Sequence[Any]) -> None:
    pairs = zip(group, answers, strict=True)
    settle((waiting.answer, _outcome(waiting, each)) for waiting, each in pairs)


def _outcome(waiting: _Waiting, answer: Any) -> Any:
    """The answer as it is waited for: an event loop passes on a push's JSON as it is."""
    if isinstance(answer, Refusal):
        return Failed(answer.error)
    is_sent = isinstance(waiting.answer, asyncio.Future)
    if isinstance(answer, WrittenAnswer):
        return answer.json if is_sent else answer.read()
    if is_sent and isinstance(answer, PushAnswer):
        return answer.model_dump_json().encode()
    return answer


def _fail(group: Sequence[_Waiting], error: Exception) -> None:
    settle((waiting.answer, Failed(error)) for waiting in group)
