"""A draft over a newer version: what others changed comes in, what one changed oneself stays."""

from hypothesis import given
from hypothesis import strategies as st

from domain.register.checklist import Checklist, Item
from domain.register.drafting.catching_up import CaughtUp, caught_up
from domain.register.drafting.draft import Draft, draft_of, ended, finished, moved, with_item
from tests.domain.drafting.test_difference import A1, A2, B1, with_items
from tests.domain.drafting.test_draft import STOOD, shape

NEW = Item(item_id="q1", text="丁", kind="yes_no")


def said(item: Item, text: str) -> Item:
    """The item in other words."""
    return item.model_copy(update={"text": text})


def over(draft: Draft, theirs: Checklist) -> CaughtUp:
    """The draft upon what others published."""
    return caught_up(draft, STOOD, theirs.model_copy(update={"version": STOOD.version + 1}))


def changed(draft: Draft, item_id: str, text: str) -> Draft:
    """The draft with one of its items in other words."""
    item, section = draft.item(item_id), draft.section_of(item_id)
    assert item is not None
    assert section is not None
    return with_item(draft, section.key, item.model_copy(update={"text": text}))


def test_what_only_they_changed_comes_in_and_what_only_we_changed_stays():
    own = changed(draft_of(STOOD), "a1", "我改的")
    theirs = with_items(("一", [A1, said(A2, "对方改的")]), ("二", [B1, NEW]))
    found = over(own, theirs)
    assert found.kept == []
    assert [each.text for each in found.draft.all_items] == ["我改的", "对方改的", "丙", "丁"]
    assert found.draft.upon == STOOD.version + 1


def test_what_both_changed_stays_as_we_have_it_and_is_named():
    own = changed(draft_of(STOOD), "a1", "我改的")
    found = over(own, with_items(("一", [said(A1, "对方改的"), A2]), ("二", [B1])))
    assert (found.kept, found.draft.all_items[0].text) == (["对方改的"], "我改的")


def test_what_they_ended_is_ended_unless_we_changed_it():
    theirs = with_items(("一", [A2]), ("二", [B1]))
    assert shape(over(draft_of(STOOD), theirs).draft) == [["a2"], ["b1"]]
    found = over(changed(draft_of(STOOD), "a1", "我改的"), theirs)
    assert (found.kept, shape(found.draft)) == (["我改的"], [["a1", "a2"], ["b1"]])
    assert over(ended(draft_of(STOOD), "a1"), theirs).kept == []


def test_what_they_added_comes_to_its_section_or_to_one_of_its_own():
    theirs = with_items(("一", [A1, A2]), ("二", [B1]), ("三", [NEW]))
    assert shape(over(draft_of(STOOD), theirs).draft) == [["a1", "a2"], ["b1"], ["q1"]]


def test_a_title_that_only_they_changed_comes_in():
    theirs = STOOD.model_copy(update={"title": "新的标题"})
    assert over(draft_of(STOOD), theirs).draft.title == "新的标题"
    own = draft_of(STOOD).model_copy(update={"title": "我的标题"})
    assert over(own, theirs).draft.title == "我的标题"


@given(st.lists(st.tuples(st.sampled_from(("a1", "a2", "b1")), st.sampled_from(("up", "down")))))
def test_moving_things_about_loses_no_change_of_theirs(steps):
    own = draft_of(STOOD)
    for name, direction in steps:
        own = moved(own, name, direction)
    theirs = with_items(("一", [said(A1, "对方改的"), A2]), ("二", [B1, NEW]))
    found = over(own, theirs)
    texts = {each.item_id: each.text for each in found.draft.all_items}
    assert texts == {"a1": "对方改的", "a2": "乙", "b1": "丙", "q1": "丁"}
    if all(each.asked for each in found.draft.asked):
        assert len(finished(found.draft, 5).all_items) == 4
