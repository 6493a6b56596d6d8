"""Papers of an office: drafts of them, signed in one go, visits to name, and table rows."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import text

from domain.kinds.paper.answering import (
    PaperAnswered,
    PaperServed,
    ServedPrivate,
    TalkHeld,
    TalkPrivate,
)
from domain.kinds.paper.builder import AnsweredBy, Delivery, PaperState
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.piece import TextPrivate
from sync_server.data.engine import Database
from sync_server.data.subjects import versions_called
from sync_server.ledger.append import NEW
from sync_server.office.commands import Office
from sync_server.office.papers import (
    PaperCommands,
    PaperDraft,
    SeenFinding,
    SeenPaper,
    Signature,
)
from sync_server.server import Server
from tests.builders.sample_ledger import record_visit
from tests.builders.server import DISTRICT, Ledger, Phone, version_of

CLERK, SUPERVISOR = "qian.yi", "zhou.min"


def paper_commands(ledger: Ledger) -> PaperCommands:
    """The office's verbs about papers."""
    return PaperCommands(Office(ledger.database, ledger.committer))


def rows(ledger: Ledger, query: str, **values: object) -> list[Any]:
    """What the tables answer."""
    with ledger.database.reading() as transaction:
        return list(transaction.tables.execute(text(query), values))


def numbers(ledger: Ledger) -> list[str]:
    """The numbers of all papers, in their order."""
    query = "SELECT number FROM paper WHERE number <> '' ORDER BY paper_kind, year, serial"
    return [row.number for row in rows(ledger, query)]


def series_version(ledger: Ledger, series: str = "rectification-2026") -> str:
    """The version of a series of numbers, as the page shows it."""
    with ledger.database.reading() as transaction:
        return versions_called(transaction.tables, DISTRICT).get(("series", series), NEW)


def visits(ledger: Ledger, phone: Phone, count: int = 2) -> list[str]:
    """Submitted visits to one school, each with the finding f1."""
    found = [record_visit(phone, "school-1") for _ in range(count)]
    phone.push(ledger.committer)
    return found


def a_draft(
    ledger: Ledger, *named: str, paper_kind: PaperKind = PaperKind.RECTIFICATION, **said: Any
) -> PaperDraft:
    """A paper about the finding f1 of each of these visits, as they stand now."""
    seen = tuple(SeenFinding(each, "f1", version_of(ledger.database, each)) for each in named)
    facts = {"due_on": "2026-12-31", "requirement": "限期整改", **said}
    return PaperDraft(paper_kind, "school-1", seen, **facts)


def seen_now(database: Database, paper: str) -> SeenPaper:
    """The paper as it now stands."""
    return SeenPaper(paper, version_of(database, paper))


def pending(ledger: Ledger, draft: PaperDraft) -> SeenPaper:
    """A paper that a clerk drafted and handed in to be signed."""
    commands = paper_commands(ledger)
    paper = commands.draft(CLERK, draft).id
    commands.submit(CLERK, seen_now(ledger.database, paper))
    return seen_now(ledger.database, paper)


def signature(on: str = "2026-05-20", **said: Any) -> Signature:
    """Signed by 周敏 on this day."""
    return Signature(on, "周敏", **said)


WAY = (PaperState.PENDING, PaperState.ISSUED, PaperState.SERVED, PaperState.ANSWERED)


def paper_brought_to(
    server: Server | Ledger,
    state: PaperState,
    draft: PaperDraft,
    on: str = "2026-05-14",
    hands: tuple[str, str] = ("zhao.tong", "li.zhuren"),
) -> str:
    """A paper that a clerk drafted and a supervisor signed, as far as this state; its id."""
    clerk, supervisor = hands
    commands = PaperCommands(Office(server.database, server.committer))
    paper = commands.draft(clerk, draft).id
    talk = TalkPrivate(persons="罗校长", minutes="承诺月底前改完")
    answer = PaperAnswered(answered_on="2026-05-20", answered_by=AnsweredBy.OFFICE)
    acts: dict[PaperState, Callable[[SeenPaper], object]] = {
        PaperState.PENDING: lambda seen: commands.submit(clerk, seen),
        PaperState.ISSUED: lambda seen: commands.issue(supervisor, seen, Signature(on, "李主任")),
        PaperState.SERVED: lambda seen: commands.serve(
            clerk,
            seen,
            PaperServed(delivery=Delivery.RECEIVED, served_on="2026-05-15"),
            ServedPrivate(signed_by="罗校长"),
        ),
        PaperState.ANSWERED: lambda seen: (
            commands.hold_talk(clerk, seen, TalkHeld(held_on="2026-05-20"), talk)
            if draft.paper_kind is PaperKind.TALK
            else commands.answer(clerk, seen, answer, TextPrivate(text="已全部更换。"))
        ),
    }
    far = WAY.index(state) + 1 if state in WAY else len(WAY)
    for each in WAY[: 0 if state is PaperState.DRAFT else far]:
        acts[each](seen_now(server.database, paper))
    if state is PaperState.FINISHED:
        commands.finish(clerk, seen_now(server.database, paper))
    return paper


def draft_about(
    server: Server | Ledger,
    *named: str,
    paper_kind: PaperKind = PaperKind.RECTIFICATION,
    **said: Any,
) -> PaperDraft:
    """A draft to school-1 about the finding f1 of each of these visits, as they stand now."""
    seen = tuple(SeenFinding(each, "f1", version_of(server.database, each)) for each in named)
    facts = {"due_on": "2026-05-29", "requirement": "全部更换并登记造册。", **said}
    return PaperDraft(paper_kind=paper_kind, findings=seen, **{"school_id": "school-1", **facts})
