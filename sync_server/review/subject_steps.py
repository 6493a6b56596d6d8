"""The entries of a subject as its page shows them: by whom, when, and whether they count."""

from collections.abc import Iterable

from domain import kinds
from domain.kinds.folding import Ignored
from domain.trail.order import in_order
from sync_server.data.engine import ReadingSession
from sync_server.data.ledger import of_subjects
from sync_server.data.visits.rows import accounts_of
from sync_server.register.step import Step


def steps_of(session: ReadingSession, subject: str, ignored: Iterable[Ignored]) -> list[Step]:
    """The subject's entries in their order; ``ignored`` are those that do not count."""
    logged = of_subjects(session.connection(), [subject])
    accounts = accounts_of(session, {each.line.header.chain for each in logged})
    why = {each.entry: each.reason for each in ignored}
    by_id = {each.line.id: each for each in logged}
    return [
        Step(
            row=by_id[line.id],
            reading=kinds.read(line),
            account=accounts.get(line.header.chain, line.header.chain),
            ignored=why.get(line.id),
        )
        for line in in_order(each.line for each in logged)
    ]
