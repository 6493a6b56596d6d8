"""What a form of the door brings with words: photos that are safe already, and new files."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request, UploadFile
from starlette.datastructures import UploadFile as Uploaded

from domain.errors import BadPhoto
from domain.kinds.finding.reply import MOST_PHOTOS, ReplyPhoto
from sync_server.console.door.guard import Guest
from sync_server.console.services import ConsoleServices
from sync_server.door.pictures import Side, picture_of

TOO_MANY_PHOTOS = f"一次最多放 {MOST_PHOTOS} 张照片，多的没有收下。"


@dataclass(frozen=True, slots=True)
class Brought:
    """A form that came: what was typed, the photos of before that stay, and new files."""

    typed: dict[str, str] = field(default_factory=dict)
    kept: Sequence[str] = ()
    files: Sequence[tuple[Side, UploadFile]] = ()


async def _brought(request: Request) -> Brought:
    form = await request.form()
    texts = {name: each for name, each in form.items() if isinstance(each, str)}
    kept = [each for each in form.getlist("kept") if isinstance(each, str)]
    files = [
        (side, UploadFile(each.file, size=each.size, filename=each.filename))
        for side in Side
        for each in form.getlist(side.value)
        if isinstance(each, Uploaded) and each.filename
    ]
    return Brought(texts, kept, files)


BroughtForm = Annotated[Brought, Depends(_brought)]


def kept_photos(guest: Guest, brought: Brought) -> list[ReplyPhoto]:
    """Those photos of before that the form keeps, and that this session was given."""
    return [each for text in brought.kept if (each := _kept(guest, text))]


def fresh_photos(
    services: ConsoleServices, brought: Brought, most: int
) -> tuple[list[ReplyPhoto], list[str]]:
    """Those of the files that are photos, kept, and what is wrong with the others."""
    found: list[ReplyPhoto] = []
    problems: list[str] = []
    for side, file in brought.files:
        if len(found) >= most:
            problems.append(TOO_MANY_PHOTOS)
            break
        try:
            picture = picture_of(file.filename or "照片", file.file.read())
        except BadPhoto as error:
            problems.append(error.message)
            continue
        found.append(services.door.photos.keep(picture, side))
    return found, problems


def token_of(guest: Guest, photo: ReplyPhoto) -> str:
    """What a form carries of a photo that is safe; nobody can make one of another's photo."""
    text = f"{photo.is_after:d}.{photo.sha256}.{photo.shown}.{photo.size_bytes}.{photo.photo_id}"
    mark = hmac.digest(guest.secret.encode(), text.encode(), hashlib.sha256).hex()
    return f"{text}.{mark}"


def _kept(guest: Guest, token: str) -> ReplyPhoto | None:
    """The photo of a token that this session was given; None for any other."""
    parts = token.split(".")
    if len(parts) != len(("side", "sha256", "shown", "size", "photo_id", "mark")):
        return None
    side, sha256, shown, size, photo_id, _ = parts
    try:
        photo = ReplyPhoto(
            photo_id=photo_id,
            sha256=sha256,
            size_bytes=int(size),
            is_after=side == "1",
            shown_sha256=shown,
        )
    except ValueError:
        return None
    return photo if hmac.compare_digest(token_of(guest, photo).encode(), token.encode()) else None
