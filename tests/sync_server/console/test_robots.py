"""群机器人: set up, changed, tried and switched off in the browser; what is secret stays so."""

import pytest
from starlette.testclient import TestClient

from domain.kinds.register.robot import RobotSort
from sync_server.data.watch.rules import robot
from sync_server.robots.addresses import Addresses, origins
from sync_server.robots.messenger import Messenger
from sync_server.robots.sealed import Sealed
from sync_server.robots.sender import Sender
from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.drawn_forms import form_on
from tests.builders.group_robots import SECRET, TOKEN, group_robots
from tests.builders.pages import Browser
from tests.sync_server.console.register.test_school import beside_in

PATH = "/robots"
SEND = "https://oapi.dingtalk.com/robot/send?access_token=t0ken"
DINGTALK = {"is_on": "true", "sort": "dingtalk", "digest_hour": "9"}


def set_up(browser, **fields: str):
    return browser.fill(PATH, PATH, **{**DINGTALK, **fields})


def row_of(server):
    with server.database.session() as session:
        return robot(session, "wanshan")


def held(server):
    return Sealed.of(server).opened("wanshan", row_of(server).held)


def test_it_is_off_until_somebody_sets_it_up(supervisor, browsers, server):
    page = supervisor.page(PATH)
    assert "没有启用" in page
    assert "发一条试试" not in page
    assert "没有启用" in browsers("zhao.tong").page("/settings")
    assert browsers("zhao.tong").get(PATH).status_code == 403
    assert row_of(server) is None


def test_it_is_set_up_and_nothing_secret_is_ever_shown_again(supervisor, server):
    answer = set_up(supervisor, address=SEND, secret=SECRET, keyword="督导")
    assert answer.headers["location"] == "/robots?done=set"
    found = held(server)
    assert (found.address, found.secret, found.keyword) == (SEND, SECRET, "督导")
    page = supervisor.page(PATH)
    assert "钉钉（oapi.dingtalk.com）" in page
    assert "已填，不显示" in page
    assert 'value="督导"' in page
    history = supervisor.page("/history/robot/wanshan")
    audit = supervisor.page("/audit")
    for shown in (page, history, audit, supervisor.page("/settings")):
        assert TOKEN not in shown
        assert SECRET not in shown
    assert "设置群机器人" in audit
    assert "李主任" in history
    assert "钉钉，每个工作日 9 点汇总" in supervisor.page("/settings")


def test_what_is_left_empty_stays_and_switching_off_is_an_entry(supervisor, server):
    set_up(supervisor, address=SEND, secret=SECRET)
    before = row_of(server)
    set_up(supervisor, digest_hour="7")
    after = row_of(server)
    assert (after.digest_hour, after.held, after.on_since) == (7, before.held, before.on_since)
    set_up(supervisor, secret="SECnew")
    assert (held(server).address, held(server).secret) == (SEND, "SECnew")
    assert row_of(server).held != before.held
    assert Sealed.of(server).opened("wanshan", before.held) is None
    supervisor.fill(PATH, PATH, sort="dingtalk", digest_hour="7")
    assert not row_of(server).is_on
    assert '<td class="was">是</td><td>否</td>' in supervisor.page("/history/robot/wanshan")


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({}, "address", "请填写机器人的网址"),
        ({"address": "http://oapi.dingtalk.com/robot/send?access_token=1"}, "address", "https"),
        ({"address": "https://evil.example/robot/send?access_token=1"}, "address", "oapi"),
        ({"address": SEND, "digest_hour": "24"}, "digest_hour", "不能大于 23"),
        (
            {
                "sort": "wecom",
                "address": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1",
                "secret": "x",
            },
            "secret",
            "没有加签密钥",
        ),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(supervisor, server, fields, field, words):
    answer = set_up(supervisor, **fields)
    assert answer.status_code == 400
    assert words in beside_in(answer, "robot", field)
    assert row_of(server) is None


def test_another_make_wants_another_address(supervisor, server):
    set_up(supervisor, address=SEND)
    answer = set_up(supervisor, sort="feishu")
    assert "换了一家" in beside_in(answer, "robot", "address")
    assert row_of(server).sort == "dingtalk"


@pytest.fixture
def groups(clock):
    """The makers' servers on this machine."""
    with group_robots(clock) as found:
        yield found


@pytest.fixture
def tried(server, tmp_path, groups) -> Browser:
    """The supervisor's browser, where the makers' servers are allowed."""
    settings = Settings(data=tmp_path / "data", robot_hosts=groups.home)
    app = create_app(server, settings)
    found = Browser(TestClient(app, "http://duji.test", raise_server_exceptions=False))
    found.keep_session(server.accounts.open_session("li.zhuren"))
    return found


@pytest.mark.parametrize("is_on", [True, False])
def test_one_message_is_tried_and_the_page_tells_what_came_of_it(server, groups, tried, is_on):
    on = {"is_on": "true"} if is_on else {}
    address = groups.address(RobotSort.DINGTALK)
    answer = tried.fill(PATH, PATH, sort="dingtalk", digest_hour="23", address=address, **on)
    assert answer.status_code == 303
    form = form_on(tried.page(PATH), "RobotTryForm")
    assert tried.send(form.action, **form.fields).headers["location"] == "/robots?done=tried"
    waiting = tried.get(PATH)
    assert ("等着发" in waiting.text, waiting.headers["refresh"]) == (True, "3")
    sender = Sender(Addresses(origins(groups.home)), server.clock)
    assert Messenger(server, sender, None).deliver() == 1
    assert groups.texts == ["【督迹】万山区的群机器人接通了，5月14日 12:00。"]
    after = tried.get(PATH)
    assert ("已发出" in after.text, "refresh" in after.headers) == (True, False)


def test_a_try_that_is_refused_is_told_in_words_and_not_repeated(server, groups, tried):
    groups.secret = SECRET
    address = groups.address(RobotSort.DINGTALK)
    tried.fill(PATH, PATH, sort="dingtalk", digest_hour="23", address=address, secret="SECx")
    tried.fill(PATH, f"{PATH}/try")
    messenger = Messenger(server, Sender(Addresses(origins(groups.home)), server.clock), None)
    assert [messenger.deliver(), messenger.deliver(), groups.asked] == [0, 0, 1]
    page = tried.page(PATH)
    assert "没有发成" in page
    assert "签名密钥、关键词或允许的 IP 不对" in page


def test_there_is_nothing_to_try_before_it_is_set_up(supervisor):
    answer = supervisor.post(f"{PATH}/try", on=PATH, form_name="RobotTryForm")
    assert answer.status_code == 400
    assert "先保存设置再试" in answer.text
