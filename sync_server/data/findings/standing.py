"""How the findings of visits stand with what papers and other visits say of them.

One statement over a set of visits: over all of them it makes these columns of a whole folder.
The rule is the domain's own (`domain/visit/finding_state.py`), written out as a table.
"""

from collections.abc import Iterable
from functools import cache
from itertools import product
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    ScalarSelect,
    Subquery,
    Update,
    and_,
    bindparam,
    case,
    func,
    literal,
    select,
    update,
)

from domain.kinds.paper.builder import HOLDING
from domain.kinds.visit.follow_up import Conclusion
from domain.visit.finding_state import FindingCourse, FindingState, finding_state
from sync_server.data.driver.statements import in_parts
from sync_server.data.tables.visits import NO_DEADLINE
from sync_server.data.upsert import table_named

FINDING = table_named("finding")
_FOLLOW_UP = table_named("follow_up")
_NAMED = table_named("paper_finding")
_PAPER = table_named("paper")
_VISIT = table_named("visit")

_DAY = 10
_HELD = sorted(state.value for state in HOLDING)
_OPEN = [state.value for state in FindingState if state.is_open]


def settle(connection: Connection, visits: Iterable[str]) -> None:
    """Write how the findings of these visits now stand; all rows that tell of it are written."""
    for some in in_parts(visits):
        connection.execute(_settling(), {"visits": some})


@cache
def _settling() -> Update:
    told = _told()
    state = _state(told)
    deadline = func.coalesce(told.c.paper_due, told.c.due_on, literal(NO_DEADLINE))
    is_open = and_(told.c.is_standing.is_(True), state.in_(_OPEN))
    same = (FINDING.c.visit == told.c.visit, FINDING.c.finding_id == told.c.finding_id)
    values = {
        "is_noticed": told.c.paper_due.is_not(None),
        "state": state,
        "is_open": is_open,
        "deadline": deadline,
    }
    return update(FINDING).where(*same).values(values)


def _told() -> Subquery:
    """Each finding with its newest paper's day, and its newest look as day and conclusion."""
    own = FINDING.alias("own")
    columns = ("visit", "finding_id", "is_fixed_on_spot", "is_standing", "due_on", "done_on")
    wanted = own.c.visit.in_(bindparam("visits", expanding=True))
    query = select(
        *(own.c[name] for name in columns),
        _newest_paper(own).label("paper_due"),
        _newest_look(own).label("look"),
    )
    return query.where(wanted).subquery("told")


def _newest_paper(own: FromClause) -> ScalarSelect[Any]:
    newest = (_PAPER.c.issued_on, _PAPER.c.listed_at, _PAPER.c.paper)
    return (
        select(_PAPER.c.due_on)
        .join(_NAMED, _NAMED.c.paper == _PAPER.c.paper)
        .where(_NAMED.c.visit == own.c.visit, _NAMED.c.finding_id == own.c.finding_id)
        .where(_PAPER.c.state.in_(_HELD), _PAPER.c.due_on.is_not(None))
        .order_by(*(each.desc() for each in newest))
        .limit(1)
        .correlate(own)
        .scalar_subquery()
    )


def _newest_look(own: FromClause) -> ScalarSelect[Any]:
    """The newest look on a visit that stands, by day and then by the log."""
    look = _FOLLOW_UP
    return (
        select(look.c.followed_up_on.concat(look.c.conclusion))
        .join(_VISIT, _VISIT.c.visit == look.c.visit)
        .where(look.c.finding_visit == own.c.visit, look.c.finding_id == own.c.finding_id)
        .where(_VISIT.c.is_standing.is_(True))
        .order_by(look.c.followed_up_on.desc(), look.c.position.desc())
        .limit(1)
        .correlate(own)
        .scalar_subquery()
    )


def _state(told: FromClause) -> ColumnElement[str]:
    """What ``finding_state`` answers, looked up by all that it asks."""
    seen_on, conclusion = func.substr(told.c.look, 1, _DAY), func.substr(told.c.look, _DAY + 1)
    has_replied = and_(
        told.c.done_on.is_not(None),
        func.coalesce(seen_on, literal("")) < told.c.done_on,
    )
    asked = (
        _digit(told.c.is_fixed_on_spot.is_(True))
        .concat(_digit(told.c.paper_due.is_not(None)))
        .concat(_digit(has_replied))
        .concat(func.coalesce(conclusion, literal("")))
    )
    return case(_answers(), value=asked, else_=literal(FindingState.RAISED.value))


def _digit(condition: ColumnElement[bool]) -> ColumnElement[str]:
    return case((condition, literal("1")), else_=literal("0"))


def _answers() -> dict[str, str]:
    """The state for every course that a finding can have taken, by digits and conclusion."""
    found = {}
    for is_fixed, is_noticed, has_replied in product((False, True), repeat=3):
        for conclusion in (None, *Conclusion):
            course = FindingCourse(
                is_fixed_on_spot=is_fixed,
                is_noticed=is_noticed,
                done_on="2" if has_replied else None,
                seen_on="1" if conclusion else None,
                conclusion=conclusion,
            )
            key = f"{is_fixed:d}{is_noticed:d}{has_replied:d}{conclusion or ''}"
            found[key] = finding_state(course).value
    return found
