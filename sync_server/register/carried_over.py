"""Findings that were open before the system was there (期初), as an import brings them in."""

import hashlib
from dataclasses import dataclass

from domain.errors import Conflict
from domain.kinds.finding.entering import EnteredPrivate, FindingEntered
from domain.spelling import key_of
from sync_server.data.findings.carried import is_carried_over
from sync_server.data.papers.rows import is_given
from sync_server.ledger.append import CHANGED, UnderLock


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """A finding as the old list has it."""

    body: FindingEntered
    private: EnteredPrivate


def carried_id(school_id: str, number: str, text: str) -> str:
    """The id of a finding that is carried over, the same for the same unit, number and words."""
    said = "\n".join((school_id, key_of(number), key_of(text)))
    return f"carried-{hashlib.sha256(said.encode()).hexdigest()[:20]}"


@dataclass(frozen=True, slots=True)
class NotThereYet:
    """That the finding was not carried over meanwhile, nor its old number given to a new paper.

    ``place`` is which of the entries of its writing it is.
    """

    school_id: str
    finding_id: str
    number: str
    place: int

    def __call__(self, lock: UnderLock) -> None:
        """Conflict (``changed_meanwhile``), naming the entry, where it is there by now."""
        tables, district = lock.transaction.tables, lock.district
        is_there = is_carried_over(tables, district, self.school_id, self.finding_id)
        if is_there or (self.number and is_given(tables, district, self.number)):
            raise Conflict("It was carried over meanwhile.", code=CHANGED, entries=str(self.place))
