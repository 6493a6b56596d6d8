"""What pages say of accountability cases, wherever they are listed."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from domain.accountability.clocks import Clock, ClockState
from domain.kinds.accountability.case import Accountability
from domain.kinds.accountability.course import Accountable, CaseState
from domain.words.values import label
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.pages import thing_path
from sync_server.review.accountability import ListedCase

SECTION, HOME, NEW = "accountability", "/accountability", "/accountability/new"
LOOKS = {CaseState.ENDED: "chip-approved", CaseState.WITHDRAWN: ""}
CLOCK_LOOKS = {
    ClockState.OVERDUE: "chip-grave",
    ClockState.LATE: "chip-grave",
    ClockState.PASSED: "chip-notice",
    ClockState.SOON: "chip-notice",
    ClockState.KEPT: "chip-approved",
}


def case_path(case_id: str) -> str:
    """Where a case's page is."""
    return f"{HOME}/{case_id}"


def state_chips(case: ListedCase) -> Sequence[Chip]:
    """How a case stands, and that its decision was taken back."""
    state = case.case.state
    found = [Chip(label(state), LOOKS.get(state, "chip-info"))]
    if case.case.is_revoked:
        found.append(Chip("决定已撤销", "chip-notice"))
    return found


def clock_chip(clock: Clock, today: str) -> Chip:
    """How a term is today, with the days that are left or that it is late."""
    state, left = clock.state(today), clock.days_left(today)
    words = {
        ClockState.RUNNING: f"还有 {left} 天",
        ClockState.SOON: f"还有 {left} 天" if left else "今天到期",
        ClockState.OVERDUE: f"超期 {-left} 天",
    }
    return Chip(words.get(state, label(state)), CLOCK_LOOKS.get(state, ""))


def _clock(case: ListedCase) -> str:
    return f"{label(case.clock.sort)} {case.clock.due_on}" if case.clock else ""


def _clock_chips(case: ListedCase) -> Sequence[Chip]:
    return [clock_chip(case.clock, case.today)] if case.clock else []


def words(values: Iterable[StrEnum]) -> str:
    """Several values in words."""
    return "、".join(map(label, values))


def _heard(case: Accountability) -> str:
    return f"{case.plea.heard_on} {label(case.plea.outcome)}" if case.plea else ""


def _aggravations(case: Accountability) -> str:
    return words(case.decision.aggravations) if case.decision else ""


def outcome(case: Accountability, *, is_appeal: bool) -> str:
    """What a 复核 or a 申诉 came to, on which day; empty before."""
    found = case.appeal if is_appeal else case.review
    return f"{found.decided_on} {label(found.outcome)}" if found else ""


def _unit_path(case: ListedCase) -> str:
    return thing_path("school", case.case.school_id)


WHO: Column[ListedCase] = Column(
    "问责对象",
    lambda each: each.who,
    lambda each: case_path(each.case.case_id),
)
UNIT: Column[ListedCase] = Column("单位", lambda each: each.unit, _unit_path, leads_aside=True)
OPENED_ON: Column[ListedCase] = Column("提出日期", lambda each: each.case.opened_on)
STATE: Column[ListedCase] = Column("状态", chips=state_chips)
DUE: Column[ListedCase] = Column("期限", _clock, chips=_clock_chips)
MANNERS: Column[ListedCase] = Column("问责方式", lambda each: words(each.case.manners))

COLUMNS: tuple[Column[ListedCase], ...] = (
    WHO,
    UNIT,
    Column("责任区", lambda each: each.names.zone(each.zone), is_shown=False),
    Column("对象类别", lambda each: label(Accountable(each.row.target)), is_shown=False),
    OPENED_ON,
    STATE,
    DUE,
    MANNERS,
    Column(
        "决定日期",
        lambda each: each.row.decided_on or "",
        is_on_phones=False,
    ),
    *(
        Column(title, lambda each, say=say: say(each.case), is_shown=False)  # type: ignore[misc]
        for title, say in {
            "督导完成日期": lambda case: case.inspected_on,
            "事实": lambda case: case.facts,
            "依据": lambda case: case.basis,
            "调查认定组成立": lambda case: case.group.set_on if case.group else "",
            "告知书送达": lambda case: case.notice.notified_on if case.notice else "",
            "陈述申辩": _heard,
            "决定文号": lambda case: (case.decision.number or "") if case.decision else "",
            "生效日期": lambda case: case.decision.effective_on if case.decision else "",
            "从重情形": _aggravations,
            "决定书送达": lambda case: case.service.served_on if case.service else "",
            "申请复核": lambda case: case.review_asked.asked_on if case.review_asked else "",
            "复核结果": lambda case: outcome(case, is_appeal=False),
            "提出申诉": lambda case: case.appeal_asked.asked_on if case.appeal_asked else "",
            "申诉结果": lambda case: outcome(case, is_appeal=True),
            "纠正日期": lambda case: case.correction.corrected_on if case.correction else "",
            "办结日期": lambda case: (case.end.ended_on or "") if case.end else "",
            "撤销问责的原因": lambda case: case.withdrawal.text if case.withdrawal else "",
        }.items()
    ),
)
