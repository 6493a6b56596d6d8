"""The pages' readings answer on PostgreSQL as they do on SQLite."""

from typing import Any

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from domain.kinds.paper.builder import PaperState
from sync_server.console.services import ConsoleServices
from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.at_door import Visitor
from tests.builders.drawn_forms import form_on
from tests.builders.foreign_form import a_foreign_form
from tests.builders.handset import PEOPLE, a_server, set_up_district
from tests.builders.issuing import draft_about, paper_brought_to
from tests.builders.office import Inspection, a_picture, a_rich_visit, amend, set_up_theme
from tests.builders.pages import Browser, matched, upload
from tests.sync_server.console.counted_scenes import recorded


@pytest.fixture
def supervisor(tmp_path, postgres_url):
    """The supervisor's browser on a server over PostgreSQL with one corrected visit."""
    database_url = SecretStr(postgres_url)
    server = a_server(tmp_path / "data", database_url=database_url)
    set_up_district(server)
    set_up_theme(server)
    server.accounts.issue_codes(list(PEOPLE))
    inspection = Inspection.of(server)
    a_rich_visit(inspection, [a_picture("一")])
    amend(inspection)
    app = create_app(server, Settings(data=tmp_path / "data", database_url=database_url))
    browser = Browser(TestClient(app, "http://duji.test"))
    browser.keep_session(server.accounts.open_session("li.zhuren"))
    yield browser
    server.close()


@pytest.mark.postgres
def test_every_page_answers_on_postgresql(supervisor):
    for query in ("", "?month=2026-05&zone=z1&account=chen.jing", "?school=D1&flag=amended"):
        page = supervisor.page(f"/visits{query}")
        assert "第1小学" in page
        assert "有更正" in page
    visit = page.split('data-href="')[1].split('"')[0]
    assert "检查教案 6 人次" in supervisor.page(visit)
    assert "0/1" in page
    for by in ("zone", "inspector", "school"):
        assert '<span>教案</span><b class="figures">6</b>人次' in supervisor.page(f"/month?by={by}")
    assert "第1小学" in supervisor.page("/visits?at=last")
    for ends in ("after.2999-01-01.1", "before.2000-01-01.1"):
        assert "第1小学" in supervisor.page(f"/visits?school=school-1&at={ends}")
    assert "等下达" in supervisor.page("/papers?at=last")
    assert "条隐患还没有人看到" in supervisor.page("/")
    for query in ("state=open", "due=soon", "hazard=unseen", "unit=school-1&zone=z1"):
        assert "食堂后厨一处灭火器过期" in supervisor.page(f"/findings?{query}")
    assert "第2小学" in supervisor.page("/uncovered?zone=z1")
    for path in ("/devices", "/history/school/school-1", "/history/person/chen.jing"):
        assert supervisor.page(path)
    assert supervisor.get("/month/2026.xlsx").content.startswith(b"PK")


@pytest.mark.postgres
def test_the_office_s_own_work_is_recorded_on_postgresql(supervisor):
    fields = {"held_on": "2026-05-12", "title": "培训", "mode": "central", "hours": "6"}
    new, people = "/trainings/new", {"inspectors": "chen.jing", "others": "3"}
    assert supervisor.fill(new, new, **fields, **people).status_code == 303
    page = supervisor.page("/trainings?month=2026-05&account=chen.jing&mode=central")
    assert "1 场次，4 人次" in page
    assert "共 6 学时" in supervisor.page("/training-hours?year=2026")
    fields = {"held_on": "2026-05-13", "title": "宣讲", "activity_type": "safety_education"}
    new, more = "/activities/new", {"attendances": "1200", "schools": "school-1"}
    assert supervisor.fill(new, new, **fields, **more).status_code == 303
    assert "1 场次，1,200 人次" in supervisor.page("/activities?unit=school-1&year=2026")
    organ = recorded(supervisor, "/organs", name="委员会", organ_kind="committee")
    fields = {"title": "全会", "meeting_type": "plenary", "organ": organ.rpartition("/")[2]}
    meeting = recorded(supervisor, "/meetings", held_on="2026-05-14", **fields)
    assert "委员会全会" in supervisor.page(meeting)
    assert "委员会" in supervisor.page("/organs")


@pytest.mark.postgres
def test_the_grid_and_the_papers_answer_on_postgresql(supervisor):
    assert ">1/2</a>" in supervisor.page("/grid?period=2026-05")
    assert "陈静、王芳" in supervisor.page("/grid/visits?period=2026-05&school=school-1")
    assert supervisor.get("/grid.xlsx?period=2026-05").content.startswith(b"PK")
    records = supervisor.page("/records?account=chen.jing&month=2026-05")
    assert "本表是更正后的" in records
    visit = matched(r"留痕编号：([0-9a-f]{64})", records)
    assert "检查教案 6 人次" in supervisor.page(f"/visits/{visit}/record")
    assert "草船借箭" in supervisor.page(f"/visits/{visit}/lessons/1")
    assert "照片还在手机上" in supervisor.page(f"/visits/{visit}/photos/p1")


@pytest.mark.postgres
def test_the_register_is_written_and_taken_away_on_postgresql(supervisor):
    new, edit = "/schools/new", "/schools/school-3/edit"
    school = {"name": "栖云实验小学", "school_kind": "primary", "zone": "z2"}
    assert supervisor.fill(new, new, **school).status_code == 303
    assert "栖云实验小学" in supervisor.page("/schools?school=qysy&state=active&at=last")
    closed = {**school, "name": "第3小学", "closed_on": "2026-05-14"}
    assert supervisor.fill(edit, edit, **closed).status_code == 303
    assert "第3小学" in supervisor.page("/schools?state=closed")
    assert "第3小学" not in supervisor.page("/month?period=2026-05&by=school")
    assert supervisor.fill("/themes", "/themes/copy", year="2027").status_code == 303
    assert "课程开设、课堂教学与控辍保学" in supervisor.page("/themes?year=2027")
    term = {"name": "第二学期", "sort": "term", "from_on": "2026-03-02", "to_on": "2026-07-10"}
    assert supervisor.fill("/calendar/new", "/calendar/new", **term).status_code == 303
    assert supervisor.fill("/calendar", "/calendar/copy", year="2027").status_code == 303
    assert "推算，待核对" in supervisor.page("/calendar?year=2027")
    assert "第二学期，2026-03-02 至 2026-07-10" in supervisor.page("/uncovered")
    declare, give = "/avoidances/new", "/assignments/new"
    pair = {"account": "wang.fang", "school_id": "school-1"}
    assert supervisor.fill(declare, declare, **pair, text="配偶在校").status_code == 303
    refused = supervisor.fill(give, give, **pair, from_on="2026-05-14")
    assert "申报了回避，不能分工" in refused.text
    assert supervisor.get("/assignments.xlsx?state=running").content.startswith(b"PK")


@pytest.mark.postgres
def test_acts_looks_and_papers_are_kept_on_postgresql(supervisor):
    new = "/policies/new"
    answer = supervisor.fill(new, new, title="守则", category="rule", text="先记录到校。")
    page = answer.headers["location"].partition("?")[0]
    sent = supervisor.client.post(
        "/policies/file",
        data=supervisor.hidden(page, "/policies/file"),
        files={"file": ("守则.pdf", b"%PDF-1.7 a file")},
        headers={"Origin": "http://duji.test"},
        follow_redirects=False,
    )
    assert sent.status_code == 303
    file = matched(rf'href="({page}/files/[0-9a-f]+)"', supervisor.page(page))
    assert supervisor.get(file).content == b"%PDF-1.7 a file"
    supervisor.page("/people/chen.jing")
    supervisor.get("/people.csv")
    shown = supervisor.page("/audit")
    for words in ("守则", "陈静", "导出表格", "查看"):
        assert words in shown
    assert "陈静" in supervisor.page("/audit?noun=person&code=chen.jing&sort=seen&at=last")
    assert "还没有设置备份放在哪里" in supervisor.page("/backups")


@pytest.mark.postgres
def test_news_receipts_and_visits_against_a_ceiling_on_postgresql(supervisor):
    unit = {"name": "云溪区", "level": "county", "from_month": "2026-01", "a_month": "2"}
    made = supervisor.fill("/reporting-units/new", "/reporting-units/new", **unit)
    code = made.headers["location"].partition("?")[0].rpartition("/")[2]
    news = {"unit_id": code, "title": "督学进校园", "sent_on": "2026-05-12"}
    page = supervisor.fill("/news/new", "/news/new", **news).headers["location"].partition("?")[0]
    taken = {"level": "city", "adopted_on": "2026-05-13", "published_in": "简报"}
    assert supervisor.fill(page, f"{page}/adopted", **taken).status_code == 303
    for query in ("", "?level=city&title=进校", "?level=adopted&period=2026"):
        assert "督学进校园" in supervisor.page(f"/news{query}")
    assert "没有符合条件" in supervisor.page("/news?level=not_adopted")
    assert "进行中" in supervisor.page("/news-quotas?period=2026-05")
    ceiling = {"from_on": "2026-01-01", "a_year": "1", "near_percent": "80"}
    assert supervisor.fill("/ceilings/new", "/ceilings/new", **ceiling).status_code == 303
    assert "接近上限 1 所" in supervisor.page("/burden?period=2026")
    assert "第1小学" in supervisor.page("/burden/visits?period=2026&school=school-1")
    paper = {"title": "守则", "category": "rule", "text": "先记录到校。", "must_be_read": "true"}
    assert supervisor.fill("/policies/new", "/policies/new", **paper).status_code == 303
    assert "已读 0 / 3" in supervisor.page("/policy-readers?state=unread")
    assert "人未读" in supervisor.page("/")


@pytest.mark.postgres
def test_a_checklist_is_written_and_published_on_postgresql(supervisor):
    month = "/checklists/month-05"
    draft = supervisor.fill(month, f"{month}/draft").headers["location"]
    assert supervisor.post(f"{month}/draft", on=draft).headers["location"] == draft
    title = f"{draft}/title"
    form = form_on(supervisor.page(title), "TitleForm")
    assert supervisor.fill(title, title, title="课堂教学清单").status_code == 303
    assert supervisor.send(title, **form.fields).status_code == 409
    publish = f"{draft}/publish"
    assert supervisor.fill(publish, publish).status_code == 303
    page = supervisor.page(month)
    assert ("课堂教学清单" in page, "第 2 版" in page, "1 次" in page) == (True, True, True)
    assert supervisor.get(draft).status_code == 404
    look = upload(supervisor, a_foreign_form(), "食堂.xlsx", "/checklists/import")
    assert supervisor.fill(look, look).status_code == 303


@pytest.mark.postgres
def test_the_door_answers_on_postgresql(supervisor):
    door, services = "/schools/school-1/door", services_behind(supervisor)
    visit = matched(r'data-href="/visits/([0-9a-f]{64})', supervisor.page("/visits"))
    draft = draft_about(services.server, visit)
    code = services.door.codes.of_paper(paper_brought_to(services.server, PaperState.ISSUED, draft))
    slip = supervisor.fill(door, f"{door}/links", until_on="2026-06-13").headers["location"]
    guest = Visitor(TestClient(supervisor.client.app, "http://duji.test"))
    guest.enter(matched(r"door/enter\?link=([\w-]+)", supervisor.page(slip)))
    paper = matched(r'href="(/door/papers/[^"]+)"', guest.page("/door"))
    guest.fill(paper, f"{paper}/receipt", code=code, name="何校长")
    form = matched(r'href="(/door/answer\?[^"]+)"', guest.page(paper)).replace("&amp;", "&")
    words = {"measures": "更换", "responsible": "罗主任", "due_on": "2026-05-20", "name": "何校长"}
    files = [("after", ("a.jpg", a_picture("后"), "image/jpeg"))]
    assert guest.fill(form, "/door/answer", files, code=code, **words).status_code == 303
    visit = matched(r'href="(/door/visits/[^"]+)"', guest.page("/door/visits"))
    said = {"was_announced": "no", "disturbed": "no", "was_useful": "yes"}
    assert guest.fill(visit, visit, **said).status_code == 303
    assert "有帮助" in supervisor.page("/opinions")
    answers_to_the_public(supervisor, guest)


def services_behind(supervisor: Browser) -> ConsoleServices:
    """The services of the app that the browser looks at."""
    app: Any = supervisor.client.app
    routes = app.router.routes
    console = next(each for each in routes if getattr(each, "name", "") == "console")
    found: ConsoleServices = console.app.state.services
    return found


def answers_to_the_public(supervisor: Browser, guest: Visitor) -> None:
    """A message from the card comes in, and its sender hears of it."""
    card = matched(r"(/card/[0-9A-Z]{10})", supervisor.page("/schools/school-1/card"))
    sent = guest.fill(card, card, about="fees", text="贵").text
    asked = matched(r"([0-9A-Z]{5}-[0-9A-Z]{5})", sent)
    assert "待受理" in guest.fill("/card/ask", "/card/ask", code=asked).text
    assert "贵" in supervisor.page(
        matched(r'"(/messages/[0-9a-f]+)"', supervisor.page("/messages"))
    )


@pytest.mark.postgres
def test_the_board_and_the_books_answer_on_postgresql(supervisor):
    page = supervisor.page("/closing")
    assert "食堂后厨一处灭火器过期" in page
    for waits in ("ready", "lacking", "delay", "extension"):
        assert "没有符合条件的问题清单" in supervisor.page(f"/findings?waits={waits}")
    assert "食堂后厨一处灭火器过期" in supervisor.page("/findings?due=soon&source=routine")
    assert "没有符合条件" in supervisor.page("/findings?state=ended&owner=school")
    assert "食堂后厨一处灭火器过期" in supervisor.page("/books/work?month=2026-05")
    assert "食堂后厨一处灭火器过期" in supervisor.page("/books/rectification?state=open")
    assert "还没有回访" in supervisor.page("/books/follow-ups")
    query = "month=2026-05&account=chen.jing&conclusion=partly&unit=school-1"
    assert "没有符合条件" in supervisor.page(f"/books/follow-ups?{query}")
    file_of = supervisor.page("/schools/school-1")
    assert "来过的督学" in file_of
    assert "还没有给这个单位的文书" in file_of


@pytest.mark.postgres
def test_the_figures_of_schools_are_judged_on_postgresql(supervisor):
    new, stated = "/indicators/new", {"primary_pupils": "45", "books": "279"}
    for school, year in (("school-1", "2025"), ("school-1", "2026"), ("school-2", "2026")):
        fields = {**stated, "school_id": school, "year": year}
        assert supervisor.fill(new, new, **fields).status_code == 303
    assert "6.20 册" in supervisor.page("/balance?year=2026")
    assert "2025 年" in supervisor.page("/indicators/school-1/2026")
    assert supervisor.get("/balance.xlsx").content.startswith(b"PK")
