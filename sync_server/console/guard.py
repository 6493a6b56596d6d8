"""Who is signed in, and that a form came from our own page: of a session, or before."""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Form, Request
from pydantic import BaseModel
from starlette.responses import Response

from domain.errors import Conflict, NotAllowed, NotSignedIn, TooMany
from sync_server.access.viewer import Viewer
from sync_server.console.sent_forms import form_print, is_sent, sending_of
from sync_server.console.services import ConsoleServices
from sync_server.data.accounts import PersonFacts
from sync_server.ledger.append import FORM_SENT

SESSION_COOKIE = "duji_session"
FORM_COOKIE = "duji_form"


def services_of(request: Request) -> ConsoleServices:
    """The services this console was built with, in the district that is looked at."""
    services: ConsoleServices = request.app.state.services
    seats = _seats(request, services)
    if len(seats) > 1:
        services = services.within(seats[0].district)
    return services.sent_by(sending_of(request)) if request.method == "POST" else services


Services = Annotated[ConsoleServices, Depends(services_of)]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody with an open session; ``form_token`` goes into every form of their pages.

    ``seats`` are all that their account is: as ``viewer`` first, then in its other districts.
    """

    viewer: Viewer
    secret: str
    seats: Sequence[PersonFacts] = ()

    @property
    def form_token(self) -> str:
        """What a form must bring back; nobody without the session's secret can tell it.

        It is masked anew each time, so that the length of a packed page tells nothing of it.
        """
        mask = secrets.token_bytes(hashlib.sha256().digest_size)
        return mask.hex() + _crossed(mask, self._token).hex()

    def has_sent(self, form_token: str) -> bool:
        """Whether a form with this token is from a page of this session."""
        half = len(self._token)
        try:
            sent = bytes.fromhex(form_token)
        except ValueError:
            return False
        mask, masked = sent[:half], sent[half:]
        return len(masked) == half and hmac.compare_digest(_crossed(mask, masked), self._token)

    @property
    def _token(self) -> bytes:
        # A form of one district does nothing in another.
        what = f"duji-form {self.viewer.district}"
        return hmac.digest(self.secret.encode(), what.encode(), hashlib.sha256)


def _crossed(mask: bytes, token: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(mask, token, strict=True))


def signed_in(request: Request, services: Services) -> SignedIn:
    """Who is signed in; NotSignedIn without an open session."""
    secret = request.cookies.get(SESSION_COOKIE)
    if not secret:
        raise NotSignedIn("No session cookie came with the request.", code="no_session")
    user = _somebody(_seats(request, services), secret)
    request.state.viewer = user.viewer
    return user


def signed_in_with(services: ConsoleServices, secret: str) -> SignedIn:
    """Whose session this is; NotSignedIn when it is over."""
    return _somebody(services.server.accounts.seats(secret), secret)


def _somebody(seats: Sequence[PersonFacts], secret: str) -> SignedIn:
    if not seats:
        raise NotSignedIn("The session is over.", code="session_over")
    return SignedIn(Viewer(seats[0]), secret, seats)


def _seats(request: Request, services: ConsoleServices) -> Sequence[PersonFacts]:
    """What who asks is, in which districts; asked for once a request. None without a session."""
    found: Sequence[PersonFacts] | None = getattr(request.state, "seats", None)
    if found is None:
        secret = request.cookies.get(SESSION_COOKIE)
        found = services.server.accounts.seats(secret) if secret else ()
        request.state.seats = found
    return found


CurrentUser = Annotated[SignedIn, Depends(signed_in)]


def form_sender(
    request: Request,
    services: Services,
    user: CurrentUser,
    form_token: Annotated[str, Form()],
    form: Annotated[str, Depends(form_print)],
) -> SignedIn:
    """Who sends a form; NotAllowed unless it is a form of their own session's page.

    Conflict (``form_sent``) for one that was carried out before.
    """
    same_origin(request)
    if not user.has_sent(form_token):
        raise NotAllowed("The form does not belong to this session.", code="stale_form")
    if is_sent(services.server.database, form, user.viewer.account):
        raise Conflict("This form was carried out before.", code=FORM_SENT)
    return user


FormUser = Annotated[SignedIn, Depends(form_sender)]


def is_from_here(request: Request) -> bool | None:
    """Whether a page of our own sends the form; None where the browser does not say."""
    origin = request.headers.get("origin")
    return urlsplit(origin).netloc == request.headers.get("host") if origin else None


def same_origin(request: Request) -> None:
    """NotAllowed when the browser says that another site sends the form."""
    if is_from_here(request) is False:
        raise NotAllowed("The form was sent by another site.", code="other_origin")


def set_cookie(request: Request, response: Response, name: str, value: str) -> None:
    """Give the browser a cookie for as long as it runs; no script and no other site sees it.

    One that was given over TLS never travels without it.
    """
    is_https = request.url.scheme == "https"
    response.set_cookie(name, value, path="/", httponly=True, samesite="lax", secure=is_https)


class OpenForm(BaseModel):
    """A form that nobody is signed in for yet: it and its browser hold one secret."""

    form_secret: str = ""

    def is_own(self, request: Request) -> bool:
        """Whether it is the form that this browser was last shown, and not one left open for long.

        NotAllowed when the browser says that another site sends it.
        """
        same_origin(request)
        secret = request.cookies.get(FORM_COOKIE, "")
        return bool(secret) and hmac.compare_digest(secret.encode(), self.form_secret.encode())


def shown_openly(request: Request, draw: Callable[..., Response], **shown: object) -> Response:
    """The page that draws such a form, with a fresh secret in it and the same in a cookie."""
    secret = secrets.token_urlsafe(24)
    response = draw(request, user=None, section="", form_secret=secret, **shown)
    set_cookie(request, response, FORM_COOKIE, secret)
    return response


def too_often(error: TooMany) -> str:
    """That somebody has to wait before they try again, and how long."""
    minutes = -(-int(str(error.facts.get("retry_after_s") or 60)) // 60)
    return f"尝试次数太多，请等 {minutes} 分钟再试。"
