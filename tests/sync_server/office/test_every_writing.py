"""Nothing an office account says of a subject stands over what it had not seen, whatever kind."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from domain.campaigns.draw_faults import drawn_by
from domain.errors import BadInput, Conflict
from domain.kinds import KINDS, Kind
from domain.kinds.accountability.course import CaseAct, Manner, Outcome
from domain.kinds.author import Relation, Role
from domain.kinds.campaign.carrying_out import CampaignClosed, CampaignReopened, OpinionTold
from domain.kinds.campaign.course import CampaignStage
from domain.kinds.campaign.lots import CampaignDrawn, DrawAnnounced, DrawShare, LotTeam
from domain.kinds.campaign.plan import CampaignTeam
from domain.kinds.campaign.preparing import (
    CampaignApproved,
    CampaignFieldBegun,
    CampaignReceiptsNoted,
    CampaignReceived,
    CampaignStageDone,
)
from domain.kinds.finding.closing import FindingClosed
from domain.kinds.finding.similar_check import SimilarCheckSent
from domain.kinds.kept_file import KeptFile
from domain.kinds.kind import (
    ACCOUNTABILITY,
    CAMPAIGN,
    FINDING,
    MESSAGE,
    SIMILAR_CHECK,
    TASK,
    VISIT,
    Trait,
    called,
)
from domain.kinds.office.message import MessageAccepted, MessagePassed, MessageRead, MessageReported
from domain.kinds.office.token import TokenScope
from domain.kinds.paper.builder import PaperState
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.piece import Body, OfficeBody, Piece
from domain.kinds.register.zone import ZoneSet
from domain.kinds.task.answering import TaskClosed, TaskReported, TaskReturned
from domain.kinds.task.giving import TaskGiven, TaskPeopleAdded
from domain.kinds.visit.merging import VisitMerged
from domain.register.checklist import Checklist, Theme
from sync_server.data.findings.course import raised_finding
from sync_server.data.subjects import versions_called
from sync_server.ledger.append import NEW, OfficeEntry
from sync_server.projection.rebuild import rebuild
from sync_server.register.districts import Districts
from tests.builders.accountability import BEFORE, CONTENTS, case_at, commands_of
from tests.builders.campaigns import a_plan, stands
from tests.builders.issuing import CLERK, SUPERVISOR, draft_about, paper_brought_to, visits
from tests.builders.sample_ledger import a_message
from tests.builders.server import DISTRICT, Ledger, Phone, version_of
from tests.builders.trail import an_author

OFFICE = frozenset({Role.SUPERVISOR, Role.CLERK, Role.ADMIN})
STALE = "f" * 64
SECTION = {"title": "安全", "items": [{"item_id": "i1", "text": "校门有保安", "kind": "yes_no"}]}
WHOLE = {
    "checklist": {"checklist_id": "c1", "version": 1, "title": "开学", "sections": [SECTION]},
    "theme": {"theme_id": "t9", "month": 9, "title": "开学", "checklist_id": "c1"},
    "file": {"name": "回执.pdf", "kind": "pdf", "sha256": "a" * 64, "size_bytes": 9},
}
MODELS: dict[str, type[Any]] = {"checklist": Checklist, "theme": Theme, "file": KeptFile}
PLAUSIBLE = (
    "east",
    "2026-05",
    "2026-05-14",
    "2026-05-14T00:00:00.000Z",
    "a" * 64,
    1,
    2026,
    1.0,
    True,
    ("east",),
    (Manner.CIRCULAR,),
    (TokenScope.VISITS,),
    3,
    "123456",
    (DrawShare(name="全部", count=1, units=("west",)),),
    (LotTeam(people=("east",), units=("west",)),),
)


def of_the_office() -> Iterator[Kind]:
    """Every kind by which somebody of the office changes a subject that is there already."""
    for kind in KINDS.values():
        may = any(roles & OFFICE and Relation.OFFICE in how for roles, how in kind.rights)
        if may and kind.apply is not None:
            yield kind


def a_body(model: type[Body]) -> Body:
    """The least that such a body can say, each field the first plausible value that fits."""
    fields: dict[str, Any] = {
        name: MODELS[name].model_validate_json(json.dumps(WHOLE[name])) if name in MODELS else None
        for name, field in model.model_fields.items()
        if field.is_required()
    }
    for name in [name for name, value in fields.items() if value is None]:
        choices = getattr(model.model_fields[name].annotation, "__members__", {}).values()
        first = sorted(choices, key=lambda choice: choice is Outcome.CHANGED)
        fields[name] = next(v for v in (*first, *PLAUSIBLE) if fits(model, name, v))
    there = {"district": DISTRICT, "finding_id": "f1"}
    return model(**{name: there.get(name, value) for name, value in fields.items()})


def fits(model: type[Piece], name: str, value: object) -> bool:
    """Whether the field takes the value, whatever the others hold."""
    try:
        model.__pydantic_validator__.validate_assignment(model.model_construct(), name, value)
    except ValidationError as error:
        return all(each["loc"][:1] != (name,) for each in error.errors())
    return True


def subject_of(ledger: Ledger, phone: Phone, kind: Kind, account: str) -> tuple[str | None, str]:
    """Something that is there for an entry of this kind to be about: its id, and its version.

    A thing of the register is found by its code.
    """
    code = called(a_body(kind.body))
    if code is None:
        (visit,) = visits(ledger, phone, 1)
        if made := MAKERS.get(kind.subject or ""):
            return made(ledger, visit, kind, account)
        subject = visit if kind.subject == VISIT else a_paper_for(ledger, visit, kind)
        if Trait.AFTER_END in kind.traits:
            ended = OfficeEntry(
                VisitMerged(into=a_body(kind.body).into),  # type: ignore[attr-defined]
                subject=subject,
                expects=version_of(ledger.database, subject),
            )
            ledger.committer.write(account, [ended])
        return subject, version_of(ledger.database, subject)
    with ledger.database.reading() as transaction:
        there = versions_called(transaction.tables, DISTRICT)
    if code not in there:
        setting = next(
            each for each in KINDS.values() if each.subject == code[0] and not each.is_note
        )
        body = a_body(setting.body if kind.is_note else kind.body)
        ledger.committer.write(account, [OfficeEntry(body, expects=NEW)])
    with ledger.database.reading() as transaction:
        return None, versions_called(transaction.tables, DISTRICT)[code]


STATES = {
    "paper.drafted": PaperState.DRAFT,
    "paper.submitted": PaperState.DRAFT,
    "paper.returned": PaperState.PENDING,
    "paper.issued": PaperState.PENDING,
    "paper.served": PaperState.ISSUED,
    "paper.answered": PaperState.SERVED,
    "talk.held": PaperState.SERVED,
    "paper.finished": PaperState.SERVED,
    "paper.voided": PaperState.ISSUED,
    "paper.enclosed": PaperState.ISSUED,
}
"""Where a paper is when an entry of the kind counts."""


def a_paper_for(ledger: Ledger, visit: str, kind: Kind) -> str:
    """A paper about the visit on which an entry of this kind counts; its id."""
    is_talk = kind.name == "talk.held"
    paper_kind = PaperKind.TALK if is_talk else PaperKind.RECTIFICATION
    draft = draft_about(ledger, visit, paper_kind=paper_kind)
    return paper_brought_to(ledger, STATES[kind.name], draft, hands=(CLERK, SUPERVISOR))


def a_message_for(ledger: Ledger, kind: Kind, account: str) -> tuple[str, str]:
    """A message on which an entry of this kind counts: its id, and its version."""
    (sent,) = ledger.committer.write("system", [a_message()], DISTRICT)
    before: list[OfficeBody] = [MessageAccepted(), MessagePassed(account=account)]
    by_inspector = {MessageRead.kind: 2, MessageReported.kind: 2}
    wanted = {MessageAccepted.kind: 0, **by_inspector}.get(kind.name, 1)
    for body in before[:wanted]:
        seen = version_of(ledger.database, sent.id)
        ledger.committer.write(account, [OfficeEntry(body, None, sent.id, seen)])
    return sent.id, version_of(ledger.database, sent.id)


def a_check_for(ledger: Ledger, visit: str) -> tuple[str, str]:
    """A similar check that the unit of ``a_body`` is asked in: its id, and its version."""
    body = SimilarCheckSent(
        visit=visit,
        finding_id="f1",
        finding="a" * 64,
        schools=("east",),
        sent_on="2026-05-14",
        due_on="2026-05-20",
    )
    (sent,) = ledger.committer.write("zhou.min", [OfficeEntry(body)])
    return sent.id, version_of(ledger.database, sent.id)


def a_case_for(ledger: Ledger, kind: Kind) -> tuple[str, str]:
    """An accountability case on which an entry of this kind counts: its id, and its version."""
    act = next(each for each in CaseAct if type(CONTENTS[each][0]) is kind.body)
    case_id = case_at(commands_of(ledger.database, ledger.committer), BEFORE[act], SUPERVISOR)
    return case_id, version_of(ledger.database, case_id)


def a_task_for(ledger: Ledger, kind: Kind, account: str) -> tuple[str, str]:
    """A task on which an entry of this kind counts: its id, and its version.

    The person of ``a_body`` has it, and has reported it where something is said of that.
    """
    people = (account,) if kind.name == TaskPeopleAdded.kind else ("east", account)
    days = {"given_on": "2026-05-14", "receive_by": "2026-05-14", "due_on": "2026-05-20"}
    given = TaskGiven.model_validate({"accounts": people, **days})
    (task,) = ledger.committer.write("zhou.min", [OfficeEntry(given)])
    if kind.name in (TaskReturned.kind, TaskClosed.kind):
        east = Phone(an_author("east")).enrol(ledger.committer)
        east.pen.write(TaskReported(edition=task.id), None, task.id, task.id)
        east.push(ledger.committer)
    return task.id, version_of(ledger.database, task.id)


def a_campaign_for(ledger: Ledger, kind: Kind, account: str) -> tuple[str, str]:
    """A campaign on which an entry of this kind counts: its id, and its version.

    The writer leads its team, in which the person of ``a_body`` is, and it goes to that unit.
    """
    stages = (CampaignStage.MEETING, CampaignStage.FIELD)
    team = CampaignTeam(team="t1", name="一组", leader=account, members=("east",), units=("east",))
    day = "2026-05-14"
    (opened,) = ledger.committer.write(
        "zhou.min", [OfficeEntry(a_plan(stages=stages, teams=(team,), units=()))]
    )
    way: list[OfficeBody] = [
        CampaignApproved(approved_on=day),
        CampaignStageDone(stage=CampaignStage.MEETING, done_on=day),
        CampaignReceiptsNoted(received_on=day, accounts=(account, "east")),
        CampaignFieldBegun(begun_on=day),
        OpinionTold(units=("east",), told_on=day, plead_by="2026-05-21"),
        CampaignClosed(closed_on=day, covered=1),
    ]
    steps = {
        CampaignApproved: 0,
        CampaignStageDone: 1,
        CampaignReceived: 1,
        CampaignReceiptsNoted: 1,
        CampaignFieldBegun: 3,
        CampaignReopened: 6,
    }
    drawn_from = {"people": ("east", "west", account), "team_size": 2}
    announced = a_body(DrawAnnounced).model_copy(update=drawn_from)
    done = [announced] if kind.body is CampaignDrawn else way[: steps.get(kind.body, 5)]
    for body in done:
        seen = version_of(ledger.database, opened.id)
        ledger.committer.write("zhou.min", [OfficeEntry(body, None, opened.id, seen)])
    return opened.id, version_of(ledger.database, opened.id)


def body_for(ledger: Ledger, kind: Kind, subject: str | None) -> Body:
    """What an entry of this kind says there, and counts."""
    if kind.body is not CampaignDrawn or subject is None:
        return a_body(kind.body)
    draw = stands(ledger.database, subject).draws[-1]
    return CampaignDrawn.of(draw.stamp.entry, "123456", drawn_by(draw, "123456"))


def a_finding(ledger: Ledger, visit: str, account: str, *, is_ended: bool) -> tuple[str, str]:
    """The visit's finding: its id, and its version."""
    with ledger.database.reading() as transaction:
        found = raised_finding(transaction.tables, visit, "f1")
    assert found is not None
    if not is_ended:
        return found.subject, found.version
    closed = FindingClosed(visit=visit, finding_id="f1", closed_on="2026-05-14")
    ledger.committer.write(account, [OfficeEntry(closed, None, found.subject, found.version)])
    return found.subject, version_of(ledger.database, found.subject)


MAKERS: dict[str, Callable[[Ledger, str, Kind, str], tuple[str, str]]] = {
    MESSAGE: lambda ledger, _, kind, account: a_message_for(ledger, kind, account),
    SIMILAR_CHECK: lambda ledger, visit, _kind, _account: a_check_for(ledger, visit),
    ACCOUNTABILITY: lambda ledger, _, kind, _account: a_case_for(ledger, kind),
    TASK: lambda ledger, _, kind, account: a_task_for(ledger, kind, account),
    CAMPAIGN: lambda ledger, _, kind, account: a_campaign_for(ledger, kind, account),
    FINDING: lambda ledger, visit, kind, account: a_finding(
        ledger, visit, account, is_ended=Trait.AFTER_END in kind.traits
    ),
}
"""What makes a subject of each sort but visits and papers."""


@pytest.mark.parametrize("kind", tuple(of_the_office()), ids=lambda kind: kind.name)
def test_over_what_its_writer_had_not_seen_nothing_is_written(
    ledger: Ledger, phone: Phone, kind: Kind
):
    roles = {role for some, _ in kind.rights for role in some}
    account = "zhou.min" if Role.SUPERVISOR in roles else "qian.yi"
    subject, version = subject_of(ledger, phone, kind, account)
    body = body_for(ledger, kind, subject)
    for seen in (STALE, NEW):
        with pytest.raises(Conflict) as refused:
            ledger.committer.write(account, [OfficeEntry(body, None, subject, seen)])
        assert refused.value.specific_code == "changed_meanwhile"
    with pytest.raises(BadInput) as missing:
        ledger.committer.write(account, [OfficeEntry(body, None, subject)])
    assert missing.value.specific_code == "version_missing"
    ledger.committer.write(account, [OfficeEntry(body, None, subject, version)])
    with pytest.raises(Conflict):
        ledger.committer.write(account, [OfficeEntry(body, None, subject, version)])
    assert rebuild(ledger.database) == {}


@pytest.mark.parametrize("kind", tuple(of_the_office()), ids=lambda kind: kind.name)
def test_what_was_seen_stands_in_the_entry(kind: Kind):
    is_written = issubclass(kind.body, OfficeBody)
    assert is_written or "version" in kind.body.model_fields


def test_the_server_sets_nothing_of_a_register_that_was_not_seen(ledger: Ledger):
    districts = Districts(ledger.database, ledger.committer)
    body = ZoneSet(zone="east", name="新东片区")
    for entry, family in (
        (OfficeEntry(body), BadInput),
        (OfficeEntry(body, expects=NEW), Conflict),
    ):
        with pytest.raises(family):
            districts.write(DISTRICT, [entry])
    districts.write(DISTRICT, [OfficeEntry.seen(body, districts.versions(DISTRICT))])
