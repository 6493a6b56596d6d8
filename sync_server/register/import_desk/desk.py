"""Where an uploaded file waits until what it would do has been looked at and confirmed.

It waits in the database, so that any process may serve the next page, for two hours; one file
an account, which nobody else can name, read or confirm. Once it is carried out only the report
is left of it.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from pydantic import TypeAdapter

from domain.clock import Clock, format_instant, local_date
from domain.errors import BadInput, Conflict, NotFound
from domain.plain_text import is_plain_line
from domain.trail.line import sha256_hex
from sync_server.access.holding import ToHold, hold
from sync_server.data.engine import Database
from sync_server.data.log_tree import newest_head
from sync_server.data.own import held_files as rows
from sync_server.register.importing.changes import ImportPlan
from sync_server.register.importing.run import Imported, NewAccount, RegisterImport, WriteRegister

SORT = "import"
LONGEST_TITLE = 120
MOST_PLANS = 8
NOT_AS_SHOWN = "register_changed"
UNCONFIRMED = "is_confirmed"


@dataclass(frozen=True, slots=True)
class Report:
    """What was done with a file; ``left`` says in sentences what was not, ``new`` who is new."""

    written: int
    unchanged: int
    left: Sequence[str]
    new: Sequence[NewAccount]

    @classmethod
    def of(cls, done: Imported) -> "Report":
        """The report of an import."""
        left = [each.sentence for each in done.left]
        return cls(done.written, done.unchanged, left, [*done.new_accounts])


_REPORT = TypeAdapter(Report)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file and what it would do now; ``shown`` tells whether that is what was looked at."""

    file: str
    title: str
    district: str
    plan: ImportPlan
    raw: bytes

    @property
    def shown(self) -> str:
        """What the plan does, to what, in 64 characters: it changes when either does."""
        said = [
            (each.content[0].model_dump_json(), each.stood.version) for each in self.plan.changes
        ]
        doubts = [each.sentence for each in self.plan.doubts]
        return sha256_hex(repr((said, doubts, len(self.plan.faults))).encode())


@dataclass(frozen=True, slots=True)
class Agreed:
    """That somebody wants what was shown, and has looked at what was to be confirmed."""

    shown: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Done:
    """A file that has been carried out."""

    file: str
    title: str
    report: Report


class ImportDesk:
    """Takes files in, shows what they would do, and carries out what was shown.

    A plan serves until the log grows: turning the pages of a dry run makes it once.
    """

    def __init__(self, database: Database, clock: Clock, importing: RegisterImport) -> None:
        self._database = database
        self._clock = clock
        self._importing = importing
        self._plans: dict[tuple[str, str], tuple[tuple[int, date], ImportPlan]] = {}

    def take(self, raw: bytes, title: str, whose: tuple[str, str]) -> str:
        """Hold the file for an account of a district and answer its name.

        BadInput in one sentence where it is no workbook, or one too large to be looked into.
        """
        self._plan(raw, whose[1])
        return hold(self._database, self._clock(), whose, ToHold(SORT, plain_title(title), raw))

    def waiting(self, whose: tuple[str, str]) -> str | None:
        """The file that the account has uploaded for the district and not confirmed."""
        account, district = whose
        now = format_instant(self._clock())
        with self._database.reading_ledger() as found:
            file = rows.waiting_file(found.ledger, account, SORT, now)
            row = rows.held_file(found.ledger, file, account, now) if file else None
        return row.file if row is not None and row.district == district else None

    def look(self, file: str, whose: tuple[str, str]) -> Waiting | Done:
        """What the account's file would do now in the district, or what came of it.

        NotFound where it is over, somebody else's, or for another district.
        """
        account, district = whose
        with self._database.reading_ledger() as found:
            row = rows.held_file(found.ledger, file, account, format_instant(self._clock()))
        if row is None or row.sort != SORT or row.district != district:
            raise NotFound("The file is not held any more.", code="no_held_file", file=file)
        if row.report is not None:
            return Done(file, row.title, _REPORT.validate_json(row.report))
        plan = self._plan(row.content, row.district)
        return Waiting(file, row.title, row.district, plan, row.content)

    def carry_out(self, waiting: Waiting, agreed: Agreed, write: WriteRegister) -> None:
        """Do exactly what was shown, in the name of who writes, and keep the report.

        Conflict (``register_changed``) where the file would do something else by now, BadInput
        where it has faults, or doubts that nobody confirmed.
        """
        plan = waiting.plan
        if waiting.shown != agreed.shown:
            raise Conflict("The register has changed since.", code=NOT_AS_SHOWN)
        if plan.doubts and not agreed.is_confirmed:
            raise BadInput("请先核对上面要确认的几处，再勾选。", code=UNCONFIRMED)
        importing = self._importing.written_by(write)
        importing.note_seen(plan, waiting.district)
        done = importing.carry_out(plan, waiting.district, hand_out=None)
        report = _REPORT.dump_json(_REPORT.validate_python(asdict(Report.of(done)))).decode()
        self._database.write(lambda found: rows.keep_report(found.ledger, waiting.file, report))

    def _plan(self, raw: bytes, district: str) -> ImportPlan:
        with self._database.reading_ledger() as found:
            head = newest_head(found.ledger)
        of = (head.size if head else 0, local_date(self._clock()))
        key = (district, sha256_hex(raw))
        made, plan = self._plans.get(key, (None, None))
        if plan is None or made != of:
            plan = self._importing.plan(raw, district, of[1])
            self._plans.pop(key, None)
            if len(self._plans) >= MOST_PLANS:
                self._plans.pop(next(iter(self._plans)), None)
            self._plans[key] = (of, plan)
        return plan


def plain_title(title: str) -> str:
    """A file's name without a folder, as it may stand on a page."""
    name = re.split(r"[/\\]", title)[-1].strip()
    return name[-LONGEST_TITLE:] if name and is_plain_line(name) else "导入.xlsx"
