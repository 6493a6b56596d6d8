"""Photos that the office puts to a finding it enters: brought with the form, and given out.

A form that was refused carries the photos that are safe already, signed for whose session it is:
nobody can name another's file.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from pydantic import TypeAdapter, ValidationError
from starlette.datastructures import UploadFile

from domain.errors import BadPhoto
from domain.kinds.finding.entering import MOST_PHOTOS
from domain.kinds.kept_file import KeptFile
from domain.kinds.kind import FINDING
from domain.trail.line import Sha256Hex
from sync_server.console.files import download
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.seen import shows
from sync_server.door.pictures import picture_of
from sync_server.files.attachments import MEDIA_TYPES
from sync_server.office.entering import FindingEntering

router = APIRouter()

PHOTOS = "photos"
TOO_MANY = f"一条问题最多放 {MOST_PHOTOS} 张照片，多的没有收下。"
_FILES = TypeAdapter(tuple[KeptFile, ...])


async def _chosen(request: Request) -> Sequence[UploadFile]:
    form = await request.form()
    files = (each for each in form.getlist(PHOTOS) if isinstance(each, UploadFile))
    return [each for each in files if each.filename]


ChosenPhotos = Annotated[Sequence[UploadFile], Depends(_chosen)]


@dataclass(frozen=True, slots=True)
class Photos:
    """The photos that a form has: those that are safe, and what is wrong with the others."""

    kept: tuple[KeptFile, ...] = ()
    problems: Sequence[str] = field(default_factory=tuple)

    most = MOST_PHOTOS


def brought(
    entering: FindingEntering, user: SignedIn, carried: str, chosen: Sequence[UploadFile]
) -> Photos:
    """The photos that the form carries, with those that were chosen now, kept.

    Of each a copy is kept that is upright, at most 1,920 px, and without what the camera noted.
    """
    kept, problems = list(_read(user, carried)), []
    for each in chosen:
        if len(kept) >= MOST_PHOTOS:
            problems.append(TOO_MANY)
            break
        name = each.filename or "照片"
        try:
            shown = picture_of(name, each.file.read()).shown
        except BadPhoto as error:
            problems.append(error.message)
            continue
        file = entering.keep_photo(f"{PurePath(name).stem}.jpg", shown)
        if all(file.sha256 != other.sha256 for other in kept):
            kept.append(file)
    return Photos(tuple(kept), problems)


def carried_by(user: SignedIn, photos: Photos) -> str:
    """What a form carries of the photos that are safe."""
    text = _FILES.dump_json(photos.kept).decode()
    return f"{_mark(user, text)}.{text}" if photos.kept else ""


def _read(user: SignedIn, carried: str) -> tuple[KeptFile, ...]:
    mark, _, text = carried.partition(".")
    if not hmac.compare_digest(mark.encode(), _mark(user, text).encode()):
        return ()
    try:
        return _FILES.validate_json(text)
    except ValidationError:
        return ()


def _mark(user: SignedIn, text: str) -> str:
    said = f"duji-photos {user.viewer.district} {text}"
    return hmac.digest(user.secret.encode(), said.encode(), hashlib.sha256).hex()


@router.get("/findings/{subject}/photos/{sha256}")
def photo(
    services: Services,
    user: CurrentUser,
    request: Request,
    subject: Sha256Hex,
    sha256: Sha256Hex,
) -> Response:
    """A photo that was put to the finding when the office entered it."""
    found, content = FindingEntering(services.office).photo(user.viewer, subject, sha256)
    shows(request, FINDING, subject)
    plain = f"duji-finding.{found.kind.value}"
    return download(content, MEDIA_TYPES[found.kind], found.name, plain)
