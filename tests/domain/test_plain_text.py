"""Texts hold nothing that nobody sees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from domain.plain_text import is_plain_line, is_plain_text, is_plain_value, plain_copy, plain_text
from domain.trail import strict_json

HIDDEN = ["\x00", "\x01", "\x08", "\x0b", "\x0c", "\x1b", "\x1f", "\x7f", "\ud800", "\udfff"]


class Inner(BaseModel):
    words: str


class Outer(BaseModel):
    model_config = ConfigDict(frozen=True)

    title: str
    number: int
    many: tuple[Inner, ...] = ()
    names: tuple[str, ...] = ()


@pytest.mark.parametrize("character", HIDDEN)
def test_a_hidden_character_is_in_no_plain_text(character: str):
    assert not is_plain_text(f"a{character}b")
    assert not is_plain_line(f"a{character}b")


@pytest.mark.parametrize("character", ["\t", "\n", "\r"])
def test_a_text_may_have_lines_and_tabs_and_a_line_may_not(character: str):
    assert is_plain_text(f"a{character}b")
    assert not is_plain_line(f"a{character}b")


@given(st.text(st.characters()))
def test_whatever_is_made_plain_is_plain_and_stays_so(text: str):
    made = plain_text(text)
    assert is_plain_text(made)
    assert plain_text(made) == made


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))))
def test_a_plain_text_is_not_touched(text: str):
    assert plain_text(text) == text


def test_a_page_break_is_a_new_line():
    assert plain_text("一\x0b二\r\x0c三\x00四") == "一\n二\n三 四"


@pytest.mark.parametrize("value", ["\x00", ["a", "\x7f"], {"a": {"b": ["\x1b"]}}, {"\x00": 1}])
def test_a_value_is_plain_when_every_text_in_it_is(value: object):
    assert not is_plain_value(value)
    assert is_plain_value({"a": [1, None, "b\n", {"c": True}]})


def test_a_copy_is_plain_wherever_its_texts_stand():
    model = Outer(title="a\x00", number=1, many=(Inner(words="\x7fb"),), names=("c\x1b",))
    expected = Outer(title="a ", number=1, many=(Inner(words=" b"),), names=("c ",))
    assert plain_copy(model) == expected


@pytest.mark.parametrize("character", HIDDEN)
def test_strict_json_neither_reads_nor_writes_a_hidden_character(character: str):
    raw = b'{"a":"' + f"\\u{ord(character):04x}".encode() + b'"}'
    with pytest.raises(ValueError, match=r".+"):
        strict_json.load(raw)
    with pytest.raises(ValueError, match=r".+"):
        strict_json.dump({"a": character})


@pytest.mark.parametrize("raw", [rb'"\b"', rb'"\f"', b'"\x7f"', rb'{"\u0000":1}'])
def test_strict_json_finds_it_however_it_is_written(raw: bytes):
    with pytest.raises(ValueError, match="control character"):
        strict_json.load(raw)


@pytest.mark.parametrize("raw", [rb'"\\u0000"', rb'"\\b"', rb'"\n\t\r"', rb'"\u4e2d"'])
def test_what_only_looks_like_one_is_read(raw: bytes):
    assert isinstance(strict_json.load(raw), str)
