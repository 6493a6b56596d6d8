"""Putting what was found into a fresh database, and counting what that is."""

from collections.abc import Iterable

from sqlmodel import insert

from app.store import chains
from app.store.database import Transaction, run
from app.store.photos.files import PhotoFiles
from app.store.rescue.owners import DAMAGED, FoundChain, found_chains
from app.store.rescue.rows import FoundLine, FoundRows, Row
from app.store.tables import (
    AuthorRow,
    ChainRow,
    ChecklistRow,
    DraftRow,
    LineRow,
    PhoneTable,
    PhotoRow,
    PinRow,
    ReceiptRow,
    SettingRow,
    WorkbookPartRow,
)
from domain.clock import local_date, parse_instant
from domain.kinds.author import Author, Role
from domain.kinds.kind import read, visit_of
from domain.kinds.visit.photo import PhotoTaken
from domain.phone.rescue import Rescued

_AS_THEY_WERE = (ReceiptRow, DraftRow, SettingRow, PinRow, WorkbookPartRow, ChecklistRow)


def put_all(transaction: Transaction, found: FoundRows, files: PhotoFiles) -> Rescued:
    """Put all that can be placed; what of the installation's own work that is, in figures."""
    written = found_chains(found)
    _put(transaction, ChainRow, [each.row for each in written])
    _put(transaction, AuthorRow, found.of(AuthorRow))
    for each in written:
        role, row = Role(each.row["role"]), each.row
        author = Author(row["chain"], row["account"], role, row["district"], row["is_practice"])
        chains.add_author(transaction, author)
    for table in _AS_THEY_WERE:
        _put(transaction, table, found.of(table))
    transaction.flush()
    known = {row["chain"] for row in found.of(AuthorRow)} | {each.row["chain"] for each in written}
    lines = [each for each in found.lines.values() if each.line.header.chain in known]
    lines.sort(key=lambda each: each.arrival)
    _put(transaction, LineRow, [_line_row(each) for each in lines])
    photos = _photo_rows(found, written, files)
    _put(transaction, PhotoRow, photos)
    return _counted(written, photos, files)


def _put(transaction: Transaction, table: type[PhoneTable], rows: Iterable[Row]) -> None:
    values = list(rows)
    if values:
        # Of two that cannot both be, the first stands.
        run(transaction, insert(table).prefix_with("OR IGNORE"), values)


def _line_row(each: FoundLine) -> Row:
    line = each.line
    row: Row = dict.fromkeys(("receipt", "position", "accepted_at"))
    return {
        **row,
        **each.row,
        "id": line.id,
        "chain": line.header.chain,
        "seq": line.header.seq,
        "kind": line.header.kind,
        "visit": visit_of(line),
        "raw": line.raw,
    }


def _photo_rows(found: FoundRows, written: list[FoundChain], files: PhotoFiles) -> list[Row]:
    """The photos whose entry was read: by their rows, and by their entries where those are gone."""
    rows = [row for row in found.of(PhotoRow) if row["entry"] in found.lines]
    known = {row["photo_id"] for row in rows}
    for chain in written:
        for each in chain.lines.values():
            row = _made_row(each, chain.row["account"])
            if row and row["photo_id"] not in known and files.stamped(row["sha256"]).is_file():
                rows.append(row)
    return rows


def _made_row(each: FoundLine, account: str) -> Row | None:
    """A photo as its entry tells it, nothing of it sent so far; None for another entry."""
    header = each.line.header
    body = read(each.line).body if header.kind == PhotoTaken.kind else None
    if not isinstance(body, PhotoTaken):
        return None
    row = PhotoRow(
        photo_id=body.photo_id,
        account=account,
        entry=each.line.id,
        visit=each.line.subject,
        sha256=body.sha256,
        original_sha256=body.original_sha256,
        size_bytes=body.size_bytes,
        taken_at=header.at,
    )
    return row.model_dump()


def _counted(written: list[FoundChain], photos: list[Row], files: PhotoFiles) -> Rescued:
    real = [chain for chain in written if not chain.row["is_practice"]]
    accounts = {chain.row["account"] for chain in real}
    lines = [each.line for chain in real for each in chain.lines.values()]
    days = sorted(local_date(parse_instant(line.header.at)).isoformat() for line in lines)
    lost = [chain.lost() for chain in real]
    named = {row["sha256"] for row in photos}
    mine = [row for row in photos if row["account"] in accounts]
    there = [row for row in mine if files.stamped(row["sha256"]).is_file()]
    gone = [row for row in mine if row not in there and row["complete_at"] is None]
    return Rescued(
        entries=len(lines),
        visits=len({visit for line in lines if (visit := visit_of(line))}),
        photos=len(there),
        first_on=days[0] if days else "",
        last_on=days[-1] if days else "",
        withheld=sum(not line.is_whole for line in lines),
        lost_on_server=sum(safe for safe, _ in lost),
        lost=sum(nowhere for _, nowhere in lost),
        is_end_known=bool(written) and all(chain.is_row_found for chain in written),
        photos_gone=len(gone),
        stray_photos=len(files.stamped_names() - named),
        stuck=sum(chain.stuck() for chain in real),
        begins_anew=any(chain.row["trouble"] == DAMAGED for chain in real) or not written,
    )
