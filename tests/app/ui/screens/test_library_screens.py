"""Papers and handbook on the screens: found, read, remembered, confirmed."""

from collections.abc import AsyncIterator
from pathlib import Path

import flet as ft
import pytest

from tests.builders.fake_server import FakeServer
from tests.builders.papers import a_paper, section
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone

SCROLLED = {
    "event_type": "end",
    "pixels": 640.0,
    "min_scroll_extent": 0.0,
    "max_scroll_extent": 2000.0,
    "viewport_dimension": 500.0,
}
LONG = tuple(section(f"第{n}条", f"{n} " + "字" * 900) for n in range(1, 9))


@pytest.fixture
def server() -> FakeServer:
    """A server with a long paper to be read, and one of May's theme."""
    made = FakeServer()
    made.list_papers(
        a_paper("long", LONG, title="工作规则", must_be_read=True),
        a_paper("themed", title="五月通知", theme_ids=("may",), number="", organ=""),
    )
    return made


@pytest.fixture
async def enrolled(tmp_path: Path, server: FakeServer) -> AsyncIterator[PlayedInstallation]:
    """The app of Chen Jing, not synced yet."""
    made = PlayedInstallation(tmp_path / "phone", transport=server)
    yield made
    await made.kill()


async def sign_in(enrolled: PlayedInstallation, *, synced: bool = True) -> PlayedPhone:
    """Enrol, sync where wanted, and open the library."""
    phone = await enrolled.open("登录督迹")
    await phone.type("服务器地址", "duji.example.cn")
    await phone.type("账号", "chen.jing")
    await phone.type("登录码", "123456")
    await phone.press("登录")
    await phone.until(lambda: enrolled.ui.signed.session is not None)
    if enrolled.ui.auto_sync:
        enrolled.ui.auto_sync.stop()
    if synced:
        session = enrolled.ui.session
        session.sync.run()
        await enrolled.ui.read_workbook()
        enrolled.ui.changes.number += 1
    await phone.settle()
    return phone


async def opened(phone: PlayedPhone, route: str, words: str) -> None:
    """Go to a page of the library."""
    await phone.navigate(route)
    await phone.wait_for(words)


async def test_account_page_and_theme_lead_to_the_library(enrolled):
    phone = await sign_in(enrolled)
    await phone.press("陈静")
    await phone.press("文件与手册")
    await phone.wait_for("督学工作手册")
    await phone.back()
    await opened(phone, "/library/may", "五月通知")
    shown = phone.texts()
    assert shown.index("五月通知") < shown.index("工作规则")
    assert "这个主题" in shown


async def test_list_says_what_has_to_be_read_and_what_is_not_here(enrolled, server):
    server.policies.clear()
    phone = await sign_in(enrolled)
    await opened(phone, "/library", "有 1 份文件要读")
    assert phone.texts().count("还没下载") == 2
    await phone.press("工作规则")
    await phone.wait_for("正文还没有下载到本机")
    await phone.press("去同步")
    assert phone.page.route == "/sync"


async def test_library_without_papers_teaches_and_shows_the_handbook(installed):
    phone = await installed.practise()
    await opened(phone, "/library", "督导室还没有下发文件")
    await phone.press("廉洁守则")
    await phone.wait_for("不收礼品")
    assert "（完）" in phone.texts()
    await phone.back()
    assert phone.page.route == "/library"


async def test_search_finds_in_titles_and_texts_and_says_when_nothing(enrolled):
    phone = await sign_in(enrolled)
    await opened(phone, "/library", "工作规则")
    await phone.type("找文件", "督学证", leave=False)
    await phone.wait_for("出示督学证")
    assert "督学进校应当出示督学证" in phone.texts()
    assert "有 1 份文件要读" not in phone.texts()
    await phone.type("找文件", "没有这个词", leave=False)
    await phone.wait_for("没有找到")


async def turn(phone: PlayedPhone, name: str) -> None:
    """Turn to the next or the previous page."""
    await phone.tap(phone.one(ft.IconButton, name))


async def test_long_paper_is_read_in_pages_and_confirmed_at_its_end(enrolled, server):
    phone = await sign_in(enrolled)
    await opened(phone, "/paper/long", "第1条")
    assert "1 / 4" in phone.texts()
    assert "我已读完" not in phone.texts()
    assert phone.one(ft.IconButton, "上一页").disabled
    for _ in range(3):
        await turn(phone, "下一页")
    await phone.press("我已读完")
    await phone.wait_for("已确认读完")
    assert phone.one(ft.IconButton, "下一页").disabled
    enrolled.ui.session.sync.run()
    assert [line.header.kind for line in server.lines.values()].count("policy.read") == 1


async def test_contents_lead_to_a_section(enrolled):
    phone = await sign_in(enrolled)
    await opened(phone, "/paper/long", "第1条")
    await phone.press("1 / 4")
    await phone.press("第7条")
    await phone.wait_for("4 / 4")
    assert not phone.page._dialogs.controls[-1].open


async def test_reading_goes_on_where_one_was_also_after_a_kill(enrolled):
    phone = await sign_in(enrolled)
    await opened(phone, "/paper/long", "第1条")
    await turn(phone, "下一页")
    text = next(each for each in phone.all(ft.ListView) if each.on_scroll)
    await phone.event(text, "scroll", SCROLLED)
    await phone.settle()
    await enrolled.kill()
    phone = await enrolled.open("2 / 4")
    assert ("ListView.scroll_to", 640.0) in [
        (name, (args or {}).get("offset")) for name, args in phone.calls
    ]


async def test_letters_grow_and_shrink_for_every_text(enrolled):
    phone = await sign_in(enrolled)
    await opened(phone, "/paper/long", "第1条")

    before = phone.one(ft.Text, "第1条").size
    await phone.tap(phone.one(ft.IconButton, "字大一些"))
    assert phone.one(ft.Text, "第1条").size > before
    await opened(phone, "/handbook/before", "看三样东西")
    sizes = {each.size for each in phone.all(ft.Text, "出门前在")}
    assert sizes == {17.0 * 1.2}
    for _ in range(2):
        await phone.tap(phone.one(ft.IconButton, "字小一些"))
    assert phone.one(ft.IconButton, "字小一些").disabled


@pytest.mark.parametrize(
    ("route", "words"),
    [("/paper/none", "这份文件已经撤下"), ("/handbook/none", "这份文件已经撤下")],
)
async def test_text_that_is_gone_leads_back_to_the_list(installed, route, words):
    phone = await installed.practise()
    await opened(phone, route, words)
    await phone.press("文件与手册")
    assert phone.page.route == "/library"


async def test_broken_place_begins_at_the_beginning(enrolled):
    phone = await sign_in(enrolled)
    preferences = enrolled.ui.session.preferences
    preferences.put("reading:long", "nowhere")
    preferences.put("reading_size", "99")
    await opened(phone, "/paper/long", "1 / 4")
    preferences.put("reading:long", "77 -5")
    await opened(phone, "/library", "工作规则")
    await opened(phone, "/paper/long", "4 / 4")
