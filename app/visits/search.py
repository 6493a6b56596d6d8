"""Finding a school by what one remembers of it: a word of its name, a short name, initials."""

import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from domain.kinds.register.school import SchoolKind
from domain.wire.workbook import WorkbookSchool


class Unit(StrEnum):
    """What is inspected, in the few kinds one filters by (2-23, 1-10)."""

    SCHOOL = "school"
    KINDERGARTEN = "kindergarten"
    TRAINING = "training"
    TOWNSHIP = "township"


OTHERS = {
    SchoolKind.KINDERGARTEN: Unit.KINDERGARTEN,
    SchoolKind.TRAINING: Unit.TRAINING,
    SchoolKind.TOWNSHIP: Unit.TOWNSHIP,
}


def unit_of(kind: SchoolKind) -> Unit:
    """Which kind of unit a kind of school is."""
    return OTHERS.get(kind, Unit.SCHOOL)


def units_of(schools: Iterable[WorkbookSchool]) -> list[Unit]:
    """The kinds of unit there are among these, in their order."""
    there = {unit_of(each.school_kind) for each in schools}
    return [unit for unit in Unit if unit in there]


def matches(school: WorkbookSchool, wanted: str) -> bool:
    """Whether every word typed is in the school's name, short names, initials, town or zone.

    Initials may be mixed with characters: 实验x finds 实验小学. Full-width letters and digits,
    and capitals, are as good as others.
    """
    names = (school.name, *school.aliases, school.town, school.zone_name)
    plain = [_plain(each) for each in (*names, school.initials)]
    spelled = _spelled(school)
    return all(
        any(word in each for each in plain) or _is_spelled(word, spelled)
        for word in _plain(wanted).split()
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _spelled(school: WorkbookSchool) -> list[tuple[str, str]]:
    """Each character of the name with its initial; nothing where the two do not go together."""
    name, initials = _plain(school.name), _plain(school.initials)
    return list(zip(name, initials, strict=True)) if len(name) == len(initials) else []


def _is_spelled(word: str, spelled: list[tuple[str, str]]) -> bool:
    """Whether somewhere in the name each letter of the word is a character or its initial."""
    return any(
        all(letter in pair for letter, pair in zip(word, spelled[start:], strict=False))
        for start in range(len(spelled) - len(word) + 1)
    )
