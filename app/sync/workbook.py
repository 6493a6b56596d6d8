"""Fetching the workbook, and the trails of own visits that the server knows better."""

import json
from dataclasses import dataclass

from pydantic import ValidationError

from app.store import chains, lines, visit_rows
from app.store.database import Transaction
from app.store.photos import rows as photo_rows
from app.store.tables import PhotoRow
from app.store.workbooks import PulledPart
from app.sync.link import Link
from app.sync.messages import bad_answer, other_version
from app.sync.progress import Phase
from domain.errors import BadLine, NotAllowed, NotFound
from domain.kinds.author import Author
from domain.kinds.book_part import BookPart
from domain.kinds.visit.builder import State
from domain.trail.line import Line, parse_line
from domain.wire.messages import TrailAnswer
from domain.wire.workbook import WORKBOOK_SCHEMA, WorkbookVisit
from domain.wire.workbook_parts import PART_MODELS, WorkbookAnswer, WorkbookFormat

TRAILS_PER_RUN = 40
RECHECKED_PER_RUN = 100
_IN_WORK = frozenset({State.IN_PROGRESS, State.RETURNED})


@dataclass(frozen=True, slots=True)
class PullResult:
    """What fetching the workbook came to.

    ``unread`` are the parts that came and cannot be read: those of before are still in use.
    ``doubtful`` are photos this phone holds for complete of visits whose photos the server has
    not all, or of whose arrival another epoch's log told: it may have been restored from a
    backup.
    """

    is_new: bool = False
    is_new_epoch: bool = False
    unread: frozenset[BookPart] = frozenset()
    doubtful: tuple[PhotoRow, ...] = ()


def pull_workbook(link: Link) -> PullResult:
    """Fetch the parts of the workbook of which the server has another state than this phone.

    They are kept in one transaction. A part that cannot be read is left as it was, under its
    old tag, so that it is fetched again; all others count.
    """
    link.report(Phase.WORKBOOK, None)
    with link.store.database.read() as transaction:
        tags = link.store.workbooks.tags(transaction, link.account)
    headers = {"If-None-Match": ", ".join(f'"{tag}"' for tag in tags)} if tags else None
    answer = link.ask("GET", "/api/v1/workbook", headers=headers)
    if answer.status == 304:
        link.note_contact()
        with link.store.database.read() as transaction:
            return PullResult(doubtful=tuple(_untold(link, transaction)))
    schema = answer.read(WorkbookFormat).workbook_schema
    if schema != WORKBOOK_SCHEMA:
        raise other_version(schema, WORKBOOK_SCHEMA)
    sent = answer.read(WorkbookAnswer)
    link.heard(sent.server_at)
    read = _readable(sent)
    unread = frozenset(part for part in BookPart if part in sent.parts) - read.keys()
    with link.store.database.write() as transaction:
        link.store.workbooks.put_parts(transaction, link.account, read, sent.server_at)
        chains.note_contact(transaction, link.chain.chain, link.now())
        is_new_epoch, doubtful = _taken_in(link, transaction)
    return PullResult(bool(read), is_new_epoch, unread, doubtful)


def _readable(sent: WorkbookAnswer) -> dict[BookPart, PulledPart]:
    """The parts that this version knows and can read, as they are kept."""
    found = {}
    for part, model in PART_MODELS.items():
        if part not in sent.parts:
            continue
        document = json.dumps(sent.parts[part].content, ensure_ascii=False)
        try:
            model.model_validate_json(document)
        except ValidationError:
            continue
        found[part] = PulledPart(sent.parts[part].tag, document)
    return found


def _taken_in(link: Link, transaction: Transaction) -> tuple[bool, tuple[PhotoRow, ...]]:
    """What the workbook changes on this phone: whether its epoch is new, and doubtful photos."""
    workbook = link.store.workbooks.get(transaction, link.account)
    if workbook is None:
        return False, ()
    schools = {each.school_id: each for each in workbook.schools}
    visit_rows.rename_schools(transaction, link.account, schools)
    is_new_epoch = chains.note_epoch(transaction, link.account, workbook.epoch)
    chains.note_export_key(transaction, link.account, workbook.export_public_key)
    lacking = [each.visit for each in workbook.visits if is_lacking_photos(each)]
    doubtful = photo_rows.complete_of(transaction, link.account, lacking, RECHECKED_PER_RUN)
    known = {row.photo_id for row in doubtful}
    doubtful += [row for row in _untold(link, transaction) if row.photo_id not in known]
    return is_new_epoch, tuple(doubtful)


def _untold(link: Link, transaction: Transaction) -> list[PhotoRow]:
    """Complete photos of whose arrival the log in the workbook's epoch has not told yet."""
    workbook = link.store.workbooks.get(transaction, link.account)
    epoch = workbook.epoch if workbook else ""
    return photo_rows.of_other_epochs(transaction, link.account, epoch, RECHECKED_PER_RUN)


def is_lacking_photos(visit: WorkbookVisit) -> bool:
    """Whether the server waits for photos of the visit."""
    return visit.photos_received < visit.photos_total


def pull_trails(link: Link, *, is_new: bool = True) -> int:
    """Fetch trails of own visits of which the server has more than this phone; how many.

    Entries are counted only when the workbook ``is_new``: another phone of the account may
    have written without knowing of this one's, which a tip does not show.
    """
    with link.store.database.read() as transaction:
        workbook = link.store.workbooks.get(transaction, link.account)
        told = workbook.visits if workbook else ()
        held = lines.held(transaction, (each.tip for each in told))
        counted = [each.visit for each in told if is_new and each.entries]
        shared = lines.shared_counts(transaction, counted)
    behind = [
        each
        for each in told
        if each.tip not in held or each.entries > shared.get(each.visit, each.entries)
    ]
    behind.sort(key=_urgency, reverse=True)
    pulled = 0
    for visit in behind[:TRAILS_PER_RUN]:
        link.report(Phase.WORKBOOK, pulled / min(len(behind), TRAILS_PER_RUN))
        pulled += _pull_trail(link, visit.visit)
    return pulled


def _urgency(visit: WorkbookVisit) -> tuple[bool, str]:
    """What needs work comes first, then the newest."""
    return visit.state in _IN_WORK or visit.is_amending, visit.visit_on


def _pull_trail(link: Link, visit_id: str) -> bool:
    try:
        answer = link.ask("GET", f"/api/v1/visits/{visit_id}/trail").read(TrailAnswer)
    except (NotFound, NotAllowed):
        return False  # The office took it from this account since; the next workbook says so.
    with link.store.database.write() as transaction:
        for each in answer.authors:
            author = Author(each.chain, each.account, each.role, each.district, each.is_practice)
            chains.add_author(transaction, author)
        lines.keep(transaction, [_line(text) for text in answer.lines])
        link.store.project(transaction, visit_id)
    return True


def _line(text: str) -> Line:
    try:
        return parse_line(text.encode())
    except BadLine as error:
        raise bad_answer() from error
