"""What the folds of all subjects share: stamps, what did not count, and a subject in the making."""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict

from domain.kinds.author import Author, Relation
from domain.kinds.reading import Reading
from domain.trail.line import Tick


class Folded(BaseModel):
    """Base of everything the fold makes."""

    model_config = ConfigDict(frozen=True)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which entry says so, who wrote it, and when by the writer's clock.

    There is one of every entry that counts, made from what is checked: no model, which takes
    three times as long.
    """

    entry: str
    chain: str
    account: str
    at: str
    tz: int
    tick: Tick | None


class Ignored(Folded):
    """An entry that is kept and does not count, and why."""

    entry: str
    kind: str
    reason: str


def facts_of(piece: BaseModel) -> Mapping[str, Any]:
    """What a body or private piece says, by field: what is folded takes those it has too.

    Nothing is copied, since nothing that stands in a piece can be changed.
    """
    return vars(piece)


def stamp_of(reading: Reading, author: Author) -> Stamp:
    """Which entry, by whom, when by its own clock."""
    header = reading.line.header
    return Stamp(reading.line.id, header.chain, author.account, header.at, header.tz, header.tick)


@dataclass
class SubjectBuilder(ABC):
    """What is known of a subject while its entries are taken one after the other.

    ``head`` is the last entry that changed it, ``tip`` the last that counted, remarks included.
    ``version`` is a digest of all that counted, in their order: whoever names it has seen them.
    """

    subject: str
    owner: Author
    head: str = field(init=False)
    tip: str = field(init=False)
    version: str = field(init=False)
    ignored: list[Ignored] = field(default_factory=list, kw_only=True)

    def __post_init__(self) -> None:
        self.head = self.tip = self.subject
        self.version = version_after("", self.subject)

    @abstractmethod
    def relation(self, author: Author) -> Relation:
        """How the author stands to the subject as far as it has been folded."""

    @abstractmethod
    def untimely(self, *, after_submission: bool, after_end: bool) -> str | None:
        """Why nothing of the kind counts at this point, or None."""

    def count(self, entry: str, part: str = "", *, is_remark: bool) -> None:
        """Note that the entry counted, and of which part of the subject it was the word."""
        self.tip, self.version = entry, version_after(self.version, entry)
        if not is_remark:
            self.head = entry


def version_after(version: str, entry: str) -> str:
    """The version of a subject once one more entry counts on it."""
    return hashlib.sha256(f"{version}\n{entry}".encode()).hexdigest()


def counted_since(version: str, entries: Sequence[str]) -> Sequence[str]:
    """Which of a subject's counted entries, in order, came after it stood in this version.

    All of them when it never did.
    """
    stood = ""
    for number, entry in enumerate(entries, 1):
        stood = version_after(stood, entry)
        if stood == version:
            return entries[number:]
    return entries
