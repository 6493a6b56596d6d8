"""The log as it stands, signed, and the hashes by which anybody checks that it only ever grew."""

from domain.errors import BadInput, NotFound, Unavailable
from domain.trail.checkpoint import Checkpoint, checkpoint_text, origin_of
from domain.trail.merkle import consistency_proof, inclusion_proof, root_over
from domain.trail.signed_note import verifier_key
from domain.trail.tiles import HEIGHT, Tile
from domain.wire.messages import LogState, Proof
from sync_server.data import log_tree
from sync_server.data.engine import Database, Transaction
from sync_server.data.log_tree import StoredHead
from sync_server.ledger.keys import LogKey


class Log:
    """What anybody may check the server by. No tree is held: its hashes are read as asked for."""

    def __init__(self, database: Database, key: LogKey) -> None:
        self._database = database
        self._key = key

    def state(self) -> LogState:
        """The newest checkpoint and the key it is signed with; Unavailable before the log began."""
        with self._database.reading_ledger() as transaction:
            head = _head(transaction)
        name, public = origin_of(head.epoch), bytes.fromhex(self._key.public_hex)
        return LogState(
            log_public_key=self._key.public_hex,
            verifier_key=verifier_key(name, public),
            prefix=f"/api/v1/log/{head.epoch}",
            checkpoint=self._checkpoint(head),
        )

    def checkpoint(self, epoch: str) -> Checkpoint:
        """The newest checkpoint of the epoch's log; NotFound when it is not the present one."""
        with self._database.reading_ledger() as transaction:
            return self._checkpoint(_head(transaction, epoch))

    def tile(self, epoch: str, tile: Tile) -> bytes:
        """The tile's hashes, one after the other; NotFound when the epoch's log has not all."""
        with self._database.reading_ledger() as transaction:
            if not tile.stands_in(_head(transaction, epoch).size):
                raise NotFound("The log has not grown to this tile.", code="no_such_tile")
            hashes = _hashes(transaction, tile.level, tile.hashes.start, tile.hashes.stop)
        return b"".join(hashes)

    def inclusion(self, position: int, tree_size: int) -> Proof:
        """That the entry at this position is in the log of that size; BadInput outside it."""
        if not 0 <= position < tree_size:
            raise BadInput("position must be less than tree_size.", code="outside_log")
        with self._database.reading_ledger() as transaction:
            nodes = _Nodes(transaction, tree_size)
            return _proof(tree_size, inclusion_proof(position, tree_size, nodes))

    def consistency(self, first: int, second: int) -> Proof:
        """That the log of size ``second`` begins with the one of size ``first``."""
        if not 0 <= first <= second:
            raise BadInput("first must not be more than second.", code="outside_log")
        with self._database.reading_ledger() as transaction:
            nodes = _Nodes(transaction, second)
            return _proof(second, consistency_proof(first, second, nodes))

    def _checkpoint(self, head: StoredHead) -> Checkpoint:
        return _signed(head, self._key.public_hex)


def newest_checkpoint(transaction: Transaction, public_hex: str) -> Checkpoint:
    """The log's newest checkpoint as this transaction reads it; the key (hex) is the log's."""
    return _signed(_head(transaction), public_hex)


def _signed(head: StoredHead, public_hex: str) -> Checkpoint:
    text = checkpoint_text(head.epoch, head.size, head.frontier.root)
    return Checkpoint.made(text, public_hex, head.signature)


class _Nodes:
    """Answers the hash of any complete subtree of the log, from the tiles' hashes."""

    def __init__(self, transaction: Transaction, size: int) -> None:
        held = _head(transaction).size
        if size > held:
            raise BadInput(f"The log has {held} entries.", code="outside_log", size=held)
        self._transaction = transaction

    def __call__(self, level: int, index: int) -> bytes:
        upwards = level % HEIGHT
        first, end = index << upwards, (index + 1) << upwards
        return root_over(_hashes(self._transaction, level // HEIGHT, first, end))


def _head(transaction: Transaction, epoch: str | None = None) -> StoredHead:
    head = log_tree.newest_stored_head(transaction.ledger)
    if head is None:
        raise Unavailable("The log has not been begun.", code="log_not_begun")
    if epoch not in (None, head.epoch):
        raise NotFound("This is not the log's present epoch.", code="no_such_epoch")
    return head


def _hashes(transaction: Transaction, level: int, first: int, end: int) -> list[bytes]:
    if level == 0:
        return log_tree.leaf_hashes(transaction.ledger, first, end)
    return log_tree.tile_hashes(transaction.ledger, level, first, end)


def _proof(size: int, hashes: list[bytes]) -> Proof:
    return Proof(tree_size=size, hashes=tuple(each.hex() for each in hashes))
