"""Writing the next entry of a chain, and what a chain's key signs."""

from dataclasses import dataclass, replace

from domain.kinds.piece import Body, Private, piece
from domain.trail.line import Line, Tick, write_line


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The chain, and the seq and id of its last entry (0 and None before the first)."""

    chain: str
    seq: int = 0
    id: str | None = None

    def after(self, line: Line) -> "ChainHead":
        """The head once the line is written."""
        return replace(self, seq=line.header.seq, id=line.id)


@dataclass(frozen=True, slots=True)
class Moment:
    """When by the writer's own devices: the claimed instant, minutes east of UTC, and the tick."""

    at: str
    tz: int
    tick: Tick | None


@dataclass(frozen=True, slots=True)
class Subject:
    """What an entry is about, and the last entry of it that its writer had seen.

    Without ``id`` the entry opens a subject of its own. Without ``saw`` it follows the one
    before on its own chain there.
    """

    id: str | None = None
    saw: str | None = None


def next_line(
    head: ChainHead,
    subject: Subject,
    moment: Moment,
    content: tuple[Body, Private | None],
    salts: tuple[str, str],
) -> Line:
    """The entry that goes after ``head``; BadLine when its content makes none (64 KB, for one).

    ``salts`` are two fresh random texts, one for each hashed piece.
    """
    body, private = content
    fields = {
        "chain": head.chain,
        "seq": head.seq + 1,
        "prev": head.id,
        "saw": subject.saw,
        "at": moment.at,
        "tz": moment.tz,
        "tick": None if moment.tick is None else moment.tick.model_dump(),
        "kind": body.kind,
        "subject": subject.id,
    }
    return write_line(fields, piece(body, salts[0]), piece(private or body.private(), salts[1]))


def head_message(chain: str, seq: int, entry_id: str) -> bytes:
    """What a chain's Ed25519 key signs to vouch for its entries up to this one."""
    return f"duji-head-v1\n{chain}\n{seq}\n{entry_id}".encode()
