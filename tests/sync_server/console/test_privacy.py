"""数据与隐私: for anybody, what is recorded and why, and who answers for it (5-01, 5-02)."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from domain.kinds.register.district import DistrictSet
from domain.kinds.visit.course import VisitSubmitted
from domain.register.trail_rule import BASIS, PURPOSE, TrailRule
from domain.wire.workbook import RETENTION
from sync_server.register.districts import Districts
from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.drawn_forms import form_on
from tests.builders.handset import a_server, set_up_district
from tests.builders.pages import Browser

LESS = TrailRule(
    wants_place=False,
    wants_photos=False,
    wants_signatures=False,
    basis="督导规程<第八条>",
    purpose="核对内容",
)
LATER = TrailRule(from_on="2026-09-01", basis="新规程", purpose="存档")
SAID: dict[str, Any] = {
    "operator": "栖云区教育局",
    "filing_number": "示例备字2026第1号",
    "retention": "保存十年。",
    "complaints": "督导室，电话见公示牌",
}


def set_trail(server, *rules: TrailRule, district: str = "wanshan") -> None:
    def changed(before: DistrictSet) -> DistrictSet:
        return before.model_copy(update={"trail": rules})

    Districts(server.database, server.committer).change(district, changed)


@pytest.fixture
def stated(tmp_path):
    """A browser at a server whose office has said everything."""
    server = a_server(tmp_path / "stated", **SAID)
    set_up_district(server)
    app = create_app(server, Settings(data=tmp_path / "stated"))
    yield Browser(TestClient(app, "http://duji.test"))
    server.close()


def test_anybody_reads_what_is_recorded_and_why(browsers):
    page = browsers().page("/privacy")
    for words in (
        "每次督导记录时间、位置、照片、签字、内容。",
        BASIS,
        PURPOSE,
        RETENTION,
        "180 天",
    ):
        assert words in page
    assert page.count("还没有填写") == 3


def test_office_s_own_words_stand_there(server, browsers):
    set_trail(server, LESS, LATER)
    page = browsers("li.zhuren").page("/privacy")
    for words in ("不要求位置、照片、签字", "督导规程&lt;第八条&gt;", "核对内容"):
        assert words in page
    assert "2026-09-01 起每次督导记录时间、位置、照片、签字、内容" in page
    assert LATER.basis in page
    assert "修改记录" in page


def test_whoever_is_signed_in_reads_of_the_own_district_alone(server, browsers):
    set_trail(server, LESS, district="other")
    assert "核对内容" in browsers().page("/privacy")
    assert "核对内容" not in browsers("li.zhuren").page("/privacy")
    assert "核对内容" in browsers("li.zhuren.other").page("/privacy")


def test_operator_filing_and_complaints_are_said_and_the_foot_leads_there(stated):
    page = stated.page("/privacy")
    assert all(words in page for words in SAID.values())
    foot = stated.page("/sign-in").partition('class="site-foot')[2]
    for words in ('href="/privacy"', SAID["operator"], SAID["filing_number"]):
        assert words in foot


def test_every_page_leads_there(browsers):
    for path in ("/month", "/visits", "/app-download"):
        assert 'href="/privacy"' in browsers("li.zhuren").page(path)


def test_visit_is_not_called_wanting_in_what_the_rule_does_not_want(server, inspection, supervisor):
    set_trail(server, LESS)
    visit = inspection.open_visit()
    inspection.check_in(5000)
    inspection.write(VisitSubmitted(head=visit))
    inspection.push()
    page = supervisor.page(f"/visits/{visit}")
    for words in ("按本区规定不记录位置", "按本区规定不要求照片", "按本区规定不要求签字"):
        assert words in page
    for words in ("没有照片；", "没有一张照片", "还没有签名", "超出该校", "到校时在"):
        assert words not in page
    listed = supervisor.page("/visits")
    assert "不记位置" in listed
    for words in ("没有照片", "缺签名", "到校在范围外"):
        assert f">{words}<" not in listed
    set_trail(server, TrailRule())
    assert "没有一张照片" in supervisor.page(f"/visits/{visit}")


def test_a_district_says_itself_who_runs_the_site_with_a_history(supervisor, browsers, server):
    form = form_on(supervisor.page("/service-notice/new"), "ServiceNoticeForm")
    said = {"operator": "万山区教育局", "complaints": "督导室 0851-8888 0000"}
    answer = supervisor.send("/service-notice/new", **{**form.fields, **said})
    assert answer.status_code == 303
    page = browsers().page("/privacy")
    for words in ("万山区：运营与联系", *said.values(), RETENTION):
        assert words in page
    assert "万山区教育局" in supervisor.page("/history/service_notice/wanshan")
    assert said["complaints"] in supervisor.page("/service-notice/wanshan")
    assert "万山区教育局" not in browsers("li.zhuren.other").page("/privacy")
