"""Where the rows behind a figure of a month's tables are."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from domain.findings.state import FindingState
from domain.kinds.visit.builder import State
from domain.kinds.visit.finding import Severity
from domain.kinds.visit.lesson import Rating
from domain.month.duty import NOBODY
from domain.month.month import Act, Grouping
from domain.month.topic import By, Topic
from domain.visit.tally import Measure
from sync_server.campaigns.desk import COUNTY
from sync_server.console.counted.lessons import NO_WORD
from sync_server.console.pages import thing_path
from sync_server.data.counted.lessons import UNRATED
from sync_server.data.counted.listing import ANY_CAMPAIGN, NO_THEME
from sync_server.month.grid import VACANT

Asked = dict[str, str]

_STATES = {each.value for each in (State.SUBMITTED, State.RETURNED, State.APPROVED)}
_DUTY = {"held", "covered", "due", "done", "completion"}
_JOINED = {Measure.INSPECTOR_VISITS.value, "days", "special"}
_LESSONS = {Measure.LESSONS.value, Measure.LESSON_ATTENDANCES.value}
_VISITS = {Measure.VISITS.value, Measure.SCHOOL_VISITS.value, "schools"}
_QUANTITIES = {each.value for each in Measure} - _VISITS - _JOINED - _LESSONS
_SPECIAL = {
    *("special_visits", "special_unit_visits", "special_units", "special_people"),
    *("special_inspectors", "reached", "reach", "clear"),
}
_PROBLEMS = {"problems", "with_problems"}
_CLOSED = {"closed", "timed", "in_time", "share_in_time", "half_days", "most_days"}
_RATED = {f"rated_{each}": each for each in (*Rating, UNRATED)}
_SEVERITIES = {f"severity_{each.value}": each.value for each in Severity}
_FOUND_STATES = {f"state_{each.value}": each.value for each in FindingState}
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_RAISED: dict[str, Asked] = {"findings": {}, "hazards": {"hazard": "hazard"}}


@dataclass(frozen=True, slots=True)
class FigureLinks:
    """The addresses behind the figures of one table of a period."""

    by: By
    period: str
    may_see_findings: bool = True

    @property
    def campaigns(self) -> str:
        """Where all campaigns of the period are."""
        return _led(self.period, {}, "")

    def __call__(self, key: str, column: str) -> str:
        """Where the rows of a figure are; empty where no list has just these."""
        return self._address(column, key)

    def foot(self, column: str) -> str:
        """The same of the sum of all rows."""
        return self._address(column, None)

    def _address(self, column: str, key: str | None) -> str:
        for those, way in _WAYS[_sort_of(self.by)].items():
            if column in those:
                own = _own(self.by, key, column)
                found = "" if own is None else way(self.period, own, column)
                return found if self.may_see_findings or way not in _OF_FINDINGS else ""
        if column.startswith("in_") and key is not None:
            return _counted(column.removeprefix("in_"), {"joined": key}, "")
        return ""


def _sort_of(by: By) -> str:
    name = by.value
    if by is Topic.CAMPAIGN:
        return name
    return name.partition("_")[0] if name.startswith(("lesson_", "finding_")) else "visit"


def _own(by: By, key: str | None, column: str) -> Asked | None:
    """What of an address narrows it to a row; None where nothing does."""
    if key is None:
        return {}
    own = _NARROWING.get(by)
    if own is None:
        return None
    if own == "account" and column in (_DUTY if key == NOBODY else _JOINED):
        return {own: VACANT} if key == NOBODY else {"joined": key}
    if column == _LED and by is Grouping.ZONE:
        return {own: key or COUNTY}
    text = key or _WITHOUT.get(own, "")
    return {own: text} if text else None


_WITHOUT = {"theme": NO_THEME, "subject": NO_WORD}
_LED = "campaigns"
_NARROWING: Mapping[By, str] = {
    Grouping.ZONE: "zone",
    Grouping.INSPECTOR: "account",
    Grouping.SCHOOL: "school",
    Topic.THEME: "theme",
    Topic.CAMPAIGN: "campaign",
    Topic.LESSON_SUBJECT: "subject",
    Topic.LESSON_YEAR: "class_year",
    Topic.FINDING_CATEGORY: "category",
    Topic.FINDING_SEVERITY: "severity",
    Topic.FINDING_ZONE: "zone",
    Topic.WORKLOAD: "account",
}


def _to(path: str, *asked: Asked) -> str:
    fields = {name: text for some in asked for name, text in some.items() if text}
    return f"{path}?{urlencode(fields)}"


def _counted(period: str, own: Asked, column: str) -> str:
    more = {"measure": column} if column in _QUANTITIES else {}
    if column in _STATES:
        more = {"state": column}
    return _to("/counted", {"period": period}, own, more)


def _grid(period: str, own: Asked, _column: str) -> str:
    if "school" in own or "theme" in own:
        return ""
    return _to("/grid", {"period": period}, own)


def _heard(period: str, own: Asked, column: str) -> str:
    if "school" in own or "theme" in own:
        return _counted(period, own, column)
    return _to("/books/lessons", {"period": period}, own, {"rating": _RATED.get(column, "")})


def _raised(period: str, own: Asked, column: str) -> str:
    more = {
        "severity": _SEVERITIES.get(column, ""),
        "state": _FOUND_STATES.get(column, ""),
        **_RAISED.get(column, {}),
    }
    return _to("/findings", {"raised": period}, own, more)


def _ended(period: str, own: Asked, _column: str) -> str:
    if {"account", "school", "theme"} & own.keys():
        return ""
    return _to("/findings", {"ended": period, "state": FindingState.CLOSED.value}, own)


def _looked(period: str, own: Asked, _column: str) -> str:
    if not _MONTH.fullmatch(period) or own.keys() - {"account"}:
        return ""
    return _to("/books/follow-ups", {"month": period}, own)


def _led(period: str, own: Asked, _column: str) -> str:
    """The campaigns with field work in the period, of a zone those that it leads."""
    return _to("/campaigns", {"period": period}, own)


def _by_campaign(period: str, _own: Asked, _column: str) -> str:
    return _to("/month", {"period": period, "by": Topic.CAMPAIGN.value})


def _of_campaign(period: str, own: Asked, column: str) -> str:
    asked = own or {"campaign": ANY_CAMPAIGN}
    more = {"measure": Measure.FINDINGS.value} if column in _PROBLEMS else {}
    return _to("/counted", {"period": period}, asked, more)


def _targets(_period: str, own: Asked, _column: str) -> str:
    return thing_path("campaign", own["campaign"]) if own else ""


Way = Callable[[str, Asked, str], str]
_WAYS: Mapping[str, Mapping[frozenset[str], Way]] = {
    "visit": {
        frozenset(_DUTY): _grid,
        frozenset(_LESSONS): _heard,
        frozenset(_VISITS | _JOINED | _QUANTITIES | _STATES): _counted,
        frozenset({Act.CLOSED.value}): _ended,
        frozenset({Act.FOLLOW_UPS.value}): _looked,
        frozenset({_LED}): _led,
        frozenset({"campaign_months"}): _by_campaign,
    },
    "campaign": {
        frozenset({"campaigns", "teams", "targets"}): _targets,
        frozenset(_SPECIAL | _PROBLEMS): _of_campaign,
    },
    "lesson": {frozenset(_LESSONS | _RATED.keys() | {"schools"}): _heard},
    "finding": {
        frozenset(_RAISED.keys() | _SEVERITIES.keys() | _FOUND_STATES.keys()): _raised,
        frozenset(_CLOSED): _ended,
    },
}
_OF_FINDINGS = (_raised, _ended, _looked)
