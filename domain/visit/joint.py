"""One joint visit out of the records that two people made of it (S2)."""

import unicodedata
from collections.abc import Iterable, Mapping

from domain.kinds.visit.finding import Finding
from domain.kinds.visit.lesson import Lesson
from domain.kinds.visit.merging import FindingPair, Merging, Uniting
from domain.kinds.visit.record import Method
from domain.kinds.visit.unit import UnitCount
from domain.visit.alike_text import alikeness
from domain.visit.visit import Visit

ALIKE_ENOUGH = 0.6


def is_one_occasion(visit: Visit, other: Visit) -> bool:
    """Whether both can be records of one visit: to one school, and for the same purpose."""
    one, two = ((each.school_id, each.is_practice, each.is_follow_up) for each in (visit, other))
    return one == two


def united(visit: Visit, others: Iterable[Visit]) -> Visit:
    """The visit as it counts with those that were merged into it.

    One visit of everybody who is in any of the records, to the units of all. Lessons of the same
    class and period are one, with all who heard it; findings that the office paired are one;
    every photo stays; of each quantity it is the larger or the sum, as the office said. A record
    that was never handed in tells only who was there.
    """
    whole = visit.counting
    for other in others:
        if other.merging is not None:
            whole = _with(whole, other.counting, other.merging)
    return whole


def likely_pairs(visit: Visit, other: Visit) -> tuple[FindingPair, ...]:
    """The findings of two records that are probably the same, each in one pair at most.

    Those of one category whose words are alike.
    """
    found: list[FindingPair] = []
    left = dict(other.findings)
    for own in visit.findings.values():
        alike = [
            (_alikeness(own, each), each.finding_id)
            for each in left.values()
            if each.category == own.category
        ]
        best, finding_id = max(alike, default=(0.0, ""))
        if best >= ALIKE_ENOUGH:
            found.append(FindingPair(own=own.finding_id, other=finding_id))
            del left[finding_id]
    return tuple(found)


def _alikeness(one: Finding, other: Finding) -> float:
    return alikeness(f"{one.place}{one.text}", f"{other.place}{other.text}")


def _with(visit: Visit, other: Visit, merging: Merging) -> Visit:
    people = (*visit.participants, other.owner, *other.participants)
    participants = tuple(dict.fromkeys(each for each in people if each != visit.owner))
    delegates = tuple(dict.fromkeys((*visit.delegates, *other.delegates)))
    there = {"participants": participants, "delegates": delegates}
    if not other.submissions:
        return visit.model_copy(update=there)
    paired = {pair.own for pair in merging.pairs if pair.other in visit.findings}
    findings = {
        f"{other.visit_id}/{name}": finding
        for name, finding in other.findings.items()
        if name not in paired
    }
    photos = {f"{other.visit_id}/{name}": photo for name, photo in other.photos.items()}
    update = {
        **there,
        "units": {**other.units, **visit.units},
        "unit_arrivals": {**other.unit_arrivals, **visit.unit_arrivals},
        "unit_counts": _unit_counts(visit.unit_counts, other.unit_counts, merging.quantities),
        "quantities": _quantities(visit.quantities, other.quantities, merging.quantities),
        "lessons": _lessons(visit.lessons, other),
        "findings": {**visit.findings, **findings},
        "photos": {**visit.photos, **photos},
    }
    return visit.model_copy(update=update)


def _unit_counts(
    mine: Mapping[str, UnitCount], theirs: Mapping[str, UnitCount], how: Uniting
) -> dict[str, UnitCount]:
    found = {**theirs, **mine}
    for name in mine.keys() & theirs.keys():
        some = (mine[name].quantity, theirs[name].quantity)
        both = sum(some) if how is Uniting.SUM else max(some)
        found[name] = mine[name].model_copy(update={"quantity": both})
    return found


def _quantities(
    mine: Mapping[Method, int], theirs: Mapping[Method, int], how: Uniting
) -> dict[Method, int]:
    def both(method: Method) -> int:
        some = (mine.get(method, 0), theirs.get(method, 0))
        return sum(some) if how is Uniting.SUM else max(some)

    return {method: both(method) for method in Method if method in mine or method in theirs}


def _lessons(mine: Mapping[str, Lesson], other: Visit) -> dict[str, Lesson]:
    """The lessons of both; one that both wrote down is the visit's, heard by all who heard it."""
    found = dict(mine)
    places = {_occasion(lesson): name for name, lesson in mine.items() if _is_told(lesson)}
    for name, lesson in other.lessons.items():
        known = places.get(_occasion(lesson)) if _is_told(lesson) else None
        if known is None:
            found[f"{other.visit_id}/{name}"] = lesson
        else:
            heard = dict.fromkeys((*found[known].observers, *lesson.observers))
            found[known] = found[known].model_copy(update={"observers": tuple(heard)})
    return found


def _occasion(lesson: Lesson) -> tuple[str, int | None, str | None]:
    name = unicodedata.normalize("NFKC", lesson.class_name)
    return "".join(name.split()).lower(), lesson.period, lesson.unit


def _is_told(lesson: Lesson) -> bool:
    """Whether it says which lesson it was."""
    return bool(lesson.class_name.strip()) and lesson.period is not None
