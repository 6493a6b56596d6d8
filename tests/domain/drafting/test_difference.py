"""What a version changes of another is told item by item, in the office's words."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from domain.register.checklist import Checklist, Item, Section
from domain.register.drafting.difference import difference
from tests.domain.drafting.test_draft import STOOD


def with_items(*sections: tuple[str, list[Item]]) -> Checklist:
    """The checklist with these sections."""
    made = tuple(Section(title=title, items=tuple(items)) for title, items in sections)
    return STOOD.model_copy(update={"sections": made})


def told(after: Checklist) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    """The changes, each in short."""
    return [
        (each.act, each.text, [(edit.field, edit.before, edit.after) for edit in each.edits])
        for each in difference(STOOD, after)
    ]


A1, A2, B1 = STOOD.all_items


def test_nothing_changed_is_no_change_and_without_one_before_all_is_new():
    assert difference(STOOD, STOOD) == []
    assert {each.act for each in difference(None, STOOD)} == {"added"}


def test_a_limit_its_words_and_a_kind_of_school_are_read_before_and_after():
    changes = {"kind": "number", "unit": "分钟", "at_most": 60.0, "hint": "“双减”的规定"}
    now = Item.model_validate({**A1.model_dump(), **changes, "needs_photo": True})
    assert told(with_items(("一", [now, A2]), ("二", [B1]))) == [
        (
            "changed",
            "甲",
            [
                ("答法", "是否", "数字"),
                ("数值", "", "分钟 · 合格：不超过 60 分钟"),
                ("说明", "", "“双减”的规定"),
                ("要求", "", "要拍照"),
            ],
        )
    ]


def test_only_what_was_moved_is_told_as_moved():
    assert told(with_items(("一", [A2, A1]), ("二", [B1])))[0][0] == "moved"
    assert len(told(with_items(("一", [A2, A1]), ("二", [B1])))) == 1
    over = told(with_items(("一", [A1]), ("二", [A2, B1])))
    assert over == [("moved", "乙", [("分组", "一", "二")])]


def test_a_section_with_another_title_moves_none_of_its_items():
    assert told(with_items(("壹", [A1, A2]), ("二", [B1]))) == [
        ("changed", "分组", [("分组", "一、二", "壹、二")])
    ]


def test_what_is_ended_comes_last_and_what_is_new_with_its_answer():
    new = Item(item_id="q1", text="丁", kind="yes_no")
    assert told(with_items(("一", [A1, new]), ("二", [B1]))) == [
        ("added", "丁", [("答法", "", "是否")]),
        ("ended", "乙", []),
    ]


def test_another_title_is_a_change_and_what_has_nothing_in_common_is_told_whole():
    titled = STOOD.model_copy(update={"title": "新清单"})
    assert told(titled) == [("changed", "清单标题", [("标题", "作业清单", "新清单")])]
    new = Item(item_id="q1", text="丁", kind="yes_no")
    assert [each[0] for each in told(with_items(("一", [new]), ("二", [new])))] == [
        *("added", "added"),
        *("ended", "ended", "ended"),
    ]


@given(st.permutations([f"q{n}" for n in range(7)]))
def test_as_few_as_can_be_are_told_as_moved(order):
    stood = [Item(item_id=f"q{n}", text=f"第{n}", kind="text") for n in range(7)]
    before = with_items(("一", stood))
    by_id = {each.item_id: each for each in stood}
    after = with_items(("一", [by_id[each] for each in order]))
    moved = {each.text for each in difference(before, after)}
    stays = [each for each in order if by_id[each].text not in moved]
    assert stays == sorted(stays)
    runs = (some for size in range(8) for some in combinations(order, size))
    assert len(stays) == max(len(some) for some in runs if list(some) == sorted(some))
