"""核对: whether a photo is one of the district's, by the code under it or by its file."""

import hashlib
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, File, Query, Request, UploadFile
from fastapi.responses import Response

from domain.errors import BadInput
from domain.kinds.visit.photo import MOST_BYTES
from domain.trail.check_code import typed_code
from sync_server.console.forms import SentForm
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices
from sync_server.photos.pixels import likenesses
from sync_server.review.checking import FoundPhoto, Match

router = APIRouter()

TEMPLATE = "reviewing/check.html"
PICTURE_PATH = "/check/picture"
MEGABYTE = 1_000_000
NO_CODE = "校验码是照片下方的 10 位字母和数字，例如 ZYF32E32FT，请对照照片再填一次。"
NO_FILE = "请先选一个照片文件。"
TOO_LONG = f"这个文件超过 {MOST_BYTES // MEGABYTE} MB，不会是督迹的照片。"
NO_PICTURE = (
    "和我们的任何照片都不是同一个文件，也不是能打开的 JPEG、PNG 或 WebP 照片，没法再比对画面。"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the page says: of a ``code``, or of a file where there is none."""

    code: str = ""
    problem: str = ""
    found: tuple[FoundPhoto, ...] = ()

    @property
    def match(self) -> Match | None:
        """How the file is one of ours."""
        return self.found[0].match if self.found else None


@router.get("/check")
def check(
    request: Request,
    services: Services,
    user: CurrentUser,
    code: Annotated[str, Query(max_length=64)] = "",
) -> Response:
    """The page, with what is known of a check code."""
    user.viewer.require_all()
    if not code.strip():
        return _page(request, services, user, None)
    read = typed_code(code)
    if read is None:
        return _page(request, services, user, Answer(code.strip(), NO_CODE), 400)
    found = services.checking.by_code(user.viewer, read)
    return _page(request, services, user, Answer(read, found=tuple(found)))


@router.post(PICTURE_PATH)
def check_picture(
    request: Request,
    services: Services,
    sent: SentForm,
    picture: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """The page, with what is known of a file; nothing of the file is kept."""
    user = sent.user
    user.viewer.require_all()
    if any(sent.typed.values()):
        # What is typed passes the door for texts, which a file does not.
        raise BadInput("The form is none of ours.")
    answer = _looked_at(services, user, picture)
    return _page(request, services, user, answer, 400 if answer.problem else 200)


def _looked_at(services: ConsoleServices, user: SignedIn, picture: UploadFile | None) -> Answer:
    """Whether the very file is known; else what looks like it."""
    if picture is None or not picture.size:
        return Answer(problem=NO_FILE)
    if picture.size > MOST_BYTES:
        return Answer(problem=TOO_LONG)
    file, checking = picture.file, services.checking
    sha256 = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    found = checking.by_hash(user.viewer, sha256)
    if not found:
        file.seek(0)
        values = likenesses(file, checking.bands(user.viewer))
        if values is None:
            return Answer(problem=NO_PICTURE)
        found = checking.by_likeness(user.viewer, values)
    return Answer(found=tuple(found))


def _page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    answer: Answer | None,
    status: int = 200,
) -> Response:
    return Page(TEMPLATE, status=status).response(
        request,
        user=user,
        section="check",
        answer=answer,
        names=services.checking.names(user.viewer),
        most_mb=MOST_BYTES // MEGABYTE,
    )
