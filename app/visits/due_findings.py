"""Which findings somebody has to look at again, the most urgent first (2-02)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from domain.clock import local_date, parse_instant
from domain.findings.urgency import URGENT, Urgency, due_on, urgency
from domain.kinds.visit.builder import State
from domain.visit.visit import Visit
from domain.wire.workbook import Workbook, WorkbookFinding, WorkbookFollowUp

ORDER = tuple(Urgency)


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """A finding that somebody has to look at again, and how urgent that is."""

    finding: WorkbookFinding
    school_name: str
    urgency: Urgency
    due_on: str | None

    @property
    def is_due(self) -> bool:
        """Whether somebody has to look again now."""
        return self.urgency in URGENT


def open_findings(
    workbook: Workbook | None, seen_here: Mapping[str, WorkbookFollowUp], today: date
) -> tuple[OpenFinding, ...]:
    """The open findings of the inspector's schools, the most urgent first, hazards before others.

    ``seen_here`` is what this phone has looked at again and the workbook does not know yet.
    """
    if workbook is None:
        return ()
    names = {each.school_id: each.name for each in workbook.schools}
    looked = (_looked_at(each, seen_here.get(each.finding_id)) for each in workbook.findings)
    found = [
        OpenFinding(
            finding=each,
            school_name=names.get(each.school_id, each.school_id),
            urgency=urgency(each, today),
            due_on=due_on(each),
        )
        for each in looked
        if each.awaits_look
    ]
    return tuple(sorted(found, key=_order))


def due(found: Iterable[OpenFinding]) -> tuple[OpenFinding, ...]:
    """Those that somebody has to look at again now."""
    return tuple(each for each in found if each.is_due)


def looked_at(visits: Iterable[Visit], by_name: str) -> dict[str, WorkbookFollowUp]:
    """The newest look at each finding on these visits; cancelled ones do not count."""
    found: dict[str, WorkbookFollowUp] = {}
    for visit in visits:
        if visit.state in (State.CANCELLED, State.MERGED):
            continue
        for finding_id, each in visit.follow_ups.items():
            day = local_date(parse_instant(each.stamp.at)).isoformat()
            known = found.get(finding_id)
            if known is None or known.followed_up_on <= day:
                found[finding_id] = WorkbookFollowUp(
                    followed_up_on=day,
                    followed_up_at=each.stamp.at,
                    conclusion=each.conclusion,
                    by_name=by_name,
                    text=each.text,
                )
    return found


def _looked_at(finding: WorkbookFinding, seen: WorkbookFollowUp | None) -> WorkbookFinding:
    """The finding with a look of this phone on it that is newer than the office's."""
    known = finding.follow_up
    if seen is None or (known is not None and known.followed_up_on > seen.followed_up_on):
        return finding
    return finding.model_copy(update={"follow_up": seen})


def _order(found: OpenFinding) -> tuple[int, bool, str, str, str]:
    return (
        ORDER.index(found.urgency),
        not found.finding.is_hazard,
        found.due_on or "9999",
        found.finding.raised_on,
        found.finding.finding_id,
    )
