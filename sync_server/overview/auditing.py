"""What an auditor looks at first: all of it stands in the log or the tables, nothing is judged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from domain import kinds
from domain.clock import CST, Clock, format_instant, local_date, parse_instant
from domain.kinds import KINDS
from domain.kinds.office.export import TableExported, TableExportedPrivate
from domain.kinds.piece import Body, Private
from domain.kinds.register.account import AccountNote
from domain.kinds.register.grant import GrantSet
from domain.kinds.register.person import PersonSet
from domain.review.changed_after import changes_after_approval
from domain.review.explaining import EXPLAINED
from domain.visit.flag import FlagCode
from domain.visit.visit import Visit
from domain.words.values import label
from sync_server.access.viewer import Viewer
from sync_server.data.accounts import forked_chains
from sync_server.data.engine import Database, ReadingSession
from sync_server.data.ledger import Logged
from sync_server.data.overview.amended import changed_visits
from sync_server.data.overview.office_entries import office_entries
from sync_server.data.own.verified import Verified, last_verified
from sync_server.data.tables import ChainRow, VisitRow
from sync_server.data.visits import rows as visits
from sync_server.data.visits.listing import VisitFilter, VisitList
from sync_server.overview.system import Grade, System, SystemNotice
from sync_server.register.names import Names, names

LATELY = timedelta(days=31)
CHANGED_LATELY = timedelta(days=62)
MOST_CHANGED = 60
OLD_VERIFICATION = timedelta(days=31)

DOUBTS = (
    FlagCode.FORK,
    FlagCode.REVOKED_CHAIN,
    FlagCode.CLOCK_CONTRADICTS,
    FlagCode.AFTER_SUBMISSION,
    FlagCode.NO_RIGHT,
    FlagCode.UNREADABLE,
    FlagCode.WITHHELD,
)
"""What is said of entries themselves: kept and not counted, in two versions, or with a doubt."""
LATER = (FlagCode.STALE_REVIEW, FlagCode.AMENDED, FlagCode.REDATED)
"""What is said of visits that were changed after they had been handed in."""


class FlaggedVisits(NamedTuple):
    """How many visits have such a flag, and how many more of which the office explained it."""

    code: FlagCode
    visits: int
    explained: int


class ChangedVisit(NamedTuple):
    """A visit that was changed after the office had approved it, and how often."""

    row: VisitRow
    changes: int


TOLD = (TableExported, PersonSet, GrantSet, AccountNote)


@dataclass(frozen=True, slots=True)
class OfficeAct:
    """What somebody of the office did: an entry, in the words of its kind."""

    at: str
    account: str
    word: str
    body: Body
    private: Private | None

    @property
    def about(self) -> str:
        """Whose account it is about; empty where it is about none."""
        is_of_one = isinstance(self.body, PersonSet | GrantSet | AccountNote)
        return str(getattr(self.body, "account", "")) if is_of_one else ""

    @property
    def noun(self) -> str:
        """What the account is here: one of the district's people, or somebody else's."""
        return "grant" if isinstance(self.body, GrantSet) else "person"

    @property
    def says(self) -> str:
        """What it makes of an account: its role, and that it is not in use any more."""
        if isinstance(self.body, GrantSet):
            until = f"，到 {self.body.to_on}" if self.body.to_on else ""
            return f"{label(self.body.role)}{until}"
        if not isinstance(self.body, PersonSet):
            return ""
        return f"{label(self.body.role)}{'' if self.body.is_active else '，停用'}"

    @property
    def filters(self) -> str:
        """Which part of a list was taken out, in words."""
        said = self.private
        return said.filters if isinstance(said, TableExportedPrivate) else ""


@dataclass(frozen=True, slots=True)
class AuditStart:
    """What an auditor sees first; what people did is told of the last month."""

    today: date
    names: Names
    system: Sequence[SystemNotice]
    doubts: Sequence[FlaggedVisits]
    forked: Sequence[ChainRow]
    later: Sequence[FlaggedVisits]
    changed: Sequence[ChangedVisit]
    exports: Sequence[OfficeAct]
    rights: Sequence[OfficeAct]


@dataclass(frozen=True, slots=True)
class AuditStarts:
    """Puts it together within the viewer's district."""

    database: Database
    clock: Clock
    system: System

    def start(self, viewer: Viewer) -> AuditStart:
        """The auditor's; NotAllowed for whoever sees not all of the district."""
        viewer.require_all()
        now, district = self.clock(), viewer.district
        today = local_date(now)
        with self.database.session() as session:
            flags = VisitList.of(session, VisitFilter(district)).count_by_flag()
            forked = forked_chains(session, district)
            changed = _changed(session, district, (today - CHANGED_LATELY).isoformat())
            acts = _acts(office_entries(session, district, format_instant(now - LATELY)))
            verified = last_verified(session.connection())
        backup = [each for each in self.system.notices(()) if each.matter == "备份"]
        return AuditStart(
            today=today,
            names=names(self.database, district),
            system=[*backup, self._verified(verified)],
            doubts=_flagged(flags, DOUBTS),
            forked=forked,
            later=_flagged(flags, LATER),
            changed=changed,
            exports=[each for each in acts if isinstance(each.body, TableExported)],
            rights=[each for each in acts if each.about],
        )

    def _verified(self, verified: Verified | None) -> SystemNotice:
        """When everything was verified last."""
        if verified is None:
            text = "没有核验过，或者核验后从备份恢复过。请系统管理员运行 duji verify。"
            return SystemNotice("核验", Grade.GRAVE, text)
        at = parse_instant(verified.at)
        said = f"最近一次是 {at.astimezone(CST):%Y-%m-%d %H:%M}，核验了 {verified.entries:,} 条记录"
        if verified.faults:
            text = f"{said}，有 {verified.faults:,} 处不对。请系统管理员再运行一次，看是哪些。"
            return SystemNotice("核验", Grade.GRAVE, text)
        is_old = self.clock() - at > OLD_VERIFICATION
        later = "，已经一个多月没有再核验。" if is_old else "。"
        grade = Grade.NOTICE if is_old else Grade.GOOD
        return SystemNotice("核验", grade, f"{said}，一切完好{later}")


def _flagged(counts: dict[str, int], codes: Iterable[FlagCode]) -> list[FlaggedVisits]:
    found = (
        FlaggedVisits(code, counts.get(code.value, 0), counts.get(f"{code.value}{EXPLAINED}", 0))
        for code in codes
    )
    return [each for each in found if each.visits or each.explained]


def _changed(session: ReadingSession, district: str, since: str) -> list[ChangedVisit]:
    found = []
    for row in changed_visits(session, district, since, MOST_CHANGED):
        lines = [each.line for each in visits.entries(session, row.visit)]
        changes = changes_after_approval(Visit.model_validate_json(row.folded), lines)
        if changes:
            found.append(ChangedVisit(row, changes))
    return found


def _acts(entries: Iterable[tuple[Logged, str]]) -> list[OfficeAct]:
    """Those by which something was taken out, or a person or an account became another."""
    found = []
    for each, account in entries:
        kind = KINDS.get(each.line.header.kind)
        if kind is None or not issubclass(kind.body, TOLD):
            continue
        reading = kinds.read(each.line)
        if reading.body is not None:
            found.append(
                OfficeAct(each.accepted_at, account, kind.word, reading.body, reading.private)
            )
    return found
