import math

import pytest
from pydantic import ValidationError

from domain.register.checklist import (
    AnswerProblem,
    AnswerValue,
    Checklist,
    Item,
    Section,
    Theme,
    is_negative,
)
from domain.register.checklist import validate_answer as problem_of
from domain.register.school_kind import SchoolKind

GOOD = {"key": "good", "label": "好"}
POOR = {"key": "poor", "label": "差", "is_negative": True}


def an_item(kind: str = "yes_no", **fields: object) -> Item:
    said = {"item_id": "m01-101", "text": "教师按时到岗", "kind": kind}
    return Item.model_validate(said | fields)


def a_choice() -> Item:
    return an_item("choice", options=(GOOD, POOR))


def a_number(**fields: object) -> Item:
    return an_item("number", unit="分钟", minimum=0, maximum=300, **fields)


def a_checklist(*item_ids: str) -> dict[str, object]:
    items = tuple(an_item(item_id=each) for each in item_ids)
    sections = ({"title": "第一部分", "items": items},)
    return {"checklist_id": "a", "version": 1, "title": "清单", "sections": sections}


@pytest.mark.parametrize(
    ("item", "value"),
    [
        (an_item(), "yes"),
        (an_item(), "no"),
        (an_item(), "na"),
        (a_choice(), "good"),
        (a_choice(), "na"),
        (a_number(), 0),
        (a_number(), 300.0),
        (a_number(), "na"),
        (an_item("number"), 10**400),
        (an_item("number", minimum=5, maximum=5), 5),
        (an_item("score", minimum=0, maximum=10), 9.5),
        (an_item("text"), "走廊灯坏了两盏"),
        (an_item("text"), "长" * 4000),
    ],
)
def test_fitting_answers_have_no_problem(item: Item, value: AnswerValue) -> None:
    assert problem_of(item, value) is None


@pytest.mark.parametrize(
    ("item", "value", "problem"),
    [
        (an_item(), "maybe", AnswerProblem.UNKNOWN_OPTION),
        (an_item(), 1, AnswerProblem.UNKNOWN_OPTION),
        (a_choice(), "yes", AnswerProblem.UNKNOWN_OPTION),
        (a_number(), "12", AnswerProblem.NOT_A_NUMBER),
        (a_number(), True, AnswerProblem.NOT_A_NUMBER),
        (a_number(), math.nan, AnswerProblem.NOT_A_NUMBER),
        (a_number(), math.inf, AnswerProblem.NOT_A_NUMBER),
        (a_number(), -1, AnswerProblem.TOO_SMALL),
        (a_number(), 300.5, AnswerProblem.TOO_LARGE),
        (an_item("score", minimum=0, maximum=10), 11, AnswerProblem.TOO_LARGE),
        (an_item("text"), 5, AnswerProblem.NOT_TEXT),
        (an_item("text"), " \n", AnswerProblem.EMPTY),
        (an_item("text"), "长" * 4001, AnswerProblem.TOO_LONG),
    ],
)
def test_other_answers_say_what_is_wrong(
    item: Item, value: AnswerValue, problem: AnswerProblem
) -> None:
    assert problem_of(item, value) is problem


@pytest.mark.parametrize(
    ("item", "value", "expected"),
    [
        (an_item(), "no", True),
        (an_item(), "yes", False),
        (an_item(), "na", False),
        (a_choice(), "poor", True),
        (a_choice(), "good", False),
        (a_choice(), "unheard-of", False),
        (a_number(at_most=60), 61, True),
        (a_number(at_most=60), 60, False),
        (a_number(at_least=60), 59, True),
        (a_number(at_least=60), 60, False),
        (a_number(), 300, False),
        (a_number(at_most=60), 999, False),
        (an_item("text"), "不好", False),
    ],
)
def test_shortcomings_are_told_from_good_answers(
    item: Item, value: AnswerValue, expected: bool
) -> None:
    assert is_negative(item, value) is expected


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "choice"},
        {"kind": "choice", "options": (GOOD,)},
        {"kind": "choice", "options": (GOOD, GOOD)},
        {"kind": "choice", "options": (GOOD, {"key": "na", "label": "不适用"})},
        {"kind": "yes_no", "options": (GOOD, POOR)},
        {"kind": "yes_no", "unit": "人"},
        {"kind": "text", "maximum": 5},
        {"kind": "score", "minimum": 0},
        {"kind": "number", "minimum": 5, "maximum": 4},
        {"kind": "number", "at_least": 5, "at_most": 4},
        {"kind": "number", "minimum": math.nan},
        {"kind": "drawing"},
        {"item_id": "有空 格"},
        {"text": ""},
    ],
)
def test_an_item_that_contradicts_itself_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Item.model_validate({"item_id": "a", "text": "看", "kind": "yes_no"} | fields)


def test_a_reader_ignores_fields_it_does_not_know_yet() -> None:
    raw = '{"item_id": "a", "text": "看", "kind": "yes_no", "weight": 3}'
    assert Item.model_validate_json(raw) == Item(item_id="a", text="看", kind="yes_no")


def test_an_item_asks_for_nothing_extra_unless_it_says_so() -> None:
    item = an_item()
    assert (item.needs_photo, item.needs_remark_when_negative, item.is_key) == (False, False, False)


def test_a_checklist_tells_its_items_apart() -> None:
    items = Checklist.model_validate(a_checklist("a", "b")).all_items
    assert [item.item_id for item in items] == ["a", "b"]
    with pytest.raises(ValidationError, match="item a occurs twice"):
        Checklist.model_validate(a_checklist("a", "b", "a"))


def test_a_checklist_without_items_is_refused() -> None:
    with pytest.raises(ValidationError):
        Checklist.model_validate(a_checklist())


@pytest.mark.parametrize(("month", "is_month"), [(0, False), (1, True), (12, True), (13, False)])
def test_a_theme_is_due_in_a_month_of_the_year(month: int, is_month: bool) -> None:
    said = {"theme_id": "a", "month": month, "title": "主题", "checklist_id": "a"}
    if is_month:
        assert Theme.model_validate(said).month == month
    else:
        with pytest.raises(ValidationError):
            Theme.model_validate(said)


def test_versions_of_a_checklist_count_from_one() -> None:
    assert Checklist.model_validate(a_checklist("a")).version == 1
    with pytest.raises(ValidationError):
        Checklist.model_validate(a_checklist("a") | {"version": 0})


def test_a_checklist_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Checklist.model_validate(a_checklist("a")).version = 2  # type: ignore[misc]


def item_for(item_id: str, *school_kinds: SchoolKind) -> Item:
    return Item(item_id=item_id, text=item_id, kind="yes_no", school_kinds=school_kinds)


MIXED = Checklist(
    checklist_id="mixed",
    version=1,
    title="混合",
    sections=(
        Section(title="园", items=(item_for("play", SchoolKind.KINDERGARTEN),)),
        Section(
            title="都有",
            items=(
                item_for("gate", SchoolKind.KINDERGARTEN, SchoolKind.JUNIOR),
                item_for("exam", SchoolKind.JUNIOR),
            ),
        ),
    ),
)


def asked_of(*kinds: SchoolKind) -> list[str]:
    asked = MIXED.asked_of(*kinds)
    return [item.item_id for item in asked.all_items] if asked else []


def test_items_are_asked_of_the_kinds_they_name_and_empty_sections_go() -> None:
    assert asked_of(SchoolKind.KINDERGARTEN) == ["play", "gate"]
    assert asked_of(SchoolKind.JUNIOR) == ["gate", "exam"]
    asked = MIXED.asked_of(SchoolKind.JUNIOR)
    assert asked is not None
    assert [section.title for section in asked.sections] == ["都有"]


def test_schools_of_several_kinds_are_asked_what_fits_any_of_them() -> None:
    assert asked_of(SchoolKind.KINDERGARTEN, SchoolKind.JUNIOR) == ["play", "gate", "exam"]
    assert asked_of(SchoolKind.TOWNSHIP, SchoolKind.JUNIOR) == ["gate", "exam"]


def test_everything_is_asked_where_the_kind_is_not_known() -> None:
    assert MIXED.asked_of() == MIXED


def test_checklist_that_asks_a_kind_nothing_is_none() -> None:
    assert MIXED.asked_of(SchoolKind.TOWNSHIP) is None


def test_item_that_names_no_kind_is_asked_of_every_kind() -> None:
    anywhere = Section(title="都", items=(item_for("safe"),))
    whole = MIXED.model_copy(update={"sections": (anywhere,)})
    assert all(whole.asked_of(kind) == whole for kind in SchoolKind)
