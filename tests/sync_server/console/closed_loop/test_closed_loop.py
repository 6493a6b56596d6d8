"""The closed loop whole: 57 schools, 6 institutions, 197 findings, 63 papers, 197 closed (2-02)."""

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape

import pytest
from openpyxl import load_workbook
from pydantic import SecretStr
from sqlalchemy import text
from starlette.testclient import TestClient

from domain.findings.state import FindingState
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.visit.follow_up import Conclusion
from domain.words.values import label
from sync_server.projection.rebuild import rebuild
from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.asked_elsewhere import (
    answer_all,
    answer_at_door,
    asked_units,
    send_to_all,
)
from tests.builders.closed_loop import DUE, TALKS, ClosedLoop, Size, Unit
from tests.builders.drawn_forms import form_on
from tests.builders.handset import PEOPLE, a_server, set_up_district
from tests.builders.pages import Browser

LATE = 1
NUMBER = "万教督整〔2026〕{}号"
STEPS = {
    PaperKind.TIP: (1, "万教督提〔2026〕1号"),
    PaperKind.SUPERVISION: (7, "万教督办〔2026〕1号"),
    PaperKind.TALK: (15, "万教督谈〔2026〕1号"),
    PaperKind.CIRCULAR: (30, "万教督通〔2026〕1号"),
}
MEASURE = {"text": "更换灭火器", "responsible": "何校长", "due_on": "2026-05-25"}
REPLY = {"text": "已更换", "replied_on": "2026-05-14", "is_done": "true"}
FEEDBACK = {"fed_back_on": "2026-05-14", "manner": "on_the_spot", "person": "何校长"}
RECEIVED = {"delivery": "received", "signed_by": "何校长"}


def numbers(loop: ClosedLoop, kind: PaperKind = PaperKind.RECTIFICATION) -> list[str]:
    """The numbers of all papers of a kind, in their order."""
    with loop.server.database.reading() as transaction:
        query = text("SELECT number FROM paper WHERE paper_kind = :kind ORDER BY serial")
        found = transaction.tables.execute(query, {"kind": kind.value})
        return [row.number for row in found]


def refused_in_turn(loop: ClosedLoop) -> None:
    """Closing is tried before feedback, before measures, before a follow-up."""
    first = loop.units[0].to_mend[0]
    missing = ["还没有反馈", "还没有整改措施、责任人和时限", "还没有回访确认已整改"]
    for form, said in (("feedback", FEEDBACK), ("measure", MEASURE), ("reply", REPLY)):
        assert loop.close_early(first) == f"还不能销号：{'，'.join(missing)}。"
        loop.say(loop.clerk, first, form, **said)
        missing = missing[1:] or missing
    assert loop.close_early(first) == "还不能销号：还没有回访确认已整改。"


def told_to_all(loop: ClosedLoop) -> None:
    """Every unit gets a notice, the first three by hand on the pages."""
    for serial, unit in enumerate(loop.units, 1):
        if serial > 3:
            unit.notice = loop.notify(unit)
            continue
        unit.notice = page = loop.write_paper(unit)
        assert loop.page_of((unit.visit, "f1")) in loop.clerk.page(page)
        assert "/issue" not in loop.clerk.page(page)
        assert loop.sign(page) == NUMBER.format(serial)
        # What is brought to the unit it was told of.
        loop.act(loop.clerk, page, "ServeForm", **RECEIVED)
    assert numbers(loop) == [NUMBER.format(serial) for serial in range(1, len(loop.units) + 1)]
    for browser in (loop.clerk, loop.supervisor):
        assert f'共 <b class="figures">{len(loop.units)}</b> 条' in browser.page("/papers")
        assert "没有等待下达的问题" in browser.page("/papers")


def looked_for_elsewhere(loop: ClosedLoop) -> None:
    """What was found at one unit is looked for at all others, and each of them answers."""
    first = loop.units[0]
    check = send_to_all(loop, first, loop.today + timedelta(days=3))
    asked = asked_units(loop, check)
    assert len(asked) == len(loop.units) - 1
    assert first.school_id not in asked
    at_door, told_us, silent, *others = asked
    answer_at_door(loop, check, at_door)
    answer_all(loop, check, others)
    loop.go_to(loop.today + timedelta(days=4))
    late = loop.supervisor.page("/similar/answers?state=overdue")
    assert '共 <b class="figures">2</b> 条' in late
    assert "举一反三逾期未答" in loop.supervisor.page("/closing")
    page = f"{check}/{told_us}"
    said = {"outcome": "clear", "looked": "电话核实：没有。", "told_by": "何校长"}
    assert loop.clerk.fill(page, f"{page}/enter", **said).status_code == 303
    page = f"{check}/{silent}"
    assert loop.supervisor.fill(page, f"{page}/withdraw", reason="停课改造").status_code == 303
    stands = f"{len(asked) - 1} 个，已答 {len(asked) - 1} 个；另撤回 1 个"
    assert stands in loop.supervisor.page(check)
    assert "都已办完" in loop.clerk.page(loop.page_of(first.to_mend[0]))
    assert '共 <b class="figures">0</b> 条' in loop.clerk.page("/similar/answers?state=overdue")


def partly_done(loop: ClosedLoop, unit: Unit) -> None:
    """A look that finds one partly put right opens it again, with a new day."""
    (first, *_) = unit.to_mend
    loop.look(unit, [first], conclusion=Conclusion.PARTLY, text="还差 2 具", due_on="2026-06-20")
    page = loop.clerk.page(loop.page_of(first))
    for words in (label(FindingState.RECTIFYING), "还差 2 具", "2026年6月20日"):
        assert words in page
    assert loop.close_early(first) == "还不能销号：还没有回访确认已整改。"
    loop.go_to(loop.today + timedelta(days=4))
    loop.say(loop.clerk, first, "reply", **{**REPLY, "replied_on": loop.today.isoformat()})
    assert label(FindingState.REPLIED) in loop.clerk.page(loop.page_of(first))


def answered_in_time(loop: ClosedLoop) -> None:
    """The office enters what the units will do and did; all but the late one answer."""
    first, *others = [each for unit in loop.units for each in unit.to_mend]
    loop.measure(others)
    late = loop.units[LATE].to_mend
    loop.reply(each for each in others if each not in late)
    assert label(FindingState.REPLIED) in loop.clerk.page(loop.page_of(others[0]))
    for each in (first, others[0], late[0]):
        assert loop.close_early(each) == "还不能销号：还没有回访确认已整改。"


def warned_in_order(loop: ClosedLoop, unit: Unit) -> None:
    """A unit that stays silent gets paper after paper, each signed by who did not write it."""
    before, late = unit.notice, len(unit.to_mend)
    for kind, (days, number) in STEPS.items():
        loop.go_to(DUE + timedelta(days=days))
        listed = loop.clerk.page("/findings?due=overdue")
        assert listed.count(f"逾期 {days} 天") == late
        assert f'共 <b class="figures">{late}</b> 条' in listed
        link = f"/schools/{unit.school_id}/paper?kind={kind.value}&follows={before.split('/')[2]}"
        for browser, page in ((loop.supervisor, "/closing"), (loop.clerk, before)):
            assert link in unescape(browser.page(page)), (kind, page)
        page = loop.write_paper(unit, link, due_on="2026-07-31")
        assert 'value="IssueForm"' not in loop.clerk.page(page)
        assert (loop.sign(page), numbers(loop, kind)) == (number, [number])
        loop.act(loop.clerk, page, "ServeForm", **RECEIVED)
        if kind is PaperKind.TALK:
            loop.act(loop.clerk, page, "TalkForm", persons="何校长", minutes="七月底前改完")
        before = page
    assert "各步都已发文" in loop.supervisor.page("/closing")


def all_mended(loop: ClosedLoop) -> None:
    """The late unit answers at last; another inspector looks at everything."""
    late = loop.units[LATE].to_mend
    loop.reply(late)
    assert '共 <b class="figures">0</b> 条' in loop.clerk.page("/findings?due=overdue")
    for unit in loop.units:
        loop.look(unit, unit.to_mend)
    assert label(FindingState.CHECKED) in loop.clerk.page(loop.page_of(late[0]))


def all_closed(loop: ClosedLoop) -> None:
    """One is closed on its page, the others together; a clerk closes none."""
    alone, home = loop.units[-1].to_mend[-1], "/closing"
    loop.say(loop.supervisor, alone, "close")
    assert "CloseSeveralForm" not in loop.clerk.page(home)
    assert loop.clerk.post(home, on=home).status_code == 403
    left = loop.total - 1
    while left:
        fields = form_on(loop.supervisor.page(f"{home}?all=1"), "CloseSeveralForm").fields
        answer = loop.supervisor.send(home, **fields)
        assert answer.headers["location"] == f"{home}?done={len(fields['findings'])}"
        left -= len(fields["findings"])


def same_everywhere(loop: ClosedLoop) -> None:
    """The list, its files and the tables tell one number, and all of it is closed."""
    for query in ("", "?state=closed"):
        page = loop.supervisor.page(f"/findings{query}")
        assert f'共 <b class="figures">{loop.total}</b> 条' in page
        sheet = load_workbook(io.BytesIO(loop.supervisor.get(f"/findings.xlsx{query}").content))
        cells = [[cell.value for cell in row] for row in sheet.worksheets[0].iter_rows()]
        assert sum(label(FindingState.CLOSED) in row for row in cells) == loop.total
        lines = loop.supervisor.get(f"/findings.csv{query}").content.decode("utf-8-sig")
        assert len(list(csv.reader(io.StringIO(lines)))) == loop.total + 1
    assert '共 <b class="figures">0</b> 条' in loop.supervisor.page("/findings?state=open")
    with loop.server.database.reading() as transaction:
        states = text("SELECT state, count(*) AS found FROM finding GROUP BY state")
        counted = transaction.tables.execute(states).all()
    assert [(row.state, row.found) for row in counted] == [("closed", loop.total)]


def sums_of_month(loop: ClosedLoop, month: str) -> dict[str, object]:
    """The sums of the month's table, as it is taken away."""
    file = loop.supervisor.get(f"/month/{month}.xlsx").content
    sheet = load_workbook(io.BytesIO(file), data_only=True).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heads = next(row for row in rows if "座谈次" in row)
    sums = next(row for row in rows if "合计" in row)
    return {str(head): found for head, found in zip(heads, sums, strict=True)}


def told(loop: ClosedLoop) -> None:
    """The whole way of a loop, from the first visit to the last 销号."""
    loop.inspect()
    assert "培训中心" in loop.clerk.page("/papers")
    listed = loop.clerk.page("/findings?state=open").partition("<tbody>")[2].split("<tr")[1:]
    hazards = ["安全隐患" in row for row in listed]
    assert hazards == [True] * len(loop.hazards) + [False] * (len(listed) - len(loop.hazards))
    refused_in_turn(loop)
    told_to_all(loop)
    looked_for_elsewhere(loop)
    loop.go_to(date(2026, 5, 20))
    partly_done(loop, loop.units[0])
    answered_in_time(loop)
    warned_in_order(loop, loop.units[LATE])
    all_mended(loop)
    all_closed(loop)
    same_everywhere(loop)
    assert rebuild(loop.server.database) == {}


@pytest.mark.slow
def test_all_findings_of_a_district_are_closed_and_every_figure_agrees(server, browsers, clock):
    loop = ClosedLoop(server, clock, browsers, Size(57, 6, 197), range(20, 25), range(30, 32))
    told(loop)
    summed = sums_of_month(loop, "2026-05")
    wanted = {"问题条": loop.total, "座谈次": TALKS, "通知书份": len(loop.units)}
    assert {title: summed[title] for title in wanted} == wanted


@pytest.fixture
def on_postgres(tmp_path, postgres_url, clock) -> Iterator[ClosedLoop]:
    """Four schools and an institution on PostgreSQL."""
    url = SecretStr(postgres_url)
    server = a_server(tmp_path / "postgres", clock, database_url=url)
    set_up_district(server)
    server.accounts.issue_codes(list(PEOPLE))
    app = create_app(server, Settings(data=tmp_path / "postgres", database_url=url))

    def browser(account: str) -> Browser:
        found = Browser(TestClient(app, "http://duji.test", raise_server_exceptions=False))
        found.keep_session(server.accounts.open_session(account))
        return found

    yield ClosedLoop(server, clock, browser, Size(4, 1, 17), range(3, 4), range(4, 5))
    server.close()


@pytest.mark.postgres
def test_the_same_of_five_units_on_postgresql(on_postgres):
    told(on_postgres)
