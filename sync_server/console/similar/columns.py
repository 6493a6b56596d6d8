"""What pages say of similar checks and of their units, wherever they are listed."""

from collections.abc import Sequence

from domain.findings.similar import SimilarState
from domain.kinds.finding.similar_check import SimilarOutcome
from domain.words.values import label
from sync_server.console.kinds.column import Chip, Column, counted
from sync_server.review.similar_checks import ListedCheck, ListedUnit

SECTION, HOME, ANSWERS = "similar", "/similar", "/similar/answers"
STATE_LOOKS = {SimilarState.OVERDUE: "chip-grave", SimilarState.WAITING: "chip-notice"}
OUTCOME_LOOKS = {
    SimilarOutcome.CLEAR: "chip-approved",
    SimilarOutcome.CORRECTED: "chip-approved",
    SimilarOutcome.CORRECTING: "chip-notice",
}
LONGEST_TEXT = 60
ENDS = ("。", "；", "！", "？", ";", ".")


def title_of(title: str) -> str:
    """What is looked for; where it was erased, that nothing is written."""
    return title or "（没有写明）"


def check_path(check_id: str) -> str:
    """Where a check's page is."""
    return f"{HOME}/{check_id}"


def unit_path(unit: ListedUnit) -> str:
    """Where what a unit says of a check is."""
    return f"{check_path(unit.row.check_id)}/{unit.row.school_id}"


def _answers(check: ListedCheck, what: str) -> str:
    return f"{ANSWERS}?check={check.row.check_id}&{what}"


def check_chips(check: ListedCheck) -> Sequence[Chip]:
    """How a check stands."""
    counts = check.counts
    found = []
    if counts.overdue:
        found.append(Chip(f"{counts.overdue} 个单位逾期", "chip-grave"))
    if counts.mending_late:
        found.append(Chip(f"{counts.mending_late} 个整改超时", "chip-grave"))
    if counts.is_settled:
        found.append(Chip("都已办完", "chip-approved"))
    elif counts.waiting:
        found.append(Chip("等单位答复", "chip-notice"))
    else:
        found.append(Chip("等单位整改", "chip-notice"))
    return found


def unit_chips(unit: ListedUnit) -> Sequence[Chip]:
    """How a unit's answer stands: what it found, or that it is waited for."""
    answer = unit.answer
    if answer is None or unit.withdrawn_for:
        return [Chip(label(unit.state), STATE_LOOKS.get(unit.state, ""))]
    found = [Chip(label(answer.outcome), OUTCOME_LOOKS[answer.outcome])]
    if unit.is_mending_late:
        found.append(Chip("整改超时", "chip-grave"))
    return found


def said(unit: ListedUnit) -> str:
    """What a unit says, or why it is not asked, in one line."""
    answer = unit.answer
    if answer is None:
        return unit.withdrawn_for
    ends = "" if answer.looked.endswith(ENDS) or not answer.measures else "；"
    return f"{answer.looked}{ends}{answer.measures}"


def said_shortly(unit: ListedUnit) -> str:
    """The same, cut where it is long."""
    text = said(unit)
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"


def by_whom(unit: ListedUnit) -> str:
    """Who said so: somebody of the unit, or the office for it."""
    answer = unit.answer
    if answer is None:
        return ""
    return f"{answer.told_by}（督导室代填）" if answer.is_by_office else answer.told_by


CHECK_COLUMNS: tuple[Column[ListedCheck], ...] = (
    Column(
        "排查事项",
        lambda each: title_of(each.row.title),
        lambda each: check_path(each.row.check_id),
    ),
    Column("由哪里的问题引出", lambda each: each.found_at, is_on_phones=False),
    Column("发出日期", lambda each: each.row.sent_on, is_on_phones=False),
    Column("答复期限", lambda each: each.row.due_on),
    counted("单位", lambda each: each.counts.asked, lambda each: _answers(each, "")),
    counted(
        "已答", lambda each: each.counts.answered, lambda each: _answers(each, "state=answered")
    ),
    counted("有此问题", lambda each: each.counts.problems),
    counted(
        "整改中",
        lambda each: each.counts.correcting,
        lambda each: _answers(each, "outcome=correcting"),
    ),
    Column("状态", chips=check_chips),
)

UNIT_COLUMNS: tuple[Column[ListedUnit], ...] = (
    Column("单位", lambda each: each.unit, unit_path),
    Column("状态", chips=unit_chips),
    Column("排查情况", said_shortly, is_exported=False),
    Column("答复日期", lambda each: each.answer.answered_on if each.answer else ""),
    Column("填报人", by_whom, is_on_phones=False),
)
"""What a check's own page says of its units."""
