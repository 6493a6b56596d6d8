"""Everything one inspector's workbook is made from."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from domain.visit.concern import EVERYBODY
from sync_server.data.own.backed_up import backed_up_to
from sync_server.data.tables import (
    AssignmentRow,
    ChecklistRow,
    DistrictRow,
    EntryRow,
    PersonRow,
    PhotoFileRow,
    SchoolRow,
    ThemeRow,
    VisitFlagRow,
    VisitPhotoRow,
    VisitRow,
    WorkbookMarkRow,
    ZoneRow,
)

from sync_server.data.workbook_tasks import Tasks, campaigns, finding_photos_received, tasks



@dataclass(frozen=True, slots=True)
class Holder:
    """Whose workbook, on which local day, with own visits from which day, campaigns to which."""

    account: str
    district: str
    today: str
    visits_from: str
    campaigns_to: str

    @property
    def campaign_days(self) -> tuple[str, str]:
        """Campaigns that are not over today and begin by then are told."""
        return self.today, self.campaigns_to


@dataclass(frozen=True, slots=True)
class TagFacts:
    """What tells one state of a workbook from another, cheaply read.

    The marks rise with every entry about the register, an own visit, or a finding. The rest
    changes without one: photos arrive, an assignment or a campaign begins or ends with a day,
    a backup reaches further.
    """

    marks: list[int]
    backed_up_to: int | None
    photos: int
    finding_photos: int
    schools: list[str]
    campaigns: list[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """All rows a workbook is made from, of one snapshot."""

    district: DistrictRow | None
    schools: list[SchoolRow]
    zones: dict[str, str]
    people: list[PersonRow]
    themes: list[str]
    checklists: list[ChecklistRow]
    visits: list[VisitRow]
    flags: dict[str, tuple[str, ...]]
    photos_total: dict[str, int]
    photos_received: dict[str, int]
    entries: dict[str, int]
    mine: list[str]
    tasks: Tasks


def tag_facts(session: Session, holder: Holder) -> TagFacts:
    """What the workbook's tag is made from."""
    mine = my_schools(session, holder.district, holder.account, holder.today)
    told = campaigns(session, holder.district, holder.campaign_days)
    return TagFacts(
        marks=_marks(session, holder),
        backed_up_to=backed_up_to(session.connection()),
        photos=sum(_photos_received(session, holder).values()),
        finding_photos=finding_photos_received(session, holder.district, mine),
        schools=mine,
        campaigns=[each.campaign_id for each in told],
    )


def facts(session: Session, holder: Holder) -> Facts:
    """What the workbook is made from."""
    mine = my_schools(session, holder.district, holder.account, holder.today)
    return Facts(
        district=session.get(DistrictRow, holder.district),
        schools=_schools(session, holder.district),
        zones=_zones(session, holder.district),
        people=_people(session, holder.district),
        themes=_themes(session, holder.district),
        checklists=_checklists(session, holder.district),
        visits=_own_visits(session, holder),
        flags=_flags(session, holder),
        photos_total=_photos_total(session, holder),
        photos_received=_photos_received(session, holder),
        entries=_entries(session, holder),
        mine=mine,
        tasks=tasks(session, holder.district, holder.account, mine, holder.campaign_days),
    )


def _marks(session: Session, holder: Holder) -> list[int]:
    """The positions of the last entries that concern everybody, and this account."""
    rows = session.exec(
        select(WorkbookMarkRow.position)
        .where(
            WorkbookMarkRow.district == holder.district,
            col(WorkbookMarkRow.account).in_([EVERYBODY, holder.account]),
        )
        .order_by(WorkbookMarkRow.account)
    )
    return list(rows)


def _photos_received(session: Session, holder: Holder) -> dict[str, int]:
    """How many photos of each of the own visits are complete."""
    rows = session.exec(
        select(VisitPhotoRow.visit, func.count())
        .join(VisitRow, col(VisitRow.visit) == VisitPhotoRow.visit)
        .join(PhotoFileRow, col(PhotoFileRow.sha256) == VisitPhotoRow.sha256)
        .where(*_own(holder), col(VisitPhotoRow.is_withdrawn).is_(False))
        .group_by(VisitPhotoRow.visit)
    )
    return dict(rows.all())


def _photos_total(session: Session, holder: Holder) -> dict[str, int]:
    """How many photos each of the own visits has."""
    rows = session.exec(
        select(VisitPhotoRow.visit, func.count())
        .join(VisitRow, col(VisitRow.visit) == VisitPhotoRow.visit)
        .where(*_own(holder), col(VisitPhotoRow.is_withdrawn).is_(False))
        .group_by(VisitPhotoRow.visit)
    )
    return dict(rows.all())


def _entries(session: Session, holder: Holder) -> dict[str, int]:
    """How many entries each of the own visits has, whoever wrote them."""
    rows = session.exec(
        select(VisitRow.visit, func.count())
        .join(EntryRow, col(EntryRow.subject) == VisitRow.visit)
        .where(*_own(holder))
        .group_by(VisitRow.visit)
    )
    return dict(rows.all())


def my_schools(session: Session, district: str, account: str, today: str) -> list[str]:
    """The schools the account is responsible for on this local day."""
    is_over = col(AssignmentRow.to_on) < today
    rows = session.exec(
        select(AssignmentRow.school_id)
        .where(
            AssignmentRow.district == district,
            AssignmentRow.account == account,
            AssignmentRow.from_on <= today,
            func.coalesce(is_over, False).is_(False),
        )
        .distinct()
        .order_by(AssignmentRow.school_id)
    )
    return list(rows)


def _own_visits(session: Session, holder: Holder) -> list[VisitRow]:
    """The account's own visits since the holder's first day, newest first."""
    rows = session.exec(
        select(VisitRow)
        .where(*_own(holder))
        .order_by(col(VisitRow.visit_on).desc(), col(VisitRow.position).desc())
    )
    return list(rows)


def _flags(session: Session, holder: Holder) -> dict[str, tuple[str, ...]]:
    """The flag codes of each of the own visits."""
    rows = session.exec(
        select(VisitFlagRow.visit, VisitFlagRow.code)
        .join(VisitRow, col(VisitRow.visit) == VisitFlagRow.visit)
        .where(*_own(holder))
        .order_by(VisitFlagRow.visit, VisitFlagRow.code)
    )
    by_visit = groupby(rows, lambda row: row[0])
    return {visit: tuple(code for _, code in codes) for visit, codes in by_visit}


def _schools(session: Session, name: str) -> list[SchoolRow]:
    """The district's schools by name, those that are closed too."""
    wanted = select(SchoolRow).where(SchoolRow.district == name)
    return list(session.exec(wanted.order_by(SchoolRow.name, SchoolRow.school_id)))


def _zones(session: Session, name: str) -> dict[str, str]:
    """The names of the district's zones."""
    rows = session.exec(select(ZoneRow.zone, ZoneRow.name).where(ZoneRow.district == name))
    return dict(rows.all())


def _people(session: Session, name: str) -> list[PersonRow]:
    """Everybody the district's register has, by name."""
    wanted = select(PersonRow).where(PersonRow.district == name)
    return list(session.exec(wanted.order_by(PersonRow.name, PersonRow.account)))


def _themes(session: Session, name: str) -> list[str]:
    """The district's themes as JSON, by month."""
    wanted = select(ThemeRow.theme).where(ThemeRow.district == name)
    return list(session.exec(wanted.order_by(col(ThemeRow.month), ThemeRow.theme_id)))


def _checklists(session: Session, name: str) -> list[ChecklistRow]:
    """The district's checklists in all versions, newest version first."""
    wanted = select(ChecklistRow).where(ChecklistRow.district == name)
    return list(
        session.exec(wanted.order_by(ChecklistRow.checklist_id, col(ChecklistRow.version).desc()))
    )


def _own(holder: Holder) -> tuple[ColumnElement[bool], ...]:
    return (col(VisitRow.account) == holder.account, col(VisitRow.visit_on) >= holder.visits_from)
