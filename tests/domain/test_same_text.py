"""What two texts both say is marked in both, and nothing of a text is lost by it."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from domain.review.same_text import Piece, marked

SAME = "食堂进货票据与入库单核对，索证齐全，库房离地离墙。"
OWN = "今天下雨，操场上没有学生在活动，改看了室内课间操。"


def test_the_sentences_that_the_other_says_too_are_marked() -> None:
    assert marked(SAME + OWN, f"上次的话。{SAME}") == [Piece(SAME, True), Piece(OWN, False)]
    assert marked(OWN, SAME) == [Piece(OWN, False)]


def test_width_and_spaces_make_no_difference_and_a_short_sentence_is_never_the_same() -> None:
    assert marked(SAME.replace("，", ", "), SAME)[0].is_same
    assert marked("秩序良好。", "秩序良好。") == [Piece("秩序良好。", False)]


@given(st.text("食堂后厨。！；\n a1｡", max_size=80), st.text("食堂后厨。！；\n a1｡", max_size=80))
def test_the_pieces_are_the_text_and_stand_by_turns(text: str, other: str) -> None:
    found = marked(text, other)
    assert "".join(each.text for each in found) == text
    assert all(one.is_same != two.is_same for one, two in pairwise(found))
    assert not any(each.is_same for each in marked(text, ""))
