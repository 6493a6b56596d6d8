"""The workbook: one document with all an inspector needs offline, and its tag."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from domain.clock import Clock, format_instant, local_date
from domain.kinds.author import INSPECTING, Role
from domain.kinds.register.district import DistrictSet
from domain.kinds.register.school import Ownership, SchoolKind, SchoolSet
from domain.kinds.visit.builder import State
from domain.kinds.visit.plan import VisitType
from domain.place.presence import Circle
from domain.register.checklist import Checklist, Theme
from domain.visit.visit import Visit
from domain.wire.workbook import (
    WORKBOOK_SCHEMA,
    Workbook,
    WorkbookPerson,
    WorkbookReview,
    WorkbookSchool,
    WorkbookVisit,
)
from sync_server.data import workbook as rows
from sync_server.data.accounts import PersonFacts
from sync_server.data.engine import Database
from sync_server.data.tables import SchoolRow, VisitRow
from sync_server.data.workbook import Facts, Holder
from sync_server.projection.upgrade import FOLD_VERSION
from sync_server.releases.app_releases import AppOffer, AppReleases
from sync_server.workbook.tasks import campaigns, findings, policies

CAMPAIGNS_AHEAD_DAYS = 14


@dataclass(frozen=True, slots=True)
class WorkbookPlan:
    """What the office's settings say of workbooks, the server's epoch and its export key."""

    epoch: str
    export_public_key: str
    months: int = 13


class Workbooks:
    """Makes workbooks, each from one snapshot of the tables."""

    def __init__(
        self, database: Database, clock: Clock, plan: WorkbookPlan, releases: AppReleases
    ) -> None:
        self._database = database
        self._clock = clock
        self._plan = plan
        self._releases = releases

    def tag(self, person: PersonFacts) -> str:
        """What the person's workbook is known by: it changes whenever the workbook does."""
        holder = self._holder(person)
        with self._database.session() as session:
            facts = rows.tag_facts(session, holder)
        return self._tag((person, holder, facts, self._releases.offer()))

    def workbook(self, person: PersonFacts) -> tuple[str, Workbook]:
        """The person's workbook as of now, and its tag."""
        holder, now = self._holder(person), self._clock()
        with self._database.session() as session:
            # The tag is read first: should PostgreSQL commit in between, the next one differs.
            tag_facts, offer = rows.tag_facts(session, holder), self._releases.offer()
            facts = rows.facts(session, holder)
        rules = _rules(facts, person)
        visits = [(row, Visit.model_validate_json(row.folded)) for row in facts.visits]
        workbook = Workbook(
            epoch=self._plan.epoch,
            server_at=format_instant(now),
            month=holder.today[:7],
            account=person.account,
            name=person.name,
            district=person.district,
            district_name=person.district_name,
            duty=rules.duty,
            short_dwell_min=rules.short_dwell_min,
            schools=tuple(_schools(facts)),
            people=tuple(_people(facts, person.account)),
            themes=tuple(Theme.model_validate_json(theme) for theme in facts.themes),
            checklists=tuple(_checklists(facts, [visit for _, visit in visits])),
            visits=tuple(_visits(facts, visits)),
            findings=tuple(findings(facts.tasks, holder.visits_from)),
            campaigns=tuple(campaigns(facts.tasks, person.account, facts.mine)),
            policies=tuple(policies(facts.tasks)),
            rectify_days=rules.rectify_days,
            keep_originals_days=rules.keep_originals_days,
            export_public_key=self._plan.export_public_key,
            newest_app=offer.newest,
            oldest_app=offer.oldest,
            backed_up_to=tag_facts.backed_up_to,
        )
        return self._tag((person, holder, tag_facts, offer)), workbook

    def _holder(self, person: PersonFacts) -> Holder:
        today = local_date(self._clock())
        first = months_before(today, self._plan.months - 1)
        soon = today + timedelta(days=CAMPAIGNS_AHEAD_DAYS)
        days = (each.isoformat() for each in (today, first, soon))
        return Holder(person.account, person.district, *days)

    def _tag(self, made_from: tuple[PersonFacts, Holder, rows.TagFacts, AppOffer]) -> str:
        person, holder, facts, offer = made_from
        parts = [
            WORKBOOK_SCHEMA,
            FOLD_VERSION,
            asdict(self._plan),
            asdict(offer),
            asdict(person),
            holder.today[:7],
            asdict(facts),
        ]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def months_before(day: date, months: int) -> date:
    """The first day of the month that many months before the day's own."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def _rules(facts: Facts, person: PersonFacts) -> DistrictSet:
    if facts.district is None:
        return DistrictSet(district=person.district, name=person.district_name)
    return DistrictSet.model_validate_json(facts.district.rules)


def _schools(facts: Facts) -> Iterable[WorkbookSchool]:
    """The schools in use, and closed ones that an own visit was at."""
    visited, mine = {row.school_id for row in facts.visits}, set(facts.mine)
    for row in facts.schools:
        if row.is_active or row.school_id in visited:
            yield _school(row, facts.zones, row.is_active and row.school_id in mine)


def _school(row: SchoolRow, zones: dict[str, str], is_mine: bool) -> WorkbookSchool:
    facts = SchoolSet.model_validate_json(row.facts)
    circle = None
    if row.lat is not None and row.lng is not None:
        circle = Circle(lat=row.lat, lng=row.lng, radius_m=float(row.radius_m))
    return WorkbookSchool(
        school_id=row.school_id,
        name=row.name,
        aliases=facts.aliases,
        initials=row.initials,
        school_kind=SchoolKind(row.school_kind),
        ownership=Ownership(row.ownership),
        zone=row.zone,
        zone_name=zones.get(row.zone, row.zone),
        town=facts.town,
        circle=circle,
        is_mine=is_mine,
    )


def _people(facts: Facts, account: str) -> Iterable[WorkbookPerson]:
    for row in facts.people:
        if row.is_active and row.account != account and Role(row.role) in INSPECTING:
            yield WorkbookPerson(account=row.account, name=row.name, zone=row.zone)


def _checklists(facts: Facts, visits: Iterable[Visit]) -> Iterable[Checklist]:
    """The newest version of each, and those that an own visit began with."""
    used = {
        (visit.checklist.checklist_id, visit.checklist.version)
        for visit in visits
        if visit.checklist
    }
    newest: set[str] = set()
    for row in facts.checklists:
        if row.checklist_id not in newest or (row.checklist_id, row.version) in used:
            yield Checklist.model_validate_json(row.checklist)
        newest.add(row.checklist_id)


def _visits(facts: Facts, visits: Iterable[tuple[VisitRow, Visit]]) -> Iterable[WorkbookVisit]:
    names = {row.account: row.name for row in facts.people}
    for row, visit in visits:
        reviews = (
            WorkbookReview(
                verdict=review.verdict,
                text=review.text,
                by_name=names.get(review.stamp.account, review.stamp.account),
                at=review.stamp.at,
            )
            for review in visit.reviews
        )
        yield WorkbookVisit(
            visit=row.visit,
            head=row.head,
            tip=visit.tip,
            school_id=row.school_id,
            visit_on=row.visit_on,
            month=row.month,
            visit_type=VisitType(row.visit_type),
            state=State(row.state),
            is_amending=visit.is_amending,
            photos_total=facts.photos_total.get(row.visit, 0),
            photos_received=facts.photos_received.get(row.visit, 0),
            entries=facts.entries.get(row.visit, 0),
            flags=facts.flags.get(row.visit, ()),
            reviews=tuple(reviews),
        )
