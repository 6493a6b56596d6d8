"""The boards at the gates: one or all, on A4 and A3, and as Word files."""

import io
import re
import zipfile

from docx import Document

from domain.kinds import read
from domain.kinds.office.export import TableExported
from domain.kinds.register.school import SchoolKind
from sync_server.door.cards import MATTERS
from tests.builders.handset import a_school, write
from tests.builders.logged import entries_of
from tests.builders.word_file import style_of, words_of


def test_all_schools_in_use_are_there_each_on_a_sheet_of_its_own(supervisor, server):
    garden = a_school("school-2", name="谢桥幼儿园", school_kind=SchoolKind.KINDERGARTEN)
    closed = a_school("school-3", is_active=False)
    write(server, "wanshan", (garden, None), (closed, None))
    page = supervisor.page("/boards")
    assert re.findall(r'board-school">([^<]+)', page) == ["第1小学", "谢桥幼儿园"]
    assert "幼儿园责任督学公示牌" in page
    assert page.count('class="board"') == 2
    assert supervisor.page("/boards?paper=a3").count('class="board is-a3"') == 2
    raw = supervisor.get("/boards.docx").content
    titles = Document(io.BytesIO(raw)).paragraphs
    schools = [each.text for each in titles if style_of(each) == "公示牌学校"]
    assert schools == ["第1小学", "谢桥幼儿园"]
    codes = set(re.findall(r'class="figures">([0-9A-Z-]+)', page))
    assert len(codes) == 2
    assert codes <= set(words_of(raw))


def test_one_school_has_its_own_with_all_that_is_asked_for(supervisor, server):
    page = supervisor.page("/schools/school-1/card")
    raw = supervisor.get("/schools/school-1/card.docx").content
    words = words_of(raw)
    assert {"第1小学", "陈静", "中小学校责任督学公示牌"} <= set(words)
    assert [f"{number}．{each}" for number, each in enumerate(MATTERS, 1)] == [
        each for each in words if re.match(r"\d．", each)
    ]
    for each in MATTERS:
        assert each in page
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        pictures = [each for each in packed.namelist() if each.startswith("word/media/")]
    assert len(pictures) == 1
    body = read(entries_of(server.database, TableExported.kind)[0].line).body
    assert isinstance(body, TableExported)
    assert (body.table, body.format) == ("board", "docx")
    assert supervisor.get("/schools/none/card.docx").status_code == 404


def test_they_are_for_who_sets_the_register(browsers):
    for account in ("zhao.tong", "chen.jing"):
        for path in ("/boards", "/boards.docx", "/schools/school-1/card.docx"):
            assert browsers(account).get(path).status_code == 403, path
