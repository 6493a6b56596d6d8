"""Ledger tables: what was accepted, for ever."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary
from sqlmodel import Field, SQLModel


def _blob() -> Column[bytes]:
    return Column(LargeBinary, nullable=False)


class RunRow(SQLModel, table=True):
    """Ledger: accepted entries, many in a row (see ``data/runs.py`` for how they are packed).

    ``first`` is the position of the first of its ``entries``, ``seq`` and ``prev`` are that
    entry's. ``subject`` is what they belong to (what opens a subject belongs to that one).
    ``ids`` are 32 bytes each. A body or private piece that was withheld is not there, a private
    one neither once it was erased. ``marks`` is a comma-separated list of acceptance marks.
    """

    __tablename__ = "run"
    __table_args__ = (
        Index("ix_run_chain_seq", "chain", "seq"),
        Index("ix_run_subject", "subject"),
    )

    first: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    entries: int
    chain: str = Field(max_length=36)
    seq: int = Field(sa_type=BigInteger)
    prev: str | None = Field(max_length=64)
    subject: str = Field(max_length=64)
    carrier: str = Field(max_length=36)
    accepted_at: str = Field(max_length=24)
    marks: str = ""
    tree_size: int = Field(sa_type=BigInteger)
    ids: bytes = Field(sa_column=_blob())
    times: bytes = Field(sa_column=_blob())
    lines: bytes = Field(sa_column=_blob())
    private: bytes = Field(sa_column=_blob())


class TreeHeadRow(SQLModel, table=True):
    """Ledger: the log's Merkle tree after each commit; the newest row is the present head.

    ``signature`` is the log key's over the checkpoint of this epoch, size and root.
    ``frontier`` are the hashes of the tree's peaks, ``leaf_hashes`` those of the leaves that
    the commit added, one after the other: what proofs are made of, without any entry.
    """

    __tablename__ = "tree_head"

    tree_size: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    root: str = Field(max_length=64)
    frontier: bytes = Field(sa_column=_blob())
    leaf_hashes: bytes = Field(sa_column=_blob())
    signature: str = Field(max_length=128)
    at: str = Field(max_length=24)
    epoch: str = Field(max_length=36)


class TileHashRow(SQLModel, table=True):
    """Ledger: the hash at a place of the log's hash tiles, of all levels above the leaves'.

    Level and place count as in the tiles: ``n`` on ``level`` is the root over 256 to the power
    of ``level`` leaves.
    """

    __tablename__ = "tile_hash"

    level: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    n: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    hash: bytes = Field(sa_column=_blob())


class HeadSignatureRow(SQLModel, table=True):
    """Ledger: the signatures by which chains vouched for what they delivered."""

    __tablename__ = "head_signature"

    id: str = Field(primary_key=True, max_length=64)
    chain: str = Field(max_length=36, index=True)
    seq: int = Field(sa_type=BigInteger)
    signature: str = Field(max_length=128)
