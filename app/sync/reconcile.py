"""When the server has less of a chain than it once said, or more than this phone ever wrote."""

from app.store import Transaction, chains, lines, photo_rows
from app.sync.link import Link
from domain.wire import ChainState

FORKED, REVOKED = "forked", "revoked"


def reconcile(transaction: Transaction, state: ChainState) -> bool:
    """Set our marks by what the server holds of the chain; whether something must go again.

    Lines behind the newest tip we know were forgotten by the server (restored from a backup)
    and go again. A tip we never wrote means that this phone was restored or cloned.
    """
    known = [tip.seq for tip in state.tips if lines.holds(transaction, tip.id)]
    if len(known) < len(state.tips):
        chains.note_trouble(transaction, state.chain, FORKED)
    if state.is_revoked:
        chains.note_trouble(transaction, state.chain, REVOKED)
    reached = max(known, default=0)
    if reached >= lines.sent_up_to(transaction, state.chain):
        return False
    lines.forget_sent_after(transaction, state.chain, reached)
    return True


def reconcile_all(link: Link) -> None:
    """Ask the server how far it is with each of the account's chains, and with every photo."""
    with link.store.database.read() as transaction:
        owned = [row.chain for row in chains.chains_of(transaction, link.account)]
    states = [link.ask("GET", f"/api/v1/chains/{chain}").read(ChainState) for chain in owned]
    with link.store.database.write() as transaction:
        for state in states:
            reconcile(transaction, state)
        photo_rows.forget_complete(transaction, link.account)
