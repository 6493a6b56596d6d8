"""导入 in the browser: a dry run is a page, faults stand beside cells, and it is done as shown."""

import io
import re
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from domain.kinds.register.school import SchoolSet
from sync_server.data.tables import EntryRow, HeldFileRow, PersonRow, SchoolRow
from sync_server.server import Server
from tests.builders.handset import a_school, write
from tests.builders.import_file import a_large_file, an_import_file
from tests.builders.pages import XLSX, matched, sent_file, upload

SCHOOLS = ("学校名称", "简称", "类型", "片区")
GOOD = an_import_file(
    {
        "学校": [
            SCHOOLS,
            ("城关第一小学", "一小", "小学", "一片区"),
            ("第1小学", "", "小学", "二片区"),
        ],
        "督学": [("姓名", "片区"), ("周雅琴", "一片区")],
        "随便": [("不认得的",)],
    }
)
FAULTY = an_import_file(
    {
        "学校": [
            SCHOOLS,
            ("城关第一小学", "", "小学", "一片区"),
            ("青溪小学", "", "太空学校", "一片区"),
        ]
    }
)


def rows(server: Server, model: Any) -> list[Any]:
    with server.database.session() as session:
        return list(session.exec(select(model)))


def entries(server: Server) -> int:
    return len(rows(server, EntryRow))


def test_the_dry_run_is_a_page_and_changes_nothing(supervisor, server):
    before = entries(server)
    page = supervisor.page(upload(supervisor, GOOD))
    for words in ("名册.xlsx", "城关第一小学", "周雅琴", "【随便】整张表", "还没有改动任何数据"):
        assert words in page
    assert re.search(r'责任区</td><td class="was">一片区</td><td>二片区', page)
    assert "类型 小学" in page
    assert entries(server) == before


def test_what_was_shown_is_done_by_name_and_stands_in_the_history(supervisor, server):
    place = upload(supervisor, GOOD)
    assert supervisor.fill(place, place).headers["location"] == place
    schools = {row.name: row for row in rows(server, SchoolRow) if row.district == "wanshan"}
    assert (schools["第1小学"].zone, "城关第一小学" in schools) == ("z2", True)
    page = supervisor.page(place)
    assert "写入 3 条" in page
    assert "周雅琴" in page
    assert "李主任" in supervisor.page("/history/school/school-1")
    assert all(row.content == b"" for row in rows(server, HeldFileRow))
    assert supervisor.post(place, on="/import").headers["location"] == place


def test_faults_stand_beside_their_cells_and_nothing_can_be_confirmed(supervisor, server):
    before = entries(server)
    place = upload(supervisor, FAULTY)
    page = supervisor.page(place)
    assert "有 1 处错误，一行也不会导入" in page
    assert re.search(r"第 3 行 类型 <span class=\"muted\">C3</span>", page)
    assert "太空学校" in page
    assert f'action="{place}"' not in page
    assert supervisor.post(place, on="/import", shown="x").status_code == 409
    assert entries(server) == before


def test_the_marked_workbook_is_mended_in_place_and_goes_in(supervisor):
    raw = supervisor.get(f"{upload(supervisor, FAULTY)}/marked.xlsx").content
    book = load_workbook(io.BytesIO(raw))
    sheet = book["学校"]
    assert sheet["C3"].fill.start_color.rgb == "FFF4C7C3"
    assert sheet["E3"].value.startswith("问题：“类型”")
    assert sheet["E2"].value is None
    assert book["问题一览"]["B2"].value.startswith("【学校】第 3 行")
    sheet["C3"].value = "小学"
    mended = io.BytesIO()
    book.save(mended)
    page = supervisor.page(upload(supervisor, mended.getvalue()))
    assert "导入这 2 条" in page
    again = supervisor.get(f"{upload(supervisor, mended.getvalue())}/marked.xlsx").content
    assert load_workbook(io.BytesIO(again))["学校"]["E3"].value is None


def test_what_the_register_changed_to_meanwhile_is_shown_before_it_is_done(supervisor, server):
    place = upload(supervisor, GOOD)
    fields = supervisor.hidden(place, place)
    write(server, "wanshan", (a_school("school-1", name="第1小学", town="河口镇"), None))
    before = entries(server)
    answer = supervisor.send(place, **fields)
    assert (answer.status_code, "名册有了变化" in answer.text) == (409, True)
    assert entries(server) == before
    assert supervisor.fill(place, place).status_code == 303
    school = next(row for row in rows(server, SchoolRow) if row.school_id == "school-1")
    assert SchoolSet.model_validate_json(school.facts).town == "河口镇"


def test_doubts_want_a_tick(supervisor, server):
    far = ("第2小学", "小学", "一片区", "121.47,31.23", "WGS84")
    near = [(f"近{n}小学", "小学", "一片区", f"106.7{n},26.5{n}", "WGS84") for n in range(1, 6)]
    headings = ("学校名称", "类型", "片区", "经纬度", "坐标系")
    place = upload(supervisor, an_import_file({"学校": [headings, far, *near]}))
    assert "处要确认" in supervisor.page(place)
    refused = supervisor.fill(place, place)
    assert (refused.status_code, "请先核对" in refused.text) == (400, True)
    assert supervisor.fill(place, place, is_confirmed="true").status_code == 303
    assert len(rows(server, SchoolRow)) > 6


@pytest.mark.parametrize("raw", [b"", b"no workbook", b"PK\x03\x04 cut off"])
def test_what_is_no_workbook_is_refused_in_a_sentence(supervisor, server, raw):
    answer = sent_file(supervisor, raw)
    assert answer.status_code == 400
    assert matched(r'id="workbook-error" role="alert">([^<]+)<', answer.text)
    assert rows(server, HeldFileRow) == []


def test_no_file_at_all_is_refused_in_a_sentence(supervisor):
    assert "请先选择" in supervisor.post("/import", on="/import").text


def test_a_bomb_is_refused_before_it_is_opened(supervisor):
    page = sent_file(supervisor, a_bomb()).text
    assert "文件展开后太大" in page


def a_bomb() -> bytes:
    """A small workbook with a sheet of more than may be read."""
    import zipfile

    whole = io.BytesIO(an_import_file({"学校": [SCHOOLS]}))
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(whole) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in source.namelist():
            content = source.read(name)
            out.writestr(name, content + b" " * 26_000_000 if "sheet1" in name else content)
    return packed.getvalue()


def test_a_held_file_is_its_own_accounts_alone_and_is_let_go_of(
    supervisor, browsers, clock, server
):
    place = upload(supervisor, GOOD)
    clerk = browsers("zhao.tong")
    for path in (place, f"{place}/marked.xlsx"):
        assert clerk.get(path).status_code == 404
    assert browsers("li.zhuren.other").get(place).status_code == 404
    assert place in supervisor.page("/import")
    clock.move(hours=2, minutes=1)
    assert supervisor.get(place).status_code == 404
    assert place not in supervisor.page("/import")
    upload(supervisor, FAULTY)
    assert len(rows(server, HeldFileRow)) == 1


def test_a_clerk_prepares_and_a_supervisor_confirms(browsers, server):
    clerk = browsers("zhao.tong")
    place = upload(clerk, GOOD)
    page = clerk.page(place)
    assert ("确认导入由督导员来做" in page, f'action="{place}"' in page) == (True, False)
    assert clerk.post(place, on="/import", shown="x").status_code == 403
    assert not [row for row in rows(server, PersonRow) if row.name == "周雅琴"]


@pytest.mark.parametrize("path", ["/import", "/import/template.xlsx", "/import/anything"])
def test_inspectors_import_nothing(browsers, path):
    assert browsers("chen.jing").get(path).status_code == 403


def test_another_sites_upload_is_refused(supervisor):
    token = matched(r'name="form_token" value="([0-9a-f]+)"', supervisor.page("/import"))
    for origin, form_token in (("http://evil.example", token), ("http://duji.test", "0" * 64)):
        answer = supervisor.client.post(
            "/import",
            data={"form_token": form_token},
            files={"workbook": ("a.xlsx", GOOD, XLSX)},
            headers={"Origin": origin},
            follow_redirects=False,
        )
        assert answer.status_code == 403


def test_a_files_name_is_text_and_without_a_folder(supervisor):
    place = upload(supervisor, GOOD, "C:\\用户\\<script>x.xlsx")
    page = supervisor.page(place)
    assert "&lt;script&gt;x.xlsx" in page
    assert "<script>x" not in page
    assert "用户" not in page


def test_a_large_workbook_is_shown_by_pages(supervisor):
    place = upload(supervisor, a_large_file(300, 46))
    page = supervisor.page(place)
    assert "第 1 / 4 页" in page
    assert len(page.encode()) < 100_000
    assert "岭300小学" in supervisor.page(f"{place}?sheet=学校&what=new&page=3")
    assert supervisor.get(f"{place}?page=0").status_code == 400


def test_the_empty_workbook_is_downloaded_and_can_be_uploaded(supervisor):
    raw = supervisor.get("/import/template.xlsx").content
    assert "学校" in load_workbook(io.BytesIO(raw)).sheetnames
    assert "没有可以导入的内容" in supervisor.page(upload(supervisor, raw))


def test_more_than_any_workbook_may_have_is_a_page_that_says_so(supervisor):
    answer = sent_file(supervisor, b"PK" + b"x" * 22_000_000)
    assert answer.status_code == 413
    assert "导入的文件最大 20 MB" in answer.text
