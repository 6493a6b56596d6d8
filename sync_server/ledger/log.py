"""The log as it stands, signed, and the proofs that it only ever grew (RFC 9162)."""

from collections.abc import Callable, Iterable
from threading import Lock

from domain.clock import Clock, format_instant
from domain.errors import BadInput
from domain.trail.merkle import EMPTY_ROOT, Tree
from domain.trail.receipt import Checkpoint, Leaf, checkpoint_message
from domain.wire.messages import LogState, Proof
from sync_server.data import trails as rows
from sync_server.data.engine import Database
from sync_server.ledger.keys import LogKey


class ProofTree:
    """The log's tree in memory, grown when a proof asks for more of it than there is.

    What was once read of the log never changes, so only newer leaves are read again.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._hashes: list[bytes] = []
        self._tree = Tree(())

    def covering(self, size: int, newer: Callable[[int], Iterable[Leaf]]) -> Tree:
        """A tree of at least ``size`` leaves; ``newer`` reads them from a position on."""
        with self._lock:
            if self._tree.size < size:
                self._hashes += [leaf.leaf_hash() for leaf in newer(len(self._hashes))]
                self._tree = Tree(tuple(self._hashes))
            return self._tree


class Log:
    """What anybody may check the server by."""

    def __init__(self, database: Database, key: LogKey, epoch: str, clock: Clock) -> None:
        self._database = database
        self._key = key
        self._epoch = epoch
        self._clock = clock
        self._tree = ProofTree()

    def state(self) -> LogState:
        """The newest checkpoint and the key it is signed with; an empty log's is of now."""
        with self._database.session() as session:
            head = rows.newest_head(session)
        if head is None:
            epoch, size, root = self._epoch, 0, EMPTY_ROOT.hex()
            at = format_instant(self._clock())
        else:
            epoch, size, root, at = head.epoch, head.tree_size, head.root, head.at
        signature = self._key.sign(checkpoint_message(epoch, size, root, at))
        checkpoint = Checkpoint(epoch=epoch, tree_size=size, root=root, at=at, signature=signature)
        return LogState(log_public_key=self._key.public_hex, checkpoint=checkpoint)

    def inclusion(self, position: int, tree_size: int) -> Proof:
        """That the entry at this position is in the log of that size; BadInput outside it."""
        if not 0 <= position < tree_size:
            raise BadInput("position must be less than tree_size.", code="outside_log")
        hashes = self._of(tree_size).inclusion_proof(position, tree_size)
        return Proof(tree_size=tree_size, hashes=tuple(each.hex() for each in hashes))

    def consistency(self, first: int, second: int) -> Proof:
        """That the log of size ``second`` begins with the one of size ``first``."""
        if not 0 <= first <= second:
            raise BadInput("first must not be more than second.", code="outside_log")
        hashes = self._of(second).consistency_proof(first, second)
        return Proof(tree_size=second, hashes=tuple(each.hex() for each in hashes))

    def _of(self, size: int) -> Tree:
        with self._database.session() as session:
            head = rows.newest_head(session)
            held = head.tree_size if head else 0
            if size > held:
                raise BadInput(f"The log has {held} entries.", code="outside_log", size=held)
            return self._tree.covering(size, lambda first: rows.leaves(session, first, size))
