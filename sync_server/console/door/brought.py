"""What a form of the door brings with words: photos and files that are safe, and new ones."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request, UploadFile
from starlette.datastructures import FormData
from starlette.datastructures import UploadFile as Uploaded

from domain.errors import BadInput, BadPhoto
from domain.kinds.campaign.carrying_out import MOST_FILES
from domain.kinds.finding.reply import MOST_PHOTOS, ReplyPhoto
from domain.kinds.kept_file import FileKind, KeptFile
from sync_server.console.door.guard import Guest
from sync_server.console.services import ConsoleServices
from sync_server.door.pictures import Side, picture_of
from sync_server.files.attachments import MOST_FILE_BYTES

TOO_MANY_FILES = "一次最多放 {most} 个文件，多的没有收下。"
TOO_MANY_PHOTOS = f"一次最多放 {MOST_PHOTOS} 张照片，多的没有收下。"


@dataclass(frozen=True, slots=True)
class Brought:
    """A form that came: what was typed, the photos or files of before that stay, and new ones."""

    typed: dict[str, str] = field(default_factory=dict)
    kept: Sequence[str] = ()
    files: Sequence[tuple[Side, UploadFile]] = ()
    papers: Sequence[UploadFile] = ()


async def _brought(request: Request) -> Brought:
    form = await request.form()
    texts = {name: each for name, each in form.items() if isinstance(each, str)}
    kept = [each for each in form.getlist("kept") if isinstance(each, str)]
    files = [(side, each) for side in Side for each in _files(form, side.value)]
    return Brought(texts, kept, files, _files(form, "file"))


def _files(form: FormData, name: str) -> list[UploadFile]:
    return [
        UploadFile(each.file, size=each.size, filename=each.filename)
        for each in form.getlist(name)
        if isinstance(each, Uploaded) and each.filename
    ]


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
    return _marked(
        guest,
        f"{photo.is_after:d}.{photo.sha256}.{photo.shown}.{photo.size_bytes}.{photo.photo_id}",
    )


def kept_files(guest: Guest, brought: Brought) -> list[KeptFile]:
    """Those files of before that the form keeps, and that this session was given."""
    return [each for text in brought.kept if (each := _kept_file(guest, text))]


def fresh_files(
    services: ConsoleServices, brought: Brought, most: int
) -> tuple[list[KeptFile], list[str]]:
    """Those of the papers that can be kept, safe now, and what is wrong with the others."""
    found: list[KeptFile] = []
    problems: list[str] = []
    for each in brought.papers:
        if len(found) >= most:
            problems.append(TOO_MANY_FILES.format(most=MOST_FILES))
            break
        try:
            raw = each.file.read(MOST_FILE_BYTES + 1)
            found.append(services.door.campaigns.keep(each.filename or "附件", raw))
        except BadInput as error:
            problems.append(f"“{each.filename}”：{error.message}")
    return found, problems


def file_token(guest: Guest, file: KeptFile) -> str:
    """What a form carries of a file that is safe; nobody can make one of another's file."""
    name = base64.urlsafe_b64encode(file.name.encode()).decode()
    return _marked(guest, f"{file.kind.value}.{file.sha256}.{file.size_bytes}.{name}")


def _marked(guest: Guest, text: str) -> str:
    mark = hmac.digest(guest.secret.encode(), text.encode(), hashlib.sha256).hex()
    return f"{text}.{mark}"


def _kept_file(guest: Guest, token: str) -> KeptFile | None:
    """The file of a token that this session was given; None for any other."""
    parts = token.split(".")
    if len(parts) != len(("kind", "sha256", "size", "name", "mark")):
        return None
    kind, sha256, size, name, _ = parts
    try:
        file = KeptFile(
            name=base64.urlsafe_b64decode(name).decode(),
            kind=FileKind(kind),
            sha256=sha256,
            size_bytes=int(size),
        )
    except (ValueError, binascii.Error):
        return None
    return file if hmac.compare_digest(file_token(guest, file).encode(), token.encode()) else None


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
