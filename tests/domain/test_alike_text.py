"""Texts that mean the same problem are told to be alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.visit.alike_text import alikeness

FOUND = "二楼东侧灭火器压力不足"


def test_same_words_are_the_same_whatever_the_signs():
    assert alikeness(FOUND, "二楼 东侧，灭火器压力不足。") == 1.0
    assert alikeness("ＡＢ", "ab") == 1.0


def test_nearer_words_are_more_alike():
    near, far = alikeness(FOUND, "三楼灭火器压力不足"), alikeness(FOUND, "食堂留样不足 125 克")
    assert near > far > 0


@pytest.mark.parametrize(("one", "other"), [("", FOUND), (FOUND, "。"), ("门", "窗")])
def test_nothing_in_common_is_nothing(one, other):
    assert alikeness(one, other) == 0.0


def test_one_sign_is_compared_too():
    assert alikeness("门", "门。") == 1.0


@given(st.text(), st.text())
def test_alikeness_is_a_share_and_the_same_both_ways(one, other):
    assert 0.0 <= alikeness(one, other) == alikeness(other, one) <= 1.0
