"""Folded visits for lists and screens: written with every entry, made again when missing."""

from collections.abc import Iterable, Mapping

from sqlalchemy import bindparam, not_
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import col, func, or_, select, update

from app.store.database import Transaction, run
from app.store.tables import FoldedVisitRow, LineRow, PhotoRow, VisitRow
from domain.kinds.visit.plan import INSPECTIONS
from domain.spelling import key_of
from domain.visit.assessment import Assessment, Evidence, Limits, assess
from domain.visit.credit import calls, leader
from domain.visit.visit import COUNTED, Visit
from domain.wire.workbook import WorkbookSchool

FOLD_VERSION = 10
"""Grows when the fold or these columns change, so that every row is made again."""

IN_COUNT = tuple(sorted(state.value for state in COUNTED))
IS_INSPECTION_MADE = (
    col(VisitRow.state).in_(IN_COUNT),
    col(VisitRow.visit_type).in_([each.value for each in INSPECTIONS]),
)
"""What holds of the rows of visits made (`is_inspection_made` in `domain/visit/visit.py`)."""

_NEW_ROW = insert(VisitRow)
_OTHERS = [each for each in _NEW_ROW.excluded if each.name != "visit"]
# What says the same again is not written: most saves move nothing that a list shows.
_SAVE_ROW = _NEW_ROW.on_conflict_do_update(
    index_elements=["visit"],
    set_={each.name: each for each in _OTHERS},
    where=or_(*(getattr(VisitRow, each.name).is_distinct_from(each) for each in _OTHERS)),
)
_NEW_FOLDED = insert(FoldedVisitRow)
_SAVE_FOLDED = _NEW_FOLDED.on_conflict_do_update(
    index_elements=["visit"], set_={"document": _NEW_FOLDED.excluded.document}
)
_IS_SHOWN = col(PhotoRow.photo_id).in_(bindparam("shown", expanding=True))
_MARK_HAZARDS = (
    update(PhotoRow)
    .where(
        col(PhotoRow.visit) == bindparam("of_visit"),
        or_(
            col(PhotoRow.is_hazard) & not_(_IS_SHOWN),
            not_(col(PhotoRow.is_hazard)) & _IS_SHOWN,
        ),
    )
    .values(is_hazard=_IS_SHOWN)
)
_HELD = (
    select(VisitRow.account, FoldedVisitRow.document)
    .join(FoldedVisitRow, col(FoldedVisitRow.visit) == VisitRow.visit)
    .where(VisitRow.visit == bindparam("visit"))
)
_HOLDER = select(VisitRow.account).where(VisitRow.visit == bindparam("visit"))


def save_visit(
    transaction: Transaction, account: str, visit: Visit, school: WorkbookSchool | None
) -> Assessment:
    """Write the visit's rows and which of its photos show a hazard; what the rules say of it."""
    said = assess(visit, Evidence(limits=Limits()))
    row = {
        "visit": visit.visit_id,
        "account": account,
        "school_id": visit.school_id,
        "school_name": school.name if school else visit.school_id,
        "visit_type": visit.visit_type.value,
        "theme_id": visit.theme_id,
        "campaign_id": visit.campaign_id,
        "visit_on": said.visit_on.isoformat(),
        "month": said.month,
        "state": visit.state.value,
        "is_amending": visit.is_amending,
        "leader": leader(visit),
        "has_follow_ups": bool(visit.follow_ups),
        "flags": ",".join(flag.code.value for flag in said.flags),
        "search_text": f"{_keys_of(visit.school_id, school)} {said.visit_on.isoformat()}",
        "fold_version": FOLD_VERSION,
        "units": ",".join(visit.units),
        "called": ",".join(calls(visit.counting)),
    }
    run(transaction, _SAVE_ROW, row)
    whole = {"visit": visit.visit_id, "document": visit.model_dump_json()}
    run(transaction, _SAVE_FOLDED, whole)
    _mark_hazards(transaction, visit)
    return said


def visit_row(transaction: Transaction, visit_id: str) -> VisitRow | None:
    """The visit's row; None for a visit not held here."""
    return transaction.get(VisitRow, visit_id)


def holder_of(transaction: Transaction, visit_id: str) -> str | None:
    """In which account's list the visit stands; None for a visit not held here."""
    return run(transaction, _HOLDER, {"visit": visit_id}).scalar_one_or_none()


def held_visit(transaction: Transaction, visit_id: str) -> tuple[str, Visit] | None:
    """In which account's list the visit stands, and the visit; None for one not held here."""
    found = run(transaction, _HELD, {"visit": visit_id}).one_or_none()
    return (found.account, Visit.model_validate_json(found.document)) if found else None


def folded_visits(transaction: Transaction, visits: Iterable[str]) -> dict[str, Visit]:
    """Those of the visits that are held here, by id."""
    wanted = select(FoldedVisitRow.visit, FoldedVisitRow.document)
    found = transaction.exec(wanted.where(col(FoldedVisitRow.visit).in_(list(visits))))
    return {visit_id: Visit.model_validate_json(document) for visit_id, document in found}


def school_names(transaction: Transaction, visits: Iterable[str]) -> dict[str, str]:
    """The schools' names of these visits, as far as they are held here."""
    wanted = select(VisitRow.visit, VisitRow.school_name)
    return dict(transaction.exec(wanted.where(col(VisitRow.visit).in_(list(visits)))).all())


def schools_of_campaigns(transaction: Transaction, account: str) -> dict[str, frozenset[str]]:
    """The schools at which the account has a counted visit, by campaign."""
    wanted = select(VisitRow.campaign_id, VisitRow.school_id, VisitRow.units).where(
        VisitRow.account == account,
        col(VisitRow.campaign_id).is_not(None),
        *IS_INSPECTION_MADE,
    )
    found: dict[str, set[str]] = {}
    for campaign_id, school_id, units in transaction.exec(wanted):
        found.setdefault(str(campaign_id), set()).update((school_id, *listed(units)))
    return {campaign_id: frozenset(schools) for campaign_id, schools in found.items()}


def last_visits(transaction: Transaction, account: str) -> dict[str, str]:
    """The date of the account's newest counted visit at each school, as a further unit too."""
    wanted = (
        select(VisitRow.school_id, VisitRow.units, func.max(VisitRow.visit_on))
        .where(
            VisitRow.account == account,
            *IS_INSPECTION_MADE,
        )
        .group_by(col(VisitRow.school_id), col(VisitRow.units))
    )
    found: dict[str, str] = {}
    for first, units, day in transaction.exec(wanted):
        for school_id in (first, *listed(units)):
            found[school_id] = max(found.get(school_id, ""), day)
    return found


def held_of(transaction: Transaction, account: str, visits: Iterable[str]) -> frozenset[str]:
    """Which of these visits the account holds here."""
    wanted = select(VisitRow.visit).where(
        VisitRow.account == account, col(VisitRow.visit).in_(list(visits))
    )
    return frozenset(transaction.exec(wanted).all())


def listed(codes: str) -> tuple[str, ...]:
    """The codes that stand in a row with commas between them."""
    return tuple(code for code in codes.split(",") if code)


def rename_schools(
    transaction: Transaction, account: str, schools: Mapping[str, WorkbookSchool]
) -> None:
    """Write the register's newest school names into the account's rows."""
    wanted = select(VisitRow.school_id, VisitRow.school_name).where(VisitRow.account == account)
    for school_id, name in transaction.exec(wanted.distinct()).all():
        school = schools.get(school_id)
        if school is not None and school.name != name:
            keys = _keys_of(school_id, school)
            transaction.exec(
                update(VisitRow)
                .where(col(VisitRow.account) == account, col(VisitRow.school_id) == school_id)
                .values(school_name=school.name, search_text=keys + " " + col(VisitRow.visit_on))
            )


def visits_without_row(transaction: Transaction) -> list[str]:
    """The visits held here of which a row is missing or was made by an older fold."""
    is_fresh = (
        select(VisitRow.visit)
        .join(FoldedVisitRow, col(FoldedVisitRow.visit) == VisitRow.visit)
        .where(VisitRow.fold_version == FOLD_VERSION)
    )
    wanted = select(LineRow.id).where(
        LineRow.kind == "visit.opened", col(LineRow.id).not_in(is_fresh)
    )
    return list(transaction.exec(wanted))


def holder(visit: Visit, accounts: Iterable[str]) -> str:
    """Whose visit it is on this phone: its owner, or the account here that has part in it."""
    here = set(accounts)
    return next((each for each in visit.people if each in here), visit.owner)


def _keys_of(school_id: str, school: WorkbookSchool | None) -> str:
    """What the visit is found by besides what its school is found by in the register."""
    if school is None:
        return key_of(school_id)
    return " ".join(map(key_of, (school.name, *school.aliases, school.initials, school.town)))


def _mark_hazards(transaction: Transaction, visit: Visit) -> None:
    if not visit.photos:
        return
    hazards = {each.finding_id for each in visit.findings.values() if each.is_hazard}
    shown = [each.photo_id for each in visit.photos.values() if each.finding_id in hazards]
    run(transaction, _MARK_HAZARDS, {"of_visit": visit.visit_id, "shown": shown})
