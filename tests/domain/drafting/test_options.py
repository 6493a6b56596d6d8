"""Options as they are typed: a line each, a star behind a shortcoming, and keys that stay."""

import pytest
from pydantic import ValidationError

from domain.register.checklist import Option
from domain.register.drafting.options import options_text, read_options

STOOD = (
    Option(key="good", label="好"),
    Option(key="fair", label="一般"),
    Option(key="poor", label="差", is_negative=True),
)


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("好\n一般\n差*", [("good", "好"), ("fair", "一般"), ("poor", "差")]),
        ("差＊\n好", [("poor", "差"), ("good", "好")]),
        ("好\n较好\n差*", [("good", "好"), ("fair", "较好"), ("poor", "差")]),
        ("好\n一般\n差*\n很差*", [*((e.key, e.label) for e in STOOD), ("o1", "很差")]),
        (" 好 \n\n *\n新 *", [("good", "好"), ("fair", "新")]),
        ("", []),
    ],
)
def test_what_stood_keeps_its_key(text, then):
    found = read_options(text, STOOD)
    assert [(each.key, each.label) for each in found] == then
    assert [each.is_negative for each in found] == [
        line.strip()[-1] in "*＊" for line in text.splitlines() if line.strip(" *＊")
    ]


def test_what_is_written_is_read_the_same():
    assert options_text(STOOD) == "好\n一般\n差*"
    assert read_options(options_text(STOOD), STOOD) == STOOD


def test_a_label_that_is_too_long_is_refused():
    with pytest.raises(ValidationError):
        read_options("长" * 201, ())


def test_two_alike_get_one_key_so_that_it_is_told():
    assert [each.key for each in read_options("好\n好", STOOD)] == ["good", "good"]
