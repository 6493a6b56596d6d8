"""Whose the chains are that were found, and how far each of them is."""

from collections import defaultdict
from dataclasses import dataclass, field

from app.store.rescue.rows import FoundLine, FoundRows, Row
from app.store.tables import AuthorRow, ChainRow, PhotoRow, PinRow, WorkbookPartRow
from domain.kinds.author import Role
from domain.kinds.chain import ChainOpened
from domain.kinds.kind import read
from domain.phone.rescue import lost_before, lost_entries, may_go_on

DAMAGED = "damaged"
"""The trouble of a chain of which entries are lost: another one goes on from it."""


@dataclass(slots=True)
class FoundChain:
    """A chain of this installation: its row, and its entries by number.

    ``is_row_found`` is false where the row had to be made from the entries, which cannot tell
    how many there were; ``head_seq`` is the highest number there was, as far as can be told.
    """

    row: Row
    is_row_found: bool
    lines: dict[int, FoundLine] = field(default_factory=dict)
    head_seq: int = 0

    @property
    def sent_up_to(self) -> int:
        """The highest number that the server had vouched for."""
        return max((seq for seq, each in self.lines.items() if each.is_sent), default=0)

    def lost(self) -> tuple[int, int]:
        """How many of its entries were not read: on the server, and perhaps nowhere."""
        return lost_entries(self.head_seq, self.sent_up_to, self.lines)

    def stuck(self) -> int:
        """How many of its saved entries stand behind one that was lost before it was sent."""
        return sum(
            lost_before(seq, self.sent_up_to, self.lines) > 0
            for seq, each in self.lines.items()
            if not each.is_sent
        )

    def settle(self) -> None:
        """Say where its head is, and whether it may go on from there."""
        row, last = self.row, max(self.lines, default=0)
        if last > row["head_seq"]:
            row["head_seq"], row["head_id"] = last, self.lines[last].line.id
        self.head_seq = row["head_seq"]
        if not (self.is_row_found and may_go_on(self.head_seq, self.sent_up_to, self.lines)):
            row["trouble"] = DAMAGED


def found_chains(found: FoundRows) -> list[FoundChain]:
    """The chains that this installation wrote, each settled; those nobody can place left out."""
    by_chain: dict[str, dict[int, FoundLine]] = defaultdict(dict)
    for line in found.lines.values():
        if line.is_mine:
            by_chain[line.line.header.chain][line.line.header.seq] = line
    chains = [FoundChain(row, True, by_chain.pop(row["chain"], {})) for row in found.of(ChainRow)]
    only = _only_account(found)
    for chain, lines in sorted(by_chain.items()):
        row = _made_row(chain, lines, found, only)
        if row is not None:
            chains.append(FoundChain(row, False, lines))
    for each in chains:
        each.settle()
    _one_current_each(chains)
    return chains


def _made_row(chain: str, lines: dict[int, FoundLine], found: FoundRows, only: str) -> Row | None:
    """A row for a chain whose own was not read; None for one that was only practised on."""
    body = read(lines[1].line).body if 1 in lines else None
    author = next((row for row in found.of(AuthorRow) if row["chain"] == chain), None)
    opened = body if isinstance(body, ChainOpened) else None
    if (opened and opened.is_practice) or (author and author["is_practice"]):
        return None
    account = opened.account if opened else author["account"] if author else only
    district = opened.district if opened else author["district"] if author else ""
    row = ChainRow(
        chain=chain,
        account=account,
        role=author["role"] if author else Role.INSPECTOR.value,
        name=account,
        district=district,
        district_name="",
        server_url="",
        token="",
        log_public_key="",
        epoch="",
        public_key=opened.public_key if opened else "",
        is_signed_out=True,
    )
    return row.model_dump()


def _only_account(found: FoundRows) -> str:
    """The account that everything else here is of; a word for nobody's where that is not one."""
    tables = (ChainRow, PhotoRow, PinRow, WorkbookPartRow)
    named = {row["account"] for table in tables for row in found.of(table)}
    named -= {row["account"] for row in found.of(ChainRow) if row["is_practice"]}
    return named.pop() if len(named) == 1 else "unknown"


def _one_current_each(chains: list[FoundChain]) -> None:
    """Of each account the chain whose row said so is current, else the newest."""
    current: set[str] = set()
    newest_first = sorted(chains, key=lambda each: each.row["chain"], reverse=True)
    for each in sorted(newest_first, key=lambda each: not each.is_row_found):
        row = each.row
        row["is_current"] = bool(row["is_current"]) and row["account"] not in current
        if row["is_current"]:
            current.add(row["account"])
