"""A draft of a checklist: every act answers a new one, and nothing taken out is gone."""

import pytest

from domain.register.checklist import Checklist
from domain.register.drafting.draft import (
    Draft,
    DraftItem,
    draft_of,
    ended,
    finished,
    moved,
    retitled,
    with_item,
    with_section,
)
from sync_server.register.builtin import builtin_checklists

STOOD = Checklist.model_validate_json(
    '{"checklist_id": "a", "version": 3, "title": "作业清单", "sections": ['
    '{"title": "一", "items": [{"item_id": "a1", "text": "甲", "kind": "yes_no"},'
    '{"item_id": "a2", "text": "乙", "kind": "text"}]},'
    '{"title": "二", "items": [{"item_id": "b1", "text": "丙", "kind": "yes_no"}]}]}'
)


def shape(draft: Draft) -> list[list[str]]:
    """The ids of what is asked, section by section."""
    return [[item.item_id for item in section.asked] for section in draft.asked]


@pytest.mark.parametrize("checklist", builtin_checklists(), ids=lambda each: each.checklist_id)
def test_a_draft_in_which_nothing_was_changed_is_the_checklist_again(checklist):
    assert finished(draft_of(checklist), checklist.version) == checklist


@pytest.mark.parametrize(
    ("name", "direction", "then"),
    [
        ("a1", "up", [["a1", "a2"], ["b1"]]),
        ("a1", "down", [["a2", "a1"], ["b1"]]),
        ("a2", "down", [["a1"], ["a2", "b1"]]),
        ("b1", "up", [["a1", "a2", "b1"], []]),
        ("b1", "down", [["a1", "a2"], ["b1"]]),
        ("s2", "up", [["b1"], ["a1", "a2"]]),
        ("s1", "up", [["a1", "a2"], ["b1"]]),
        ("nothing", "up", [["a1", "a2"], ["b1"]]),
    ],
)
def test_what_is_moved_goes_one_place_and_over_the_edge_of_its_section(name, direction, then):
    assert shape(moved(draft_of(STOOD), name, direction)) == then


def test_what_is_ended_stays_in_the_draft_and_is_taken_back():
    draft = ended(ended(draft_of(STOOD), "a1"), "s2")
    assert shape(draft) == [["a2"]]
    assert [each.item_id for each in draft.all_items] == ["a1", "a2", "b1"]
    assert [each.item_id for each in finished(draft, 4).all_items] == ["a2"]
    back = ended(ended(draft, "a1", is_ended=False), "s2", is_ended=False)
    assert back == draft_of(STOOD)


def test_an_item_is_added_behind_the_others_changed_in_place_and_moved_with_its_section():
    draft = with_section(draft_of(STOOD), "三")
    new = DraftItem(item_id="q1", text="丁", kind="yes_no")
    draft = with_item(draft, "s3", new)
    assert shape(draft) == [["a1", "a2"], ["b1"], ["q1"]]
    changed = DraftItem(item_id="a1", text="甲甲", kind="text")
    draft = with_item(draft, "s1", changed)
    assert (shape(draft)[0], draft.item("a1")) == (["a1", "a2"], changed)
    assert shape(with_item(draft, "s2", changed)) == [["a2"], ["b1", "a1"], ["q1"]]


def test_a_section_gets_a_key_that_no_other_has_and_another_title():
    draft = with_section(with_section(draft_of(STOOD), "三"), "四")
    assert [each.key for each in draft.sections] == ["s1", "s2", "s3", "s4"]
    assert retitled(draft, "s3", "叁").sections[2].title == "叁"
