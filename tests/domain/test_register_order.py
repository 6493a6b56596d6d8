"""The office's own order, else number words, else pinyin."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from domain.register.order import GAP, in_file_order, number_of, sort_text

NUMBERS = st.lists(st.none() | st.integers(1, 9 * GAP), max_size=12)


def letters(text: str) -> list[str]:
    """A reading of its own for every character."""
    return [f"x{ord(each):x}" for each in text]


def in_order(*names: str) -> bool:
    return sorted(names, key=lambda name: sort_text(name, letters)) == list(names)


def test_number_words_go_by_their_numbers():
    assert in_order("第一片区", "第二片区", "第三片区", "第九片区", "第十片区", "第十一片区")
    assert in_order("一小", "二小", "十小", "二十小")
    assert in_order("第1片区", "第二片区", "第3片区", "第10片区", "第二十片区")
    assert in_order("3号", "12号", "100号")


def test_a_number_word_within_a_name_is_no_number():
    assert sort_text("三江镇", letters) == "x4e090x6c5f0x95470"
    assert sort_text("八一小学", letters).startswith("x516b0x4e000x5c0f0")


def test_numbers_are_read_however_they_are_written():
    words = {"十": 10, "十一": 11, "二十": 20, "一百零二": 102, "二〇二六": 2026, "两千": 2000}
    assert {word: number_of(word) for word in words} == words
    assert number_of("百") is None


def test_what_is_new_goes_between_its_neighbours_or_behind_everything():
    assert in_file_order([None, None]) == [GAP, 2 * GAP]
    assert in_file_order([None, None], last=5000) == [6000, 7000]
    assert in_file_order([1000, None, 2000, None], last=9000) == [1000, 1500, 2000, 10_000]
    assert in_file_order([None, 1000], last=1000) == [500, 1000]


def test_another_order_changes_places_among_those_listed_alone():
    assert in_file_order([3000, 1000, 2000], last=8000) == [1000, 2000, 3000]
    assert in_file_order([1, None, 2], last=2) == [2 + GAP, 2 + 2 * GAP, 2 + 3 * GAP]


@given(NUMBERS, st.integers(0, 5 * GAP))
def test_numbers_grow_along_the_file_and_the_same_file_again_changes_none(known, more):
    last = max([0, *(number for number in known if number is not None)]) + more
    made = in_file_order(known, last)
    assert len(made) == len(known)
    assert all(a < b for a, b in itertools.pairwise(made))
    assert in_file_order(made, max([last, *made])) == made


@given(st.text("第一二三十百零片区小学ab12", max_size=10))
def test_only_digits_and_small_letters_sort(name):
    assert set(sort_text(name, letters)) <= set("0123456789abcdefghijklmnopqrstuvwxyz")
