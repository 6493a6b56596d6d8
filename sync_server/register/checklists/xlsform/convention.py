"""What both ways share: how our items stand in the convention's columns and expressions.

What the convention has no word for stands in attributes of its own (``bind::duji:…``), which other
programs carry along and pass over.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from domain.register.checklist import ItemFields
from domain.register.school_kind import SchoolKind
from domain.typed_number import written
from domain.words.checklist import between

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
LANGUAGE = "中文(zh)"
LABEL, HINT = f"label::{LANGUAGE}", f"hint::{LANGUAGE}"
MESSAGE = f"constraint_message::{LANGUAGE}"
ANSWER, UNIT = "bind::duji:answer", "bind::duji:unit"
AT_LEAST, AT_MOST = "bind::duji:at_least", "bind::duji:at_most"
IS_KEY, ITEM_ID = "bind::duji:key", "bind::duji:item"
OWN_COLUMNS = (ANSWER, UNIT, AT_LEAST, AT_MOST, IS_KEY, ITEM_ID)
NEGATIVE = "duji_negative"
THEME = "attribute::duji:theme"
NAMESPACE = 'duji="urn:duji:checklist"'

KIND_OF_SCHOOL = "school_kind"
PHOTO, REMARK = "_photo", "_remark"
YES_NO = "yes_no"
SCORE, CHOICE = "score", "choice"
SAID = frozenset({SCORE, CHOICE})
"""What a question's type alone does not tell."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
_LIMIT = re.compile(r"\.\s*(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)")
_OF_KIND = re.compile(
    r"\$\{school_kind\}\s*=\s*['\"](\w+)['\"]|selected\(\s*\$\{school_kind\}\s*,\s*['\"](\w+)['\"]\s*\)"
)


class Limits(NamedTuple):
    """The smallest and the largest number there can be."""

    low: float | None = None
    high: float | None = None


def is_name(text: str) -> bool:
    """Whether a question may be called so, and is none of those that we put beside others."""
    is_ours = text == KIND_OF_SCHOOL or text.endswith((PHOTO, REMARK))
    return _NAME.fullmatch(text) is not None and not is_ours


def constraint(item: ItemFields) -> str:
    """Which numbers are taken, as an expression; empty where all are."""
    found = ((">=", item.minimum), ("<=", item.maximum))
    return " and ".join(f". {sign} {written(each)}" for sign, each in found if each is not None)


def constraint_said(item: ItemFields) -> str:
    """What is said of any other number."""
    return f"只能填 {between(item.minimum, item.maximum, item.unit)}" if constraint(item) else ""


def read_constraint(text: str, *, is_whole: bool) -> Limits | None:
    """The limits that an expression sets; None where it says something else as well.

    Of whole numbers more than 3 is 4 and up; of others it cannot be said.
    """
    limits = Limits()
    for part in re.split(r"\s+and\s+", text.strip(), flags=re.IGNORECASE):
        match = _LIMIT.fullmatch(part.strip().strip("()").strip())
        if match is None or (len(match[1]) == 1 and not is_whole):
            return None
        number = float(match[2])
        if match[1].startswith(">"):
            limits = limits._replace(low=number if match[1] == ">=" else number + 1)
        else:
            limits = limits._replace(high=number if match[1] == "<=" else number - 1)
    return limits


def relevance(school_kinds: Sequence[SchoolKind]) -> str:
    """Where an item is asked, as an expression; empty where it is asked everywhere."""
    return " or ".join(f"${{{KIND_OF_SCHOOL}}} = '{each.value}'" for each in school_kinds)


def read_relevance(text: str) -> tuple[SchoolKind, ...] | None:
    """The kinds of schools that an expression names; None where it says something else as well."""
    found: list[SchoolKind] = []
    for part in re.split(r"\s+or\s+", text.strip(), flags=re.IGNORECASE):
        match = _OF_KIND.fullmatch(part.strip())
        value = (match[1] or match[2]) if match else ""
        if value not in {each.value for each in SchoolKind}:
            return None
        found.append(SchoolKind(value))
    return tuple(dict.fromkeys(found))


def is_shortcoming(name: str, item: ItemFields) -> str:
    """When the answer to a question of this name is a shortcoming, as an expression."""
    asked = f"${{{name}}}"
    if item.kind == "yes_no":
        return f"{asked} = 'no'"
    bad = [f"{asked} = '{each.key}'" for each in item.options if each.is_negative]
    if item.at_least is not None:
        bad.append(f"{asked} < {written(item.at_least)}")
    if item.at_most is not None:
        bad.append(f"{asked} > {written(item.at_most)}")
    return " or ".join(bad) or "false()"
