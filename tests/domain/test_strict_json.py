"""Strict JSON: only what every reader reads the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.trail import strict_json

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"], include_characters="\t\n\r")
)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=20,
)


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a":1,"a":2}',
        b'{"a":{"b":1,"b":1}}',
        b"NaN",
        b"[Infinity]",
        b'"\xff"',
        rb'"\ud800"',
        b'"\x7f"',
        rb'{"a":"\b"}',
        rb'[["\u0000"]]',
        b'{"\xc2\x9f":1}',
        b"[1e999]",
        b"{",
        b"",
        b"[" * 33 + b"]" * 33,
        b"[" * 100_000,
        b"1" * 5000,
    ],
)
def test_what_readers_could_read_differently_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        strict_json.load(raw)


@given(JSON)
def test_what_was_dumped_loads_again(value: object) -> None:
    assert strict_json.load(strict_json.dump(value)) == value


@given(st.binary(max_size=200))
def test_any_bytes_load_or_raise_value_error(raw: bytes) -> None:
    try:
        strict_json.load(raw)
    except ValueError:
        return


def test_nesting_up_to_the_limit_is_read() -> None:
    raw = b"[" * 31 + b"1" + b"]" * 31
    assert strict_json.load(raw)


def test_dump_refuses_nan() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        strict_json.dump(float("nan"))


PARTS = [b'{"salt":"s"', b"{", b"}", b"[", b"]", b",", b":", b'"a"', b'"a":', b'":', b'"b" :']
PARTS += [b"1e999", b"-1e999", b"1.5", b"NaN", b"-Infinity", b"1" * 4301, b"0x1", b"01", b"null"]
PARTS += [b'"\xff"', b'"\\u0000"', b'"\x7f"', b'"\xed\xa0\x80"', b'"\xc2\x85"', b"\xc2\xa0"]
PARTS += [b" ", b"\n", b"\x0b", b"\xef\xbb\xbf", b"[" * 33, b"]" * 33]
ALMOST = st.one_of(
    st.dictionaries(TEXTS, JSON).map(strict_json.dump),
    st.lists(st.sampled_from(PARTS), max_size=12).map(b"".join),
)


@given(ALMOST)
def test_what_is_read_the_usual_way_is_read_the_strict_way_too(raw: bytes) -> None:
    found = strict_json.usual_object(raw)
    if found is not None:
        assert strict_json.load(raw) == found


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a":1,"a":2}',
        b'{"a" :1,"a":2}',
        b'{"a":{"b":1,"b":1}}',
        b'{"a":[{"b":1,"b":":"}]}',
        b'{"a":1e999}',
        b'{"a":[{"b":-1e999}]}',
        b'{"a":NaN}',
        b'{"a":"\x7f"}',
        rb'{"a":"\u0000"}',
        b'{"a":' + b"1" * 5000 + b"}",
        b'{"a":' + b"[" * 32 + b"]" * 32 + b"}",
        b"[]",
        b"{",
        b"",
    ],
)
def test_what_is_not_strict_is_not_read_the_usual_way(raw: bytes) -> None:
    assert strict_json.usual_object(raw) is None


def test_an_object_of_ours_is_read_the_usual_way() -> None:
    value = {"salt": "s", "a": "课堂", "b": [1.5, {"c": None}], "d": {"e": True}}
    assert strict_json.usual_object(strict_json.dump(value)) == value


OBJECTS = st.dictionaries(TEXTS, JSON).map(strict_json.dump)


@given(st.lists(ALMOST | OBJECTS, min_size=1, max_size=4))
def test_what_is_read_together_is_read_one_by_one_too(pieces: list[bytes]) -> None:
    found = strict_json.usual_objects(pieces)
    if found is not None:
        assert [strict_json.load(piece) for piece in pieces] == found


@given(st.lists(st.binary(max_size=6) | st.sampled_from(PARTS), min_size=2, max_size=5))
def test_pieces_that_are_no_objects_make_none_together(pieces: list[bytes]) -> None:
    found = strict_json.usual_objects(pieces)
    if found is not None:
        assert [strict_json.load(piece) for piece in pieces] == found


@pytest.mark.parametrize(
    "pieces",
    [
        [b'{"a":[1', b"2]}"],
        [b'{"a":[{}', b'{}]},{"b":1}'],
        [b'{"a":"', b'"}'],
        [b'{"a":1},"\x7f",{"b":1}', b"{}"],
        [b'{"a":1},{"b":1}', b"{}"],
        [b"{}", b'"\x7f"', b"{}"],
        [b'{"a":"b:c","a":1}', b"{}"],
        [b'{"a"\n:1,"a":2,"b":"\\":"}', b"{}"],
        [b'{"a":"\xc2\x80"}', b"{}"],
        [b'{"a":[[1e999]]}', b"{}"],
        [b'{"a":"\\u0000"}', b"{}"],
        [b'{"a":' + b"[" * 32 + b"]" * 32 + b"}", b"{}"],
        [b"[]", b"{}"],
    ],
)
def test_pieces_are_never_read_into_each_other(pieces: list[bytes]) -> None:
    assert strict_json.usual_objects(pieces) is None


def test_objects_of_ours_are_read_together() -> None:
    values = [{"salt": "s", "a": "8:30", "b": [1.5, {"c": None}]}, {"d": {"e": "乙·丙"}}, {}]
    assert strict_json.usual_objects(list(map(strict_json.dump, values))) == values


@pytest.mark.parametrize(
    "piece",
    [
        b'{"a" :1}',
        b'{"a":1e-07}',
        b'{"a":"\\/"}',
        b'{"a":-0}',
        b'{"a":[%b]}' % b",".join([b"[]"] * 40),
    ],
)
def test_what_others_write_in_another_way_is_read_with_care(piece: bytes) -> None:
    assert strict_json.usual_objects([piece, b"{}"]) == [strict_json.load(piece), {}]


def test_what_is_nested_too_deep_is_not_read_together() -> None:
    allowed = b'{"a":%b%b}' % (b"[" * 31, b"]" * 31)
    assert strict_json.usual_objects([allowed]) == [strict_json.load(allowed)]
    assert strict_json.usual_objects([b"{}", b'{"a":%b%b}' % (b"[" * 32, b"]" * 32)]) is None


def test_a_text_that_looks_like_a_name_is_read_with_care() -> None:
    values = [{"salt": "s", "a": 'x":y'}, {"salt": "t", "b": "z"}]
    assert strict_json.usual_objects(list(map(strict_json.dump, values))) == values
