"""Numbers as people type them: the one that is meant, or a problem; never another number."""

from decimal import Decimal

import hypothesis.strategies as st
import pytest
from hypothesis import given

from domain.typed_number import (
    ANY,
    LONGEST,
    NumberField,
    NumberProblem,
    NumberRead,
    added,
    read_number,
    spelled,
    written,
)

PEOPLE = NumberField("人", is_whole=True, low=0, high=1_000_000)
PERIOD = NumberField("节", is_whole=True, is_ordinal=True, low=1, high=20)
MINUTES = NumberField("分钟", is_whole=True)
WHOLE = NumberField(is_whole=True)
P = NumberProblem


def value_of(text: str, asked: NumberField = ANY) -> int | float | None:
    read = read_number(text, asked)
    assert read.problem is None, f"{text!r} {read.problem}"
    return read.value


@pytest.mark.parametrize(
    ("typed", "asked", "meant"),
    [
        ("45", PEOPLE, 45),
        ("４５", PEOPLE, 45),
        ("٤٥", PEOPLE, 45),
        ("45人", PEOPLE, 45),
        ("45 名", PEOPLE, 45),
        ("45个", MINUTES, 45),
        ("45.0", PEOPLE, 45),
        ("45。", PEOPLE, 45),
        ("\u200b 45\u00a0", PEOPLE, 45),
        ("第三节", PERIOD, 3),
        ("第 3 节课", PERIOD, 3),
        ("1,5", ANY, 1.5),
        ("3，5", ANY, 3.5),
        ("3。5", ANY, 3.5),
        (".5", ANY, 0.5),
        ("1,234,567", ANY, 1234567),
        ("１，２３４．５", ANY, 1234.5),
        ("12,000", WHOLE, 12000),
        ("1 000 000", WHOLE, 1_000_000),
        ("四十五", ANY, 45),
        ("十二", ANY, 12),
        ("一十二", ANY, 12),
        ("一百零三", ANY, 103),
        ("一百〇三", ANY, 103),
        ("两百一十五人", PEOPLE, 215),
        ("二百十五", ANY, 215),
        ("壹佰贰拾", ANY, 120),
        ("一千零五十", ANY, 1050),
        ("三万五千", ANY, 35000),
        ("十万零三", ANY, 100_003),
        ("三点五", ANY, 3.5),
        ("零点零五", ANY, 0.05),
        ("1.5万", NumberField("元"), 15000),
        ("5万元", NumberField("万元"), 5),
        ("五万元", NumberField("元"), 50000),
        ("50㎡", NumberField("平方米"), 50),
        ("50M2", NumberField("㎡"), 50),
        ("5千克", NumberField("千克"), 5),
        ("-3", ANY, -3),
        ("\u22123.5", ANY, -3.5),
        ("负三", ANY, -3),
        ("+3", ANY, 3),
        ("007", ANY, 7),
    ],
)
def test_the_number_meant_is_read(typed: str, asked: NumberField, meant: float):
    assert value_of(typed, asked) == meant


@pytest.mark.parametrize("blank", ["", " ", "\u3000", "\u200b\ufeff"])
def test_nothing_typed_is_no_number_and_no_problem(blank: str):
    assert read_number(blank, PEOPLE) == NumberRead()


@pytest.mark.parametrize(
    ("typed", "asked", "problem"),
    [
        ("1,2", WHOLE, P.NOT_WHOLE),
        ("45.5", PEOPLE, P.NOT_WHOLE),
        ("1,2345", ANY, P.COMMA),
        ("1,23,456", ANY, P.COMMA),
        ("0,500", ANY, P.COMMA),
        ("12,", ANY, P.COMMA),
        ("2小时", MINUTES, P.OTHER_UNIT),
        ("三小时", MINUTES, P.OTHER_UNIT),
        ("5万", NumberField("万元"), P.OTHER_UNIT),
        ("5千", NumberField("千克"), P.OTHER_UNIT),
        ("-1", PEOPLE, P.TOO_SMALL),
        ("第0节", PERIOD, P.TOO_SMALL),
        ("21", PERIOD, P.TOO_LARGE),
        ("一百三", ANY, P.NOT_A_NUMBER),
        ("四五", ANY, P.NOT_A_NUMBER),
        ("十一十", ANY, P.NOT_A_NUMBER),
        ("点五", ANY, P.NOT_A_NUMBER),
        ("三点", ANY, P.NOT_A_NUMBER),
        ("一半", ANY, P.NOT_A_NUMBER),
        ("第三", ANY, P.NOT_A_NUMBER),
        ("99999999999999999999", ANY, P.TOO_LONG),
        ("0.1234567", ANY, P.TOO_LONG),
        ("123456789012.345", ANY, P.TOO_LONG),
        ("9" * 45, ANY, P.TOO_LONG),
        ("1." + "0" * 45 + "1", ANY, P.TOO_LONG),
        ("亿" * 5000, ANY, P.TOO_LONG),
    ],
)
def test_what_is_not_read_has_its_problem(typed: str, asked: NumberField, problem: NumberProblem):
    assert read_number(typed, asked) == NumberRead(problem=problem)


NO_NUMBERS = ["1_0", "1e5", "0x10", "nan", "inf", "1.2.3", "1.234.567", "1.234,5", "12 5", "3-5"]
NO_NUMBERS += [
    "1/2",
    "½",
    "5²",
    "①",
    "Ⅲ",
    "约50",
    "50多",
    "50左右",
    "四五十",
    "1万2",
    "..",
    "-",
    "+ ",
]
NO_NUMBERS += ["--5", "5-", "３号", "abc", "1'000", "5%", "1+1", "=5", "零五", "百", "4\n5"]


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_what_could_mean_something_else_is_not_read(typed: str):
    assert read_number(typed).value is None
    assert read_number(typed).problem is not None


@given(st.integers(0, 10**12 - 1))
def test_every_whole_number_is_read_as_it_is_spelled_out(number: int):
    assert read_number(spelled(number)) == NumberRead(number)


EXACT = st.decimals(-(10**8), 10**8, places=6, allow_nan=False).map(lambda d: d.normalize())


@given(EXACT)
def test_a_number_is_kept_exactly_and_shown_as_it_was_typed(number: Decimal):
    typed = format(number, "f").removesuffix(".0")
    kept = value_of(typed)
    assert kept is not None
    assert Decimal(repr(kept)) == number
    assert value_of(written(kept)) == kept


@given(EXACT, st.sampled_from([1, 5, 10, 50, 100, 0.1]))
def test_a_step_up_and_down_gives_back_what_was_there(number: Decimal, step: float):
    kept = value_of(format(number, "f"))
    assert kept is not None
    assert added(added(kept, step), -step) == kept


@given(st.integers(0, 10**12))
def test_groups_and_widths_change_no_number(number: int):
    grouped = f"{number:,}"
    wide = grouped.translate({each: each + 0xFEE0 for each in range(0x21, 0x7F)})
    assert value_of(grouped) == value_of(wide) == value_of(str(number)) == number


@given(st.text("0123456789,.，。 　一二十百千万亿点零两第人节个-_eE²½", max_size=12))
def test_whatever_is_read_has_all_the_digits_that_were_typed(text: str):
    read = read_number(text, ANY)
    assert read.value is None or read.problem is None
    digits = "".join(each for each in text if each in "0123456789")
    if read.value is not None and digits and not set(text) & set("百千万亿"):
        exact = abs(Decimal(repr(read.value)))
        assert any(exact * 10**places == int(digits) for places in range(LONGEST))


@given(st.text(max_size=LONGEST + 20))
def test_any_text_is_answered(text: str):
    read = read_number(text)
    assert read.value is None or read.problem is None


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (None, ""),
        (0, "0"),
        (1234567, "1234567"),
        (12345.67, "12345.67"),
        (45.0, "45"),
        (1e-05, "0.00001"),
        (1e22, "1" + "0" * 22),
        (-3.5, "-3.5"),
    ],
)
def test_a_number_is_written_without_an_exponent(number: float | None, text: str):
    assert written(number) == text
