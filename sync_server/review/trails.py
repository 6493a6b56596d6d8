"""One visit's trail for whoever may see it, and how far the server is with a chain."""

from domain.errors import NotFound
from domain.kinds.author import REVIEWING, Role
from domain.wire.messages import AuthorFacts, ChainState, Tip, TrailAnswer
from sync_server.access.scope import may_read_visit
from sync_server.data import trails as rows
from sync_server.data.accounts import DeviceFacts
from sync_server.data.engine import Database
from sync_server.data.tables import ChainRow


class Trails:
    """Reads trails and chains within the scope of whoever asks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def visit_trail(self, visit_id: str, device: DeviceFacts) -> TrailAnswer:
        """The visit's lines in log order and who wrote them.

        NotFound when there is no such visit, or it is not for this device's account.
        """
        with self._database.session() as session:
            visit = rows.visit(session, visit_id)
            if visit is None or not may_read_visit(visit, device.person, device.chain):
                raise NotFound("没有这条记录，或者它不在您的查看范围内。", visit=visit_id)
            lines = [logged.line for logged in rows.lines(session, visit_id)]
            authors = rows.chains(session, {line.header.chain for line in lines})
        return TrailAnswer(
            visit=visit_id,
            lines=tuple(line.raw.decode() for line in lines),
            authors=tuple(map(_author, authors)),
        )

    def chain_state(self, chain: str, device: DeviceFacts) -> ChainState:
        """How far the server is with a chain of the device's account or office; else NotFound."""
        with self._database.session() as session:
            found = next(iter(rows.chains(session, [chain])), None)
            if found is None or not _may_ask(found, device):
                raise NotFound("没有这部手机的记录，或者它们不属于您。", chain=chain)
            tips = [(found.tip_seq, found.tip_id)] if found.tip_id else []
            if found.is_forked:
                tips = rows.tips(session, chain)
        return ChainState(
            chain=chain,
            tips=tuple(Tip(seq=seq, id=entry) for seq, entry in tips),
            is_revoked=found.revoked_at is not None,
        )


def _may_ask(chain: ChainRow, device: DeviceFacts) -> bool:
    person = device.person
    is_office = Role(person.role) in REVIEWING and person.district == chain.district
    return chain.account == person.account or is_office


def _author(row: ChainRow) -> AuthorFacts:
    return AuthorFacts(
        chain=row.chain,
        account=row.account,
        role=Role(row.role),
        district=row.district,
        is_practice=row.is_practice,
    )
