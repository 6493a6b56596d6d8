"""When the server has less of a chain than it once said, or more than this phone ever wrote."""

from app.store import Transaction, chains, lines
from app.sync.link import Link
from domain.errors import NotFound
from domain.wire.messages import ChainState

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


def reconcile_all(link: Link) -> bool:
    """Ask how far the server is with each of the account's chains; whether something goes again.

    A chain the server does not know any more was enrolled after its backup was made: only
    signing in again helps, and says so.
    """
    with link.store.database.read() as transaction:
        owned = [row.chain for row in chains.chains_of(transaction, link.account)]
    states = [_state_of(link, chain) for chain in owned]
    must_go_again = False
    with link.store.database.write() as transaction:
        for state in states:
            must_go_again |= reconcile(transaction, state)
    return must_go_again


def _state_of(link: Link, chain: str) -> ChainState:
    try:
        return link.ask("GET", f"/api/v1/chains/{chain}").read(ChainState)
    except NotFound:
        return ChainState(chain=chain)
