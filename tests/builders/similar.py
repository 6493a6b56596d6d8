"""Similar checks as an office sends them and units answer."""

from datetime import date

from domain.kinds.finding.reply import ReplyPhoto
from domain.kinds.finding.similar_check import (
    SimilarAnswerPrivate,
    SimilarCheck,
    SimilarCheckAnswered,
    SimilarOutcome,
)
from sync_server.data.engine import Database
from sync_server.data.findings.similar import check
from sync_server.ledger.append import OfficeEntry
from sync_server.ledger.committer import Committer
from sync_server.office.commands import Office
from sync_server.office.similar import NewCheck, SeenUnit, SimilarCommands
from tests.builders.courses import seen_course
from tests.builders.server import version_of

DUE_ON = date(2026, 5, 20)


def send_check(
    commands: SimilarCommands,
    visit: str,
    *schools: str,
    account: str = "li.zhuren",
    due_on: date = DUE_ON,
) -> str:
    """A check that grew from the finding f1 of a visit, sent to these units; its id."""
    seen = seen_course(commands.office.database, visit, "f1")
    what = ("灭火器过期", "逐具查有效期。", due_on)
    new = NewCheck(seen.visit, seen.finding_id, seen.version, schools, *what)
    return commands.send(account, new).id


def commands_of(database: Database, committer: Committer) -> SimilarCommands:
    """The office's verbs."""
    return SimilarCommands(Office(database, committer))


def seen_unit(database: Database, check_id: str, school_id: str) -> SeenUnit:
    """A unit of a check in the version in which the check now stands."""
    return SeenUnit(check_id, school_id, version_of(database, check_id))


def an_answer(
    check_id: str,
    school_id: str,
    outcome: SimilarOutcome = SimilarOutcome.CLEAR,
    photos: tuple[ReplyPhoto, ...] = (),
) -> OfficeEntry:
    """What a unit answers at its door, as the server writes it down for it."""
    body = SimilarCheckAnswered(
        school_id=school_id, outcome=outcome, answered_on="2026-05-16", photos=photos
    )
    private = SimilarAnswerPrivate(looked="逐具查过", told_by="何校长")
    return OfficeEntry(body, private, check_id)


def stands(database: Database, check_id: str) -> SimilarCheck:
    """The check as it now stands."""
    with database.session() as session:
        row = check(session, check_id)
    assert row is not None
    return SimilarCheck.model_validate_json(row.folded)
