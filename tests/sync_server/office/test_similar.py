"""What the office does with similar checks (举一反三): each verb, and what it refuses."""

from dataclasses import replace
from datetime import date

import pytest

from domain.errors import BadInput, Conflict, NotAllowed, NotFound
from domain.findings.similar import SaidAnswer
from domain.kinds.finding.similar_check import SimilarOutcome
from domain.kinds.register.school import SchoolKind, SchoolSet
from sync_server.ledger.append import OfficeEntry
from sync_server.office.similar import NewCheck, SeenUnit
from sync_server.projection.rebuild import rebuild
from tests.builders.finding_case import CLERK, OFFICE, PAST, TODAY, Case
from tests.builders.server import DISTRICT, Ledger
from tests.builders.similar import an_answer, commands_of, seen_unit, send_check, stands

CLEAR = SaidAnswer(SimilarOutcome.CLEAR, "查了 12 具，都在有效期内。")
DUE = date(2026, 5, 20)


def a_school(school: str, *, is_active: bool = True) -> OfficeEntry:
    """A school of the first zone, as the server sets it."""
    body = SchoolSet(
        school_id=school,
        name=school,
        school_kind=SchoolKind.PRIMARY,
        zone="east",
        is_active=is_active,
    )
    return OfficeEntry(body)


class Asked:
    """A check that grew from a finding at school-1, sent to school-2."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.case = Case(ledger)
        ledger.committer.write("system", [a_school("school-2")], DISTRICT)
        self.commands = commands_of(ledger.database, ledger.committer)
        self.check = send_check(
            self.commands, self.case.visit, "school-2", account=OFFICE, due_on=DUE
        )

    def seen(self, school: str = "school-2") -> SeenUnit:
        return seen_unit(self.ledger.database, self.check, school)

    def new(self, *schools: str, title: str = "灭火器", due_on: date = DUE) -> NewCheck:
        seen = self.case.seen
        return NewCheck(seen.visit, "f1", seen.version, schools, title, "逐具查。", due_on)


@pytest.fixture
def asked(ledger: Ledger) -> Asked:
    return Asked(ledger)


def test_a_check_goes_to_the_units_that_were_chosen_and_to_no_other(asked: Asked):
    check = stands(asked.ledger.database, asked.check)
    assert (check.schools, check.sent_on, check.due_on) == (("school-2",), str(TODAY), "2026-05-20")
    assert (check.district, check.visit, check.finding_id) == (DISTRICT, asked.case.visit, "f1")
    assert rebuild(asked.ledger.database) == {}


@pytest.mark.parametrize(
    ("schools", "more", "field"),
    [
        (("school-1",), {}, "schools"),
        (("school-9",), {}, "schools"),
        ((), {}, "schools"),
        (("school-2",), {"title": " "}, "title"),
        (("school-2",), {"due_on": PAST}, "due_on"),
    ],
)
def test_what_cannot_be_sent_is_said_beside_its_field(asked: Asked, schools, more, field):
    with pytest.raises(BadInput) as refused:
        asked.commands.send(OFFICE, asked.new(*schools, **more))
    assert refused.value.specific_code == field


def test_a_unit_out_of_use_is_not_asked(asked: Asked):
    asked.ledger.committer.write("system", [a_school("school-3", is_active=False)], DISTRICT)
    with pytest.raises(BadInput, match="不在用"):
        asked.commands.send(OFFICE, asked.new("school-2", "school-3"))


def test_a_clerk_takes_answers_down_and_sends_and_withdraws_nothing(asked: Asked):
    with pytest.raises(NotAllowed):
        asked.commands.send(CLERK, asked.new("school-2"))
    with pytest.raises(NotAllowed):
        asked.commands.withdraw(CLERK, asked.seen(), "停课")
    asked.commands.enter(CLERK, asked.seen(), CLEAR, "何校长")
    answer = stands(asked.ledger.database, asked.check).answers["school-2"]
    assert (answer.is_by_office, answer.looked, answer.told_by) == (True, CLEAR.looked, "何校长")
    assert rebuild(asked.ledger.database) == {}


def test_an_answer_that_lacks_something_is_refused(asked: Asked):
    with pytest.raises(BadInput, match="整改措施") as refused:
        asked.commands.enter(CLERK, asked.seen(), SaidAnswer(SimilarOutcome.CORRECTED, "查"), "何")
    assert refused.value.specific_code == "measures"


def test_who_answered_is_withdrawn_no_more_and_its_own_word_stands(asked: Asked):
    answer = an_answer(asked.check, "school-2")
    asked.ledger.committer.write("system", [answer], DISTRICT)
    with pytest.raises(BadInput, match="已经答复"):
        asked.commands.withdraw(OFFICE, asked.seen(), "停课")
    with pytest.raises(BadInput, match="自己答复过"):
        asked.commands.enter(CLERK, asked.seen(), CLEAR, "何校长")


def test_a_unit_is_asked_no_more_for_a_reason(asked: Asked):
    with pytest.raises(BadInput, match="撤回的原因"):
        asked.commands.withdraw(OFFICE, asked.seen(), " ")
    asked.commands.withdraw(OFFICE, asked.seen(), "停课改造")
    found = stands(asked.ledger.database, asked.check)
    assert found.withdrawals["school-2"].reason == "停课改造"
    with pytest.raises(BadInput, match="已对这个单位撤回"):
        asked.commands.enter(CLERK, asked.seen(), CLEAR, "何校长")


def test_nothing_is_done_over_what_was_not_seen_or_is_not_there(asked: Asked):
    seen = asked.seen()
    asked.commands.enter(CLERK, seen, CLEAR, "何校长")
    with pytest.raises(Conflict):
        asked.commands.enter(CLERK, seen, CLEAR, "何校长")
    with pytest.raises(NotFound):
        asked.commands.withdraw(OFFICE, asked.seen("school-1"), "停课")
    with pytest.raises(NotFound):
        asked.commands.enter(CLERK, SeenUnit("f" * 64, "school-2", seen.version), CLEAR, "何")
    there = asked.new("school-2")
    with pytest.raises(NotFound):
        asked.commands.send(OFFICE, replace(there, visit="f" * 64))


def test_a_finding_of_which_something_was_said_meanwhile_is_looked_at_again(asked: Asked):
    new = asked.new("school-2")
    asked.case.set_measure()
    with pytest.raises(Conflict):
        asked.commands.send(OFFICE, new)
    asked.commands.send(OFFICE, asked.new("school-2"))
