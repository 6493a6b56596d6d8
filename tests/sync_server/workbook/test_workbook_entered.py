"""Phones and papers know a finding that no visit raised, on both databases."""

from datetime import date
from typing import Any

import pytest

from domain.findings.state import FindingState
from domain.kinds.paper.builder import PaperState
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.visit.course import VisitSubmitted
from domain.kinds.visit.finding import Category, Source
from domain.kinds.visit.follow_up import Conclusion, FollowUpPrivate, FollowUpRecorded
from sync_server.data.findings.course import raised_findings
from sync_server.data.tables import FindingRow
from sync_server.office.commands import Office
from sync_server.office.entering import FindingEntering, NewFinding
from sync_server.office.findings import FindingCommands
from sync_server.office.papers import PaperDraft, SeenFinding
from sync_server.projection.rebuild import rebuild
from tests.builders.courses import seen_course
from tests.builders.handset import Handset, a_school, enrolled, write
from tests.builders.issuing import paper_brought_to
from tests.builders.pulled import moved, pull, tags
from tests.sync_server.conftest import ON_BOTH


@pytest.fixture
async def chen(server, client) -> Handset:
    """The phone of the inspector who is responsible for schools 1 and 2."""
    return await enrolled(server, client)


@pytest.fixture
async def wang(server, client) -> Handset:
    """The phone of a colleague who has other schools."""
    return await enrolled(server, client, "wang.fang")


def enter(server) -> tuple[str, str]:
    """A finding of 上级交办 at school-1; by what it is named."""
    new = NewFinding(
        school_id="school-1",
        raised_on=date(2026, 5, 12),
        source=Source.HIGHER_AUTHORITY,
        category=Category.SAFETY,
        text="实验室药品没有专柜",
    )
    entering = FindingEntering(Office(server.database, server.committer))
    subject = entering.enter("zhao.tong", new).id
    with server.database.reading() as transaction:
        (found,) = raised_findings(transaction.tables, [subject]).values()
    return found.visit, found.finding_id


def paper_about(server, key: tuple[str, str], state: PaperState) -> str:
    """A paper about the entered finding."""
    seen = seen_course(server.database, *key)
    named = (SeenFinding(seen.visit, seen.finding_id, seen.version),)
    said: Any = {"due_on": "2026-05-30", "requirement": "限期整改"}
    draft = PaperDraft(PaperKind.RECTIFICATION, "school-1", named, **said)
    return paper_brought_to(server, state, draft)


@ON_BOTH
async def test_it_comes_to_the_phone_of_whoever_has_the_unit(server, client, chen, wang):
    before, others = await tags(client, chen), await tags(client, wang)
    key = enter(server)
    assert moved(before, await tags(client, chen)) == {"findings"}
    assert moved(others, await tags(client, wang)) == set()
    (found,) = (await pull(client, chen)).findings
    assert (found.visit, found.finding_id, found.subject) == (*key, key[0])
    assert (found.text, found.due_on) == ("实验室药品没有专柜", "2026-05-27")
    assert found.state is FindingState.RAISED


@ON_BOTH
async def test_the_phone_hears_of_its_paper_and_looks_at_it_again(server, client, chen):
    key = enter(server)
    before = await tags(client, chen)
    paper_about(server, key, PaperState.SERVED)
    assert moved(before, await tags(client, chen)) == {"findings"}
    (found,) = (await pull(client, chen)).findings
    assert (found.state, found.deadline) == (FindingState.NOTICED, "2026-05-30")
    again = chen.pen.open_visit("school-1")
    body = FollowUpRecorded(
        finding_id=key[1], finding_visit=key[0], conclusion=Conclusion.RECTIFIED
    )
    chen.pen.write(body, FollowUpPrivate(text="已设专柜"), again)
    chen.pen.write(VisitSubmitted(head=chen.pen.head.id), subject=again)
    await chen.push(client)
    (found,) = (await pull(client, chen)).findings
    assert (found.state, found.follow_up.text) == (FindingState.CHECKED, "已设专柜")
    assert rebuild(server.database) == {}


@ON_BOTH
async def test_it_is_closed_once_all_is_there_and_counts_for_no_inspector(server, client, chen):
    key = enter(server)
    paper_about(server, key, PaperState.SERVED)
    commands = FindingCommands(Office(server.database, server.committer))
    due = date(2026, 5, 20)
    commands.set_measure("zhao.tong", seen_course(server.database, *key), "设柜", "何校长", due)
    again = chen.pen.open_visit("school-1")
    body = FollowUpRecorded(
        finding_id=key[1], finding_visit=key[0], conclusion=Conclusion.RECTIFIED
    )
    chen.pen.write(body, subject=again)
    chen.pen.write(VisitSubmitted(head=chen.pen.head.id), subject=again)
    await chen.push(client)
    commands.close("li.zhuren", [seen_course(server.database, *key)])
    (found,) = (await pull(client, chen)).findings
    assert found.state is FindingState.CLOSED


def zone_of(server, key: tuple[str, str]) -> str:
    with server.database.session() as session:
        row = session.get(FindingRow, key)
    assert row is not None
    zone: str = row.zone
    return zone


@ON_BOTH
def test_a_unit_that_changes_its_zone_takes_it_along(server):
    key = enter(server)
    assert zone_of(server, key) == "z1"
    write(server, "wanshan", (a_school(zone="z2"), None))
    assert zone_of(server, key) == "z2"
    assert rebuild(server.database) == {}
