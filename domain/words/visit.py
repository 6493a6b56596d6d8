"""What a visit is called in running words: 督导, or 回访 where somebody came for that alone."""

from collections.abc import Iterable

from domain.kinds.visit.plan import INSPECTIONS, VisitType
from domain.words.values import KIND

INSPECTION, FOLLOW_UP = "督导", "回访"
PLACE = "{visit}"


def noun_of(visit_type: VisitType) -> str:
    """What a visit of this type is called."""
    return INSPECTION if visit_type in INSPECTIONS else FOLLOW_UP


def nouns_of(visit_types: Iterable[VisitType]) -> str:
    """What visits of these types are called together; inspections where there are none."""
    found = {noun_of(each) for each in visit_types} or {INSPECTION}
    return "和".join(each for each in (INSPECTION, FOLLOW_UP) if each in found)


def said_of(visit_type: VisitType, text: str) -> str:
    """The text, with what the visit is called wherever it says ``{visit}``."""
    return text.replace(PLACE, noun_of(visit_type))


def kind_word(kind: str, visit_type: VisitType) -> str:
    """What an entry of this kind is called on such a visit; the kind's name where it has no word.

    The words of kinds are written of inspections.
    """
    return KIND.get(kind, kind).replace(INSPECTION, noun_of(visit_type))
