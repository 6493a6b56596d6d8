"""Where a finding stands on its way from being raised to being put right (2-02, 2-25).

One state machine for phone, workbook and office:

    raised → noticed → replied → looked at → rectified
       └── fixed on the spot

A reply or a look may come without a notice. What was looked at and is not put right waits for
the school again; a later reply that says it is done waits for another look.
"""

from dataclasses import dataclass
from enum import StrEnum

from domain.kinds.visit.follow_up import Conclusion


class FindingState(StrEnum):
    """Where a finding stands."""

    FIXED_ON_SPOT = "fixed_on_spot"
    RAISED = "raised"
    NOTICED = "noticed"
    REPLIED = "replied"
    PARTLY = "partly"
    NOT_RECTIFIED = "not_rectified"
    RECTIFIED = "rectified"

    @property
    def is_open(self) -> bool:
        """Whether the school still has to do something, or somebody has to look again."""
        return self not in (FindingState.FIXED_ON_SPOT, FindingState.RECTIFIED)


@dataclass(frozen=True, slots=True)
class FindingCourse:
    """What happened to a finding since it was raised, each as it stands newest.

    ``done_on`` is the local day of a reply that says it is put right, ``seen_on`` that of the
    newest look, with its ``conclusion``.
    """

    is_fixed_on_spot: bool = False
    is_noticed: bool = False
    done_on: str | None = None
    seen_on: str | None = None
    conclusion: Conclusion | None = None


_AFTER_LOOK = {
    Conclusion.RECTIFIED: FindingState.RECTIFIED,
    Conclusion.PARTLY: FindingState.PARTLY,
    Conclusion.NOT_RECTIFIED: FindingState.NOT_RECTIFIED,
}


def finding_state(course: FindingCourse) -> FindingState:
    """Where the finding stands."""
    if course.is_fixed_on_spot:
        return FindingState.FIXED_ON_SPOT
    looked = _AFTER_LOOK[course.conclusion] if course.conclusion else None
    if looked is FindingState.RECTIFIED:
        return looked
    if course.done_on is not None and (course.seen_on is None or course.seen_on < course.done_on):
        return FindingState.REPLIED
    if looked is not None:
        return looked
    return FindingState.NOTICED if course.is_noticed else FindingState.RAISED
