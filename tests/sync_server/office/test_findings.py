"""What is done about findings: each act, what it wants, and that nothing is stuck (2-02, 2-25)."""

from collections.abc import Callable
from datetime import date
from random import Random

import pytest
from sqlmodel import select

from domain.errors import BadInput, Conflict, DujiError, NotAllowed, NotFound
from domain.findings.state import FindingState, missing_to_close
from domain.kinds.finding.closing import End
from domain.kinds.visit.follow_up import Conclusion
from sync_server.data.findings.standing import course_of
from sync_server.data.tables import FindingRow
from sync_server.office.findings import GivenReply, SeenCourse
from sync_server.projection.rebuild import rebuild
from tests.builders.finding_case import CLERK, DUE, OFFICE, PAST, TODAY, Case
from tests.builders.server import Ledger


def test_closing_is_refused_until_all_three_are_there(ledger: Ledger):
    case = Case(ledger)
    for missing, act in (
        ("还没有反馈，还没有整改措施", case.feed_back),
        ("还不能销号：还没有整改措施、责任人和时限，还没有回访", case.set_measure),
        ("还不能销号：还没有回访确认已整改。", case.reply),
        ("还不能销号：还没有回访确认已整改。", case.look),
    ):
        with pytest.raises(BadInput, match=missing):
            case.close()
        act()
    case.close()
    assert case.state is FindingState.CLOSED
    with pytest.raises(Conflict):
        case.close()
    assert rebuild(ledger.database) == {}


def test_a_look_that_finds_it_undone_sets_a_new_day_and_it_goes_on(ledger: Ledger):
    case = Case(ledger)
    for act in (case.feed_back, case.set_measure, case.reply):
        act()
    case.look(Conclusion.PARTLY, "2026-06-20")
    with ledger.database.session() as session:
        row = session.exec(select(FindingRow)).one()
    assert (row.state, row.deadline) == ("rectifying", "2026-06-20")
    with pytest.raises(BadInput, match="还没有回访确认已整改"):
        case.close()
    case.look()
    case.close()
    assert case.state is FindingState.CLOSED


@pytest.mark.parametrize("is_pictured", [True, False])
def test_what_was_fixed_on_the_spot_wants_feedback_and_a_photo(ledger: Ledger, is_pictured: bool):
    case = Case(ledger, is_fixed=True, is_pictured=is_pictured)
    with pytest.raises(BadInput, match="还没有反馈"):
        case.close()
    case.feed_back()
    if is_pictured:
        case.close()
        assert case.state is FindingState.CLOSED
    else:
        with pytest.raises(BadInput, match="整改后的照片"):
            case.close()


def test_several_are_closed_together_or_none(ledger: Ledger):
    case = Case(ledger)
    for act in (case.feed_back, case.set_measure, case.look):
        act()
    other = Case(ledger)
    with pytest.raises(BadInput, match="还没有反馈"):
        case.commands.close(OFFICE, [case.seen, other.seen])
    with pytest.raises(BadInput, match="1 到 200"):
        case.commands.close(OFFICE, [])
    with ledger.database.session() as session:
        assert set(session.exec(select(FindingRow.state))) == {"checked", "raised"}


def test_other_ends_want_a_reason_are_no_closing_and_can_be_taken_back(ledger: Ledger):
    case = Case(ledger)
    with pytest.raises(BadInput, match="撤销的原因"):
        case.commands.end(OFFICE, case.seen, End.WITHDRAWN, " ")
    with pytest.raises(BadInput, match="另一条问题"):
        case.commands.end(OFFICE, case.seen, End.MERGED, "重复", into=None)
    case.commands.end(OFFICE, case.seen, End.DISSOLVED, "学校撤并")
    assert case.state == "dissolved"
    with pytest.raises(Conflict):
        case.reply()
    case.commands.reopen(OFFICE, case.seen, "没有撤并")
    assert case.state is FindingState.RAISED
    with pytest.raises(Conflict):
        case.commands.reopen(OFFICE, case.seen, "再开一次")


def test_more_time_is_asked_for_decided_and_dated(ledger: Ledger):
    case = Case(ledger)
    with pytest.raises(BadInput, match="已经过了"):
        case.commands.ask_extension(CLERK, case.seen, PAST, "采购未到")
    case.commands.ask_extension(CLERK, case.seen, DUE, "采购未到")
    with pytest.raises(BadInput, match="不同意的原因"):
        case.commands.decide_extension(OFFICE, case.seen, None, "")
    with pytest.raises(BadInput, match="已经过了"):
        case.commands.decide_extension(OFFICE, case.seen, PAST, "")
    case.commands.decide_extension(OFFICE, case.seen, DUE, "")
    with ledger.database.session() as session:
        assert session.exec(select(FindingRow.deadline)).one() == "2026-06-01"


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda c: c.commands.set_measure(CLERK, c.seen, "", "何", DUE), "整改措施"),
        (lambda c: c.commands.set_measure(CLERK, c.seen, "更换", "", DUE), "责任人"),
        (
            lambda c: c.commands.set_measure(CLERK, c.seen, "更换", "何", date(2026, 1, 1)),
            "早于发现",
        ),
        (
            lambda c: c.commands.reply(CLERK, c.seen, GivenReply(DUE, True, "已改", "")),
            "不能晚于今天",
        ),
        (
            lambda c: c.commands.reply(
                CLERK, c.seen, GivenReply(date(2026, 1, 1), True, "已改", "")
            ),
            "早于发现",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words(ledger: Ledger, act, words: str):
    case = Case(ledger)
    with pytest.raises(BadInput, match=words):
        act(case)
    assert case.state is FindingState.RAISED


def test_only_the_districts_office_does_it_over_what_it_saw(ledger: Ledger):
    case = Case(ledger)
    stale = case.seen
    with pytest.raises(NotAllowed):
        case.commands.close(CLERK, [stale])
    with pytest.raises(NotAllowed):
        case.commands.reply("chen.jing", stale, GivenReply(TODAY, True, "已改", ""))
    with pytest.raises(NotFound):
        case.commands.end(OFFICE, SeenCourse(case.visit, "f9", stale.version), End.WITHDRAWN, "错")
    case.feed_back()
    with pytest.raises(Conflict):
        case.commands.set_measure(CLERK, stale, "更换", "何校长", DUE)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_sequence_of_acts_closes_early_and_none_is_stuck(ledger: Ledger, seed: int):
    case, dice = Case(ledger), Random(seed)
    acts: list[Callable[[], object]] = [
        *(case.feed_back, case.set_measure, case.reply, case.look, case.close, case.close),
        lambda: case.look(Conclusion.NOT_RECTIFIED),
        lambda: case.commands.end(OFFICE, case.seen, End.WITHDRAWN, "提错了"),
        lambda: case.commands.reopen(OFFICE, case.seen, "再看"),
    ]
    for _ in range(25):
        with ledger.database.reading() as transaction:
            before = course_of(transaction.tables, case.visit, "f1")
        was_closed = case.state is FindingState.CLOSED
        try:
            dice.choice(acts)()
        except DujiError:
            continue
        if case.state is FindingState.CLOSED and not was_closed:
            assert before is not None
            assert missing_to_close(before) == ()
    if not case.state.is_open:
        case.commands.reopen(OFFICE, case.seen, "再看")
    for act in (case.feed_back, case.set_measure, case.look, case.close):
        act()
    assert case.state is FindingState.CLOSED
