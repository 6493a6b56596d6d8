"""What looks alike stands side by side with where it was used first; joint visits are suggested."""

import re

import pytest

from tests.builders.office import Inspection, a_picture
from tests.builders.pages import matched
from tests.builders.queue import hand_in

SAME = (
    "上午到校后先看食堂，进货票据与入库单核对十六批，索证齐全，库房离地离墙。"
    "饮水机滤芯更换有记录，宿舍夜间值班记录连续，灭火器都在有效期内。"
)
OWN = "陪餐记录第{}周没有间断，意见栏里学生提的建议有回音，已经当场交换意见。"


@pytest.fixture
def chen(server) -> Inspection:
    return Inspection.of(server)


@pytest.fixture
def wang(server) -> Inspection:
    return Inspection.of(server, "wang.fang")


def alike(page: str) -> str:
    return matched(r'<section class="card-plain block" id="alike">.*?</section>', page, whole=0)


@pytest.fixture
def copied(chen, wang) -> tuple[str, str]:
    """Wang's visit says mostly what Chen's said before."""
    first = hand_in(chen, "school-1", text=SAME + OWN.format("一"))
    return first, hand_in(wang, "school-2", text=SAME + "都很好，<b>没有</b>其他情况。")


def test_texts_stand_side_by_side_with_what_is_the_same_marked(copied, supervisor):
    first, second = copied
    for path in (f"/visits/{second}", f"/review?visit={second}"):
        found = alike(supervisor.page(path))
        assert re.findall(r"<mark>(.*?)</mark>", found, re.DOTALL) == [SAME] * 2
        assert "都很好，&lt;b&gt;没有&lt;/b&gt;其他情况。" in found
        assert f'href="/visits/{first}">第1小学 2026年5月14日 星期四 陈静' in found
    assert 'id="alike"' not in supervisor.page(f"/visits/{first}")


def test_who_may_not_see_the_other_sees_only_that_there_is_one(copied, browsers):
    first, second = copied
    page = browsers("wang.fang").page(f"/visits/{second}")
    found = alike(page)
    assert ("不在您的查看范围内" in found, "陪餐记录第一周" in page) == (True, False)
    assert first not in found


def test_photos_stand_side_by_side_and_the_first_use_is_named(chen, wang, supervisor):
    picture = a_picture("同一张")
    visits = []
    for phone, school in ((chen, "school-1"), (wang, "school-2"), (chen, "school-3")):
        visits.append(phone.open_visit(school))
        phone.check_in()
        phone.take_photo("p1", picture, "校门口")
        phone.submit()
        phone.push()
    chen.send_photo(picture)
    found = alike(supervisor.page(f"/review?visit={visits[2]}"))
    pairs = re.findall(r'<article class="compare">.*?</article>', found, re.DOTALL)
    used = [next(n for n, each in enumerate(visits) if each in pair) for pair in pairs]
    assert used == [0, 1]
    assert ["最早用在" in pair for pair in pairs] == [True, False]
    assert all(pair.count("/thumbnail") == 2 and "校门口" in pair for pair in pairs)


def test_two_visits_at_one_time_are_suggested_as_one(server, chen, wang, supervisor, clock):
    for phone in (chen, wang):
        phone.handset.pen.at = clock()
        phone.open_visit("school-1")
        phone.check_in()
    for phone in (chen, wang):
        phone.handset.pen.at = clock()
        phone.submit(has_no_problem=True)
        phone.push()
    for path in (f"/visits/{wang.visit}", f"/review?visit={wang.visit}"):
        page = supervisor.page(path)
        note = matched(r"<p [^>]*data-joint>.*?</p>", page, whole=0)
        assert ("陈静" in note, f'href="/visits/{wang.visit}#merge"' in note) == (True, True)
    assert 'id="merge"' in supervisor.page(f"/visits/{wang.visit}")


def test_two_visits_one_after_the_other_are_not(chen, wang, supervisor):
    hand_in(chen, "school-1")
    second = hand_in(wang, "school-1")
    page = supervisor.page(f"/visits/{second}")
    assert ('id="merge"' in page, "data-joint" in page) == (True, False)
