"""How the findings of one visit's page stand: who looked again, and what this visit looked at."""

from dataclasses import dataclass

from domain.findings.course import Course
from domain.findings.state import FindingState
from domain.kinds.visit.follow_up import Conclusion, FollowUp
from domain.visit.visit import Visit
from sync_server.data import rectification as rows
from sync_server.data.engine import Database
from sync_server.data.engine import ReadingSession as Session
from sync_server.data.findings.course import raised_findings
from sync_server.data.papers.papers import papers_about
from sync_server.data.tables import FindingRow, PaperRow


@dataclass(frozen=True, slots=True)
class Look:
    """A later visit that looked again at a finding; ``after`` are its photos of it."""

    visit: str
    looked_on: str
    by_name: str
    conclusion: Conclusion
    text: str
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FollowedUp:
    """An earlier finding that this visit looked at: what it was, and the photos to compare.

    All that this visit took of it is of afterwards, whatever it shows.
    ``course`` is what was said of it since, ``papers`` are those that hold about it.
    """

    follow_up: FollowUp
    finding: FindingRow | None
    course: Course | None
    papers: tuple[PaperRow, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RectificationView:
    """Both directions, by finding id and in the order they were recorded.

    ``courses``, ``states`` and ``papers``, those that hold, are of the visit's own findings.
    """

    looks: dict[str, tuple[Look, ...]]
    courses: dict[str, Course]
    states: dict[str, FindingState]
    papers: dict[str, tuple[PaperRow, ...]]
    followed_up: tuple[FollowedUp, ...]


def rectification_view(database: Database, visit: Visit) -> RectificationView:
    """What is known of the visit's own findings, and of those it followed up."""
    with database.session() as session:
        looks = looks_of(session, visit.visit_id)
        raised = raised_findings(session.connection(), [visit.visit_id])
        states = rows.states_of(session, visit.visit_id)
        followed_up = _followed_up(session, visit)
        about = papers_about(session, [visit.visit_id])
    return RectificationView(
        looks=looks,
        courses={finding: each.course for (_, finding), each in raised.items() if each.course},
        states=states,
        papers={finding: some for (_, finding), some in about.items()},
        followed_up=followed_up,
    )


def _followed_up(session: Session, visit: Visit) -> tuple[FollowedUp, ...]:
    """The earlier findings that the visit looked at, with what was said of them."""
    earlier = sorted({each.finding_visit for each in visit.follow_ups.values()})
    raised = raised_findings(session.connection(), earlier)
    about = papers_about(session, earlier)
    found = []
    for each in visit.follow_ups.values():
        key = (each.finding_visit, each.finding_id)
        raised_with = rows.photos_of_finding(session, *key)
        now = rows.photos_of_finding(session, visit.visit_id, each.finding_id)
        looked = FollowedUp(
            follow_up=each,
            finding=rows.finding(session, *key, visit.district),
            course=raised[key].course if key in raised else None,
            papers=about.get(key, ()),
            before=raised_with.before,
            after=(*raised_with.after, *now.before, *now.after),
        )
        found.append(looked)
    return tuple(found)


def looks_of(session: Session, visit: str) -> dict[str, tuple[Look, ...]]:
    """Every later look at this visit's findings, by finding and in their order."""
    found: dict[str, list[Look]] = {}
    for look, row, name in rows.looks_at(session, visit):
        taken = rows.photos_of_finding(session, row.visit, look.finding_id)
        after = (*taken.before, *taken.after)
        conclusion = Conclusion(look.conclusion)
        seen = Look(row.visit, look.followed_up_on, name, conclusion, look.text, after)
        found.setdefault(look.finding_id, []).append(seen)
    return {finding: tuple(some) for finding, some in found.items()}
