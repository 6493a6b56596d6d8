"""The part of a visit that an entry sets, to see whether writing it would change anything."""

from domain.entries import Body
from domain.entries.content import FindingRaised, ItemAnswered, LessonObserved, PhotoCaptioned
from domain.entries.rectification import FollowUpRecorded
from domain.entries.visit import VisitCounted, VisitNoted, VisitPlanned
from domain.visit import Folded, Visit


def changes(body: Body, before: Visit, after: Visit) -> bool:
    """Whether the entry makes a difference; what is an event of its own always does."""
    if not isinstance(body, _SETTING):
        return True
    return _part(body, before) != _part(body, after)


_SETTING = (
    ItemAnswered,
    VisitNoted,
    VisitCounted,
    LessonObserved,
    FindingRaised,
    FollowUpRecorded,
    PhotoCaptioned,
    VisitPlanned,
)


def _part(body: Body, visit: Visit) -> object:
    """What the body's part of the visit says, apart from who said it when."""
    found: Folded | int | None = None
    match body:
        case VisitPlanned():
            return tuple(getattr(visit, name) for name in VisitPlanned.model_fields)
        case ItemAnswered():
            found = visit.answers.get(body.item_id)
        case VisitNoted():
            found = visit.notes.get(body.section)
        case VisitCounted():
            found = visit.quantities.get(body.method)
        case LessonObserved():
            found = visit.lessons.get(body.lesson_id)
        case FindingRaised():
            found = visit.findings.get(body.finding_id)
        case FollowUpRecorded():
            found = visit.follow_ups.get(body.finding_id)
        case PhotoCaptioned():
            found = visit.photos.get(body.photo_id)
    return found.model_dump(exclude={"stamp"}) if isinstance(found, Folded) else found
