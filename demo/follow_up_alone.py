"""Who goes back to a school for its open problems alone: the demo's 回访."""

from datetime import datetime, timedelta

from demo.agenda import responsible
from demo.plan import Fate, PlannedVisit, YearShape, at
from demo.rectification import Rectifying
from demo.region import Inspector, inspectors
from demo.workdays import workdays_back
from domain.clock import local_date
from domain.kinds.visit.plan import VisitType

_SINCE_DAYS, _NEWEST_DAYS, _WAITING_DAYS = 12, 3, 4
# Behind the visits of the day, and before the phone finds a network.
_STARTS, _DWELL_MIN = 16 * 60 + 10, 24
_NUMBERED_FROM = 1_000_000


class LoneFollowUps:
    """The few 回访 of the last weeks: one by each inspector one tries the demo with, one more."""

    def __init__(self, rectifying: Rectifying, now: datetime, shape: YearShape) -> None:
        self._rectifying = rectifying
        self._shape = shape
        days = workdays_back(local_date(now), _SINCE_DAYS)
        self._since, self._newest, self._waits_from = (
            days[number - 1] for number in (_SINCE_DAYS, _NEWEST_DAYS, _WAITING_DAYS)
        )
        self._goes = {inspectors()[0].account, inspectors()[4].account}
        self._is_one_left = True
        self._made = 0

    def of_day(self, inspector: Inspector, when: datetime) -> PlannedVisit | None:
        """The 回访 the inspector made on the day of this instant; mostly none."""
        day = local_date(when)
        starts = at(day, _STARTS)
        is_late = starts + timedelta(minutes=_DWELL_MIN) >= when
        if day < self._since or is_late or not self._may_go(inspector, when):
            return None
        for school in responsible(inspector, self._shape):
            if school.is_placed and self._rectifying.open_cases(school.school_id, day):
                self._go(inspector)
                return PlannedVisit(
                    number=_NUMBERED_FROM + self._made,
                    inspector=inspector,
                    school=school,
                    starts_at=starts,
                    dwell_min=_DWELL_MIN,
                    synced_at=when,
                    visit_type=VisitType.FOLLOW_UP,
                    fate=Fate.WAITING if day >= self._waits_from else Fate.APPROVED,
                )
        return None

    def _may_go(self, inspector: Inspector, when: datetime) -> bool:
        is_anybody = self._is_one_left and local_date(when) >= self._newest
        return inspector.account in self._goes or is_anybody

    def _go(self, inspector: Inspector) -> None:
        self._made += 1
        if inspector.account in self._goes:
            self._goes.discard(inspector.account)
        else:
            self._is_one_left = False
