"""Photos in pieces, each going on where the server says it has them safe."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from app.store import lines, photo_rows
from app.store.tables import PhotoRow
from app.sync.link import Link
from app.sync.progress import Phase
from app.sync.transport import Answer
from app.sync.troubles import bad_answer, is_passing
from domain.errors import Conflict, DujiError, NotAllowed, NotFound, NotSignedIn

FIRST_PIECE, SMALLEST_PIECE, LARGEST_PIECE = 256 * 1024, 64 * 1024, 4 * 1024 * 1024
FAST_S, SLOW_S = 1.0, 5.0
OFFSET_TRIES = 4
FILE_GONE = "照片文件不在这部手机上了，无法上传。"


@dataclass(slots=True)
class Pace:
    """How many bytes go at once: more on a fast network, fewer on a slow one."""

    piece: int = FIRST_PIECE
    watch: Callable[[], float] = time.monotonic

    def took(self, seconds: float) -> None:
        """Learn from the last piece."""
        if seconds < FAST_S:
            self.piece = min(self.piece * 2, LARGEST_PIECE)
        elif seconds > SLOW_S:
            self.piece = max(self.piece // 2, SMALLEST_PIECE)

    def failed(self) -> None:
        """The last piece did not get through."""
        self.piece = max(self.piece // 2, SMALLEST_PIECE)


@dataclass(slots=True)
class PhotosSent:
    """What became of the photos; ``must_go_again`` when entries have to be pushed first."""

    sent: int = 0
    must_go_again: bool = False


def send_photos(link: Link, pace: Pace) -> PhotosSent:
    """Bring the photos whose entries the server has, a hazard's first.

    A photo that fails for itself is noted with its words and left; what fails for all raises.
    """
    with link.store.database.read() as transaction:
        rows = photo_rows.ready(transaction, link.account)
    result = PhotosSent()
    for number, row in enumerate(rows):
        link.report(Phase.PHOTOS, number / len(rows))
        try:
            result.sent += _send(link, row, pace)
        except NotFound:
            # Entries go first: this one's entry is not there (any more).
            _again(link, row)
            result.must_go_again = True
        except DujiError as error:
            _note_problem(link, row, error.message)
            if is_passing(error) or isinstance(error, NotSignedIn | NotAllowed):
                pace.failed()
                raise
    return result


def _send(link: Link, row: PhotoRow, pace: Pace) -> bool:
    """Send what the server lacks of the photo; False where its file is gone."""
    path = link.store.files.stamped(row.sha256)
    if not path.is_file():
        _note_problem(link, row, FILE_GONE)
        return False
    data = path.read_bytes()
    url = f"/api/v1/photos/{row.sha256}"
    for _ in range(OFFSET_TRIES):
        offset, is_complete = _read_state(link.ask("HEAD", url))
        try:
            while not is_complete:
                _note_offset(link, row, offset)
                offset, is_complete = _piece(link, url, data, offset, pace)
        except Conflict:
            continue  # Another request was faster: ask again where to go on.
        with link.store.database.write() as transaction:
            photo_rows.mark_complete(transaction, row.photo_id, link.now())
        return True
    raise bad_answer()


def _piece(link: Link, url: str, data: bytes, offset: int, pace: Pace) -> tuple[int, bool]:
    """Send the next piece; how much is safe now, and whether that is all."""
    piece = data[offset : offset + pace.piece]
    is_last = offset + len(piece) >= len(data)
    headers = {"Upload-Complete": "?1" if is_last else "?0"}
    began = pace.watch()
    if is_last and offset == 0:
        answer = link.ask("PUT", url, piece, {**headers, "Content-Type": "image/jpeg"})
    else:
        headers |= {"Upload-Offset": str(offset), "Content-Type": "application/partial-upload"}
        answer = link.ask("PATCH", url, piece, headers)
    pace.took(pace.watch() - began)
    reached, is_complete = _read_state(answer)
    if reached <= offset and not is_complete:
        raise bad_answer()
    return reached, is_complete


def _read_state(answer: Answer) -> tuple[int, bool]:
    text = answer.headers.get("upload-offset", "")
    if not (text.isascii() and text.isdigit()):
        raise bad_answer()
    return int(text), answer.headers.get("upload-complete") == "?1"


def _note_offset(link: Link, row: PhotoRow, offset: int) -> None:
    with link.store.database.write() as transaction:
        photo_rows.mark_offset(transaction, row.photo_id, offset)
    link.report(Phase.PHOTOS, None)


def _note_problem(link: Link, row: PhotoRow, words: str) -> None:
    with link.store.database.write() as transaction:
        photo_rows.mark_problem(transaction, row.photo_id, words)


def _again(link: Link, row: PhotoRow) -> None:
    with link.store.database.write() as transaction:
        lines.forget_sent(transaction, row.entry)
        photo_rows.mark_problem(transaction, row.photo_id, "等记录先上传，再传这张照片。")
