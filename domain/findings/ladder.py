"""Which paper is due next about a finding that is overdue (1-03, 2-21): 提示 → 督办 → 约谈 → 通报.

The system proposes, a person issues, an approver signs. 问责 is no step of it.
"""

from dataclasses import dataclass

from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.register.closing_rule import ClosingRule

LADDER = (PaperKind.TIP, PaperKind.SUPERVISION, PaperKind.TALK, PaperKind.CIRCULAR)


@dataclass(frozen=True, slots=True)
class Lateness:
    """How late a unit is with one finding, and what was done about it.

    ``days_overdue`` are as the rule counts them (``days_after``), 0 while its clock does not run:
    before the day is past, and after the unit's reply, a late one too. ``issued`` are the papers
    about it that were issued since its clock last started and stand. ``begun_at`` is the step it
    had reached when a follow-up found it undone and the clock started again: it goes on from
    there. ``overdue_of_unit`` is how many findings of the unit are or were overdue in the running
    term, this one included.
    """

    days_overdue: int
    issued: frozenset[PaperKind] = frozenset()
    begun_at: PaperKind | None = None
    overdue_of_unit: int = 1


def next_step(rule: ClosingRule, lateness: Lateness) -> PaperKind | None:
    """The paper to propose today about the finding; None where none is due yet or none is left.

    One step is proposed at a time, and it stays proposed until a paper of its kind is issued:
    the first, or the one behind the highest that was issued, so that none is proposed before
    the one below it was. After a clock that started again it is that clock's own step first,
    by its days from the new date. It is due once the finding is overdue for the step's days,
    a 约谈 also once the unit has so many overdue in a term. A hazard has no ladder of its own,
    only an earlier day from which its clock runs.
    """
    if lateness.days_overdue < 1:
        return None
    step = _step(lateness)
    return step if step is not None and _is_due(step, rule, lateness) else None


def _step(lateness: Lateness) -> PaperKind | None:
    """The step that is taken next, however long it still is until then."""
    issued = [LADDER.index(each) + 1 for each in lateness.issued if each in LADDER]
    begun = [LADDER.index(lateness.begun_at)] if lateness.begun_at in LADDER else []
    number = max([0, *issued, *begun])
    return LADDER[number] if number < len(LADDER) else None


def _is_due(step: PaperKind, rule: ClosingRule, lateness: Lateness) -> bool:
    if step is PaperKind.TALK and lateness.overdue_of_unit >= rule.talk_after_count:
        return True
    return lateness.days_overdue >= _days(step, rule)


def _days(step: PaperKind, rule: ClosingRule) -> int:
    return {
        PaperKind.TIP: rule.tip_after_days,
        PaperKind.SUPERVISION: rule.supervision_after_days,
        PaperKind.TALK: rule.talk_after_days,
        PaperKind.CIRCULAR: rule.circular_after_days,
    }[step]
