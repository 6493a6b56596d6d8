"""The screens with a real office behind them: enrolling, the month, syncing, what comes back."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import flet as ft
import pytest

from app.device.demo_network import DemoNetwork
from app.sync.messages import offline
from app.sync.transport import Answer, HttpTransport, Request
from sync_server.office.commands import Office
from tests.builders.office import set_up_theme
from tests.builders.real_server import Running, serving
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone


class Switchable:
    """Real HTTP that can be switched off."""

    def __init__(self) -> None:
        self.http = HttpTransport()
        self.is_off = False

    def send(self, server_url: str, request: Request) -> Answer:
        """The answer, while it is on."""
        if self.is_off:
            raise offline()
        return self.http.send(server_url, request)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Running]:
    """A running server with one district and May's theme."""
    with serving(tmp_path / "server") as found:
        set_up_theme(found.server)
        yield found


@pytest.fixture
async def carried(tmp_path: Path) -> AsyncIterator[PlayedInstallation]:
    """The app on a phone whose network is real."""
    network = Switchable()
    made = PlayedInstallation(tmp_path / "phone", network)
    yield made
    await made.kill()
    network.http.close()


async def enrol(phone: PlayedPhone, office: Running, account: str) -> None:
    """Fill the form with a one-time code and send it."""
    await phone.type("服务器地址", office.url, leave=False)
    await phone.type("账号", account, leave=False)
    code = office.server.accounts.issue_code(account)
    await phone.type("登录码", code, leave=False)
    await phone.press("登录")


async def at_work(carried: PlayedInstallation, office: Running) -> PlayedPhone:
    """Chen Jing, enrolled, with the workbook fetched."""
    phone = await carried.open("登录督迹")
    await enrol(phone, office, "chen.jing")
    await phone.wait_for("第1小学")
    return phone


async def sync(carried: PlayedInstallation, phone: PlayedPhone) -> None:
    """Tap through to the sync screen and sync."""
    await phone.navigate("/sync")
    await phone.wait_for("立即同步")
    await phone.press("立即同步")
    auto_sync = carried.ui.auto_sync
    assert auto_sync is not None
    await phone.until(lambda: not auto_sync.board.is_running)
    await phone.settle()


async def test_form_says_what_is_missing(carried):
    phone = await carried.open("登录督迹")
    await phone.press("登录")
    assert "请填服务器地址" in phone.texts()
    await phone.type("服务器地址", "http://127.0.0.1:1", leave=False)
    await phone.press("登录")
    assert "请填账号" in phone.texts()
    await phone.type("账号", "chen.jing", leave=False)
    await phone.press("登录")
    assert "请填登录码" in phone.texts()


def wide(text: str) -> str:
    """Every ASCII character in full width."""
    return text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})


@pytest.mark.parametrize(
    ("account", "spelled"),
    [
        ("chen。jing", str),
        ("ｃｈｅｎ．ｊｉｎｇ", str),
        ("chen.jing", wide),
        ("chen.jing\u200b", str.lower),
        (" Chen.Jing ", "\ufeff{}\u200b".format),
    ],
)
async def test_account_code_and_address_are_taken_as_they_were_meant(
    carried, office, account, spelled
):
    phone = await carried.open("登录督迹")
    await phone.type("服务器地址", f" {wide(office.url)}\u200b", leave=False)
    await phone.type("账号", account, leave=False)
    await phone.type("登录码", spelled(office.server.accounts.issue_code("chen.jing")), leave=False)
    await phone.press("登录")
    await phone.wait_for("第1小学")
    assert carried.ui.session.facts.account == "chen.jing"


async def test_what_can_be_nobodys_account_is_said(carried, office):
    phone = await carried.open("登录督迹")
    await enrol_as(phone, office, "陈静")
    await phone.wait_for("账号里不会有“陈静”")
    assert carried.ui.signed.session is None


async def enrol_as(phone: PlayedPhone, office: Running, account: str) -> None:
    """Fill the form with any account and somebody's code, and send it."""
    await phone.type("服务器地址", office.url, leave=False)
    await phone.type("账号", account, leave=False)
    await phone.type("登录码", office.server.accounts.issue_code("chen.jing"), leave=False)
    await phone.press("登录")


async def test_wrong_code_and_no_network_are_said_in_words(carried, office):
    phone = await carried.open("登录督迹")
    await phone.type("服务器地址", office.url, leave=False)
    await phone.type("账号", "chen.jing", leave=False)
    await phone.type("登录码", "AAAA-BBBB", leave=False)
    await phone.press("登录")
    await phone.wait_for("登录码或密码不对")
    carried.transport.is_off = True
    await phone.press("登录")
    await phone.wait_for("现在连不上服务器")
    assert carried.ui.signed.session is None


async def test_enrolled_inspector_sees_schools_theme_and_duty(carried, office):
    phone = await at_work(carried, office)
    assert "应督导 4，已完成 0" in phone.texts()
    assert "万山区" in phone.texts()
    assert "第2小学" in phone.texts()
    assert "第3小学" not in phone.texts()


async def test_two_inspectors_share_a_phone(carried, office):
    phone = await at_work(carried, office)
    await phone.press("陈静")
    await phone.press("添加账号")
    await enrol(phone, office, "wang.fang")
    await phone.wait_for("第3小学")
    assert "第1小学" not in phone.texts()
    await phone.press("王芳")
    await phone.press("切换到 陈静")
    await phone.wait_for("第1小学")


async def begin(phone: PlayedPhone) -> None:
    """Open a visit at the first school."""
    await phone.press("第1小学")
    await phone.press("开始这次督导")
    await phone.wait_for("到校先记录")


async def test_signing_out_is_refused_while_something_waits(carried, office):
    phone = await at_work(carried, office)
    carried.transport.is_off = True
    await begin(phone)
    await phone.navigate("/accounts")
    await phone.wait_for("退出登录 陈静")
    await phone.press("退出登录 陈静")
    await phone.press_in_dialog("退出登录")
    assert carried.ui.signed.session is not None
    carried.transport.is_off = False
    await sync(carried, phone)
    await phone.navigate("/accounts")
    await phone.wait_for("退出登录 陈静")
    await phone.press("退出登录 陈静")
    await phone.press_in_dialog("退出登录")
    await phone.wait_for("登录督迹")


async def test_offline_work_waits_is_shown_and_goes_out_once(carried, office):
    phone = await at_work(carried, office)
    carried.transport.is_off = True
    await begin(phone)
    await sync(carried, phone)
    assert "条记录等着上传" in phone.texts()
    assert "连不上" in phone.texts()
    await phone.navigate("/records")
    await phone.wait_for("有记录未上传")
    carried.transport.is_off = False
    await sync(carried, phone)
    assert "都传上去了" in phone.texts()
    await phone.navigate("/records")
    await phone.wait_for("第1小学")
    assert "有记录未上传" not in phone.texts()


async def test_returned_visit_comes_back_on_top_with_the_reason(carried, office):
    phone = await at_work(carried, office)
    await begin(phone)
    await phone.press("检查并提交")
    await phone.set(phone.one(ft.Checkbox, "零问题"), True)
    await phone.press("提交给督导室")
    await phone.wait_for("待审")
    controller = carried.ui.current_controller
    await sync(carried, phone)
    seen = controller.visits.visit(controller.visit_id).visit.version
    verbs = Office(office.server.database, office.server.committer)
    verbs.return_visit("li.zhuren", controller.visit_id, seen, "请写明留样情况")
    await sync(carried, phone)
    await phone.navigate("/")
    await phone.wait_for("督导室退回，请补充")
    assert "“请写明留样情况”——李主任" in phone.texts()
    await phone.press("督导室退回，请补充")
    await phone.wait_for("点“更正”补充")


async def test_records_are_searched_and_filtered(carried, office):
    phone = await at_work(carried, office)
    await begin(phone)
    await phone.navigate("/records")
    await phone.wait_for("第1小学")
    await phone.type("搜索", "第2", leave=False)
    await phone.wait_for("没有符合的记录")
    await phone.type("搜索", "", leave=False)
    await phone.set(phone.one(ft.Chip, key="state-approved"), True)
    await phone.wait_for("没有符合的记录")
    await phone.set(phone.one(ft.Chip, key="state-in_progress"), True)
    await phone.wait_for("第1小学")


async def test_web_version_of_a_real_office_plays_nothing(carried, office):
    carried.is_web = True
    phone = await at_work(carried, office)
    await phone.navigate("/sync")
    await phone.wait_for("这是网页版")
    assert "模拟断网" not in phone.texts()


async def test_demo_can_cut_its_network(carried, office):
    network = carried.demo_network = DemoNetwork()
    carried.transport = HttpTransport(is_cut=lambda: network.is_cut)
    phone = await at_work(carried, office)
    await phone.navigate("/sync")
    await phone.wait_for("模拟断网")
    await phone.set(phone.one(ft.Switch, "模拟断网"), True)
    await phone.press("立即同步")
    await phone.wait_for("现在连不上服务器")
    assert "已模拟断网" in phone.texts()
    await phone.set(phone.one(ft.Switch, "模拟断网"), False)
    await phone.press("立即同步")
    await phone.until(lambda: "现在连不上服务器" not in phone.texts())
