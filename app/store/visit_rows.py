"""Folded visits for lists and screens: written with every entry, made again when missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import col, func, insert, or_, select, text, update

from app.store.database import Transaction
from app.store.tables import LineRow, PhotoRow, VisitRow
from domain.visit.assessment import Assessment, Evidence, Limits, assess
from domain.visit.visit import COUNTED, Visit
from domain.wire.workbook import WorkbookSchool

FOLD_VERSION = 3
"""Grows when the fold or these columns change, so that every row is made again."""

IN_COUNT = tuple(sorted(state.value for state in COUNTED))


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list: at most ``limit`` rows from ``offset``, holding the search words."""

    limit: int = 50
    offset: int = 0
    search: str = ""
    state: str | None = None


def save_visit(
    transaction: Transaction, account: str, visit: Visit, school: WorkbookSchool | None
) -> Assessment:
    """Write the visit's row and which of its photos show a hazard; what the rules say of it."""
    said = assess(visit, Evidence(limits=Limits()))
    name = school.name if school else visit.school_id
    row = VisitRow(
        visit=visit.visit_id,
        account=account,
        school_id=visit.school_id,
        school_name=name,
        visit_type=visit.visit_type.value,
        theme_id=visit.theme_id,
        campaign_id=visit.campaign_id,
        visit_on=said.visit_on.isoformat(),
        month=said.month,
        state=visit.state.value,
        is_amending=visit.is_amending,
        flags=",".join(flag.code.value for flag in said.flags),
        folded=visit.model_dump_json(),
        search_text=f"{_words_of(visit.school_id, school)} {said.visit_on.isoformat()}",
        fold_version=FOLD_VERSION,
    )
    transaction.exec(insert(VisitRow).prefix_with("OR REPLACE").values(row.model_dump()))
    _mark_hazards(transaction, visit)
    return said


def visit_row(transaction: Transaction, visit_id: str) -> VisitRow | None:
    """The visit's row; None for a visit not held here."""
    return transaction.get(VisitRow, visit_id)


def school_names(transaction: Transaction, visits: Iterable[str]) -> dict[str, str]:
    """The schools' names of these visits, as far as they are held here."""
    wanted = select(VisitRow.visit, VisitRow.school_name)
    return dict(transaction.exec(wanted.where(col(VisitRow.visit).in_(list(visits)))).all())


def visit_of(row: VisitRow) -> Visit:
    """The folded visit a row holds."""
    return Visit.model_validate_json(row.folded)


def list_visits(transaction: Transaction, account: str, page: Page) -> list[VisitRow]:
    """The account's visits, newest first. Every search word must occur."""
    wanted = select(VisitRow).where(VisitRow.account == account)
    for word in page.search.lower().split():
        wanted = wanted.where(col(VisitRow.search_text).contains(word, autoescape=True))
    if page.state:
        wanted = wanted.where(VisitRow.state == page.state)
    wanted = wanted.order_by(col(VisitRow.visit_on).desc(), col(VisitRow.visit).desc())
    return list(transaction.exec(wanted.limit(page.limit).offset(page.offset)))


def unsent_rows_of_school(transaction: Transaction, account: str, school_id: str) -> list[VisitRow]:
    """The account's visits to one school of which something still has to go."""
    # Written as the index of unsent lines is, or every line on the phone would be looked at;
    # DISTINCT would choose another index.
    waiting = select(LineRow.visit).where(text("is_mine AND sent_at IS NULL"))
    visits = {each for each in transaction.exec(waiting) if each}
    wanted = select(VisitRow).where(col(VisitRow.visit).in_(visits))
    found = transaction.exec(wanted)
    return [row for row in found if (row.account, row.school_id) == (account, school_id)]


def rows_of_month(transaction: Transaction, account: str, month: str) -> list[VisitRow]:
    """The account's visits of the month, and those of any month that still need work."""
    is_open = or_(
        col(VisitRow.state).in_(("in_progress", "returned")), col(VisitRow.is_amending).is_(True)
    )
    wanted = select(VisitRow).where(
        VisitRow.account == account, or_(col(VisitRow.month) == month, is_open)
    )
    return list(transaction.exec(wanted.order_by(col(VisitRow.visit_on).desc())))


def rows_of_day(transaction: Transaction, account: str, day: str) -> list[VisitRow]:
    """The account's visits of one local day."""
    wanted = select(VisitRow).where(VisitRow.account == account, VisitRow.visit_on == day)
    return list(transaction.exec(wanted))


def rows_at_school(
    transaction: Transaction, account: str, school_id: str, limit: int
) -> list[VisitRow]:
    """The account's newest visits at a school."""
    wanted = select(VisitRow).where(VisitRow.account == account, VisitRow.school_id == school_id)
    newest = wanted.order_by(col(VisitRow.visit_on).desc(), col(VisitRow.visit).desc())
    return list(transaction.exec(newest.limit(limit)))


def schools_of_campaigns(transaction: Transaction, account: str) -> dict[str, frozenset[str]]:
    """The schools at which the account has a counted visit, by campaign."""
    wanted = select(VisitRow.campaign_id, VisitRow.school_id).where(
        VisitRow.account == account,
        col(VisitRow.campaign_id).is_not(None),
        col(VisitRow.state).in_(IN_COUNT),
    )
    found: dict[str, set[str]] = {}
    for campaign_id, school_id in transaction.exec(wanted):
        found.setdefault(str(campaign_id), set()).add(school_id)
    return {campaign_id: frozenset(schools) for campaign_id, schools in found.items()}


def last_visits(transaction: Transaction, account: str) -> dict[str, str]:
    """The date of the account's newest counted visit at each school."""
    wanted = (
        select(VisitRow.school_id, func.max(VisitRow.visit_on))
        .where(
            VisitRow.account == account,
            col(VisitRow.state).in_(IN_COUNT),
        )
        .group_by(col(VisitRow.school_id))
    )
    return {school_id: day for school_id, day in transaction.exec(wanted) if day}


def held_of(transaction: Transaction, account: str, visits: Iterable[str]) -> frozenset[str]:
    """Which of these visits the account holds here."""
    wanted = select(VisitRow.visit).where(
        VisitRow.account == account, col(VisitRow.visit).in_(list(visits))
    )
    return frozenset(transaction.exec(wanted).all())


def rename_schools(
    transaction: Transaction, account: str, schools: Mapping[str, WorkbookSchool]
) -> None:
    """Write the register's newest school names into the account's rows."""
    wanted = select(VisitRow.school_id, VisitRow.school_name).where(VisitRow.account == account)
    for school_id, name in transaction.exec(wanted.distinct()).all():
        school = schools.get(school_id)
        if school is not None and school.name != name:
            words = _words_of(school_id, school)
            transaction.exec(
                update(VisitRow)
                .where(col(VisitRow.account) == account, col(VisitRow.school_id) == school_id)
                .values(school_name=school.name, search_text=words + " " + col(VisitRow.visit_on))
            )


def visits_without_row(transaction: Transaction) -> list[str]:
    """The visits held here whose row is missing or was made by an older fold."""
    is_fresh = select(VisitRow.visit).where(VisitRow.fold_version == FOLD_VERSION)
    wanted = select(LineRow.id).where(
        LineRow.kind == "visit.opened", col(LineRow.id).not_in(is_fresh)
    )
    return list(transaction.exec(wanted))


def holder(visit: Visit, accounts: Iterable[str]) -> str:
    """Whose visit it is on this phone: its owner, or the account here that has part in it."""
    here = set(accounts)
    return next((each for each in visit.people if each in here), visit.owner)


def _words_of(school_id: str, school: WorkbookSchool | None) -> str:
    if school is None:
        return school_id.lower()
    return " ".join((school.name, *school.aliases, school.initials, school.town)).lower()


def _mark_hazards(transaction: Transaction, visit: Visit) -> None:
    if not visit.photos:
        return
    hazards = {each.finding_id for each in visit.findings.values() if each.is_hazard}
    shown = [each.photo_id for each in visit.photos.values() if each.finding_id in hazards]
    transaction.exec(
        update(PhotoRow)
        .where(col(PhotoRow.visit) == visit.visit_id)
        .values(is_hazard=col(PhotoRow.photo_id).in_(shown))
    )
