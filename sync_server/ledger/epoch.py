"""Going on from a backup: a new epoch, and the gap told in the log for ever."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.clock import Clock
from domain.kinds.arrival import MOST_PHOTOS, PhotosLost
from domain.kinds.server import ServerRestored
from sync_server.data.engine import Database, Transaction
from sync_server.ledger.append import OfficeEntry, OfficeWriting
from sync_server.ledger.commit import Commit, Refusal, check_key
from sync_server.ledger.keys import LogKey
from sync_server.projection.chain_book import SERVER_ACCOUNT


@dataclass(frozen=True, slots=True)
class Gap:
    """What was gone back to: when that backup was made, and how many entries there are."""

    backed_up_at: str
    tree_size: int


def open_epoch(
    database: Database, key: LogKey, clock: Clock, backed_up_at: str, lost: Sequence[str] = ()
) -> Gap:
    """Begin a new epoch with an entry that says what was gone back to, and which photos are lost.

    What the server had accepted after the backup stood at positions that are now given again:
    a receipt names its epoch, so no two are the same. Phones see the new epoch and bring what
    is missing. Conflict (``other_log_key``) when the key is not the log's.
    """

    def work(transaction: Transaction) -> Gap:
        check_key(transaction, key)
        commit = Commit(transaction, key, clock())
        gap = Gap(backed_up_at, commit.log.size)
        told = ServerRestored(
            backed_up_at=backed_up_at,
            tree_size=gap.tree_size,
            epoch_before=commit.log.epoch,
        )
        commit.open_epoch()
        parts = range(0, len(lost), MOST_PHOTOS)
        losses = [PhotosLost(photos=tuple(lost[at : at + MOST_PHOTOS])) for at in parts]
        contents = [OfficeEntry(each) for each in (told, *losses)]
        (answer,) = commit.take([OfficeWriting(SERVER_ACCOUNT, contents)])
        if isinstance(answer, Refusal):
            raise answer.error
        return gap

    return database.write(work)
