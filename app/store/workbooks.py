"""The workbook of each account, part by part as it came."""

from collections.abc import Iterable, Mapping
from threading import Lock
from typing import NamedTuple

from pydantic import ValidationError
from sqlalchemy import bindparam
from sqlmodel import func, select

from app.store import checklists
from app.store.database import Transaction, run
from app.store.tables import WorkbookPartRow
from domain.clock import Instant
from domain.kinds.book_part import BookPart
from domain.trail.line import sha256_hex
from domain.wire.messages import Message
from domain.wire.workbook import WORKBOOK_SCHEMA, Workbook, WorkbookSchool
from domain.wire.workbook_parts import PART_MODELS, put_together, taken_apart

# The documents are large: only their marks are read where they are in memory already.
_MARKS = (
    select(
        WorkbookPartRow.part,
        WorkbookPartRow.tag,
        WorkbookPartRow.pulled_at,
        func.length(WorkbookPartRow.document),
    )
    .where(
        WorkbookPartRow.account == bindparam("account"),
        WorkbookPartRow.workbook_schema == WORKBOOK_SCHEMA,
    )
    .order_by(WorkbookPartRow.part)
)


_READ = "workbook read in this transaction"


class PulledPart(NamedTuple):
    """A part as it came: what the server knows it by, and its content in JSON."""

    tag: str
    document: str


class _Version(NamedTuple):
    """What tells whether a part in memory is the one that is kept."""

    part: BookPart
    tag: str
    pulled_at: str
    length: int


class _Whole(NamedTuple):
    versions: tuple[_Version, ...]
    workbook: Workbook
    schools: dict[str, WorkbookSchool]


class Workbooks:
    """Workbooks as they came; what was last read stays in memory, parsed and put together."""

    def __init__(self) -> None:
        self._parsed: dict[tuple[str, BookPart], tuple[_Version, Message]] = {}
        self._whole: dict[str, _Whole] = {}
        self._lock = Lock()

    def put(self, transaction: Transaction, account: str, workbook: Workbook) -> None:
        """Replace the account's whole workbook by one that no server made."""
        documents = {
            part: content.model_dump_json() for part, content in taken_apart(workbook).items()
        }
        parts = {
            part: PulledPart(sha256_hex(document.encode()), document)
            for part, document in documents.items()
        }
        self.put_parts(transaction, account, parts, workbook.server_at)

    def put_parts(
        self,
        transaction: Transaction,
        account: str,
        parts: Mapping[BookPart, PulledPart],
        server_at: Instant,
    ) -> None:
        """Replace these parts; the checklists of before stay as well, for visits begun."""
        self._keep_checklists(transaction, account)
        transaction.info.pop((_READ, account), None)
        for part, pulled in parts.items():
            row = WorkbookPartRow(
                account=account,
                part=part.value,
                tag=pulled.tag,
                workbook_schema=WORKBOOK_SCHEMA,
                document=pulled.document,
                pulled_at=server_at,
            )
            transaction.merge(row)
        transaction.flush()
        self._keep_checklists(transaction, account)

    def tags(self, transaction: Transaction, account: str) -> tuple[str, ...]:
        """What the server knows the parts by that are held here and can be read."""
        parsed = self._read(transaction, account)
        return tuple(version.tag for version, _ in parsed)

    def get(self, transaction: Transaction, account: str) -> Workbook | None:
        """The account's workbook; None before the first sync with this version of the app."""
        found = self._put_together(transaction, account)
        return found.workbook if found else None

    def school(
        self, transaction: Transaction, account: str, school_id: str
    ) -> WorkbookSchool | None:
        """One school of the account's workbook; None where it has none such."""
        found = self._put_together(transaction, account)
        return found.schools.get(school_id) if found else None

    def _keep_checklists(self, transaction: Transaction, account: str) -> None:
        held = self.get(transaction, account)
        checklists.keep(transaction, account, held.checklists if held else ())

    def _put_together(self, transaction: Transaction, account: str) -> _Whole | None:
        # A transaction asks several times, and nobody else writes while it lasts.
        if (_READ, account) not in transaction.info:
            transaction.info[_READ, account] = self._newest(transaction, account)
        found: _Whole | None = transaction.info[_READ, account]
        return found

    def _newest(self, transaction: Transaction, account: str) -> _Whole | None:
        parsed = self._read(transaction, account)
        versions = tuple(version for version, _ in parsed)
        with self._lock:
            known = self._whole.get(account)
        if known is not None and known.versions == versions:
            return known
        newest = max((version.pulled_at for version in versions), default="")
        parts = {version.part: content for version, content in parsed}
        workbook = put_together(parts, newest)
        if workbook is None:
            return None
        schools = {each.school_id: each for each in workbook.schools}
        whole = _Whole(versions, workbook, schools)
        with self._lock:
            self._whole[account] = whole
        return whole

    def _read(self, transaction: Transaction, account: str) -> list[tuple[_Version, Message]]:
        """The parts held, each parsed once; what cannot be read counts as not held."""
        found = []
        for version in _versions(transaction, account):
            with self._lock:
                known = self._parsed.get((account, version.part))
            if known is None or known[0] != version:
                content = _content(transaction, account, version.part)
                if content is None:
                    continue
                known = (version, content)
                with self._lock:
                    self._parsed[account, version.part] = known
            found.append(known)
        return found


def _versions(transaction: Transaction, account: str) -> Iterable[_Version]:
    found = run(transaction, _MARKS, {"account": account})
    for part, tag, pulled_at, length in found:
        yield _Version(BookPart(part), tag, pulled_at, length)


def _content(transaction: Transaction, account: str, part: BookPart) -> Message | None:
    row = WorkbookPartRow
    wanted = select(row.document).where(row.account == account, row.part == part.value)
    try:
        return PART_MODELS[part].model_validate_json(transaction.exec(wanted).one())
    except ValidationError:
        return None
