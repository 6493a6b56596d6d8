"""What a visit is called: 督导, or 回访 where somebody came for that alone."""

import re

import pytest

from domain.kinds.visit.plan import INSPECTIONS, VisitType
from domain.words.visit import kind_word, noun_of, nouns_of, said_of
from tests.repository.committed import committed_texts

# A visit is begun as an inspection by a button of its own.
BEGUN_AS_ONE = "开始这次督导"


def test_only_who_came_to_look_again_is_told_of_a_follow_up():
    assert noun_of(VisitType.FOLLOW_UP) == "回访"
    assert {noun_of(each) for each in INSPECTIONS} == {"督导"}


@pytest.mark.parametrize(
    ("types", "said"),
    [
        ((), "督导"),
        ((VisitType.ROUTINE, VisitType.SPECIAL), "督导"),
        ((VisitType.FOLLOW_UP,), "回访"),
        ((VisitType.FOLLOW_UP, VisitType.ROUTINE), "督导和回访"),
    ],
)
def test_several_are_called_by_what_is_among_them(types, said):
    assert nouns_of(types) == said


def test_text_says_what_the_visit_is():
    text = "这次{visit}已作废"
    assert said_of(VisitType.FOLLOW_UP, text) == "这次回访已作废"
    assert said_of(VisitType.ROUTINE, text) == "这次督导已作废"


@pytest.mark.parametrize(
    ("kind", "said"),
    [("visit.opened", "开始回访"), ("visit.cancelled", "作废"), ("unheard.of", "unheard.of")],
)
def test_entries_of_a_follow_up_are_called_so(kind, said):
    assert kind_word(kind, VisitType.FOLLOW_UP) == said


def test_no_text_of_the_product_calls_every_visit_an_inspection():
    said = re.compile(f"(?<!{BEGUN_AS_ONE[:2]})这次督导")
    read = re.compile(r"(app|domain|sync_server)/.*\.(py|html)")
    texts = {name: text for name, text in committed_texts().items() if read.fullmatch(name)}
    assert [name for name, text in texts.items() if said.search(text)] == []
