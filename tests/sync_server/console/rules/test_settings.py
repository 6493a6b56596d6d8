"""设置: every setting with what it is and means, never a secret; the district's name."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from sync_server.register.districts import Districts
from sync_server.settings import PREFIX, Settings
from sync_server.wiring import build_server, create_app
from tests.builders.drawn_forms import form_on
from tests.builders.handset import set_up_district
from tests.builders.pages import Browser
from tests.builders.server import SetClock
from tests.sync_server.console.register.test_school import beside_in

TOKEN = "the-token-of-the-monitoring"


def rows_of(page: str, part: str) -> dict[str, list[str]]:
    """The cells of a part of the page by the first one of each row."""
    body = page[page.index(f'id="{part}"') :]
    body = body[body.index("<tbody>") : body.index("</tbody>")]
    rows = [re.findall(r"<td.*?</td>", row, re.DOTALL) for row in body.split("</tr>")]
    found = [[unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in row] for row in rows]
    return {row[0]: row[1:] for row in found if row}


def test_every_setting_of_the_server_says_what_it_means_and_is(supervisor):
    found = rows_of(supervisor.page("/settings"), "server-settings")
    assert list(found) == [PREFIX + name.upper() for name in Settings.model_fields]
    assert all(re.search("[一-鿿]", meaning) for meaning, *_ in found.values())
    assert found["DUJI_CODE_DAYS"] == ["登录码几天内有效", "14", "默认"]
    assert found["DUJI_OPERATOR"][1:] == ["没有设置", "默认"]
    assert found["DUJI_DATA"][2] == "本服务器"


def test_secrets_are_never_shown(tmp_path, clock):
    settings = Settings(data=tmp_path / "data", metrics_token=TOKEN, code_days=3)
    server = build_server(settings, SetClock(clock()))
    set_up_district(server)
    server.accounts.issue_codes(["li.zhuren"])
    browser = Browser(TestClient(create_app(server, settings), "http://duji.test"))
    browser.keep_session(server.accounts.open_session("li.zhuren"))
    page = browser.page("/settings")
    found = rows_of(page, "server-settings")
    server.close()
    assert TOKEN not in page
    assert found["DUJI_METRICS_TOKEN"][1:] == ["已设置（不显示）", "本服务器"]
    assert found["DUJI_CODE_DAYS"][1:] == ["3", "本服务器"]


def test_where_folders_are_is_for_who_backs_them_up(tmp_path, clock):
    folder, key = tmp_path / "data", tmp_path / "keys" / "log.key"
    key.parent.mkdir()
    settings = Settings(data=folder, log_key_file=key)
    server = build_server(settings, SetClock(clock()))
    set_up_district(server)
    server.accounts.issue_codes(["li.zhuren", "zhao.tong"])
    app, seen = create_app(server, settings), {}
    for account in ("li.zhuren", "zhao.tong"):
        browser = Browser(TestClient(app, "http://duji.test"))
        browser.keep_session(server.accounts.open_session(account))
        seen[account] = rows_of(browser.page("/settings"), "server-settings")
    server.close()
    mine, theirs = seen.values()
    room = r"还剩 [\d.]+ GB，共 \d+ GB"
    assert re.fullmatch(f"{re.escape(str(folder))}；{room}", mine["DUJI_DATA"][1])
    assert re.fullmatch(room, theirs["DUJI_DATA"][1])
    assert mine["DUJI_LOG_KEY_FILE"][1] == str(key)
    assert theirs["DUJI_LOG_KEY_FILE"][1:] == ["已设置（路径由督导员查看）", "本服务器"]
    assert theirs["DUJI_EXPORT_KEY_FILE"][1] == "没有设置"
    assert str(tmp_path) not in str(theirs)


def test_a_database_address_is_a_secret_too():
    told = {each.name: each for each in Settings(database_url="postgresql://u:pw@h/n").told}
    assert told["DUJI_DATABASE_URL"].value == "已设置（不显示）"


def test_what_the_office_sets_leads_to_where_it_is_set(supervisor, browsers):
    page = supervisor.page("/settings")
    found = rows_of(page, "office-settings")
    assert found["区县名称"][0] == "万山区"
    assert "学校每所每月应督导 2 次。" in found["应督导次数"][0]
    assert "先按固定的月份算" in found["学期"][0]
    assert found["文书编号"][0] == "没有核定过"
    assert "整改期限 · 安全隐患（天） 3" in found["期限和天数"][0]
    ways = set(re.findall(r'href="(/(?:rules|settings|calendar)[^"]*)"', page))
    for path in ways:
        assert supervisor.get(path).status_code == 200
    forms = {"/rules/duty", "/rules/counting", "/rules/trail", "/rules/limits"}
    assert ways >= forms | {"/settings/district"}
    assert not forms & set(re.findall(r'href="([^"]+)"', browsers("zhao.tong").page("/settings")))


def test_the_numbers_that_were_stated_are_told(supervisor, browsers):
    stated = {"paper_kind": "rectification", "year": "2026", "last": "12", "reason": "启用前"}
    supervisor.fill("/papers", "/papers/series", **stated)
    for browser in (supervisor, browsers("zhao.tong")):
        found = rows_of(browser.page("/settings"), "office-settings")
        assert found["文书编号"][0] == "2026年整改通知书核定到 12 号"


def test_the_district_is_renamed_after_a_look_at_it(supervisor, server):
    form = form_on(supervisor.page("/settings/district"), "DistrictForm")
    fields = {**form.fields, "name": ["万山新区"], "adcode": ["520603"]}
    shown = supervisor.send("/settings/district/preview", **fields)
    assert '<td class="was">万山区</td><td>万山新区</td>' in shown.text
    answer = supervisor.send("/settings/district", **fields)
    assert answer.headers["location"] == "/settings?done=set"
    found = Districts(server.database, server.committer).rules("wanshan")
    assert (found.name, found.adcode) == ("万山新区", "520603")
    wrong = supervisor.send("/settings/district", **{**fields, "adcode": ["5206"]})
    assert "行政区划代码" in beside_in(wrong, "district", "adcode")


@pytest.mark.parametrize(
    ("account", "page", "form"),
    [("li.zhuren", 200, 200), ("zhao.tong", 200, 403), ("chen.jing", 403, 403)],
)
def test_who_reads_and_who_sets(browsers, account, page, form):
    browser = browsers(account)
    assert browser.get("/settings").status_code == page
    assert browser.get("/settings/district").status_code == form
