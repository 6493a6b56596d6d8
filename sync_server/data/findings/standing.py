"""How the findings of visits stand with what is said of them elsewhere.

That is: the course of each, the papers about it, and later looks at it. One statement over a set
of visits: over all of them it makes these columns of a whole folder. The rules are the domain's
own (`domain/findings/state.py`), written out as a table.
"""

from collections.abc import Iterable
from functools import cache, partial
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    ScalarSelect,
    Select,
    String,
    Subquery,
    Update,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    update,
)

from domain.findings.state import STEPS, Fact, FindingCourse, FindingState
from domain.kinds.finding.closing import End
from domain.kinds.paper.builder import HOLDING
from domain.kinds.paper.paper_kind import SETTING_DAY
from domain.kinds.visit.follow_up import Conclusion
from sync_server.data.driver.statements import in_parts
from sync_server.data.tables.visits import NO_DEADLINE
from sync_server.data.upsert import table_named

FINDING = table_named("finding")
COURSE = table_named("finding_course")
FOLLOW_UP = table_named("follow_up")
_NAMED = table_named("paper_finding")
_PAPER = table_named("paper")
_VISIT = table_named("visit")

DAY = 10
"""How long a day is as text."""
MOMENT = DAY + 24
"""How long a day is with a moment after it."""
HAZARDS, OTHERS = "0", "1"
"""What the turn of a finding begins with: hazards come first in every list of what is open."""
_UNTIL = bindparam("until", type_=String)
_HELD = sorted(state.value for state in HOLDING)
_SETTING_DAY = sorted(kind.value for kind in SETTING_DAY)
_OPEN = [state.value for state in FindingState if state.is_open]
_WANTS_PAPER = [state.value for state in FindingState if state.wants_paper]
THE_UNITS = [state.value for state in FindingState if state.is_the_units]
"""The states in which the unit's clock runs."""


def turn(deadline: str, *, is_hazard: bool) -> str:
    """Where a finding stands among those that are open."""
    return f"{HAZARDS if is_hazard else OTHERS}{deadline}"


def settle(connection: Connection, visits: Iterable[str]) -> None:
    """Write how the findings of these visits now stand; all rows that tell of it are written."""
    for some in in_parts(visits):
        connection.execute(_settling(), {"visits": some})


def course_of(connection: Connection, visit: str, finding_id: str) -> FindingCourse | None:
    """What happened to a finding, as all rows tell it; None where the visit has none such."""
    told = _told()
    query = select(told).where(told.c.finding_id == finding_id)
    row = connection.execute(query, {"visits": [visit]}).one_or_none()
    if row is None:
        return None
    look = row.look or ""
    return FindingCourse(
        is_fixed_on_spot=row.is_fixed_on_spot,
        is_pictured_after=row.is_pictured_after,
        is_fed_back=row.told_on is not None or row.said_on is not None or row.is_served,
        is_noticed=row.is_noticed,
        is_measured=row.measure_due_on is not None,
        replied_on=row.replied_on,
        replied_at=row.replied_at,
        seen_on=look[:DAY] or None,
        seen_at=look[DAY:MOMENT] or None,
        conclusion=Conclusion(look[MOMENT:]) if look else None,
        end=End(row.end) if row.end else None,
    )


@cache
def _settling() -> Update:
    told = _told()
    state = _state(told)
    is_open = and_(told.c.is_standing.is_(True), state.in_(_OPEN))
    wants_paper = (told.c.is_standing.is_(True), told.c.is_fixed_on_spot.is_(False))
    same = (FINDING.c.visit == told.c.visit, FINDING.c.finding_id == told.c.finding_id)
    values = {
        "is_noticed": told.c.is_noticed,
        "wants_paper": and_(*wants_paper, state.in_(_WANTS_PAPER)),
        "state": state,
        "is_open": is_open,
        "deadline": _deadline(told),
        "turn": case((FINDING.c.is_hazard.is_(True), HAZARDS), else_=OTHERS).concat(
            _deadline(told)
        ),
        "replied_on": told.c.replied_on,
        "ended_on": told.c.ended_on,
    }
    return update(FINDING).where(*same).values(values)


class OverdueThen(NamedTuple):
    """A finding that was overdue on a day: of which unit."""

    visit: str
    finding_id: str
    school_id: str


def overdue_on(connection: Connection, district: str, day: str) -> list[OverdueThen]:
    """The district's findings that were overdue at the end of a local day.

    What was done by then tells it, as far as it holds now: a paper that was voided since, and a
    reply in whose place the unit gave another, are not known any more. What was carried over
    (期初) is in no month's counts.
    """
    asked = {"district": district, "until": day}
    return [OverdueThen(*row) for row in connection.execute(_overdue(), asked)]


@cache
def _overdue() -> Select[Any]:
    told = _told(is_dated=True)
    return (
        select(told.c.visit, told.c.finding_id, FINDING.c.school_id)
        .join(
            FINDING,
            (FINDING.c.visit == told.c.visit) & (FINDING.c.finding_id == told.c.finding_id),
        )
        .where(_state(told).in_(THE_UNITS), _deadline(told) < bindparam("until"))
        .where(FINDING.c.is_carried_over.is_(False))
    )


@cache
def _told(*, is_dated: bool = False) -> Subquery:
    """Each finding with what is said of it: its course, its newest paper and its newest look.

    A paper and a look stand as text: the day first, of a look its moment, then what it says.
    Those of some visits, or where it ``is_dated`` all of a district as they stood at the end of
    a day.
    """
    own = FINDING.alias("own")
    columns = ("visit", "finding_id", "is_fixed_on_spot", "is_pictured_after", "is_standing")
    on_the_day = {
        "replied_on": "replied_on",
        "replied_at": "replied_on",
        "extension_decided_on": "extension_decided_on",
        "extended_until": "extension_decided_on",
        "end": "ended_on",
        "ended_on": "ended_on",
    }
    said: dict[str, ColumnElement[Any]] = {
        name: COURSE.c[name] for name in ("measure_due_on", *on_the_day)
    }
    if is_dated:
        by_then = {name: COURSE.c[day] <= _UNTIL for name, day in on_the_day.items()}
        said |= {name: case((is_so, COURSE.c[name])) for name, is_so in by_then.items()}
    look = partial(look_at, own, is_dated=is_dated)
    query: Select[Any] = select(
        *(own.c[name] for name in (*columns, "due_on", "told_on")),
        *(column.label(name) for name, column in said.items()),
        COURSE.c.fed_back_on.label("said_on"),
        or_(own.c.noticed_on.is_not(None), _noticed(own)).label("is_noticed"),
        served(own).label("is_served"),
        _newest_paper(own, is_dated=is_dated).label("decided_by_paper"),
        look(FOLLOW_UP.c.followed_up_at.concat(FOLLOW_UP.c.conclusion)).label("look"),
        look(FOLLOW_UP.c.due_on).label("decided_by_look"),
    )
    query = query.select_from(own.outerjoin(COURSE, COURSE.c.finding == own.c.subject))
    if not is_dated:
        return query.where(own.c.visit.in_(bindparam("visits", expanding=True))).subquery("told")
    is_there = (own.c.is_standing.is_(True), own.c.raised_on <= _UNTIL)
    is_open = or_(own.c.ended_on.is_(None), own.c.ended_on > _UNTIL)
    whose = own.c.district == bindparam("district")
    return query.where(whose, *is_there, is_open).subquery("told")


def _newest_paper(own: FromClause, *, is_dated: bool) -> ScalarSelect[Any]:
    """The newest paper that holds and sets the unit a day: when it was issued, and that day."""
    newest = (_PAPER.c.issued_on, _PAPER.c.listed_at, _PAPER.c.paper)
    return (
        select(_PAPER.c.issued_on.concat(_PAPER.c.due_on))
        .join(_NAMED, _NAMED.c.paper == _PAPER.c.paper)
        .where(_NAMED.c.visit == own.c.visit, _NAMED.c.finding_id == own.c.finding_id)
        .where(_PAPER.c.state.in_(_HELD), _PAPER.c.due_on.is_not(None))
        .where(*([_PAPER.c.issued_on <= _UNTIL] if is_dated else []))
        .where(_PAPER.c.paper_kind.in_(_SETTING_DAY))
        .order_by(*(each.desc() for each in newest))
        .limit(1)
        .correlate(own)
        .scalar_subquery()
    )


def _noticed(own: FromClause) -> ColumnElement[bool]:
    """Whether a paper that was issued and holds demands something about it by a day."""
    return exists(
        select(_PAPER.c.paper)
        .join(_NAMED, _NAMED.c.paper == _PAPER.c.paper)
        .where(_NAMED.c.visit == own.c.visit, _NAMED.c.finding_id == own.c.finding_id)
        .where(_PAPER.c.state.in_(_HELD), _PAPER.c.due_on.is_not(None))
        .correlate(own)
    )


def served(own: FromClause) -> ColumnElement[bool]:
    """Whether a paper that holds about it was brought to the unit, which is feedback too."""
    return exists(
        select(_PAPER.c.paper)
        .join(_NAMED, _NAMED.c.paper == _PAPER.c.paper)
        .where(_NAMED.c.visit == own.c.visit, _NAMED.c.finding_id == own.c.finding_id)
        .where(_PAPER.c.state.in_(_HELD), _PAPER.c.served_on.is_not(None))
        .correlate(own)
    )


def newest_look(connection: Connection, visit: str, finding_id: str) -> str | None:
    """The visit of the newest look at a finding; None where nobody has looked."""
    own = FINDING.alias("own")
    query = select(look_at(own, FOLLOW_UP.c.visit))
    query = query.where(own.c.visit == visit, own.c.finding_id == finding_id)
    found: str | None = connection.execute(query).scalar_one_or_none()
    return found[DAY:] if found else None


def look_at(
    own: FromClause, says: ColumnElement[Any], *, is_dated: bool = False
) -> ScalarSelect[Any]:
    """The newest look on a visit that stands, by day and then by the log: its day, and ``says``."""
    look = FOLLOW_UP
    return (
        select(look.c.followed_up_on.concat(says))
        .join(_VISIT, _VISIT.c.visit == look.c.visit)
        .where(look.c.finding_visit == own.c.visit, look.c.finding_id == own.c.finding_id)
        .where(_VISIT.c.is_standing.is_(True))
        .where(*([look.c.followed_up_on <= _UNTIL] if is_dated else []))
        .order_by(look.c.followed_up_on.desc(), look.c.position.desc())
        .limit(1)
        .correlate(own)
        .scalar_subquery()
    )


def _state(told: FromClause) -> ColumnElement[str]:
    """What ``finding_state`` answers: the first step all of whose facts are true."""
    facts = _facts(told)
    steps = [(and_(true(), *(facts[each] for each in wanted)), state) for wanted, state in STEPS]
    return case(*((wanted, literal(state.value)) for wanted, state in steps))


def _facts(told: FromClause) -> dict[Fact, ColumnElement[bool]]:
    """What ``FindingCourse.facts`` says, of columns."""
    seen_on = func.coalesce(func.substr(told.c.look, 1, DAY), literal(""))
    seen_at = func.substr(told.c.look, DAY + 1, MOMENT - DAY)
    conclusion = func.substr(told.c.look, MOMENT + 1)
    return {
        **{Fact(end): told.c.end == end.value for end in End},
        Fact.FIXED_ON_SPOT: told.c.is_fixed_on_spot.is_(True),
        Fact.PICTURED_AFTER: told.c.is_pictured_after.is_(True),
        Fact.FED_BACK: or_(
            told.c.told_on.is_not(None), told.c.said_on.is_not(None), told.c.is_served.is_(True)
        ),
        Fact.NOTICED: told.c.is_noticed.is_(True),
        Fact.MEASURED: told.c.measure_due_on.is_not(None),
        Fact.LOOKED: told.c.look.is_not(None),
        Fact.PUT_RIGHT: conclusion == Conclusion.RECTIFIED.value,
        Fact.ANSWERED: and_(
            told.c.replied_on.is_not(None),
            or_(
                seen_on < told.c.replied_on,
                and_(
                    seen_on == told.c.replied_on,
                    seen_at < func.coalesce(told.c.replied_at, literal("")),
                ),
            ),
        ),
    }


def _deadline(told: FromClause) -> ColumnElement[str]:
    """The day that was decided last: by a paper, by more time, or by a look that set a new one.

    What was fixed on the spot has none until a look finds it undone.
    """
    extended = told.c.extension_decided_on.concat(told.c.extended_until)
    decided = [
        func.coalesce(each, literal(""))
        for each in (told.c.decided_by_paper, extended, told.c.decided_by_look)
    ]
    newest: ColumnElement[str] = decided[0]
    for each in decided[1:]:
        newest = case((each >= newest, each), else_=newest)
    is_fixed = and_(told.c.is_fixed_on_spot.is_(True), told.c.look.is_(None))
    proposed = case(
        (is_fixed, literal(NO_DEADLINE)),
        else_=func.coalesce(told.c.due_on, literal(NO_DEADLINE)),
    )
    return case((newest != "", func.substr(newest, DAY + 1)), else_=proposed)
