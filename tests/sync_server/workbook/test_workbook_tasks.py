"""What the workbook tells of findings, campaigns and papers, and who may read their photos."""

import hashlib
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from domain.findings.state import FindingState
from domain.kinds.book_part import TOLD_BY_ENTRIES
from domain.kinds.campaign.carrying_out import SelfChecked, UnitSaidPrivate
from domain.kinds.campaign.course import CampaignStage, CampaignState
from domain.kinds.campaign.plan import CampaignTeam
from domain.kinds.finding.closing import End
from domain.kinds.office.policy import PolicyRead, PolicySection, PolicySet
from domain.kinds.paper.builder import PaperState
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.register.district import DistrictSet, RectifyDays
from domain.kinds.visit.course import VisitSubmitted
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised
from domain.kinds.visit.follow_up import Conclusion, FollowUpPrivate, FollowUpRecorded
from sync_server.ledger.append import OfficeEntry
from sync_server.office.commands import Office
from sync_server.office.findings import FindingCommands, GivenReply
from sync_server.office.papers import PaperCommands
from sync_server.projection.chain_book import SERVER_ACCOUNT
from tests.builders.campaigns import a_plan, approved
from tests.builders.courses import seen_course
from tests.builders.handset import Handset, a_stamped_photo, an_assignment, enrolled, write
from tests.builders.issuing import draft_about, paper_brought_to, seen_now
from tests.builders.pulled import moved, pull, tags
from tests.builders.server import version_of

PHOTO = b"a photo of a fire extinguisher"
NAME = hashlib.sha256(PHOTO).hexdigest()


@pytest.fixture
async def chen(server, client) -> Handset:
    """The phone of the inspector who is responsible for schools 1 and 2."""
    return await enrolled(server, client)


@pytest.fixture
async def wang(server, client) -> Handset:
    """The phone of a colleague."""
    return await enrolled(server, client, "wang.fang")


async def raised(client, handset, school="school-1", **fields) -> Any:
    """A submitted visit that raised finding f1, with a photo of it; its id."""
    visit = handset.pen.open_visit(school, campaign_id=fields.pop("campaign_id", None))
    handset.pen.write(a_stamped_photo(PHOTO, finding_id="f1"), subject=visit)
    finding = FindingRaised(finding_id="f1", category=Category.SAFETY, **fields)
    private = FindingPrivate(text="灭火器压力不足", place="二楼东侧", responsible="罗校长")
    handset.pen.write(finding, private, visit)
    handset.pen.write(VisitSubmitted(head=handset.pen.head.id), subject=visit)
    await handset.push(client)
    await client.put(f"/api/v1/photos/{NAME}", content=PHOTO, headers=handset.headers)
    return visit


def office_writes(server, visit, body, private) -> None:
    seen = version_of(server.database, visit)
    server.committer.write("li.zhuren", [OfficeEntry(body, private, visit, seen)])


async def looked(client, handset, visit, conclusion, school="school-1") -> Any:
    """A submitted visit that looked at f1 again; its id."""
    again = handset.pen.open_visit(school)
    seen = FollowUpRecorded(finding_id="f1", finding_visit=visit, conclusion=conclusion)
    handset.pen.write(seen, FollowUpPrivate(text="已更换"), again)
    handset.pen.write(VisitSubmitted(head=handset.pen.head.id), subject=again)
    await handset.push(client)
    return again


def paper_about(server, visit, state=PaperState.ISSUED, **said) -> str:
    """A paper to school-1 about finding f1 of the visit."""
    draft = draft_about(server, visit, due_on="2026-05-30", requirement="限期更换", **said)
    return paper_brought_to(server, state, draft)


def void(server, paper: str) -> None:
    commands = PaperCommands(Office(server.database, server.committer))
    commands.void("li.zhuren", seen_now(server.database, paper), "写错了")


def answer(server, visit: str) -> None:
    """The unit's measures and its answer, as the office has them on paper."""
    commands = FindingCommands(Office(server.database, server.committer))
    commands.set_measure(
        "li.zhuren", seen_course(server.database, visit, "f1"), "更换", "罗校长", date(2026, 5, 20)
    )
    reply = GivenReply(date(2026, 5, 14), True, "已更换两具", "罗校长")
    commands.reply("li.zhuren", seen_course(server.database, visit, "f1"), reply)


async def test_finding_comes_with_its_photo_paper_and_reply(server, client, chen):
    visit = await raised(client, chen, due_on="2026-06-01", recurs="f0")
    paper_about(server, visit)
    answer(server, visit)
    (found,) = (await pull(client, chen)).findings
    assert (found.place, found.responsible, found.photos) == ("二楼东侧", "罗校长", (NAME,))
    assert found.recurs == "f0"
    assert (found.notice.number, found.notice.due_on) == ("万教督整〔2026〕1号", "2026-05-30")
    assert (found.notice.requirement, found.reply.text) == ("限期更换", "已更换两具")
    assert (found.state, found.measure.responsible) == (FindingState.REPLIED, "罗校长")


async def test_newest_paper_is_told_until_it_is_voided(server, client, chen):
    visit = await raised(client, chen)
    known = [await tags(client, chen)]
    paper_about(server, visit)
    known.append(await tags(client, chen))
    second = paper_about(server, visit, paper_kind=PaperKind.TIP)
    (found,) = (await pull(client, chen)).findings
    assert (found.notice.number, found.notice.paper_kind) == ("万教督提〔2026〕1号", "tip")
    void(server, second)
    known.append(await tags(client, chen))
    (found,) = (await pull(client, chen)).findings
    assert found.notice.number == "万教督整〔2026〕1号"
    assert [moved(*pair) for pair in pairwise(known)] == [{"findings"}] * 2


async def test_paper_is_told_from_its_signing_until_it_is_voided(server, client, chen):
    visit = await raised(client, chen)
    for state, is_told in ((PaperState.PENDING, False), (PaperState.ANSWERED, True)):
        paper = paper_about(server, visit, state)
        (found,) = (await pull(client, chen)).findings
        assert (found.notice is not None) is is_told
    void(server, paper)
    (found,) = (await pull(client, chen)).findings
    assert found.notice is None


@pytest.mark.parametrize(
    ("conclusion", "awaits_look"),
    [(Conclusion.PARTLY, True), (Conclusion.NOT_RECTIFIED, True), (Conclusion.RECTIFIED, False)],
)
async def test_follow_up_of_anybody_is_told_to_who_is_responsible(
    client, chen, wang, conclusion, awaits_look
):
    visit = await raised(client, chen)
    before = await tags(client, chen)
    await looked(client, wang, visit, conclusion)
    assert moved(before, await tags(client, chen)) == {"duty", "findings"}
    (found,) = (await pull(client, chen)).findings
    assert (found.awaits_look, found.follow_up.conclusion) == (awaits_look, conclusion)
    assert (found.follow_up.by_name, found.follow_up.text) == ("王芳", "已更换")


async def test_newest_look_counts(client, chen):
    visit = await raised(client, chen)
    await looked(client, chen, visit, Conclusion.RECTIFIED)
    await looked(client, chen, visit, Conclusion.NOT_RECTIFIED)
    (found,) = (await pull(client, chen)).findings
    assert found.state is FindingState.RECTIFYING


async def test_what_was_fixed_on_the_spot_awaits_no_look(client, chen):
    await raised(client, chen, is_fixed_on_spot=True)
    (found,) = (await pull(client, chen)).findings
    assert (found.awaits_look, found.state.is_open) == (False, True)


async def test_ended_findings_are_told_for_the_months_of_a_workbook(server, client, chen, clock):
    visit = await raised(client, chen)
    commands = FindingCommands(Office(server.database, server.committer))
    commands.end("li.zhuren", seen_course(server.database, visit, "f1"), End.WITHDRAWN, "提错了")
    (found,) = (await pull(client, chen)).findings
    assert (found.end, found.ended_on) == (End.WITHDRAWN, "2026-05-14")
    clock.now += timedelta(days=500)
    assert (await pull(client, chen)).findings == ()


async def test_photo_of_a_finding_is_read_by_who_is_responsible_now(server, client, chen, wang):
    await raised(client, chen)
    address = f"/api/v1/photos/{NAME}"
    assert (await client.get(address, headers=wang.headers)).status_code == 404
    before = await tags(client, wang)
    write(server, "wanshan", (an_assignment("school-1", "wang.fang"), None))
    assert (await client.get(address, headers=wang.headers)).content == PHOTO
    assert moved(before, await tags(client, wang)) == TOLD_BY_ENTRIES
    assert (await pull(client, wang)).findings[0].photos == (NAME,)


async def test_photo_that_arrives_changes_the_tag_of_who_compares(client, chen, wang, server):
    write(server, "wanshan", (an_assignment("school-1", "wang.fang"), None))
    visit = chen.pen.open_visit("school-1")
    chen.pen.write(a_stamped_photo(PHOTO, finding_id="f1"), subject=visit)
    chen.pen.write(FindingRaised(finding_id="f1", category=Category.SAFETY), subject=visit)
    chen.pen.write(VisitSubmitted(head=chen.pen.head.id), subject=visit)
    await chen.push(client)
    before = await tags(client, wang)
    await client.put(f"/api/v1/photos/{NAME}", content=PHOTO, headers=chen.headers)
    assert moved(before, await tags(client, wang)) == {"findings"}


async def campaigns_of(server, client, handset, **fields):
    plan = a_plan(**{"units": ("school-1", "school-3"), **fields})
    approved(server.database, server.committer, plan)
    return (await pull(client, handset)).campaigns


async def test_campaign_is_a_task_at_ones_own_schools(server, client, chen, wang):
    (mine,) = await campaigns_of(server, client, chen)
    assert (mine.title, mine.schools, mine.visited) == ("食堂专项", ("school-1",), ())
    (hers,) = (await pull(client, wang)).campaigns
    assert hers.schools == ("school-3",)


async def test_a_team_goes_to_all_its_units_and_nobody_else_does(server, client, chen, wang):
    team = CampaignTeam(
        team="t1",
        name="第一组",
        leader="wang.fang",
        members=("li.zhuren", "zhao.qi"),
        units=("school-1", "school-3"),
    )
    assert await campaigns_of(server, client, chen, teams=(team,), units=()) == ()
    (hers,) = (await pull(client, wang)).campaigns
    assert (hers.team, hers.schools) == ("第一组", ("school-1", "school-3"))
    assert (hers.state, hers.is_received) == (CampaignState.RUNNING, False)


async def test_a_draft_is_told_to_nobody(server, client, chen):
    write(server, "wanshan", (a_plan(), None))
    assert (await pull(client, chen)).campaigns == ()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"from_on": "2026-05-28"}, True),
        ({"from_on": "2026-05-29"}, False),
        ({"to_on": "2026-05-14"}, True),
        ({"to_on": "2026-05-13"}, False),
        ({"units": ("school-3",)}, False),
    ],
)
async def test_campaign_is_told_while_it_runs_and_shortly_before(
    server, client, chen, fields, told
):
    assert bool(await campaigns_of(server, client, chen, **fields)) is told


async def test_campaign_appears_with_its_day(server, client, chen, clock):
    assert await campaigns_of(server, client, chen, from_on="2026-05-29") == ()
    before = await tags(client, chen)
    clock.now += timedelta(days=1)
    assert moved(before, await tags(client, chen)) == {"campaigns"}
    assert (await pull(client, chen)).campaigns


async def test_school_is_visited_once_somebody_submitted_a_visit_of_the_campaign(
    server, client, chen, wang
):
    await campaigns_of(server, client, chen)
    before = await tags(client, chen)
    await raised(client, wang, campaign_id="k1")
    assert moved(before, await tags(client, chen)) == {"campaigns", "duty", "findings"}
    assert (await pull(client, chen)).campaigns[0].visited == ("school-1",)


async def test_what_a_unit_found_on_itself_is_told_to_who_goes_there(server, client, chen):
    stages = (CampaignStage.SELF_CHECK, CampaignStage.FIELD)
    (told,) = await campaigns_of(server, client, chen, stages=stages)
    assert (told.asks_self_checks, told.self_checks) == (True, ())
    before = await tags(client, chen)
    body = SelfChecked(unit="school-1", reported_on="2026-05-14", has_problems=True)
    private = UnitSaidPrivate(text="长" * 1200, told_by="何校长")
    entry = OfficeEntry(body, private, told.campaign)
    server.committer.write(SERVER_ACCOUNT, [entry], "wanshan")
    assert moved(before, await tags(client, chen)) == {"campaigns"}
    (report,) = (await pull(client, chen)).campaigns[0].self_checks
    assert (report.school_id, report.has_problems, len(report.text)) == ("school-1", True, 1000)


async def test_rules_of_the_district_come_along(server, client, chen):
    rules = DistrictSet(
        district="wanshan",
        name="万山区",
        keep_originals_days=30,
        rectify_days=RectifyDays(general=10),
    )
    write(server, "wanshan", (rules, None))
    book = await pull(client, chen)
    assert (book.keep_originals_days, book.rectify_days.general) == (30, 10)


def a_policy(part: int = 1, parts: int = 1, text: str = "持证进校。", **fields) -> PolicySet:
    sections = (PolicySection(heading=f"第{part}章", text=text),)
    facts = {"policy_id": "rules", "title": "督学工作守则", "sections": sections}
    return PolicySet(part=part, parts=parts, **{**facts, **fields})


async def test_paper_is_listed_by_part_and_fetched_by_hash(server, client, chen):
    write(server, "wanshan", (a_policy(1, 2), None), (a_policy(2, 2), None))
    first, second = (await pull(client, chen)).policies
    assert (first.part, second.part, first.title) == (1, 2, "督学工作守则")
    answer = await client.get(f"/api/v1/policies/{second.sha256}", headers=chen.headers)
    assert hashlib.sha256(answer.content).hexdigest() == second.sha256
    assert len(answer.content) == second.size_bytes
    assert answer.json()["sections"][0]["heading"] == "第2章"


async def test_shorter_paper_and_one_withdrawn_leave_nothing_behind(server, client, chen):
    write(server, "wanshan", (a_policy(1, 2), None), (a_policy(2, 2), None))
    write(server, "wanshan", (a_policy(1, 1), None), (a_policy(2, 1), None))
    assert [each.part for each in (await pull(client, chen)).policies] == [1]
    write(server, "wanshan", (a_policy(is_active=False), None))
    assert (await pull(client, chen)).policies == ()


async def test_reading_counts_for_the_reader_and_for_this_text_alone(server, client, chen, wang):
    write(server, "wanshan", (a_policy(), None))
    (paper,) = (await pull(client, chen)).policies
    before = await tags(client, wang)
    chen.pen.write(PolicyRead(policy_id="rules", sha256=(paper.sha256,)))
    await chen.push(client)
    assert await tags(client, wang) == before
    assert (await pull(client, chen)).policies[0].is_read
    assert not (await pull(client, wang)).policies[0].is_read
    write(server, "wanshan", (a_policy(text="改过了。"), None))
    assert not (await pull(client, chen)).policies[0].is_read


async def test_text_of_another_district_is_nobodys(server, client, chen):
    write(server, "wanshan", (a_policy(), None))
    (paper,) = (await pull(client, chen)).policies
    unknown = f"/api/v1/policies/{'0' * 64}"
    assert (await client.get(unknown, headers=chen.headers)).status_code == 404
    assert (await client.get(f"/api/v1/policies/{paper.sha256}")).status_code == 401
