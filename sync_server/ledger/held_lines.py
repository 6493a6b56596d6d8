"""What the log holds of some lines and of those they follow, looked up as little as can be."""

from collections.abc import Sequence

from domain.trail.line import Line
from sync_server.data.engine import Transaction
from sync_server.data.held import Held, Place, held, held_anywhere, place_of
from sync_server.projection.chain_book import ChainBook


def held_of(transaction: Transaction, book: ChainBook, lines: Sequence[Line]) -> dict[str, Held]:
    """Those of the lines, and of those they follow, that the log holds; their chains are known.

    Behind the tip of a chain that never forked it holds nothing: so of lines that go on from
    there nothing is looked up.
    """
    own = {line.id for line in lines}
    found: dict[str, Held] = {}
    asked: set[Place] = set()
    before: dict[str, set[str]] = {}
    for line in lines:
        header, chain = line.header, book.get(line.header.chain)
        if chain is None:
            continue
        if chain.is_forked or header.seq <= chain.tip_seq:
            asked.add(place_of(line))
        if header.prev is None or header.prev in own:
            continue
        if header.prev == chain.tip_id and chain.tip_earliest is not None:
            tip = Held(header.prev, chain.chain, chain.tip_seq, chain.tip_earliest)
            found[header.prev] = tip
        else:
            asked.add((header.chain, header.seq - 1, header.prev))
            before.setdefault(header.chain, set()).add(header.prev)
    connection = transaction.ledger
    if asked:
        found |= held(connection, asked)
    for name, ids in before.items():
        # A line may tell a wrong seq of itself; then it is refused for that.
        if misplaced := ids - found.keys():
            found |= held_anywhere(connection, name, misplaced)
    return found
