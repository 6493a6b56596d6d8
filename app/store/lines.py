"""The entries held on the phone: appended, marked as sent, and asked for what still has to go."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, bindparam, literal_column
from sqlmodel import col, func, insert, or_, select, update

from app.store.database import Transaction, run
from app.store.tables import ChainRow, LineRow, PhotoRow, ReceiptRow
from domain.errors import BadLine
from domain.kinds.kind import visit_of
from domain.phone.rescue import lost_before
from domain.trail.line import Line, parse_line
from domain.trail.receipt import Receipt

IDS_AT_ONCE = 500
# As the index of unsent lines has it: with "is_mine = 1" SQLite would read every line.
BEHIND_NOTHING = "unknown_prev"
"""Why the server refuses a line whose predecessor it has not."""

UNSENT: tuple[ColumnElement[bool], ...] = (
    literal_column("line.is_mine"),
    col(LineRow.sent_at).is_(None),
)

_APPEND = insert(LineRow)
_SET_HEAD = (
    update(ChainRow)
    .where(col(ChainRow.chain) == bindparam("written"))
    .values(head_seq=bindparam("seq"), head_id=bindparam("entry"))
)
# No DISTINCT, for which SQLite would choose another index.
_UNSENT_VISITS = select(LineRow.visit).where(*UNSENT)
_UNSENT_RAW = select(LineRow.id, LineRow.raw).where(*UNSENT)
_IS_UNSENT = select(LineRow.arrival).where(
    LineRow.visit == bindparam("visit"), LineRow.is_mine, col(LineRow.sent_at).is_(None)
)

_UNSENT_AGAIN = dict.fromkeys(("sent_at", "receipt", "position", "accepted_at"))

WITHHELD = {
    "bad_body": "body",
    "body_changed": "body",
    "bad_private": "private",
    "private_changed": "private",
}
"""Which piece is left out of a line that the server could not read, so that its chain goes on."""


@dataclass(frozen=True, slots=True)
class StoredLine:
    """One of our lines: its place, its bytes and the signature over it as a head.

    ``refused_code`` is why the server did not take it the last time.
    """

    id: str
    chain: str
    seq: int
    kind: str
    raw: bytes
    signature: str
    refused_code: str | None = None

    @property
    def sent(self) -> bytes:
        """The bytes to send: without the piece that the server cannot read."""
        header, body, private = self.raw.split(b"\t")
        left_out = WITHHELD.get(self.refused_code or "")
        if left_out == "body":
            return b"\t".join((header, b"", private))
        return b"\t".join((header, body, b"")) if left_out else self.raw


def append(transaction: Transaction, line: Line, signature: str) -> None:
    """Put our own next line behind its chain's head."""
    run(transaction, _APPEND, _values(line, is_mine=True, signature=signature))
    head = {"written": line.header.chain, "seq": line.header.seq, "entry": line.id}
    run(transaction, _SET_HEAD, head)


def keep(transaction: Transaction, lines: Iterable[Line]) -> int:
    """Keep lines that came from the server, those already held left alone; how many were new."""
    offered = {line.id: line for line in lines}
    held = set(transaction.exec(select(LineRow.id).where(col(LineRow.id).in_(list(offered)))))
    fresh = [line for line in offered.values() if line.id not in held]
    if fresh:
        run(transaction, _APPEND, [_values(line, is_mine=False) for line in fresh])
    return len(fresh)


def unsent(
    transaction: Transaction, account: str, limit: int, *, with_refused: bool
) -> list[StoredLine]:
    """Lines of the account's chains that the server has not vouched for, in chain order."""
    wanted = (
        select(LineRow)
        .join(ChainRow, col(ChainRow.chain) == LineRow.chain)
        .where(ChainRow.account == account, *UNSENT)
        .order_by(LineRow.chain, col(LineRow.seq))
        .limit(limit)
    )
    if not with_refused:
        wanted = wanted.where(
            or_(col(LineRow.refused_code).is_(None), col(LineRow.refused_code).in_(WITHHELD))
        )
    return [
        StoredLine(
            row.id, row.chain, row.seq, row.kind, row.raw, row.signature or "", row.refused_code
        )
        for row in transaction.exec(wanted)
    ]


def unsent_count(transaction: Transaction, account: str) -> int:
    """How many lines of the account's chains still have to go."""
    return unsent_total(transaction, account)[0]


def unsent_total(transaction: Transaction, account: str) -> tuple[int, int]:
    """How many lines of the account's chains still have to go, and their bytes."""
    wanted = (
        select(func.count(), func.coalesce(func.sum(func.length(LineRow.raw)), 0))
        .select_from(LineRow)
        .join(ChainRow, col(ChainRow.chain) == LineRow.chain)
        .where(ChainRow.account == account, *UNSENT)
    )
    count, size = transaction.exec(wanted).one()
    return count, size


def unsaved_count(transaction: Transaction, account: str) -> int:
    """How many lines of the account's chains are neither on the server nor in a trail file."""
    wanted = (
        select(func.count())
        .select_from(LineRow)
        .join(ChainRow, col(ChainRow.chain) == LineRow.chain)
        .where(
            ChainRow.account == account,
            *UNSENT,
            col(LineRow.exported_at).is_(None),
        )
    )
    return transaction.exec(wanted).one()


def are_unsent_whole(transaction: Transaction) -> bool:
    """Whether all lines that still have to go are as they were written, by their own hashes.

    Pieces left empty, as a rescue leaves them, are none that went bad.
    """
    for line_id, raw in run(transaction, _UNSENT_RAW):
        try:
            is_whole = parse_line(raw).id == line_id
        except BadLine:
            is_whole = False
        if not is_whole:
            return False
    return True


def unsent_visits(transaction: Transaction) -> set[str]:
    """The visits that have lines which still have to go."""
    return {visit for (visit,) in run(transaction, _UNSENT_VISITS) if visit}


def is_unsent(transaction: Transaction, visit_id: str) -> bool:
    """Whether the visit has lines which still have to go."""
    return run(transaction, _IS_UNSENT, {"visit": visit_id}).first() is not None


def shared_counts(transaction: Transaction, visits: Iterable[str]) -> dict[str, int]:
    """How many lines of each visit are held both here and by the server."""
    is_shared = or_(col(LineRow.is_mine).is_(False), col(LineRow.sent_at).is_not(None))
    wanted = (
        select(LineRow.visit, func.count())
        .where(col(LineRow.visit).in_(list(visits)), is_shared)
        .group_by(col(LineRow.visit))
    )
    return {visit: count for visit, count in transaction.exec(wanted) if visit}


def mark_sent(transaction: Transaction, receipts: Iterable[Receipt], at: str) -> None:
    """Keep the checked receipts, and note at each line of theirs where it stands."""
    for receipt in receipts:
        kept = ReceiptRow(document=receipt.model_dump_json())
        transaction.add_all([kept])
        transaction.flush()
        for leaf in receipt.leaves():
            transaction.exec(
                update(LineRow)
                .where(col(LineRow.id) == leaf.id)
                .values(
                    sent_at=at,
                    receipt=kept.receipt,
                    position=leaf.position,
                    accepted_at=leaf.accepted_at,
                    refused_code=None,
                    refused_words=None,
                )
            )


def receipts(transaction: Transaction) -> list[Receipt]:
    """Every receipt this phone keeps, also of what the server has lost since."""
    wanted = select(ReceiptRow).order_by(col(ReceiptRow.receipt))
    return [Receipt.model_validate_json(row.document) for row in transaction.exec(wanted)]


def mark_exported(transaction: Transaction, ids: Iterable[str], at: str) -> None:
    """These lines are in a trail file."""
    wanted = list(ids)
    for first in range(0, len(wanted), IDS_AT_ONCE):
        some = wanted[first : first + IDS_AT_ONCE]
        transaction.exec(update(LineRow).where(col(LineRow.id).in_(some)).values(exported_at=at))


def mark_refused(transaction: Transaction, line_id: str, code: str, words: str) -> None:
    """Note that the server did not take the line, and why."""
    transaction.exec(
        update(LineRow)
        .where(col(LineRow.id) == line_id)
        .values(refused_code=code, refused_words=words)
    )


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """One of our lines that the server did not take: what it is of, and the words for why.

    ``lost_before`` are the lines before it that are on no side any more: then it never will.
    """

    id: str
    visit: str | None
    kind: str
    code: str
    words: str
    lost_before: int = 0


def refused(transaction: Transaction, account: str) -> list[RefusedLine]:
    """The account's lines that the server did not take, in chain order."""
    wanted = (
        select(LineRow)
        .join(ChainRow, col(ChainRow.chain) == LineRow.chain)
        .where(
            ChainRow.account == account,
            *UNSENT,
            col(LineRow.refused_code).is_not(None),
        )
        .order_by(LineRow.chain, col(LineRow.seq))
    )
    rows = transaction.exec(wanted).all()
    behind = {row.chain for row in rows if row.refused_code == BEHIND_NOTHING}
    reach = {chain: (sent_up_to(transaction, chain), _held(transaction, chain)) for chain in behind}
    return [
        RefusedLine(
            row.id,
            row.visit,
            row.kind,
            row.refused_code or "",
            row.refused_words or "",
            lost_before(row.seq, *reach[row.chain]) if row.chain in reach else 0,
        )
        for row in rows
    ]


def _held(transaction: Transaction, chain: str) -> frozenset[int]:
    """The numbers of the chain's lines that are here."""
    return frozenset(transaction.exec(select(LineRow.seq).where(LineRow.chain == chain)))


def sent_up_to(transaction: Transaction, chain: str) -> int:
    """The highest seq of the chain that the server has vouched for; 0 for none."""
    wanted = select(func.max(LineRow.seq)).where(
        LineRow.chain == chain, LineRow.is_mine, col(LineRow.sent_at).is_not(None)
    )
    return transaction.exec(wanted).one() or 0


def chains_of(transaction: Transaction, ids: Iterable[str]) -> dict[str, str]:
    """The chains of those of the entries that are held here, whoever wrote them."""
    wanted = select(LineRow.id, LineRow.chain).where(col(LineRow.id).in_(list(ids)))
    return dict(transaction.exec(wanted).all())


def held(transaction: Transaction, ids: Iterable[str]) -> frozenset[str]:
    """Those of the entries that are held here, whoever wrote them."""
    return frozenset(chains_of(transaction, ids))


def holds(transaction: Transaction, line_id: str) -> bool:
    """Whether the line was written here."""
    wanted = select(LineRow.id).where(LineRow.id == line_id, LineRow.is_mine)
    return transaction.exec(wanted).first() is not None


def forget_sent(transaction: Transaction, line_id: str) -> None:
    """The server does not know this line after all: send it again."""
    transaction.exec(update(LineRow).where(col(LineRow.id) == line_id).values(_UNSENT_AGAIN))


def forget_sent_after(transaction: Transaction, chain: str, seq: int) -> None:
    """The server lost what came after this seq, photos included: send it again."""
    lost = (col(LineRow.chain) == chain, col(LineRow.is_mine), col(LineRow.seq) > seq)
    transaction.exec(
        update(PhotoRow)
        .where(col(PhotoRow.entry).in_(select(LineRow.id).where(*lost)))
        .values(complete_at=None, arrival=None, arrival_epoch=None, sent_bytes=0)
    )
    transaction.exec(update(LineRow).where(*lost).values(_UNSENT_AGAIN))


def _values(line: Line, *, is_mine: bool, signature: str | None = None) -> dict[str, object]:
    return {
        "id": line.id,
        "chain": line.header.chain,
        "seq": line.header.seq,
        "kind": line.header.kind,
        "visit": visit_of(line),
        "raw": line.raw,
        "is_mine": is_mine,
        "signature": signature,
    }
