"""The sheet 信息报送: rows as a clerk keeps them, refused beside their cells, each taken once."""

from datetime import date

import pytest

from domain.kinds.office.news import AdoptionLevel, NewsPrivate, NewsRecorded
from domain.spelling import key_of
from sync_server.register.importing.changes import ImportPlan
from sync_server.register.importing.plan import plan_import
from sync_server.register.importing.register import Register
from tests.builders.import_file import an_import_file

HEADINGS = ("报送单位", "信息标题", "上报日期", "内容", "采用级别", "采用时间", "刊发媒体")
FIRST = ("云溪区", "督学进校园", "2026年3月18日", "走访六所学校。", "市级", "2026.3.27", "市简报")
UNITS = {"u1": "云溪区", "u2": "南湖新区"}


def planned(*rows: tuple[object, ...], **known: object) -> ImportPlan:
    register = Register("520199", reporting_units=UNITS, **known)  # type: ignore[arg-type]
    raw = an_import_file({"信息报送": [HEADINGS, *rows]})
    return plan_import(raw, register, date(2026, 5, 14))


def said(plan: ImportPlan) -> list[tuple[NewsRecorded, NewsPrivate]]:
    assert [each.sentence for each in plan.faults] == []
    return [
        (body, private)
        for body, private in (each.content for each in plan.changes)
        if isinstance(body, NewsRecorded) and isinstance(private, NewsPrivate)
    ]


def changed(place: int, value: str) -> tuple[object, ...]:
    """The first row with another value in one of its cells."""
    return tuple(value if at == place else each for at, each in enumerate(FIRST))


def test_a_row_is_a_piece_of_news_with_who_took_it_on():
    ((body, private),) = said(planned(FIRST))
    assert (body.unit_id, body.title, body.sent_on) == ("u1", "督学进校园", "2026-03-18")
    assert private.text == "走访六所学校。"
    (adopted,) = body.adoptions
    assert (adopted.level, adopted.adopted_on) == (AdoptionLevel.CITY, "2026-03-27")
    assert adopted.published_in == "市简报"


def test_a_further_row_of_the_same_news_is_a_further_adoption():
    province = ("云溪区", "督学进校园", "2026-03-18", "", "省", "2026-04-02", "省督导网")
    ((body, _),) = said(planned(FIRST, province))
    assert [each.level for each in body.adoptions] == [AdoptionLevel.CITY, AdoptionLevel.PROVINCE]


def test_the_same_file_again_changes_nothing():
    ((body, _),) = said(planned(FIRST))
    key = (body.unit_id, body.sent_on, key_of(body.title))
    again = planned(FIRST, news={key: body.news_id})
    assert (again.changes, again.unchanged["信息报送"]) == ((), 1)
    other = planned(FIRST, news={key: "typed-by-hand"})
    assert (other.changes, other.unchanged["信息报送"]) == ((), 1)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (changed(0, "云溪"), "没有叫“云溪”的报送单位"),
        (changed(0, ""), "没有填报送单位"),
        (changed(1, ""), "没有填标题"),
        (changed(1, "长" * 201), "太长"),
        (changed(2, "下周"), "“下周”不是日期"),
        (changed(2, ""), "没有填报送日期"),
        (changed(2, "2026-05-15"), "报送日期晚于今天"),
        (changed(4, "乡级"), "看不懂“乡级”"),
        (changed(5, ""), "没有填采用日期"),
        (changed(5, "2026-03-01"), "采用日期早于报送日期"),
        (changed(6, ""), "没有填刊发于"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_cell(row, words):
    plan = planned(row)
    assert plan.changes == ()
    assert words in plan.faults[0].sentence


def test_a_unit_that_is_nearly_called_so_is_proposed():
    plan = planned(changed(0, "云溪县"))
    assert "云溪区" in plan.faults[0].sentence


def test_a_row_that_says_the_same_twice_is_refused():
    bare = ("云溪区", "督学进校园", "2026-03-18", "", "", "", "")
    plan = planned(bare, bare)
    assert "重复" in plan.faults[0].sentence
    many = [changed(6, f"简报{number}") for number in range(21)]
    assert "超过 20 次采用" in planned(*many).faults[0].sentence
