"""The part of a visit that an entry sets, to see whether writing it would change anything."""

from domain.kinds import KINDS
from domain.kinds.folding import Folded
from domain.kinds.piece import Body
from domain.visit.visit import Visit


def changes(body: Body, before: Visit, after: Visit) -> bool:
    """Whether the entry makes a difference; what is an event of its own always does."""
    part = KINDS[body.kind].part
    if part is None or part.happens:
        return True
    if part.key is None:
        fields = type(body).model_fields
        return any(getattr(before, name) != getattr(after, name) for name in fields)
    stood, stands = (getattr(visit, part.field) for visit in (before, after))
    key = getattr(body, part.key)
    return _said(stood.get(key)) != _said(stands.get(key))


def _said(part: object) -> object:
    """What the part says, apart from who said it when."""
    return part.model_dump(exclude={"stamp"}) if isinstance(part, Folded) else part
