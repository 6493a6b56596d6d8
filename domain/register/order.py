"""In which order an office lists its things: as its own file has them, else by number words.

第一 comes before 第二 before 第十, however they are written; what has no number goes by pinyin.
"""

import re
from collections.abc import Callable, Sequence
from typing import Annotated

from pydantic import Field

OrderNumber = Annotated[int, Field(ge=1, le=2_000_000_000)]
"""Where a thing stands among others of its sort; numbers lie apart, so that more fit between."""
GAP = 1000

_DIGITS = {"〇": 0, "零": 0, "两": 2} | {each: n for n, each in enumerate("一二三四五六七八九", 1)}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_ONES = "〇零一二两三四五六七八九"
_WORD = f"[{_ONES}十百千]+"
# A number word counts after 第, and before what is counted; 三江, 九龙 and 八一 are names.
_NUMBER = re.compile(
    rf"(?<=第){_WORD}|\d+|(?<![{_ONES}十百千])(?:[{_ONES}]|[{_ONES}百千]*[〇零十百千]{_WORD}|"
    rf"[{_ONES}百千]*[十百千])(?=[小中高幼号片区组班校院村社队年期批届级责园])"
)


def in_file_order(known: Sequence[int | None], last: int = 0) -> list[int]:
    """Order numbers for things that a file lists in this order, growing along it.

    ``known`` are those they have; ``last`` is the greatest that anything has. Where the known
    ones grow already, they stay; else they change places among themselves, so that nothing that
    the file does not list is passed. New ones go between their neighbours, or behind everything.
    """
    taken = sorted(number for number in known if number is not None)
    again = [last + GAP * place for place in range(1, len(known) + 1)]
    if len(set(taken)) < len(taken):
        return again
    left = iter(taken)
    found = [None if number is None else next(left) for number in known]
    made: list[int] = []
    for place, number in enumerate(found):
        if number is not None:
            made.append(number)
            continue
        before = made[-1] if made else 0
        rest = found[place:]
        waiting = next((n for n, each in enumerate(rest) if each is not None), None)
        if waiting is None:
            last = max(last, before) + GAP
            made.append(last)
            continue
        step = (int(rest[waiting] or 0) - before) // (waiting + 1)
        if step == 0:
            return again
        made.append(before + step)
    return made


def sort_text(name: str, reading: Callable[[str], Sequence[str]]) -> str:
    """What sorts a name: number words by their number, else ``reading``, a syllable a character.

    Only digits and small letters, so that every database and language sorts it alike.
    """
    made, at = "", 0
    for match in _NUMBER.finditer(name):
        made += _spelled(name[at : match.start()], reading) + _padded(match[0])
        at = match.end()
    return made + _spelled(name[at:], reading)


def number_of(word: str) -> int | None:
    """The number that a word of Chinese or other digits stands for; None where it is none."""
    if word.isdigit() and word.isascii():
        return int(word)
    if not any(each in _UNITS for each in word):
        digits = [str(_DIGITS[each]) for each in word]
        return int("".join(digits))
    total = digit = 0
    for each in word:
        if each in _DIGITS:
            digit = _DIGITS[each]
        elif digit == 0 and each != "十":
            return None
        else:
            total, digit = total + (digit or 1) * _UNITS[each], 0
    return total + digit


def _padded(word: str) -> str:
    number = number_of(word)
    return f"0{min(number, 10**9 - 1):09d}" if number is not None else "z0"


def _spelled(text: str, reading: Callable[[str], Sequence[str]]) -> str:
    plain = [re.sub("[^0-9a-z]", "", each.lower()) for each in reading(text)]
    return "".join(f"{each}0" for each in plain if each)
