"""The number that decides a draw: where it comes out, and how it is written down."""

import pytest

from domain.campaigns.seed import SeedSource, day_words, digits_of, number_words

S = SeedSource


def test_only_the_digits_count_however_they_are_typed() -> None:
    assert digits_of("红球 03、08 15 22 27 31 ＋ 蓝球 ０９") == "03081522273109"
    assert digits_of("3,317.38") == "331738"
    assert digits_of("没有") == ""


@pytest.mark.parametrize(
    ("source", "digits", "is_right"),
    [
        (S.DOUBLE_COLOUR, "03081522273109", True),
        (S.DOUBLE_COLOUR, "0308152227310", False),
        (S.DOUBLE_COLOUR, "08031522273109", False),
        (S.DOUBLE_COLOUR, "03031522273109", False),
        (S.DOUBLE_COLOUR, "03081522273409", False),
        (S.DOUBLE_COLOUR, "03081522273117", False),
        (S.DOUBLE_COLOUR, "00081522273109", False),
        (S.SUPER_LOTTO, "01122233350412", True),
        (S.SUPER_LOTTO, "01122233361204", False),
        (S.SUPER_LOTTO, "01122233350413", False),
        (S.OTHER, "331738", True),
        (S.OTHER, "33173", False),
        (S.OTHER, "3" * 61, False),
    ],
)
def test_a_number_that_cannot_have_come_out_is_refused(source, digits, is_right) -> None:
    assert (number_words(source, digits) == "") is is_right


def test_a_lottery_has_its_days() -> None:
    assert day_words(S.DOUBLE_COLOUR, "2026-05-17") == ""
    assert "周二、四、日" in day_words(S.DOUBLE_COLOUR, "2026-05-18")
    assert day_words(S.SUPER_LOTTO, "2026-05-18") == ""
    assert "周一、三、六" in day_words(S.SUPER_LOTTO, "2026-05-17")
    assert day_words(S.OTHER, "2026-05-18") == ""
    assert [each.is_named for each in S] == [True, True, False]
