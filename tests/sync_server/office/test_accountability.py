"""What the office does with accountability cases (问责): each verb, and what it refuses."""

import pytest

from domain.errors import BadInput, Conflict, NotAllowed, NotFound
from domain.kinds.accountability.course import Accountable, CaseAct, CaseState
from domain.kinds.paper.builder import PaperState
from domain.kinds.paper.paper_kind import PaperKind
from sync_server.data.findings.course import raised_finding
from sync_server.office.accountability import AccountabilityCommands, SeenCase
from sync_server.projection.rebuild import rebuild
from tests.builders.accountability import (
    BEFORE,
    CLERKS,
    CONTENTS,
    OPENED,
    SAID,
    case_at,
    case_stands,
    commands_of,
    seen_case,
)
from tests.builders.finding_case import CLERK, OFFICE, Case
from tests.builders.issuing import draft_about, paper_brought_to
from tests.builders.server import Ledger


@pytest.fixture
def commands(ledger: Ledger) -> AccountabilityCommands:
    return commands_of(ledger.database, ledger.committer)


def finding_of(ledger: Ledger) -> tuple[str, Case]:
    """A finding at school-1, and what was said of it."""
    case = Case(ledger)
    with ledger.database.reading() as transaction:
        found = raised_finding(transaction.tables, case.visit, "f1")
    assert found is not None
    return found.subject, case


def test_a_case_goes_all_the_way_and_comes_out_of_the_ledger_alike(ledger: Ledger, commands):
    case_id = case_at(commands, CaseState.ENDED, OFFICE)
    assert case_stands(ledger.database, case_id).state is CaseState.ENDED
    assert rebuild(ledger.database) == {}


def test_a_case_rests_on_findings_and_papers_of_its_unit(ledger: Ledger, commands):
    finding, case = finding_of(ledger)
    draft = draft_about(ledger, case.visit, paper_kind=PaperKind.TALK)
    paper = paper_brought_to(ledger, PaperState.ISSUED, draft, hands=(CLERK, OFFICE))
    case_id = case_at(commands, account=OFFICE, findings=(finding,), papers=(paper,))
    found = case_stands(ledger.database, case_id)
    assert (found.findings, found.papers) == ((finding,), (paper,))
    body = OPENED.model_copy(update={"target": Accountable.PERSON, "findings": ()})
    private = SAID.model_copy(update={"person": "何平"})
    commands.act(OFFICE, seen_case(commands, case_id), CaseAct.RESTATE, (body, private))
    assert case_stands(ledger.database, case_id).person == "何平"
    assert rebuild(ledger.database) == {}


@pytest.mark.parametrize("field", ["findings", "papers"])
@pytest.mark.parametrize("grounds", [("a" * 64,), tuple(f"{n:064x}" for n in range(101))])
def test_what_is_not_the_units_is_no_ground(ledger: Ledger, commands, field, grounds):
    finding_of(ledger)
    body = OPENED.model_copy(update={field: grounds})
    with pytest.raises(BadInput) as refused:
        commands.open(OFFICE, body, SAID)
    assert refused.value.specific_code == field


def test_a_draft_is_no_ground_and_neither_is_another_units_finding(ledger: Ledger, commands):
    finding, case = finding_of(ledger)
    draft = draft_about(ledger, case.visit, paper_kind=PaperKind.TALK)
    paper = paper_brought_to(ledger, PaperState.DRAFT, draft, hands=(CLERK, OFFICE))
    with pytest.raises(BadInput, match="没有签发"):
        commands.open(OFFICE, OPENED.model_copy(update={"papers": (paper,)}), SAID)
    other = OPENED.model_copy(update={"findings": (finding,), "school_id": "school-2"})
    with pytest.raises(BadInput):
        commands.open(OFFICE, other, SAID)
    with pytest.raises(BadInput) as refused:
        commands.open(OFFICE, OPENED.model_copy(update={"school_id": "school-9"}), SAID)
    assert refused.value.specific_code == "school_id"


def test_what_was_left_out_is_said_beside_its_field(commands):
    with pytest.raises(BadInput) as refused:
        commands.open(OFFICE, OPENED, SAID.model_copy(update={"basis": " "}))
    assert refused.value.specific_code == "basis"
    case_id = case_at(commands, CaseState.HEARD, OFFICE)
    body, private = CONTENTS[CaseAct.DECIDE]
    decided = body.model_copy(update={"manners": ()})
    with pytest.raises(BadInput) as refused:
        commands.act(OFFICE, seen_case(commands, case_id), CaseAct.DECIDE, (decided, private))
    assert refused.value.specific_code == "manners"


@pytest.mark.parametrize("act", CaseAct)
def test_a_clerk_takes_down_what_comes_in_and_nothing_else(ledger: Ledger, commands, act):
    case_id = case_at(commands, BEFORE[act], OFFICE)
    seen, said = seen_case(commands, case_id), CONTENTS[act]
    if act in CLERKS:
        commands.act(CLERK, seen, act, said)
        assert case_stands(ledger.database, case_id).ignored == ()
    else:
        with pytest.raises(NotAllowed):
            commands.act(CLERK, seen, act, said)
    assert seen_case(commands, case_id).version != seen.version or act not in CLERKS


def test_a_clerk_opens_nothing_and_nobody_of_the_field_does_anything(commands):
    with pytest.raises(NotAllowed):
        commands.open(CLERK, OPENED, SAID)
    case_id = case_at(commands, CaseState.NOTIFIED, OFFICE)
    said = CONTENTS[CaseAct.HEAR]
    with pytest.raises(NotAllowed):
        commands.act("chen.jing", seen_case(commands, case_id), CaseAct.HEAR, said)


def test_no_step_is_left_out(commands):
    case_id = case_at(commands, CaseState.NOTIFIED, OFFICE)
    seen = seen_case(commands, case_id)
    with pytest.raises(BadInput, match="已告知，等陈述申辩"):
        commands.act(OFFICE, seen, CaseAct.DECIDE, CONTENTS[CaseAct.DECIDE])


def test_nothing_is_done_over_what_was_not_seen_or_is_not_there(commands):
    case_id = case_at(commands, CaseState.OPENED, OFFICE)
    seen, group = seen_case(commands, case_id), CONTENTS[CaseAct.GROUP]
    commands.act(OFFICE, seen, CaseAct.GROUP, group)
    with pytest.raises(Conflict):
        commands.act(OFFICE, seen, CaseAct.GROUP, group)
    with pytest.raises(NotFound):
        commands.act(OFFICE, SeenCase("f" * 64, seen.version), CaseAct.GROUP, group)


def test_the_unit_of_a_case_stays(commands):
    case_id = case_at(commands, CaseState.OPENED, OFFICE)
    other = OPENED.model_copy(update={"school_id": "school-2"})
    with pytest.raises(BadInput, match="单位不能改"):
        commands.act(OFFICE, seen_case(commands, case_id), CaseAct.RESTATE, (other, SAID))
