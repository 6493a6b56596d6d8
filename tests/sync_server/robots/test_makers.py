"""Each maker's robot: signed as its documents say, and its codes in words."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kinds.register.robot import RobotSort
from sync_server.robots import dingtalk, feishu
from sync_server.robots.robot import MOST_BYTES, Held, Message, Verdict
from tests.builders.group_robots import PER_MINUTE, SECRET

MESSAGE = Message(("【督迹】接通了",), "https://duji.example.cn/")
MAKERS = list(RobotSort)
SIGNED = [RobotSort.DINGTALK, RobotSort.FEISHU]


def held(groups, sort: RobotSort, **facts: str) -> Held:
    return Held(address=groups.address(sort), **facts)


def test_dingtalk_signs_by_milliseconds():
    assert quote_plus(dingtalk.sign("SECtest", 1_700_000_000_000)) == (
        "aZLLrriXgn05YbwaGR7knYsLeJADjr9NwLaNNKpxh4g%3D"
    )
    at = datetime.fromtimestamp(1_700_000_000, UTC)
    address = "https://oapi.dingtalk.com/robot/send?access_token=t&timestamp=1&sign=old"
    post = dingtalk.DingTalk().post(Held(address=address, secret="SECtest"), MESSAGE, at)
    assert post.address == (
        "https://oapi.dingtalk.com/robot/send?access_token=t&timestamp=1700000000000"
        "&sign=aZLLrriXgn05YbwaGR7knYsLeJADjr9NwLaNNKpxh4g%3D"
    )


def test_feishu_signs_nothing_with_moment_and_key_by_seconds():
    # As ``openssl dgst -sha256 -mac HMAC`` has it.
    assert feishu.sign("SECtest", 1_700_000_000) == "G7XpBpG8NgG02fJOAhX6FRAObIljmFoxVReo8I62pEk="


@pytest.mark.parametrize("sort", MAKERS)
def test_a_message_is_taken(groups, sender, sort):
    groups.secret = SECRET if sort in SIGNED else ""
    told = sender.send(sort, held(groups, sort, secret=groups.secret), MESSAGE)
    assert told.verdict is Verdict.SENT
    assert groups.told == [(sort, "【督迹】接通了\nhttps://duji.example.cn/")]


@pytest.mark.parametrize("sort", SIGNED)
def test_a_wrong_key_is_refused_in_words(groups, sender, sort):
    groups.secret = SECRET
    told = sender.send(sort, held(groups, sort, secret="SECother"), MESSAGE)
    assert told.verdict is Verdict.REFUSED
    assert "密钥" in told.said
    assert sender.send(sort, held(groups, sort), MESSAGE).verdict is Verdict.REFUSED
    assert groups.told == []


@pytest.mark.parametrize("sort", SIGNED)
def test_a_clock_an_hour_off_is_refused_in_words(groups, sender, clock, sort):
    groups.secret = SECRET
    groups.clock = lambda: clock() + timedelta(minutes=61)
    told = sender.send(sort, held(groups, sort, secret=SECRET), MESSAGE)
    assert told.verdict is Verdict.REFUSED
    assert "时间" in told.said


@pytest.mark.parametrize("sort", SIGNED)
def test_a_keyword_is_brought_where_one_is_set(groups, sender, sort):
    groups.keyword = "督导提醒"
    assert sender.send(sort, held(groups, sort), MESSAGE).verdict is Verdict.REFUSED
    told = sender.send(sort, held(groups, sort, keyword="督导提醒"), MESSAGE)
    assert told.verdict is Verdict.SENT


@pytest.mark.parametrize("sort", MAKERS)
def test_another_groups_address_is_refused_in_words(groups, sender, sort):
    wrong = Held(address=groups.address(sort).replace("t0ken", "other"))
    told = sender.send(sort, wrong, MESSAGE)
    assert told.verdict is Verdict.REFUSED
    assert "地址" in told.said


@pytest.mark.parametrize("sort", MAKERS)
def test_who_is_too_fast_is_told_so(groups, sender, clock, sort):
    mine = held(groups, sort)
    told = {sender.send(sort, mine, MESSAGE).verdict for _ in range(PER_MINUTE[sort])}
    assert told == {Verdict.SENT}
    assert sender.send(sort, mine, MESSAGE).verdict is Verdict.TOO_OFTEN
    clock.move(minutes=1)
    assert sender.send(sort, mine, MESSAGE).verdict is Verdict.SENT


def test_feishu_calls_nobody_of_the_group():
    message = Message(('<at user_id="all">所有人</at>',))
    post = feishu.Feishu().post(Held(address="https://x"), message, datetime.now(UTC))
    assert "<at" not in post.content["content"]["text"]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=400)


@given(st.lists(TEXTS, min_size=1, max_size=30), st.text(max_size=20), st.sampled_from(["", "u"]))
def test_a_text_fits_and_keeps_link_and_keyword_while_lines_give_way(lines, keyword, link):
    first, *rest = lines
    message = Message((first[:100], *rest), link and "https://duji.example.cn/findings")
    text = message.text(keyword)
    assert len(text.encode()) <= MOST_BYTES
    assert keyword in text
    assert message.link in text
    assert text.startswith(first[:100])
