"""Which flags of a visit still stand, and which the office has seen and explained.

An explanation is of a flag with its facts: when these change, the flag stands again.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import NamedTuple

from domain.kinds.visit.explaining import Explanation
from domain.visit.flag import UNIT_NAME, Flag
from domain.visit.visit import Visit

EXPLAINED = ".explained"
# Free text may be erased one day, and a unit's name is only there where one knows it: neither
# may make another flag of it.
_NOT_COMPARED = frozenset({"reason", UNIT_NAME})


class SeenFlag(NamedTuple):
    """A flag, and its explanation where it has one."""

    flag: Flag
    explanation: Explanation | None = None


def facts_print(flag: Flag) -> str:
    """What tells the flag with these facts from any other, as 64 hex digits."""
    facts = {name: fact for name, fact in flag.facts.items() if name not in _NOT_COMPARED}
    text = json.dumps([flag.code.value, facts], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def flags_print(flags: Iterable[Flag]) -> str:
    """What tells these flags, in any order, from any others: 64 hex digits."""
    return hashlib.sha256("".join(sorted(map(facts_print, flags))).encode()).hexdigest()


def seen_flags(visit: Visit, flags: Iterable[Flag]) -> list[SeenFlag]:
    """The flags in their order, each with the explanation of it as it now is."""
    return [SeenFlag(flag, visit.explanations.get(facts_print(flag))) for flag in flags]


def standing(visit: Visit, flags: Iterable[Flag]) -> list[Flag]:
    """The flags that nobody has explained as they now are."""
    return [seen.flag for seen in seen_flags(visit, flags) if seen.explanation is None]


def filed_under(seen: SeenFlag) -> str:
    """Under what a list files the flag: its code, explained ones apart."""
    return seen.flag.code.value + (EXPLAINED if seen.explanation else "")
