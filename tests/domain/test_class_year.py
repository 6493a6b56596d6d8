"""The year of school that a class's name says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.lessons.class_year import LONGEST_SUBJECT, ClassYear, class_year, subject_name


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("三（2）班", ClassYear.YEAR_3),
        ("三(2)班", ClassYear.YEAR_3),
        ("五1", ClassYear.YEAR_5),
        ("六年级", ClassYear.YEAR_6),
        ("小学四年级3班", ClassYear.YEAR_4),
        ("３０１班", ClassYear.YEAR_3),
        ("4.2班", ClassYear.YEAR_4),
        ("八年级（11）班", ClassYear.YEAR_8),
        ("九2班", ClassYear.YEAR_9),
        ("二三班", ClassYear.YEAR_2),
        ("初一5班", ClassYear.YEAR_7),
        ("初中三年级", ClassYear.YEAR_9),
        ("高1班", ClassYear.SENIOR_1),
        ("高12班", ClassYear.UNSTATED),
        ("初四", ClassYear.YEAR_9),
        ("高二（3）班", ClassYear.SENIOR_2),
        ("高中一年级", ClassYear.SENIOR_1),
        ("大一班", ClassYear.UPPER),
        ("中班", ClassYear.MIDDLE),
        ("小（1）班", ClassYear.LOWER),
        ("托班", ClassYear.NURSERY),
        ("幼儿园大班", ClassYear.UPPER),
        ("3班", ClassYear.UNSTATED),
        ("12班", ClassYear.UNSTATED),
        ("三班", ClassYear.UNSTATED),
        ("2023级3班", ClassYear.UNSTATED),
        ("实验班", ClassYear.UNSTATED),
        ("", ClassYear.UNSTATED),
    ],
)
def test_a_class_is_of_the_year_that_its_name_says(name: str, year: ClassYear) -> None:
    assert class_year(f" {name} ") is year


@given(st.text())
def test_any_text_is_of_some_year_and_some_subject(text: str) -> None:
    assert class_year(text) in ClassYear
    assert len(subject_name(text)) <= LONGEST_SUBJECT


def test_blanks_and_wide_signs_make_no_other_subject() -> None:
    assert {subject_name(each) for each in ("语文", " 语 文", "语\u3000文")} == {"语文"}
    assert subject_name("Ｅnglish") == "English"
