"""What stands beside an item, on the phone and on the office's pages alike."""

import pytest

from domain.register.checklist import Option
from domain.register.drafting.draft import DraftItem
from domain.register.school_kind import SchoolKind
from domain.words.checklist import answered_by, demands, limits


def counted(**fields: object) -> DraftItem:
    """An item that is answered with a number."""
    told = {"item_id": "q", "text": "甲", "kind": "number", "unit": "分钟"}
    return DraftItem.model_validate({**told, **fields})


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "分钟"),
        ({"unit": ""}, ""),
        ({"minimum": 1.0}, "不小于 1 分钟"),
        ({"maximum": 9.0}, "不大于 9 分钟"),
        ({"minimum": 1.0, "maximum": 9.5}, "1—9.5 分钟"),
        ({"at_least": 2.0}, "分钟 · 合格：不少于 2 分钟"),
        ({"at_most": 60.0}, "分钟 · 合格：不超过 60 分钟"),
        ({"at_least": 2.0, "at_most": 60.0}, "分钟 · 合格：2—60 分钟"),
    ],
)
def test_limits_are_said_in_one_line(fields, said):
    assert limits(counted(**fields)) == said


def test_what_an_item_asks_for_beside_its_answer():
    assert demands(counted()) == ()
    flags = {"is_key": True, "needs_photo": True, "needs_remark_when_negative": True}
    item = counted(**flags, school_kinds=(SchoolKind.PRIMARY, SchoolKind.JUNIOR))
    assert demands(item) == ("重点", "要拍照", "有问题要备注", "只问小学、初中")


def test_how_it_is_answered():
    assert answered_by(counted(at_most=60.0)) == "数字：分钟 · 合格：不超过 60 分钟"
    assert answered_by(counted(kind="text", unit="")) == "文字"
    options = (Option(key="a", label="好"), Option(key="b", label="差", is_negative=True))
    assert answered_by(counted(kind="choice", unit="", options=options)) == "选择：好、差*"
