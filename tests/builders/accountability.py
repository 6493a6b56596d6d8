"""Accountability cases: what is said in each act, and who may say it."""

from collections.abc import Mapping

from domain.kinds.accountability.case import Accountability
from domain.kinds.accountability.content import AccountabilityOpened, OpenedPrivate
from domain.kinds.accountability.course import (
    Accountable,
    CaseAct,
    CaseState,
    Manner,
    Outcome,
    PleaOutcome,
)
from domain.kinds.accountability.deciding import (
    AccountabilityDecided,
    DecidedPrivate,
    DecisionServed,
    NoticePrivate,
    NoticeServed,
    PleaRecorded,
    ReceivedPrivate,
)
from domain.kinds.accountability.opening import (
    AccountabilityEnded,
    AccountabilityWithdrawn,
    GroupPrivate,
    GroupSet,
)
from domain.kinds.accountability.reviewing import (
    AppealAsked,
    AppealDecided,
    DecisionCorrected,
    ReviewAsked,
    ReviewDecided,
)
from domain.kinds.piece import OfficeBody, Private, ReasonPrivate, TextPrivate
from sync_server.data.accountability import rows
from sync_server.data.engine import Database
from sync_server.ledger.committer import Committer
from sync_server.office.accountability import AccountabilityCommands, SeenCase
from sync_server.office.commands import Office
from tests.builders.server import version_of

Content = tuple[OfficeBody, Private]
FACTS, BASIS = "食堂留样三次要求整改，三次没有改。", "《教育督导问责办法》第九条"
OPENED = AccountabilityOpened(
    target=Accountable.UNIT,
    school_id="school-1",
    opened_on="2026-05-14",
    inspected_on="2026-05-10",
)
SAID = OpenedPrivate(facts=FACTS, basis=BASIS)
MANNERS = (Manner.CIRCULAR,)
"""One that is for units alone."""
CONTENTS: Mapping[CaseAct, Content] = {
    CaseAct.RESTATE: (OPENED, SAID),
    CaseAct.GROUP: (GroupSet(set_on="2026-05-14"), GroupPrivate(members="李主任、市场监管局")),
    CaseAct.NOTIFY: (
        NoticeServed(notified_on="2026-05-14", plead_by="2026-05-20", manners=MANNERS),
        NoticePrivate(facts=FACTS, basis=BASIS, received_by="何校长"),
    ),
    CaseAct.HEAR: (
        PleaRecorded(outcome=PleaOutcome.RECEIVED, heard_on="2026-05-14"),
        TextPrivate(text="已经换了食堂承包人。"),
    ),
    CaseAct.DECIDE: (
        AccountabilityDecided(
            number="万教督问〔2026〕1号",
            decided_on="2026-05-14",
            effective_on="2026-05-14",
            manners=MANNERS,
        ),
        DecidedPrivate(circumstances="第1小学，公办小学。", facts=FACTS, basis=BASIS),
    ),
    CaseAct.SERVE: (DecisionServed(served_on="2026-05-14"), ReceivedPrivate(received_by="何")),
    CaseAct.ASK_REVIEW: (ReviewAsked(asked_on="2026-05-14"), TextPrivate(text="处理过重。")),
    CaseAct.REVIEW: (
        ReviewDecided(outcome=Outcome.UPHELD, decided_on="2026-05-14", known_on="2026-05-14"),
        TextPrivate(text="事实清楚。"),
    ),
    CaseAct.ASK_APPEAL: (AppealAsked(asked_on="2026-05-14"), TextPrivate(text="仍不服。")),
    CaseAct.APPEAL: (
        AppealDecided(
            outcome=Outcome.CHANGED,
            decided_on="2026-05-14",
            known_on="2026-05-14",
            manners=(Manner.PUBLIC_CRITICISM,),
        ),
        TextPrivate(text="改为公开批评。"),
    ),
    CaseAct.CORRECT: (DecisionCorrected(corrected_on="2026-05-14"), TextPrivate(text="已改发。")),
    CaseAct.END: (AccountabilityEnded(ended_on="2026-05-14", is_waived=True), TextPrivate()),
    CaseAct.WITHDRAW: (AccountabilityWithdrawn(), ReasonPrivate(reason="事实不成立")),
}
"""What may be said in each act, all of it on one day."""
CLERKS = frozenset({CaseAct.HEAR, CaseAct.SERVE, CaseAct.ASK_REVIEW, CaseAct.ASK_APPEAL})
"""What a clerk may take down."""

_A = CaseAct
TO: Mapping[CaseState, tuple[CaseAct, ...]] = {
    CaseState.OPENED: (),
    CaseState.INVESTIGATING: (_A.GROUP,),
    CaseState.NOTIFIED: (_A.GROUP, _A.NOTIFY),
    CaseState.HEARD: (_A.GROUP, _A.NOTIFY, _A.HEAR),
    CaseState.DECIDED: (_A.GROUP, _A.NOTIFY, _A.HEAR, _A.DECIDE),
    CaseState.SERVED: (_A.GROUP, _A.NOTIFY, _A.HEAR, _A.DECIDE, _A.SERVE),
}
ALL_THE_WAY = (
    *TO[CaseState.SERVED],
    _A.ASK_REVIEW,
    _A.REVIEW,
    _A.ASK_APPEAL,
    _A.APPEAL,
    _A.CORRECT,
    _A.END,
)
"""Every step that there can be before the end."""


def way_to(state: CaseState) -> tuple[CaseAct, ...]:
    """The acts by which a case comes into a state that is on the way to its end."""
    after = (
        CaseState.REVIEWING,
        CaseState.REVIEWED,
        CaseState.APPEALING,
        CaseState.CORRECTING,
        CaseState.SETTLED,
        CaseState.ENDED,
    )
    if state in TO:
        return TO[state]
    return ALL_THE_WAY[: len(TO[CaseState.SERVED]) + after.index(state) + 1]


BEFORE: Mapping[CaseAct, CaseState] = {
    CaseAct.RESTATE: CaseState.OPENED,
    CaseAct.GROUP: CaseState.OPENED,
    CaseAct.NOTIFY: CaseState.INVESTIGATING,
    CaseAct.HEAR: CaseState.NOTIFIED,
    CaseAct.DECIDE: CaseState.HEARD,
    CaseAct.SERVE: CaseState.DECIDED,
    CaseAct.ASK_REVIEW: CaseState.SERVED,
    CaseAct.REVIEW: CaseState.REVIEWING,
    CaseAct.ASK_APPEAL: CaseState.REVIEWED,
    CaseAct.APPEAL: CaseState.APPEALING,
    CaseAct.CORRECT: CaseState.CORRECTING,
    CaseAct.END: CaseState.SETTLED,
    CaseAct.WITHDRAW: CaseState.OPENED,
}
"""A state in which each act is possible."""


def commands_of(database: Database, committer: Committer) -> AccountabilityCommands:
    """The office's verbs."""
    return AccountabilityCommands(Office(database, committer))


def case_at(
    commands: AccountabilityCommands,
    state: CaseState = CaseState.OPENED,
    account: str = "li.zhuren",
    **opened: object,
) -> str:
    """A case that a supervisor brought into a state; its id."""
    case_id = commands.open(account, OPENED.model_copy(update=opened), SAID).id
    for act in way_to(state):
        commands.act(account, seen_case(commands, case_id), act, CONTENTS[act])
    return case_id


def seen_case(commands: AccountabilityCommands, case_id: str) -> SeenCase:
    """The case in the version in which it now stands."""
    return SeenCase(case_id, version_of(commands.office.database, case_id))


def case_stands(database: Database, case_id: str) -> Accountability:
    """The case as it now stands."""
    with database.session() as session:
        row = rows.case(session, case_id)
    assert row is not None
    return Accountability.model_validate_json(row.folded)
