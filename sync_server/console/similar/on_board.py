"""What the day's board says of similar checks: which units are waited for."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from domain.findings.similar import SimilarState
from sync_server.console.guard import SignedIn
from sync_server.console.kinds.column import Column
from sync_server.console.kinds.filters import Filters
from sync_server.console.services import ConsoleServices
from sync_server.console.similar.answers import MENDING_LATE, AnswerFilters
from sync_server.console.similar.columns import check_path, said_shortly, title_of, unit_path
from sync_server.review.similar_checks import ListedUnit


class WaitedFor(NamedTuple):
    """What is waited for: what it has in common, and where all of it is."""

    name: str
    title: str
    text: str
    word: str
    look: str
    filters: Filters
    columns: Sequence[Column[Any]]
    rows: Sequence[Any]


_UNIT: Column[ListedUnit] = Column("单位", lambda each: each.unit, unit_path)
_CHECK: Column[ListedUnit] = Column(
    "排查事项",
    lambda each: title_of(each.check.title),
    lambda each: check_path(each.row.check_id),
    leads_aside=True,
)
_DUE: Column[ListedUnit] = Column("答复期限", lambda each: each.row.due_on)
_SAID: Column[ListedUnit] = Column("排查情况", said_shortly)
_MEND_BY: Column[ListedUnit] = Column("整改时限", lambda each: each.row.measure_due_on or "")


def waited_for(services: ConsoleServices, user: SignedIn) -> list[WaitedFor]:
    """Those that are late first, then those that have some days yet."""
    found = services.similar_checks.unanswered(user.viewer)
    asked = [_UNIT, _CHECK, _DUE]
    return [
        WaitedFor(
            "similar-overdue",
            "举一反三逾期未答",
            "过了答复期限还没有答复；可以打电话问清后代填。",
            "个单位举一反三逾期未答",
            "grave",
            AnswerFilters(state=SimilarState.OVERDUE.value),
            asked,
            found.overdue,
        ),
        WaitedFor(
            "similar-mending",
            "举一反三整改超时",
            "单位答复正在整改，过了它自己定的时限还没有改答复。",
            "个单位举一反三整改超时",
            "grave",
            AnswerFilters(outcome=MENDING_LATE),
            [_UNIT, _CHECK, _SAID, _MEND_BY],
            found.mending_late,
        ),
        WaitedFor(
            "similar-waiting",
            "举一反三待答复",
            "还在答复期限内。",
            "个单位待答举一反三",
            "notice",
            AnswerFilters(state=SimilarState.WAITING.value),
            asked,
            found.waiting,
        ),
    ]
