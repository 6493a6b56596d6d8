"""What the entries of the log say about chains, one entry after the other in log order."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.ed25519 import is_public_key
from domain.kinds.author import Author, Role
from domain.kinds.chain import ChainEnrolled, ChainOpened, ChainRevoked
from domain.kinds.kind import may_set
from domain.kinds.piece import Body
from domain.kinds.reading import Reading
from domain.visit.assessment import Mark
from sync_server.data.chains import Chain, keep_chains, read_chains
from sync_server.data.engine import Transaction

SERVER_ACCOUNT = "system"
SERVER_DISTRICT = "server"
CHAIN_KINDS = frozenset(each.kind for each in (ChainOpened, ChainEnrolled, ChainRevoked))
"""Kinds of entries whose bodies say something of chains; the book needs no others read."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a chain needs to know of one of its entries."""

    position: int
    chain: str
    seq: int
    id: str
    prev: str | None
    accepted_at: str
    earliest: str


class ChainBook:
    """The chains as they stand after each entry; one rule for taking entries and for rebuilding.

    The log's first entry opens the server's own chain: the root from which all others are
    enrolled.
    """

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._chains: dict[str, Chain | None] = {}
        self._changed: set[str] = set()

    def load(self, ids: Iterable[str]) -> None:
        """Read these chains at once, where they are not yet known here."""
        missing = set(ids) - self._chains.keys()
        found = read_chains(self._transaction.standing, missing)
        self._chains.update({chain: found.get(chain) for chain in missing})

    def get(self, chain: str) -> Chain | None:
        """The chain as it now stands; None when nobody enrolled it."""
        if chain not in self._chains:
            self.load([chain])
        return self._chains[chain]

    def author(self, chain: str) -> Author | None:
        """Who writes the chain; None when nobody enrolled it."""
        found = self.get(chain)
        return found.author if found else None

    def authors(self, readings: Iterable[Reading]) -> dict[str, Author]:
        """Who writes each of these entries' chains, as far as somebody enrolled them."""
        chains = {reading.line.header.chain for reading in readings}
        return {chain: author for chain in chains if (author := self.author(chain))}

    def take(self, link: Link, body: Body | None) -> frozenset[Mark]:
        """Go on by one entry; the marks it gets.

        It may stand for several that follow each other, of other kinds than ``CHAIN_KINDS``:
        the last one's link, with the first one's ``prev``.

        Whatever does not go on from the tip of the main branch is a fork: a second child of
        one entry, or what follows such a child.
        """
        if link.position == 0 and isinstance(body, ChainOpened):
            self._begin(link, body)
        chain = self.get(link.chain)
        if chain is None:
            return frozenset()
        marks = {Mark.REVOKED_CHAIN} if chain.revoked_at else set()
        if link.prev == chain.tip_id:
            chain.tip_seq, chain.tip_id, chain.tip_earliest = link.seq, link.id, link.earliest
        else:
            chain.is_forked = True
            marks.add(Mark.FORK)
        self._changed.add(link.chain)
        self._read(chain, link, body)
        return frozenset(marks)

    def keep(self) -> None:
        """Write the chains that changed."""
        changed = (self._chains[chain] for chain in sorted(self._changed))
        keep_chains(self._transaction, [chain for chain in changed if chain])
        self._changed.clear()

    def _begin(self, link: Link, body: ChainOpened) -> None:
        self._chains[link.chain] = Chain(
            chain=link.chain,
            account=body.account,
            role=Role.SYSTEM,
            district=body.district,
            installation=body.installation,
            public_key=body.public_key,
            is_practice=False,
            enrolled_at=link.accepted_at,
        )

    def _read(self, writer: Chain, link: Link, body: Body | None) -> None:
        if isinstance(body, ChainEnrolled) and may_set(body.kind, writer.author):
            if self.get(body.chain) is None and is_public_key(body.public_key):
                self._chains[body.chain] = Chain(
                    **body.model_dump(include=_ENROLLED), enrolled_at=link.accepted_at
                )
                self._changed.add(body.chain)
        elif isinstance(body, ChainRevoked) and may_set(body.kind, writer.author):
            revoked = self.get(body.chain)
            if revoked and not revoked.revoked_at and _is_over(writer, revoked):
                revoked.revoked_at = link.accepted_at
                self._changed.add(body.chain)


_ENROLLED = {
    "chain",
    "account",
    "role",
    "district",
    "installation",
    "public_key",
    "is_practice",
}


def _is_over(writer: Chain, revoked: Chain) -> bool:
    """Whether the writer's office has a say over the chain: its district's, or the server's."""
    return revoked.role is not Role.SYSTEM and (
        writer.district in (revoked.district, SERVER_DISTRICT)
    )
