"""Photos in pieces, each going on where the server says it has them safe."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.store import lines
from app.store.photos import rows as photo_rows
from app.store.photos.rows import Arrival
from app.store.tables import PhotoRow
from app.sync.chunk_size import ChunkSize
from app.sync.link import Link
from app.sync.messages import CUT_OFF, bad_answer, is_passing
from app.sync.progress import Phase
from app.sync.transport import Answer
from domain.errors import (
    BadInput,
    Conflict,
    DujiError,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Unavailable,
)
from domain.trail.line import sha256_hex

OFFSET_TRIES = 4
FILE_GONE = "照片文件不在这部手机上了，无法上传。"
FILE_DAMAGED = (
    "照片文件在手机上损坏了，和当时记下的指纹不符，没有上传。原图还在手机里，请告诉督导室。"
)
ENTRY_FIRST = "等记录先上传，再传这张照片。"


@dataclass(slots=True)
class PhotosInFlight:
    """What a service remembers of photos from run to run.

    ``now`` is the one that goes at this moment; ``turned_down`` are those the server would not
    take, which no run by itself sends a second time.
    """

    now: str | None = None
    turned_down: set[str] = field(default_factory=set)


@dataclass(slots=True)
class PhotosSent:
    """What became of the photos; ``must_go_again`` when entries have to be pushed first."""

    sent: int = 0
    must_go_again: bool = False


class _HeldBack(Exception):
    """The network became one that this photo may not use."""


def send_photos(
    link: Link, chunk_size: ChunkSize, in_flight: PhotosInFlight, *, with_refused: bool = True
) -> PhotosSent:
    """Bring the photos whose entries the server has, a hazard's first.

    A photo that may not use this network waits. One that fails for itself is noted with its
    words and left; what fails for all raises.
    """
    with link.store.database.read() as transaction:
        rows = photo_rows.ready(transaction, link.account)
    if not with_refused:
        rows = [row for row in rows if row.photo_id not in in_flight.turned_down]
    result = PhotosSent()
    try:
        for number, row in enumerate(rows):
            if link.may_use_much_data(row.photo_id):
                in_flight.now = row.photo_id
                link.report(Phase.PHOTOS, number / len(rows))
                _take_turn(link, row, chunk_size, (in_flight, result))
    finally:
        in_flight.now = None
    return result


def _take_turn(
    link: Link, row: PhotoRow, chunk_size: ChunkSize, notes: tuple[PhotosInFlight, PhotosSent]
) -> None:
    """Send one photo, and note what became of it."""
    in_flight, result = notes
    try:
        result.sent += _send(link, row, chunk_size)
        in_flight.turned_down.discard(row.photo_id)
    except _HeldBack:
        return
    except NotFound:
        # Entries go first: this one's entry is not there (any more).
        _again(link, row)
        result.must_go_again = True
    except DujiError as error:
        _note_problem(link, row, error.message)
        if isinstance(error, BadInput):
            in_flight.turned_down.add(row.photo_id)
        if is_passing(error) or isinstance(error, NotSignedIn | NotAllowed):
            chunk_size.failed()
            raise


def _send(link: Link, row: PhotoRow, chunk_size: ChunkSize) -> bool:
    """Send what the server lacks of the photo; False where its file is gone."""
    url = f"/api/v1/photos/{row.sha256}"
    data: bytes | None = None
    farthest, tries = 0, OFFSET_TRIES
    while tries:
        answer = link.ask("HEAD", url)
        offset, arrival = _read_state(answer)
        tries = OFFSET_TRIES if offset > farthest else tries - 1
        farthest = max(farthest, offset)
        try:
            while arrival is None:
                data = _bytes_of(link, row) if data is None else data
                if data is None:
                    return False
                _note_offset(link, row, offset)
                answer, offset, arrival = _piece(link, row, (url, data, offset), chunk_size)
        except Conflict:
            continue  # Another request was faster: ask again where to go on.
        except Unavailable as error:
            if error.specific_code != CUT_OFF or not tries:
                raise
            chunk_size.failed()
            continue  # The server has what arrived of the piece: ask where to go on.
        with link.store.database.write() as transaction:
            at = link.server_time(answer)
            photo_rows.mark_complete(transaction, row.photo_id, at, arrival)
        return True
    raise bad_answer()


def _bytes_of(link: Link, row: PhotoRow) -> bytes | None:
    """The photo's file; None, with a word on it, where it is gone."""
    path = link.store.files.stamped(row.sha256)
    if not path.is_file():
        _note_problem(link, row, FILE_GONE)
        return None
    data = path.read_bytes()
    if sha256_hex(data) != row.sha256:
        _note_problem(link, row, FILE_DAMAGED)
        return None
    return data


def _piece(
    link: Link, row: PhotoRow, going: tuple[str, bytes, int], chunk_size: ChunkSize
) -> tuple[Answer, int, Arrival | None]:
    """Send the next piece: the answer, how much is safe now, and of all of it its arrival."""
    url, data, offset = going
    if not link.may_use_much_data(row.photo_id):
        raise _HeldBack
    piece = data[offset : offset + chunk_size.piece]
    is_last = offset + len(piece) >= len(data)
    headers = {"Upload-Complete": "?1" if is_last else "?0"}
    began = chunk_size.watch()
    if is_last and offset == 0:
        answer = link.ask("PUT", url, piece, {**headers, "Content-Type": "image/jpeg"})
    else:
        headers |= {"Upload-Offset": str(offset), "Content-Type": "application/partial-upload"}
        answer = link.ask("PATCH", url, piece, headers)
    chunk_size.took(chunk_size.watch() - began)
    reached, arrival = _read_state(answer)
    if reached <= offset and arrival is None:
        raise bad_answer()
    return answer, reached, arrival


def recheck_photos(link: Link, wanted: Sequence[PhotoRow]) -> int:
    """Ask the server anew for photos it once had whole; how many of them it lacks now."""
    lacking = 0
    for row in wanted:
        try:
            offset, arrival = _read_state(link.ask("HEAD", f"/api/v1/photos/{row.sha256}"))
        except NotFound:
            offset, arrival = 0, None
        lacking += arrival is None
        with link.store.database.write() as transaction:
            if arrival is None:
                photo_rows.forget_complete(transaction, row.photo_id, offset)
            else:
                photo_rows.mark_arrival(transaction, row.photo_id, arrival)
    return lacking


def _read_state(answer: Answer) -> tuple[int, Arrival | None]:
    """How many bytes are safe; and of a whole photo, where its arrival stands."""
    offset = _number(answer, "upload-offset")
    if answer.headers.get("upload-complete") != "?1":
        return offset, None
    epoch = answer.headers.get("arrival-epoch")
    if not epoch:
        raise bad_answer()
    return offset, Arrival(_number(answer, "arrival-position"), epoch)


def _number(answer: Answer, header: str) -> int:
    text = answer.headers.get(header, "")
    if not (text.isascii() and text.isdigit()):
        raise bad_answer()
    return int(text)


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
        photo_rows.mark_problem(transaction, row.photo_id, ENTRY_FIRST)
