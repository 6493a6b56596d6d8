"""Finding a school by what one remembers of it: a word of its name, a short name, pinyin."""

from collections.abc import Iterable
from enum import StrEnum

from domain.kinds.register.school import SchoolKind
from domain.register.search import Findable
from domain.spelling import words_of
from domain.wire.workbook import WorkbookSchool


class Unit(StrEnum):
    """What is inspected, in the few kinds one filters by (2-23, 1-10)."""

    SCHOOL = "school"
    KINDERGARTEN = "kindergarten"
    TRAINING = "training"
    TOWNSHIP = "township"
    DEPARTMENT = "department"


OTHERS = {
    SchoolKind.KINDERGARTEN: Unit.KINDERGARTEN,
    SchoolKind.TRAINING: Unit.TRAINING,
    SchoolKind.TOWNSHIP: Unit.TOWNSHIP,
    SchoolKind.DEPARTMENT: Unit.DEPARTMENT,
}


def unit_of(kind: SchoolKind) -> Unit:
    """Which kind of unit a kind of school is."""
    return OTHERS.get(kind, Unit.SCHOOL)


def units_of(schools: Iterable[WorkbookSchool]) -> list[Unit]:
    """The kinds of unit there are among these, in their order."""
    there = {unit_of(each.school_kind) for each in schools}
    return [unit for unit in Unit if unit in there]


def matches(school: WorkbookSchool, wanted: str) -> bool:
    """Whether every word typed is in the school's name, short names, town or zone, or its code."""
    return findable(school).matches(wanted)


def found_by(schools: Iterable[WorkbookSchool], wanted: str) -> dict[str, frozenset[str]]:
    """The ids of the schools that each word typed finds."""
    words, known = words_of(wanted), [*schools] if wanted else []
    return {
        word: frozenset(each.school_id for each in known if findable(each).matches(word))
        for word in words
    }


def findable(school: WorkbookSchool) -> Findable:
    """What the school is found by."""
    return Findable(
        names=(school.name, *school.aliases, school.town),
        initials=school.initials,
        pinyin=school.pinyin,
        others=(school.zone_name,),
        codes=(school.school_id,),
    )
