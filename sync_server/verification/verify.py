"""Re-checking everything: log, chains, receipts, photos, tables, and what others testify."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.kinds.server import ServerRestored
from sync_server.data import scan
from sync_server.data.engine import Database, Transaction
from sync_server.data.following.aside import Aside, aside
from sync_server.data.following.place import Place, place_of
from sync_server.data.ledger import first_chain
from sync_server.verification.fault import Fault, FaultKind
from sync_server.verification.heads import head_faults
from sync_server.verification.kept_files import kept_file_faults
from sync_server.verification.links import Links
from sync_server.verification.log import LogCheck
from sync_server.verification.photos import PhotoPath, photo_faults
from sync_server.verification.tables import table_faults
from sync_server.verification.witness import Witness, WitnessCheck

NO_WITNESS = (
    "没有提供外部凭证（手机上的回执或另存的检查点）：单凭这台服务器，看不出日志是否被整本改写后"
    "重新签名，也看不出末尾是否被截掉一段。请用 --witness 文件 再核一次。"
)
COVERED = "外部凭证证明到第 {} 条（共 {} 条）；其后的只有这台服务器自己作证，改写或截掉都看不出来。"
IN_GAP = (
    "有 {} 份外部凭证说的是恢复备份时丢掉的那一段：只能核对记录是否补回，不能核对当时的接收时间。"
)
WITHHELD = (
    "有 {} 处内容递交时就没有送来，只送来了凭据，这些内容无从核对；说它递交时就缺，也只有这台服务器"
    "自己作证。"
)
TABLES_NOT_COMPARED = "日志本身有问题，统计表没有再与日志比对；日志恢复后请再核一次。"


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked, what is wrong, and what could not be checked (``lacks``).

    ``restorations`` tells when the server went on from a backup, in the order of the log.
    ``covered`` is how many entries from the log's beginning somebody else vouches for,
    ``withheld`` how many pieces their senders left out: that they came so is this server's word.
    """

    faults: tuple[Fault, ...]
    entries: int
    tree_heads: int
    photos: int
    testimonies: int
    lacks: tuple[str, ...]
    restorations: tuple[ServerRestored, ...] = ()
    covered: int = 0
    withheld: int = 0

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong with what could be checked."""
        return not self.faults


def verify(
    database: Database, public_key: str, photo_path: PhotoPath, witnesses: Sequence[Witness] = ()
) -> Verification:
    """Check everything against one snapshot; changes nothing, and others may go on writing.

    The tables that follow are checked as far as they have followed; a copy that has none is
    checked without them.

    ``public_key`` (hex) is that of the log's key, ``photo_path`` tells where the photo of a
    SHA-256 is, ``witnesses`` are what ``read_witness`` read.
    """
    reading = database.reading if database.has_tables else database.reading_ledger
    with reading() as transaction, scan.reading_anything(transaction), aside() as made:
        place = place_of(transaction.tables) if database.has_tables else None
        return _Check(transaction, made, place, public_key).run(photo_path, witnesses)


@dataclass(frozen=True, slots=True)
class _Check:
    transaction: Transaction
    made: Aside
    place: Place | None
    public_key: str

    def run(self, photo_path: PhotoPath, witnesses: Sequence[Witness]) -> Verification:
        damage = self._damage()
        links = Links(self.transaction, self.made.with_ledger(self.transaction))
        log = LogCheck(self.transaction, self.public_key, links, self.place)
        lacks: list[str] = [] if witnesses else [NO_WITNESS]
        faults = [*damage, *log.faults()]
        faults += self._key(links)
        faults += head_faults(self.transaction, links)
        photo_files = self.transaction.standing
        if faults:
            lacks.append(TABLES_NOT_COMPARED)
        else:
            faults += table_faults(self.transaction, self.made, self.place, log.entries)
            # What has arrived by the log: a row that is gone takes no file out of the check.
            photo_files = self.made.connection
            if self.place is not None:
                faults += kept_file_faults(self.transaction)
        faults += log.index_faults
        faults += photo_faults(scan.photo_files(photo_files), photo_path)
        witness = WitnessCheck(self.transaction, self.public_key)
        faults += witness.faults(witnesses)
        if witnesses and witness.covered < log.entries:
            lacks.append(COVERED.format(witness.covered, log.entries))
        if log.withheld:
            lacks.append(WITHHELD.format(log.withheld))
        if witness.in_gap:
            lacks.append(IN_GAP.format(witness.in_gap))
        return Verification(
            faults=tuple(faults),
            entries=log.entries,
            tree_heads=log.heads,
            photos=sum(1 for _ in scan.photo_files(photo_files)),
            testimonies=sum(len(each.testimonies) for each in witnesses),
            lacks=tuple(lacks),
            restorations=tuple(log.restorations),
            covered=witness.covered,
            withheld=log.withheld,
        )

    def _damage(self) -> list[Fault]:
        faults = scan.storage_faults(self.transaction.ledger)
        return [Fault(FaultKind.DATABASE_DAMAGED, "database", "", "", each) for each in faults]

    def _key(self, links: Links) -> list[Fault]:
        first = first_chain(self.transaction.ledger)
        if first is None or links.public_key(first) == self.public_key:
            return []
        return [Fault(FaultKind.OTHER_KEY, "run", "0", "chain")]
