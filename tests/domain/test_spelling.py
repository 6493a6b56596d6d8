"""One spelling of what people write, for every door."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import spelling
from domain.spelling import (
    key_of,
    person_name,
    usual,
    words_of,
)

SPELLINGS_OF_ONE = [
    "阿依古丽·买买提",
    "阿依古丽•买买提",
    "阿依古丽・买买提",
    "阿依古丽‧买买提",
    "阿依古丽.买买提",
    "阿依古丽．买买提",
    "阿依古丽 · 买买提",
    "阿依古丽\u200b买买提",
    "\ufeff阿依古丽　买买提\u200e",
]


@pytest.mark.parametrize("spelled", SPELLINGS_OF_ONE)
def test_a_name_has_one_key_whatever_dots_blanks_and_marks_stand_in_it(spelled):
    assert key_of(spelled) == "阿依古丽买买提"


@pytest.mark.parametrize("spelled", SPELLINGS_OF_ONE[:7])
def test_a_persons_name_is_kept_with_one_kind_of_dot(spelled):
    assert person_name(spelled) == "阿依古丽·买买提"


def test_blanks_for_looks_go_from_a_persons_name_and_those_between_words_stay():
    assert person_name("林　静") == person_name(" 林 \u200b静 ") == "林静"
    assert person_name("John  Smith") == "John Smith"


def test_radicals_become_the_usual_characters():
    assert usual("青溪⼩学") == "青溪小学"
    assert usual("⻓岭⻘山小学") == "长岭青山小学"
    assert usual("⻩⻢⻰⻋⻅⻔⻛") == "黄马龙车见门风"
    assert usual("䶮㛃·𠮷野") == "䶮㛃·𠮷野"


@pytest.mark.parametrize("code", [*range(0x2E81, 0x2E9A), *range(0x2E9B, 0x2EF4)])
def test_no_radical_of_the_supplement_stays(code):
    assert len(usual(chr(code))) == 1
    assert not 0x2E80 <= ord(usual(chr(code))) <= 0x2FDF


def test_kangxi_radicals_go_too():
    assert not any(0x2E80 <= ord(usual(chr(code))) <= 0x2FDF for code in range(0x2F00, 0x2FD6))


def test_chinese_punctuation_stays_and_letters_and_digits_become_narrow():
    assert usual("第２小学（Ｂ校区）") == "第2小学（B校区）"
    assert usual("甲\n乙\t丙") == "甲 乙 丙"


def test_the_words_of_a_search_stand_apart_by_blanks_and_commas():
    assert words_of("实验　城关，ＳＹ、") == ["实验", "城关", "sy"]
    assert words_of(" \u200b ") == []


@given(st.text())
def test_a_usual_text_is_not_changed_again_and_has_the_same_key(text):
    assert usual(usual(text)) == usual(text)
    assert key_of(usual(text)) == key_of(text)


@given(st.text("陈静·•. \u200b　⻓ab", max_size=12))
def test_a_persons_name_keeps_its_key(text):
    assert key_of(person_name(text)) == key_of(text)
    assert person_name(person_name(text)) == person_name(text)


def test_every_pair_of_the_table_is_one_radical_and_one_character():
    assert len(spelling._CHARACTERS) == 114
