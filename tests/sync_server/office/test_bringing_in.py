"""An import that carries findings over: once each, whoever sends it when, on both databases."""

from datetime import date

import pytest
from sqlmodel import col, select

from domain.errors import BadInput, NotAllowed
from domain.kinds.finding.entering import EnteredPrivate, FindingEntered
from domain.kinds.visit.finding import Category, Source
from sync_server.data.findings.carried import OldPaper, old_papers
from sync_server.data.tables import FindingRow
from sync_server.ledger.append import OfficeEntry
from sync_server.office.commands import Office
from sync_server.projection.rebuild import rebuild
from sync_server.register.districts import Districts
from sync_server.register.importing.run import RegisterImport
from tests.builders.handset import a_school
from tests.builders.import_file import an_import_file
from tests.sync_server.conftest import ON_BOTH

NUMBER = "万教督整〔2025〕7号"
HEADINGS = ("单位", "问题", "发现日期", "通知书编号", "下达日期", "整改期限")
ROWS = [
    ("第1小学", text, "2026-03-18", NUMBER, "2026-03-20", "2026-04-20")
    for text in ("栏杆松动", "消防器材过期", "留样登记不全")
]


@pytest.fixture
def office(server) -> Office:
    return Office(server.database, server.committer)


@pytest.fixture
def importing(server, office) -> RegisterImport:
    districts = Districts(server.database, server.committer)
    found = RegisterImport(server.database, districts, server.accounts)
    return found.written_by(lambda _, contents: office.bring_in("li.zhuren", contents))


def plan(importing, *rows):
    found = importing.plan(
        an_import_file({"期初问题": [HEADINGS, *rows]}), "wanshan", date(2026, 5, 14)
    )
    assert found.faults == ()
    return found


def texts(server) -> list[str]:
    with server.database.session() as session:
        query = select(FindingRow.text).where(col(FindingRow.is_carried_over))
        return sorted(session.exec(query))


@ON_BOTH
def test_two_who_looked_at_the_same_file_bring_each_finding_in_once(server, importing):
    mine, others = plan(importing, *ROWS), plan(importing, *ROWS[:2])
    importing.carry_out(others, "wanshan")
    done = importing.carry_out(mine, "wanshan")
    assert (done.written, len(texts(server))) == (1, 3)
    assert ["没有重复导入" in each.sentence for each in done.left] == [True, True]
    assert plan(importing, *ROWS).changes == ()
    assert rebuild(server.database) == {}


@ON_BOTH
def test_the_old_papers_are_told_from_their_findings(server, importing):
    importing.carry_out(plan(importing, *ROWS), "wanshan")
    with server.database.session() as session:
        found = old_papers(session.connection(), "wanshan")
    assert found == [OldPaper(NUMBER, "school-1", "2026-03-20", "2026-04-20", 3, 3)]


def test_the_command_line_brings_them_in_as_the_server(server):
    districts = Districts(server.database, server.committer)
    importing = RegisterImport(server.database, districts, server.accounts)
    importing.carry_out(plan(importing, *ROWS), "wanshan")
    assert len(texts(server)) == 3


def test_only_who_sets_the_register_brings_anything_in(server, office):
    body = FindingEntered(
        finding_id="old",
        school_id="school-1",
        raised_on="2026-03-18",
        source=Source.ROUTINE,
        category=Category.OTHER,
        is_carried_over=True,
    )
    entry = OfficeEntry(body, EnteredPrivate(text="栏杆松动"))
    for account in ("zhao.tong", "chen.jing"):
        with pytest.raises(NotAllowed):
            office.bring_in(account, [entry])
    with pytest.raises(BadInput):
        office.bring_in("li.zhuren", [OfficeEntry(a_school("school-1"))])
    assert texts(server) == []
