"""What was written before is told by its sentences, whatever the spaces and signs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.visit.copied_text import copied_share, prints

LONG = "食堂晨检台账齐全并且当天有专人签字确认"
OTHER = "二楼东侧消防通道堆放杂物已经当场清理完毕"
OTHERS = "校门口护学岗早晚都有两名值班教师和保安在岗"
FRESH = "五年级两个班的作业分层布置得相当细致"


def test_signs_spaces_and_width_make_no_difference() -> None:
    assert prints(f"{LONG}。") == prints(f" 食堂晨检 台账齐全，{LONG[8:]}！\n")
    assert prints("ＡＢＣ食堂晨检台账齐全并且签字") == prints("abc食堂晨检台账齐全并且签字")


def test_short_sentences_are_nobodys() -> None:
    assert prints("课堂秩序良好。资料齐全。") == {}


@pytest.mark.parametrize(
    ("text", "share"),
    [
        (f"{LONG}。{OTHER}。{OTHERS}。", 1.0),
        (f"{LONG}。{OTHER}。{OTHERS}。{FRESH}。", pytest.approx(0.76, abs=0.01)),
        (f"{LONG}。", 0.0),
        (f"{FRESH}。", 0.0),
        ("", 0.0),
    ],
    ids=["all", "most", "too little to tell", "none", "nothing"],
)
def test_copied_share_is_of_the_longer_sentences(text: str, share: float) -> None:
    known = prints(f"{LONG}；{OTHER}；{OTHERS}")
    assert copied_share(prints(text), known) == share


def test_less_than_most_of_it_is_chance() -> None:
    text = f"{LONG}{OTHER}。" + "。".join(f"{FRESH}第{number}次观察记录" for number in range(4))
    assert copied_share(prints(text), prints(f"{LONG}{OTHER}")) == 0.0


@given(st.text(), st.text())
def test_share_is_a_share(mine: str, known: str) -> None:
    assert 0.0 <= copied_share(prints(mine), prints(known)) <= 1.0
