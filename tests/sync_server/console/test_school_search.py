"""The office finds a school's visits by the rule that the phone has."""

import re
from urllib.parse import quote

import pytest

from tests.builders.handset import a_school, write
from tests.builders.office import Inspection


@pytest.fixture
def searched(server, browsers):
    """How many visits a search finds: one at each of two schools."""
    schools = (
        a_school("school-8", name="栖云实验小学", aliases=("实小", "云实"), town="城关镇"),
        a_school("school-9", name="⻓岭⻘山小学", town="朝阳乡"),
    )
    write(server, "wanshan", *((school, None) for school in schools))
    inspection = Inspection.of(server)
    for school in schools:
        inspection.open_visit(school.school_id)
        inspection.check_in()
        inspection.submit()
    inspection.push()
    browser = browsers("li.zhuren")

    def count(typed: str) -> int:
        page = browser.page(f"/visits?school={quote(typed)}")
        return len(set(re.findall(r'data-href="/visits/([0-9a-f]{64})"', page)))

    return count


def test_short_names_towns_words_widths_and_every_reading_find_it(searched):
    typed = [
        "实小",
        "ｑｙｓｙｘｘ",
        "实验小学",
        "长岭",
        "城关",
        "云实 城关",
        "实yx",
        "school-9",
        "zyx",
        "cyx",
        "qiyunshiyan",
        "shiyan小x",
        "changling",
        "zhangling",
        "chengguan yunshi",
    ]
    assert {each: searched(each) for each in typed} == dict.fromkeys(typed, 1)
    assert searched("小学") == 2
    assert searched("实中") == 0
