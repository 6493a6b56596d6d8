"""Finding a school by what one remembers of it: one rule for the phone and the office."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.spelling import key_of, words_of

Letters = Sequence[str]
"""For each character of a name's key, the letters its readings begin with."""


@dataclass(frozen=True, slots=True)
class Findable:
    """What a school is found by.

    ``names`` are its name, its short names and its town, of each of which ``initials`` may have a
    reading (`SchoolSet`); ``others`` are found by their own characters alone, ``codes`` whole.
    """

    names: tuple[str, ...]
    initials: str = ""
    others: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    def matches(self, wanted: str) -> bool:
        """Whether every word typed is in it somewhere.

        Initials may be mixed with characters: 实验x finds 实验小学. Width, capitals, blanks,
        dots and radicals do not matter.
        """
        words = words_of(wanted)
        return not words or self._has_all(words)

    def _has_all(self, words: Iterable[str]) -> bool:
        names = tuple(key for each in self.names if (key := key_of(each)))
        readings = _readings(self.initials)
        plain = (*names, *map(key_of, self.others))
        codes = frozenset(map(key_of, self.codes))
        pairs = [
            pair for pair in zip(names, readings, strict=False) if len(pair[0]) == len(pair[1])
        ]
        whole = tuple("".join(each) for each in readings)
        return all(
            word in codes
            or any(word in each for each in plain)
            or any(word in each for each in whole)
            or any(_is_spelled(word, *pair) for pair in pairs)
            for word in words
        )


@lru_cache(maxsize=4096)
def _readings(initials: str) -> tuple[Letters, ...]:
    """The letters of each reading, those in brackets for one character together."""
    return tuple(_letters(each) for each in map(key_of, initials.split()))


def _letters(reading: str) -> Letters:
    found: list[str] = []
    is_open = False
    for each in reading:
        if each == "[":
            is_open = True
            found.append("")
        elif each == "]":
            is_open = False
        elif is_open:
            found[-1] += each
        else:
            found.append(each)
    return tuple(found)


def _is_spelled(word: str, name: str, letters: Letters) -> bool:
    """Whether somewhere in the name each letter of the word is a character or begins a reading."""
    return any(
        all(
            each == name[start + place] or each in letters[start + place]
            for place, each in enumerate(word)
        )
        for start in range(len(name) - len(word) + 1)
    )
