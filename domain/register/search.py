"""Finding a school by what one remembers of it: one rule for the phone and the office."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.spelling import key_of, words_of

Spellings = Sequence[tuple[str, ...]]
"""For each character of a name's key, all that may be typed for it."""

# More schools than a large district has.
_KEPT = 8192
# What some put between two syllables, and what ü is on a keyboard.
_TYPED = str.maketrans({"'": None, "’": None, "ü": "v"})


@dataclass(frozen=True, slots=True)
class Findable:
    """What a school is found by.

    ``names`` are its name, its short names and its town, of each of which ``initials`` may have a
    reading and ``pinyin`` its syllables (`SchoolSet`); ``others`` are found by their own
    characters alone, ``codes`` whole.
    """

    names: tuple[str, ...]
    initials: str = ""
    others: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    pinyin: str = ""

    def matches(self, wanted: str) -> bool:
        """Whether every word typed is in it somewhere.

        Characters, first letters and syllables may be mixed: 实验x, shi验xiao and shiyanx find
        实验小学; of the last syllable its beginning is enough, for one may still be typing. Width,
        capitals, blanks, dots and radicals do not matter.
        """
        words = words_of(wanted)
        return not words or self._has_all(words)

    def _has_all(self, words: Iterable[str]) -> bool:
        names = tuple(key for each in self.names if (key := key_of(each)))
        plain = (*names, *map(key_of, self.others))
        codes = frozenset(map(key_of, self.codes))
        return all(
            word in codes
            or any(word in each for each in plain)
            or (_has_letters(word) and self._is_read(word, names))
            for word in words
        )

    def _is_read(self, word: str, names: tuple[str, ...]) -> bool:
        if any(word in each for each in _whole(self.initials)):
            return True
        typed = word.translate(_TYPED)
        spelled = _spellings(names, self.initials, self.pinyin)
        return bool(typed) and any(_runs_through(typed, name) for name in spelled)


def _has_letters(word: str) -> bool:
    """Whether a word may be read: of characters alone it is found as it is, or not at all."""
    return any(each.isascii() for each in word)


@lru_cache(maxsize=_KEPT)
def _whole(initials: str) -> tuple[str, ...]:
    """The first letters of each name in a row."""
    return tuple("".join(map("".join, each)) for each in _letters_of(initials))


@lru_cache(maxsize=_KEPT)
def _spellings(names: tuple[str, ...], initials: str, pinyin: str) -> tuple[Spellings, ...]:
    """What may be typed for each character of each name that has a reading of its length."""
    letters, syllables = _letters_of(initials), _syllables_of(pinyin)
    found = []
    for place, name in enumerate(names):
        read = [each[place] for each in (letters, syllables) if place < len(each)]
        read = [each for each in read if len(each) == len(name)]
        if read:
            found.append(tuple(_of_one(*each) for each in zip(name, *read, strict=True)))
    return tuple(found)


def _of_one(character: str, *readings: tuple[str, ...]) -> tuple[str, ...]:
    """The character, its first letters and its syllables, each once."""
    said = [spelled for reading in readings for each in reading for spelled in _also(each)]
    return tuple(dict.fromkeys((character, *(each[0] for each in said), *said)))


def _also(syllable: str) -> tuple[str, ...]:
    """A syllable with ü as v, and as many write it: lüe is lve or lue."""
    return (syllable, syllable.replace("v", "u")) if "v" in syllable[1:] else (syllable,)


def _letters_of(initials: str) -> tuple[Spellings, ...]:
    """The first letters of each name's characters, those in brackets for one together."""
    return tuple(_letters(each) for each in map(key_of, initials.split()))


def _syllables_of(pinyin: str) -> tuple[Spellings, ...]:
    """The syllables of each name's characters: dots between these, a bar between readings."""
    return tuple(
        tuple(tuple(filter(None, each.split("|"))) for each in name.split("."))
        for name in pinyin.casefold().split()
    )


def _letters(reading: str) -> Spellings:
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
    return tuple(map(tuple, found))


def _runs_through(word: str, name: Spellings) -> bool:
    """Whether characters of the name that follow each other spell the word.

    ``reached`` is how much of the word the characters up to here may stand for, having begun
    anywhere.
    """
    reached = {0}
    for spellings in name:
        further = {0}
        for done in reached:
            for each in spellings:
                if word.startswith(each, done):
                    further.add(done + len(each))
                elif each.startswith(word[done:]):
                    return True
        if len(word) in further:
            return True
        reached = further
    return False
