"""That a browser has lately brought the code of a paper: its next forms have it filled in.

Each act brings the code all the same; who answers ten findings types it once. Another browser,
with the same link, has nothing filled in.
"""

import hashlib
import hmac
from dataclasses import dataclass
from urllib.parse import quote, unquote

from fastapi import Request
from fastapi.responses import Response

from sync_server.console.door.guard import PATH, Guest

COOKIE = "duji_door_paper"


@dataclass(frozen=True, slots=True)
class Proof:
    """The paper whose code was brought, and the name that came with it."""

    paper: str
    name: str


def keep_proof(request: Request, response: Response, guest: Guest, proof: Proof) -> None:
    """Let the browser remember it, for this session alone."""
    text = f"{proof.paper}.{quote(proof.name, safe='')}"
    is_https = request.url.scheme == "https"
    value = f"{text}.{_mark(guest, text)}"
    response.set_cookie(COOKIE, value, path=PATH, httponly=True, samesite="lax", secure=is_https)


def proof_of(request: Request, guest: Guest) -> Proof | None:
    """What the browser remembers of this session; None for nothing, or what is none of ours."""
    text, _, mark = request.cookies.get(COOKIE, "").rpartition(".")
    if not text or not hmac.compare_digest(mark.encode(), _mark(guest, text).encode()):
        return None
    paper, _, name = text.partition(".")
    return Proof(paper, unquote(name))


def _mark(guest: Guest, text: str) -> str:
    what = f"duji-door-paper {text}"
    return hmac.digest(guest.secret.encode(), what.encode(), hashlib.sha256).hex()
