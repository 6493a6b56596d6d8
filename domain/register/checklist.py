"""Themes and checklists: what an inspector looks at, as data; and which answers fit an item.

They come built in (assets/), are changed by register entries, and are sent to phones, so a
reader ignores fields it does not know yet.
"""

import math
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from domain.register.school_kind import SchoolKind

MAX_TEXT_CHARACTERS = 4000
NOT_APPLICABLE = "na"
YES, NO = "yes", "no"

Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:@-]{1,64}$")]
Label = Annotated[str, StringConstraints(min_length=1, max_length=200)]
ItemKind = Literal["yes_no", "choice", "number", "score", "text"]
AnswerValue = str | int | float


class _Piece(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="ignore", allow_inf_nan=False)


class Mandate(StrEnum):
    """职能 (0-02): which of the three duties of inspection a theme serves."""

    GOVERNMENT = "government"
    SCHOOL = "school"
    EVALUATION = "evaluation"


class ThemeLevel(StrEnum):
    """Whose plan a theme stands in: the district's own, or the city's (2-18)."""

    DISTRICT = "district"
    CITY = "city"


class Option(_Piece):
    """One way to answer a choice; a negative one is a shortcoming."""

    key: Key = Field(title="编号")
    label: Label = Field(title="文字")
    is_negative: bool = Field(default=False, title="算问题")


class ItemFields(_Piece):
    """What can be said of an item, whether or not it fits its kind.

    `yes_no` is worded so that yes is good. `minimum` and `maximum` say which numbers can be
    true at all, `at_least` and `at_most` which are as they should be; all in `unit`. `hint` says
    in words what one should know to answer, such as where a limit comes from.
    `school_kinds` are those it is asked of; every place where it names none.
    """

    item_id: Key = Field(title="编号")
    text: Label = Field(title="内容")
    kind: ItemKind = Field(title="答法")
    options: tuple[Option, ...] = Field(default=(), title="选项")
    unit: Annotated[str, StringConstraints(max_length=20)] = Field(default="", title="单位")
    minimum: float | None = Field(default=None, title="最小值")
    maximum: float | None = Field(default=None, title="最大值")
    at_least: float | None = Field(default=None, title="应不少于")
    at_most: float | None = Field(default=None, title="应不多于")
    needs_photo: bool = Field(default=False, title="须拍照")
    needs_remark_when_negative: bool = Field(default=False, title="有问题须说明")
    is_key: bool = Field(default=False, title="重点")
    school_kinds: tuple[SchoolKind, ...] = Field(default=(), title="适用单位")
    hint: Annotated[str, StringConstraints(max_length=200)] = Field(default="", title="说明")


class Item(ItemFields):
    """One thing to look at and how it is answered."""

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if problem := _misfit(self):
            raise ValueError(f"item {self.item_id}: {problem}")
        return self


class Section(_Piece):
    """A titled group of items."""

    title: Label = Field(title="标题")
    items: Annotated[tuple[Item, ...], Field(min_length=1, title="检查项")]


class Checklist(_Piece):
    """A checklist in one version; `theme_id` is None where it serves every month."""

    checklist_id: Key = Field(title="清单编号")
    version: Annotated[int, Field(ge=1, le=1_000_000, title="版次")]
    title: Label = Field(title="标题")
    theme_id: Key | None = Field(default=None, title="主题编号")
    sections: Annotated[tuple[Section, ...], Field(min_length=1, title="分组")]

    @model_validator(mode="after")
    def _items_are_told_apart(self) -> Self:
        if repeated := _repeated(item.item_id for item in self.all_items):
            raise ValueError(f"checklist {self.checklist_id}: item {repeated} occurs twice")
        return self

    @property
    def all_items(self) -> tuple[Item, ...]:
        """The items of all sections in their order."""
        return tuple(item for section in self.sections for item in section.items)

    def asked_of(self, *school_kinds: SchoolKind) -> "Checklist | None":
        """The checklist as it is asked at schools of these kinds; None where nothing in it is.

        Where no kind is named, because one is not known, everything is asked.
        """
        if not school_kinds:
            return self
        fitting = (
            (section, tuple(item for item in section.items if _is_asked(item, school_kinds)))
            for section in self.sections
        )
        sections = tuple(
            section.model_copy(update={"items": items}) for section, items in fitting if items
        )
        return self.model_copy(update={"sections": sections}) if sections else None


class Theme(_Piece):
    """One month's theme (0-17): its checklist and the content lines it suggests (2-19).

    `month` is the calendar month it is due in, of one `year` or else of every year; `basis`
    names the papers it stands on, as an office cites them.
    """

    theme_id: Key = Field(title="主题编号")
    month: Annotated[int, Field(ge=1, le=12, title="月份")]
    title: Label = Field(title="标题")
    checklist_id: Key = Field(title="清单编号")
    mandates: tuple[Mandate, ...] = Field(default=(Mandate.SCHOOL,), title="职能")
    basis: tuple[Label, ...] = Field(default=(), title="依据")
    items: tuple[Label, ...] = Field(default=(), title="内容")
    year: Annotated[int, Field(ge=2000, le=2100)] | None = Field(default=None, title="年份")
    level: ThemeLevel = Field(default=ThemeLevel.DISTRICT, title="层级")

    def comes_after(self, day: str) -> bool:
        """Whether its month ends on or after this local day (`YYYY-MM-DD`), or comes every year."""
        return self.year is None or f"{self.year}-{self.month:02}" >= day[:7]


class AnswerProblem(StrEnum):
    """Why a value is no answer to an item."""

    UNKNOWN_OPTION = "unknown_option"
    NOT_A_NUMBER = "not_a_number"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    NOT_TEXT = "not_text"
    EMPTY = "empty"
    TOO_LONG = "too_long"


def validate_answer(item: Item, value: AnswerValue) -> AnswerProblem | None:
    """Why the value does not answer the item, or None when it does.

    Every item may be answered `na` (不适用). Otherwise: `yes` or `no`, an option's key, a
    number from minimum to maximum, or text that is not blank.
    """
    if value == NOT_APPLICABLE:
        return None
    if item.kind in ("number", "score"):
        return _number_problem(item, value)
    if item.kind == "text":
        return _text_problem(value)
    keys = {option.key for option in item.options} or {YES, NO}
    return None if value in keys else AnswerProblem.UNKNOWN_OPTION


def is_negative(item: Item, value: AnswerValue) -> bool:
    """Whether the answer shows a shortcoming: no, a negative option, or a number off its norm.

    What is not applicable, free text, or no valid answer shows none.
    """
    if value == NOT_APPLICABLE or validate_answer(item, value):
        return False
    if item.kind == "yes_no":
        return value == NO
    if isinstance(value, str):
        return any(option.is_negative for option in item.options if option.key == value)
    below = item.at_least is not None and value < item.at_least
    return below or (item.at_most is not None and value > item.at_most)


def _is_asked(item: Item, school_kinds: Sequence[SchoolKind]) -> bool:
    return not item.school_kinds or not set(school_kinds).isdisjoint(item.school_kinds)


def _number_problem(item: Item, value: AnswerValue) -> AnswerProblem | None:
    if isinstance(value, str | bool) or (isinstance(value, float) and not math.isfinite(value)):
        return AnswerProblem.NOT_A_NUMBER
    if item.minimum is not None and value < item.minimum:
        return AnswerProblem.TOO_SMALL
    if item.maximum is not None and value > item.maximum:
        return AnswerProblem.TOO_LARGE
    return None


def _text_problem(value: AnswerValue) -> AnswerProblem | None:
    if not isinstance(value, str):
        return AnswerProblem.NOT_TEXT
    if not value.strip():
        return AnswerProblem.EMPTY
    return AnswerProblem.TOO_LONG if len(value) > MAX_TEXT_CHARACTERS else None


def _misfit(item: Item) -> str | None:
    """What about the item's fields does not go with its kind, or None."""
    keys = [option.key for option in item.options]
    if item.kind == "choice":
        if len(keys) < 2 or _repeated(keys) or NOT_APPLICABLE in keys:
            return "a choice needs two or more options with keys of their own, none of them na"
    elif keys:
        return "only a choice has options"
    bounds = (item.minimum, item.maximum, item.at_least, item.at_most)
    is_counted = item.kind in ("number", "score")
    if not is_counted and (item.unit or any(bound is not None for bound in bounds)):
        return "only a number or a score has a unit and bounds"
    if item.kind == "score" and (item.minimum is None or item.maximum is None):
        return "a score needs its minimum and maximum"
    if not _is_rising(item.minimum, item.maximum) or not _is_rising(item.at_least, item.at_most):
        return "a lower bound lies above its upper bound"
    return None


def _is_rising(low: float | None, high: float | None) -> bool:
    return low is None or high is None or low <= high


def _repeated(keys: Iterable[str]) -> str | None:
    """The first key that occurs a second time, or None."""
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            return key
        seen.add(key)
    return None
