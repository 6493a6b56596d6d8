"""Anybody does anything with a finding and its papers: none closes early, and nothing is stuck."""

from collections import Counter
from collections.abc import Callable
from random import Random

import pytest
from sqlmodel import select

from domain.errors import DujiError
from domain.findings.state import FindingState
from domain.kinds.author import Role
from domain.kinds.finding.closing import End
from domain.kinds.finding.feedback import FeedbackManner
from domain.kinds.paper.answering import PaperAnswered, PaperServed, ServedPrivate
from domain.kinds.paper.builder import HOLDING, AnsweredBy, Delivery, Paper, PaperState
from domain.kinds.piece import TextPrivate
from domain.kinds.register.district import DistrictSet
from domain.kinds.register.person import PersonSet
from domain.kinds.visit.follow_up import Conclusion
from sync_server.data.tables import PaperRow
from sync_server.door.entering import Unit
from sync_server.door.replies import Answer, RepliesOnFindings
from sync_server.ledger.append import OfficeEntry
from sync_server.office.findings import GivenReply
from sync_server.office.papers import SeenPaper
from sync_server.projection.rebuild import rebuild
from tests.builders.finding_case import CLERK, DUE, OFFICE, TODAY, Case
from tests.builders.issuing import a_draft, paper_commands, seen_now, signature
from tests.builders.server import DISTRICT, Ledger

AUDITOR, INSPECTOR, STRANGER = "shen.ji", "chen.jing", "li.other"
UNIT, OTHER_UNIT = "school-1", "school-9"
"""Who comes in at the door: the finding's own unit, and another."""
EVERYBODY = (OFFICE, CLERK, UNIT, OTHER_UNIT, AUDITOR, INSPECTOR, STRANGER)
DESK, LEADS = {OFFICE, CLERK}, {OFFICE}
MAY = {
    "feed_back": DESK,
    "set_measure": DESK | {UNIT},
    "reply": DESK | {UNIT},
    "ask_extension": DESK,
    "decide_extension": LEADS,
    "close": LEADS,
    "end": LEADS,
    "reopen": LEADS,
    "draft": DESK,
    "submit": DESK,
    "send_back": LEADS,
    "issue": LEADS,
    "serve": DESK,
    "answer": DESK,
    "finish": DESK,
    "void": LEADS,
}
"""Who may do what; a phone looks again besides."""
LOOKS = tuple(Conclusion)
ENDS = {PaperState.FINISHED, PaperState.VOIDED}
SERVED = {PaperState.SERVED, PaperState.ANSWERED, PaperState.FINISHED}
RARE = frozenset({"end", "void"})
STEPS = 120
MOST = 8
"""So many of the acts happen on every walk, or it would show little."""


class Walk:
    """A finding to which anything may happen, and what is remembered of it beside the tables."""

    def __init__(self, ledger: Ledger, seed: int, *, is_fixed: bool) -> None:
        auditor = OfficeEntry(PersonSet(account=AUDITOR, role=Role.AUDITOR))
        ledger.committer.write("system", [auditor], DISTRICT)
        other = OfficeEntry(DistrictSet(district="other", name="别区"))
        theirs = OfficeEntry(PersonSet(account=STRANGER, role=Role.SUPERVISOR))
        ledger.committer.write("system", [other, theirs], "other")
        self.case = Case(ledger, is_fixed=is_fixed, is_pictured=is_fixed)
        self.ledger, self.dice, self.is_fixed = ledger, Random(seed), is_fixed
        self.papers = paper_commands(ledger)
        self.door = RepliesOnFindings(ledger.database, ledger.committer, ledger.clock)
        self.done = Counter[str]()
        self.looks: list[Conclusion] = []

    @property
    def known(self) -> list[Paper]:
        """The papers about it, the oldest first."""
        with self.ledger.database.session() as session:
            rows = sorted(session.exec(select(PaperRow)), key=lambda row: row.listed_at)
            return [Paper.model_validate_json(row.folded) for row in rows]

    @property
    def standing(self) -> object:
        """All that could have changed."""
        papers = [(each.paper_id, each.version, each.state) for each in self.known]
        return self.case.seen.version, self.case.state, papers

    @property
    def may_close(self) -> bool:
        """Whether it may be closed, from what is remembered."""
        is_served = any(each.state in SERVED for each in self.known)
        is_told = bool(self.done["feed_back"]) or is_served
        if self.is_fixed and not self.looks:
            return is_told
        is_right = self.looks[-1:] == [Conclusion.RECTIFIED]
        return is_told and bool(self.done["set_measure"]) and is_right

    def step(self) -> None:
        """Somebody tries something, or a phone brings a look."""
        if self.dice.random() < 0.1:
            conclusion = self.dice.choice(LOOKS)
            self.case.look(conclusion)
            self.looks.append(conclusion)
            return
        rare = ("end", "void") if self.dice.random() < 0.2 else ()
        name = self.dice.choice(("close", "reopen", *sorted(MAY.keys() - RARE), *rare))
        who = MAY[name] if self.dice.random() < 0.6 else EVERYBODY
        account = self.dice.choice(sorted(who))
        before, may_close, was = self.standing, self.may_close, self.case.state
        try:
            self.act(name, account)
        except DujiError:
            assert self.standing == before, (name, account)
            return
        assert account in MAY[name], (name, account)
        is_closed = self.case.state is FindingState.CLOSED
        assert (is_closed and was.is_open) == (name == "close"), (name, account)
        assert name != "close" or may_close
        self.done[name] += 1
        # At the door measures stand beside every reply.
        if (account, name) == (UNIT, "reply"):
            self.done["set_measure"] += 1

    def act(self, name: str, account: str) -> None:
        """Do it as the case now stands; a DujiError where that may not be."""
        acts = self._of_finding(account) | self._of_papers(account)
        if account in (UNIT, OTHER_UNIT):
            acts |= self._at_the_door(account)
        acts[name]()

    def _at_the_door(self, unit: str) -> dict[str, Callable[[], object]]:
        def answer(done: str) -> None:
            seen = self.case.seen
            facts = (seen.visit, seen.finding_id, seen.version, "更换", "何校长", DUE.isoformat())
            said = Answer(*facts, done, is_done=bool(done), told_by="何校长", photos=())
            self.door.answer(Unit(DISTRICT, "万山区", unit, "某校"), said)

        return {"set_measure": lambda: answer(""), "reply": lambda: answer("已更换")}

    def _of_finding(self, account: str) -> dict[str, Callable[[], object]]:
        commands, seen = self.case.commands, self.case.seen
        given = GivenReply(TODAY, self.dice.random() < 0.7, "已更换", "何校长")
        end = self.dice.choice((End.WITHDRAWN, End.DISSOLVED))
        return {
            "feed_back": lambda: commands.feed_back(
                account, seen, TODAY, FeedbackManner.MEETING, "何校长"
            ),
            "set_measure": lambda: commands.set_measure(account, seen, "更换", "何校长", DUE),
            "reply": lambda: commands.reply(account, seen, given),
            "ask_extension": lambda: commands.ask_extension(account, seen, DUE, "采购未到"),
            "decide_extension": lambda: commands.decide_extension(account, seen, DUE, "同意"),
            "close": lambda: commands.close(account, [seen]),
            "end": lambda: commands.end(account, seen, end, "提错了"),
            "reopen": lambda: commands.reopen(account, seen, "没有改好"),
        }

    def _of_papers(self, account: str) -> dict[str, Callable[[], object]]:
        commands = self.papers
        papers = [each for each in self.known if each.state not in ENDS] or self.known
        some = self.dice.choice(papers).paper_id if papers else "0" * 64
        seen = seen_now(self.ledger.database, some) if papers else SeenPaper(some, some)
        served = PaperServed(delivery=Delivery.RECEIVED, served_on=TODAY.isoformat())
        answered = PaperAnswered(answered_on=TODAY.isoformat(), answered_by=AnsweredBy.OFFICE)
        said = TextPrivate(text="已更换")
        return {
            "draft": lambda: commands.draft(account, a_draft(self.ledger, self.case.visit)),
            "submit": lambda: commands.submit(account, seen),
            "send_back": lambda: commands.send_back(account, seen, "期限太紧"),
            "issue": lambda: commands.issue(account, seen, signature("2026-05-14")),
            "serve": lambda: commands.serve(account, seen, served, ServedPrivate(signed_by="何")),
            "answer": lambda: commands.answer(account, seen, answered, said),
            "finish": lambda: commands.finish(account, seen, "已另行办理"),
            "void": lambda: commands.void(account, seen, "写错了"),
        }

    def bring_to_an_end(self) -> None:
        """Close the finding and end every paper, from wherever they stand."""
        if not self.case.state.is_open:
            self.case.commands.reopen(OFFICE, self.case.seen, "再看")
        for act in (self.case.feed_back, self.case.set_measure, self.case.look, self.case.close):
            act()
        for each in self.known:
            seen = seen_now(self.ledger.database, each.paper_id)
            if each.state in SERVED - ENDS:
                self.papers.finish(CLERK, seen, "已销号")
            elif each.state not in ENDS:
                self.papers.void(OFFICE, seen, "不用了")


@pytest.mark.parametrize("is_fixed", [False, True])
@pytest.mark.parametrize("seed", [1, 3, 7, 8])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nobody_closes_early_and_all_of_it_can_be_ended(ledger: Ledger, seed: int, is_fixed: bool):
    walk = Walk(ledger, seed, is_fixed=is_fixed)
    for _ in range(STEPS):
        walk.step()
    assert len(walk.done) >= MOST, walk.done
    walk.bring_to_an_end()
    assert walk.case.state is FindingState.CLOSED
    assert {each.state for each in walk.known} <= ENDS
    assert all(each.issue for each in walk.known if each.state in HOLDING)
    assert rebuild(ledger.database) == {}
