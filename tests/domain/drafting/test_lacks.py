"""What a draft lacks is said where it is mended; what lacks nothing can be published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.register.checklist import Option
from domain.register.drafting.draft import (
    MOST_ITEMS,
    MOST_SECTIONS,
    Draft,
    DraftItem,
    DraftSection,
    finished,
)
from domain.register.drafting.lacks import lacks

GOOD, POOR = Option(key="o1", label="好"), Option(key="o2", label="差", is_negative=True)
NONE = Option(key="na", label="没有这项")


def with_one(**fields: object) -> Draft:
    """A draft of one item."""
    item = DraftItem.model_validate({"item_id": "q1", "text": "甲", "kind": "yes_no", **fields})
    section = DraftSection(key="s1", title="一", items=(item,))
    return Draft(checklist_id="a", title="清单", sections=(section,))


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"options": (GOOD, POOR)}, "options", "只有“选择”才有选项"),
        ({"kind": "choice", "options": (GOOD,)}, "options", "至少要有两个"),
        ({"kind": "choice", "options": (GOOD, GOOD)}, "options", "一样"),
        ({"kind": "choice", "options": (GOOD, POOR, NONE)}, "options", "手机上每一项都有"),
        ({"unit": "分钟"}, "unit", "只有“数字”“打分”"),
        ({"kind": "text", "at_most": 3.0}, "at_most", "只有“数字”“打分”"),
        ({"kind": "score", "minimum": 0.0}, "maximum", "最低分和最高分"),
        ({"kind": "number", "minimum": 5.0, "maximum": 1.0}, "maximum", "比下限还小"),
        ({"kind": "number", "at_least": 5.0, "at_most": 1.0}, "at_most", "比下限还小"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(fields, field, says):
    (found,) = [each for each in lacks(with_one(**fields)) if each.field == field]
    assert (found.name, says in found.text) == ("q1", True)


def test_a_draft_without_anything_to_ask_says_so():
    empty = Draft(checklist_id="a", title="清单")
    assert "还没有分组" in lacks(empty)[0].text
    bare = Draft(checklist_id="a", title="清单", sections=(DraftSection(key="s1", title="一"),))
    assert lacks(bare)[0].name == "s1"
    item = DraftItem(item_id="q", text="甲", kind="yes_no")
    many = tuple(item.model_copy(update={"item_id": f"q{n}"}) for n in range(MOST_ITEMS + 1))
    section = DraftSection(key="s1", title="一", items=many)
    full = Draft(checklist_id="a", title="清单", sections=(section,))
    assert f"最多 {MOST_ITEMS} 个" in lacks(full)[0].text


def test_sections_may_be_many_and_not_too_many():
    (section,) = with_one().sections
    many = tuple(section.model_copy(update={"key": f"s{n}"}) for n in range(MOST_SECTIONS + 1))
    found = lacks(Draft(checklist_id="a", title="清单", sections=many))
    assert [each.text for each in found] == [f"分组最多 {MOST_SECTIONS} 个，现在有 51 个。"]


NUMBERS = st.none() | st.floats(-9, 9, allow_nan=False)


@given(
    st.sampled_from(("yes_no", "choice", "number", "score", "text")),
    st.lists(st.sampled_from((GOOD, POOR, Option(key="na", label="无")))).map(tuple),
    st.sampled_from(("", "分钟")),
    st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS),
)
def test_what_lacks_nothing_can_be_published_and_nothing_else(kind, options, unit, bounds):
    names = ("minimum", "maximum", "at_least", "at_most")
    told = dict(zip(names, bounds, strict=True))
    draft = with_one(kind=kind, options=options, unit=unit, **told)
    if lacks(draft):
        with pytest.raises(ValidationError):
            finished(draft, 1)
    else:
        assert finished(draft, 1).version == 1
