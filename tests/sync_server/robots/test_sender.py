"""One message to one server: only where it is allowed, whatever comes back, and nothing leaks."""

import logging

import pytest

from domain.errors import BadInput
from domain.kinds.register.robot import RobotSort
from sync_server.robots.addresses import ROBOTS, Addresses, origins
from sync_server.robots.robot import Held, Message, Verdict
from tests.builders.group_robots import TOKEN

MESSAGE = Message(("【督迹】接通了",))
DING, WECOM, FEISHU = RobotSort.DINGTALK, RobotSort.WECOM, RobotSort.FEISHU
SEND = "https://oapi.dingtalk.com/robot/send"


@pytest.mark.parametrize(
    ("sort", "address"),
    [
        (DING, f"{SEND}?access_token=1"),
        (DING, "https://oapi.dingtalk.com:443/robot/send?access_token=1"),
        (WECOM, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1"),
        (FEISHU, "https://open.feishu.cn/open-apis/bot/v2/hook/1"),
        (FEISHU, "https://open.larksuite.com/open-apis/bot/v2/hook/1"),
        (FEISHU, "https://feishu.example.cn:8443/open-apis/bot/v2/hook/1"),
    ],
)
def test_the_makers_hosts_and_those_that_are_set_are_allowed(sort, address):
    Addresses(origins("feishu.example.cn:8443, http://10.1.1.1")).check(ROBOTS[sort], address)


@pytest.mark.parametrize(
    ("sort", "address"),
    [
        (DING, "http://oapi.dingtalk.com/robot/send?access_token=1"),
        (DING, "https://oapi.dingtalk.com.evil.example/robot/send?access_token=1"),
        (DING, "https://oapi.dingtalk.com@evil.example/robot/send?access_token=1"),
        (DING, "https://u:p@oapi.dingtalk.com/robot/send?access_token=1"),
        (DING, "https://oapi.dingtalk.com:8443/robot/send?access_token=1"),
        (DING, "https://127.0.0.1/robot/send?access_token=1"),
        (DING, "https://169.254.169.254/robot/send?access_token=1"),
        (DING, "https://open.feishu.cn/robot/send?access_token=1"),
        (DING, SEND),
        (DING, f"{SEND}?access_token="),
        (DING, "https://oapi.dingtalk.com/robot/send/../x?access_token=1"),
        (DING, f"{SEND}?access_token=1#x"),
        (DING, f"{SEND}?access_token={'1' * 600}"),
        (WECOM, "https://qyapi.weixin.qq.com/cgi-bin/gettoken?key=1"),
        (FEISHU, "https://open.feishu.cn/open-apis/bot/v2/hook/"),
        (FEISHU, "https://[open.feishu.cn/open-apis/bot/v2/hook/1"),
        (FEISHU, "https://open.feishu.cn:x/open-apis/bot/v2/hook/1"),
        (DING, "机器人"),
    ],
)
def test_any_other_address_is_refused_beside_its_field(sort, address):
    with pytest.raises(BadInput) as refused:
        Addresses().check(ROBOTS[sort], address)
    assert refused.value.specific_code == "address"


def test_what_is_no_host_is_no_setting():
    assert origins("") == ()
    assert origins(" a.cn , http://b.cn:80 ") == ("https://a.cn", "http://b.cn:80")
    for wrong in ("a.cn/path", "ftp://a.cn", "a b"):
        with pytest.raises(ValueError, match="not a host"):
            origins(wrong)


def test_an_address_that_is_no_longer_allowed_is_not_called(groups, sender):
    elsewhere = Held(address="http://127.0.0.2:9/robot/send?access_token=1")
    assert sender.send(DING, elsewhere, MESSAGE).verdict is Verdict.REFUSED
    assert groups.asked == 0


@pytest.mark.parametrize(
    ("status", "verdict"),
    [(500, Verdict.NO_ANSWER), (404, Verdict.REFUSED), (429, Verdict.TOO_OFTEN)],
)
def test_what_a_server_answers_instead(groups, sender, status, verdict):
    groups.status = status
    assert sender.send(DING, Held(address=groups.address(DING)), MESSAGE).verdict is verdict


def test_no_redirect_is_followed(groups, sender):
    groups.status = 307
    assert sender.send(DING, Held(address=groups.address(DING)), MESSAGE).verdict is Verdict.REFUSED
    assert groups.asked == 1


@pytest.mark.parametrize("raw", [b"<html>", b"[]", b"[" * 200_000])
def test_an_answer_that_cannot_be_read_counts_as_none(groups, sender, raw):
    groups.raw = raw
    told = sender.send(DING, Held(address=groups.address(DING)), MESSAGE)
    assert told.verdict is Verdict.NO_ANSWER


def test_where_nobody_listens_the_address_gets_into_no_log(groups, sender, caplog):
    caplog.set_level(logging.INFO)
    nobody = Held(address=f"http://127.0.0.1:9/robot/send?access_token={TOKEN}")
    allowed = type(sender)(Addresses(("http://127.0.0.1:9",)), sender.clock)
    told = allowed.send(DING, nobody, MESSAGE)
    assert told.verdict is Verdict.NO_ANSWER
    assert "cannot be reached" in caplog.text
    assert TOKEN not in caplog.text
    assert TOKEN not in told.said
