"""A checklist goes out as a file and comes in from one, looked at before anything is set."""

import io
import re

import pytest
from openpyxl import load_workbook

from domain.kinds.register.checklist import ChecklistSet
from tests.builders.foreign_form import a_foreign_form
from tests.builders.import_file import an_import_file
from tests.builders.logged import entries_of
from tests.builders.pages import sent_file, upload
from tests.sync_server.console.checklists.test_editor import MONTH, begun, newest, published
from tests.sync_server.console.register.test_school import beside_in

IMPORT = "/checklists/import"


def lines(page: str) -> list[list[str]]:
    """The lines of the page that were not taken: sheet, place, what and what to do."""
    rows = re.findall(r"<tr>\s*<td data-name=\"表\".*?</tr>", page, re.DOTALL)
    cells = (re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in rows)
    return [[re.sub(r"\s+", " ", cell).strip() for cell in row] for row in cells]


def test_a_foreign_form_is_looked_at_then_becomes_a_draft_then_a_checklist(supervisor, server):
    before = len(entries_of(server.database, ChecklistSet.kind))
    look = upload(supervisor, a_foreign_form(), "食堂.xlsx", IMPORT)
    page = supervisor.page(look)
    assert "3 组，5 项" in page
    assert ["survey", "第 8 行 type", "多选没有读"] in [row[:3] for row in lines(page)]
    draft = supervisor.fill(look, look).headers["location"]
    assert len(entries_of(server.database, ChecklistSet.kind)) == before
    assert supervisor.get(look).status_code == 404
    home = published(supervisor, draft).headers["location"]
    assert home == "/checklists/kitchen-check?done=published"
    assert newest(server, "kitchen-check").title == "食堂检查"


def test_what_was_taken_out_comes_in_again_as_the_next_version(supervisor, server):
    out = supervisor.get(f"{MONTH}/1/xlsform.xlsx")
    assert "filename*=UTF-8''" in out.headers["content-disposition"]
    book = load_workbook(io.BytesIO(out.content))
    assert book.sheetnames == ["survey", "choices", "settings"]
    book["survey"]["C3"] = "新的第一项"
    changed = io.BytesIO()
    book.save(changed)
    look = upload(supervisor, changed.getvalue(), "清单.xlsx", IMPORT)
    assert "每一行都读到了" in supervisor.page(look)
    draft = supervisor.fill(look, look, into="month-05").headers["location"]
    page = supervisor.page(f"{draft}/publish")
    assert ("和第 1 版比" in page, page.count('class="chip chip-submitted"')) == (True, 1)
    published(supervisor, draft)
    assert newest(server).version == 2
    assert newest(server).sections[0].items[0].text == "新的第一项"


def test_a_file_never_writes_over_a_draft(supervisor):
    begun(supervisor)
    look = upload(supervisor, a_foreign_form(), "食堂.xlsx", IMPORT)
    refused = supervisor.fill(look, look, into="month-05")
    assert "请先发布或者放弃那份草稿" in beside_in(refused, "take", "into")


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "这不是 .xlsx 文件"),
        (b"PK\x03\x04nothing", "文件坏了"),
        (b"\xd0\xcf\x11\xe0", "旧版 .xls"),
        (an_import_file({"学校": [("学校名称",)]}), "没有名为 survey 的工作表"),
        (b"PK" + b"0" * 20_000_001, "文件超过 20 MB"),
    ],
    ids=["empty", "damaged", "old", "other", "large"],
)
def test_a_hostile_file_is_refused_in_one_sentence(supervisor, raw, says):
    answer = sent_file(supervisor, raw, "清单.xlsx", IMPORT)
    assert (answer.status_code, says in answer.text) == (400, True)


def test_a_file_is_its_uploaders_alone(supervisor, browsers):
    look = upload(supervisor, a_foreign_form(), "食堂.xlsx", IMPORT)
    assert browsers("li.zhuren.other").get(look).status_code == 404
    assert browsers("zhao.tong").get(look).status_code == 403
    assert supervisor.get(look.replace("/checklists", "")).status_code == 404
