"""Importing an office's workbook into a district's register."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from domain.errors import BadInput
from domain.kinds.campaign.course import CampaignState
from domain.kinds.campaign.plan import CampaignSet
from domain.kinds.office.news import NewsRecorded, ReportingUnitSet
from domain.kinds.register.account import CodeIssued
from domain.kinds.register.assignment import AssignmentSet, Responsibility
from domain.kinds.register.calendar import CalendarSet
from domain.kinds.register.indicator import IndicatorSet, indicator_code
from domain.kinds.register.person import PersonSet
from domain.kinds.register.school import SchoolSet
from domain.kinds.register.zone import ZoneSet
from domain.spelling import key_of
from sync_server.access.accounts import Accounts
from sync_server.access.credentials import new_code
from sync_server.data import register_snapshot as rows
from sync_server.data.accounts import with_credentials
from sync_server.data.engine import Database, Transaction
from sync_server.data.findings.carried import old_findings
from sync_server.data.indicators.stated import stated
from sync_server.data.log_tree import newest_head
from sync_server.data.news.listing import sent, units
from sync_server.data.own.imports_seen import forget_seen, keep_seen, seen_up_to
from sync_server.data.papers.rows import given_numbers
from sync_server.data.subjects import all_called
from sync_server.data.tables import AssignmentRow, CalendarRow, PersonRow, ZoneRow
from sync_server.ledger.append import OfficeEntry
from sync_server.register.calendar import line_of
from sync_server.register.districts import Districts
from sync_server.register.importing.changes import ImportPlan
from sync_server.register.importing.faults import Fault
from sync_server.register.importing.parts import Parts, Progress, no_progress
from sync_server.register.importing.plan import plan_import
from sync_server.register.importing.register import Person, Register


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Somebody new, and the one-time code to hand over in person."""

    account: str
    name: str
    code: str


HandOut = Callable[[Sequence[NewAccount]], None]
"""Gives new people their codes, before these are good."""


def nobody_gets_them(_: Sequence[NewAccount]) -> None:
    """The codes are in what the import answers."""


WriteRegister = Callable[[str, Sequence[OfficeEntry]], object]
"""Writes entries into the register of the district of this code, all or none."""


@dataclass(frozen=True, slots=True)
class Imported:
    """How an import went: how many things it wrote, how many stood so already.

    ``left`` says of every other thing of the file why it was not written.
    """

    written: int
    unchanged: int
    left: Sequence[Fault]
    new_accounts: Sequence[NewAccount]


class RegisterImport:
    """Plans an import and carries it out in parts, again and again until all of it is there."""

    def __init__(
        self,
        database: Database,
        districts: Districts,
        accounts: Accounts,
        write: WriteRegister | None = None,
    ) -> None:
        """``write`` is in whose name is written; without one it is the server's own."""
        self._database = database
        self._districts = districts
        self._accounts = accounts
        self._write = write

    def written_by(self, write: WriteRegister) -> "RegisterImport":
        """The same import, written in somebody's name."""
        return RegisterImport(self._database, self._districts, self._accounts, write)

    def plan(self, raw: bytes, district: str, today: date) -> ImportPlan:
        """What the workbook would change; nothing is written. BadInput when it is none."""
        return plan_import(raw, self._register(district), today)

    def note_seen(self, plan: ImportPlan, district: str) -> None:
        """Somebody has looked at the plan: what changes from here on, they have not seen."""
        self._database.write(
            lambda found: keep_seen(found.ledger, district, plan.file, plan.read_at)
        )

    def to_confirm(self, plan: ImportPlan, district: str) -> list[Fault]:
        """What somebody must confirm before the plan is carried out.

        A row that will be left as it is, for it changed since it was seen, needs no confirming.
        """
        with self._database.session() as session:
            seen = seen_up_to(session.connection(), district, plan.file)
        if seen is None:
            return list(plan.doubts)
        left = {each.place for each in plan.changes if each.stood.position >= seen}
        return [each for each in plan.doubts if each.at[:2] not in left]

    def carry_out(
        self,
        plan: ImportPlan,
        district: str,
        progress: Progress = no_progress,
        hand_out: HandOut | None = nobody_gets_them,
    ) -> Imported:
        """Write the changes of a plan part by part, and make codes for who has none yet.

        Codes are handed out before they are kept: where this is cut off in between, those are
        good for nothing, and the next try hands out others. Where ``hand_out`` is None nobody
        gets a code now.

        What somebody else has changed since the file was last looked at stays as it is. Where
        this is cut off, the file can be planned and carried out again: it goes on with what is
        not there yet. BadInput when the plan has faults: then nothing is written. What
        ``to_confirm`` answers must have been confirmed before.
        """
        if plan.faults:
            raise BadInput("文件里有错误，没有导入。", code="faulty_import")
        write = self._write or self._districts.write
        parts = Parts(partial(write, district), progress)
        if plan.changes:
            parts.take(plan.changes, self._seen_up_to(plan, district))
        people = {each: name for each, name in plan.people.items() if not parts.is_left(each)}
        new = self._new(people, district)
        if new and hand_out is not None:
            hand_out(new)
            self._districts.note(*(CodeIssued(account=each.account) for each in new))
            self._accounts.keep_codes({each.account: each.code for each in new})
        self._database.write(lambda found: forget_seen(found.ledger, district, plan.file))
        unchanged = sum(plan.unchanged.values())
        return Imported(parts.written, unchanged, tuple(parts.left.in_order), new)

    def _seen_up_to(self, plan: ImportPlan, district: str) -> int:
        """How long the log was when somebody looked at the file; that is now, where nobody did."""

        def work(transaction: Transaction) -> int:
            seen = seen_up_to(transaction.ledger, district, plan.file)
            if seen is None:
                keep_seen(transaction.ledger, district, plan.file, plan.read_at)
            return plan.read_at if seen is None else seen

        return self._database.write(work)

    def _new(self, people: Mapping[str, str], district: str) -> list[NewAccount]:
        """Codes for those of the people who cannot sign in yet, and are the district's own."""
        with self._database.session() as session:
            active = {
                row.account
                for row in rows.everybody(session)
                if row.district == district and row.is_active
            }
            wanted = [each for each in people if each in active]
            known = with_credentials(session, wanted)
        new = [account for account in wanted if account not in known]
        return [NewAccount(account, people[account], new_code()) for account in new]

    def _register(self, district: str) -> Register:
        with self._database.session() as session:
            # First of all: what comes while the rest is read is taken for later than seen.
            head = newest_head(session.connection())
            called = all_called(session.connection(), district)
            people = rows.everybody(session)
            old = old_findings(session.connection(), district)
            campaigns = rows.campaigns(session, district)
            return Register(
                district=district,
                zones=_zones(rows.zones(session, district)),
                schools={
                    row.school_id: SchoolSet.model_validate_json(row.facts)
                    for row in rows.schools(session, district)
                },
                people={row.account: _person(row) for row in people if row.district == district},
                assignments=_assignments(rows.assignments(session, district)),
                campaigns={
                    row.campaign_id: CampaignSet.model_validate_json(row.facts) for row in campaigns
                },
                approved_campaigns=frozenset(
                    row.campaign_id for row in campaigns if row.state != CampaignState.DRAFT
                ),
                calendar=_calendar(rows.calendar(session, district)),
                indicators=_indicators(stated(session, district)),
                themes=rows.theme_titles(session, district),
                foreign_accounts=frozenset(
                    row.account for row in people if row.district != district
                ),
                carried={each.finding_id: each for each in old},
                numbers=given_numbers(session.connection(), district),
                reporting_units=_reporting(units(session.connection(), district)),
                news=_news(sent(session.connection(), district)),
                called=called,
                read_at=head.size if head else 0,
            )


def _zones(found: Iterable[ZoneRow]) -> dict[str, ZoneSet]:
    return {
        row.zone: ZoneSet(
            zone=row.zone,
            name=row.name,
            is_active=row.is_active,
            order_no=row.order_no,
            sort_as=row.sort_as,
        )
        for row in found
    }


def _indicators(found: Iterable[IndicatorSet]) -> dict[str, IndicatorSet]:
    return {indicator_code(each.school_id, each.year): each for each in found}


def _reporting(found: Iterable[ReportingUnitSet]) -> dict[str, str]:
    return {each.unit_id: each.name for each in found if not each.counts_all}


def _news(found: Iterable[NewsRecorded]) -> dict[tuple[str, str, str], str]:
    return {(each.unit_id, each.sent_on, key_of(each.title)): each.news_id for each in found}


def _calendar(found: Iterable[CalendarRow]) -> dict[str, CalendarSet]:
    return {row.calendar_id: line_of(row) for row in found}


def _assignments(
    found: Iterable[AssignmentRow],
) -> dict[tuple[str, str, str], AssignmentSet]:
    return {
        (row.school_id, row.account, row.from_on): AssignmentSet(
            school_id=row.school_id,
            account=row.account,
            from_on=row.from_on,
            to_on=row.to_on,
            responsibility=Responsibility(row.responsibility),
        )
        for row in found
    }


def _person(row: PersonRow) -> Person:
    body = PersonSet.model_validate_json(row.facts)
    return Person(body, row.name, row.sort_as, row.certificate_no, row.phone)
