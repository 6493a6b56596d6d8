"""A finding's course in the making, while the fold goes through the entries about it.

A finding is raised, corrected and withdrawn on its visit; what comes after stands on the finding
itself. Its id is that of the entry that raised it first.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import Field

from domain.kinds.author import Author, Relation, Rights
from domain.kinds.book_part import BookPart
from domain.kinds.folding import Folded, SubjectBuilder
from domain.kinds.kind import FINDING, Apply, Kind, Reference, Trait, register
from domain.kinds.piece import Code, OfficeBody
from domain.trail.line import Sha256Hex

A = TypeVar("A", bound=Apply)
P = TypeVar("P", bound=Folded)


class FindingBody(OfficeBody):
    """The body of an entry about a finding: the visit that raised it, and its id there."""

    visit: Sha256Hex = Field(title="督导")
    finding_id: Code = Field(title="问题")


@dataclass
class CourseBuilder(SubjectBuilder):
    """What is known of a finding's course: the newest word of each sort."""

    ended: Folded | None = None
    words: dict[type[Folded], Folded] = field(default_factory=dict)

    def relation(self, author: Author) -> Relation:
        """Whoever writes in the finding's district is its office; the server, for its units."""
        is_own = author.district == self.owner.district
        return Relation.OFFICE if is_own else Relation.STRANGER

    def untimely(self, *, after_submission: bool, after_end: bool) -> str | None:
        """Nothing counts on a finding that has ended but what lets it go on."""
        return "finding_ended" if self.ended is not None and not after_end else None

    def keep(self, word: Folded) -> None:
        """Let it be the newest word of its sort."""
        self.words[type(word)] = word

    def word(self, sort: type[P]) -> P | None:
        """The newest word of a sort."""
        found = self.words.get(sort)
        return found if isinstance(found, sort) else None


def on_finding(
    body: type[FindingBody], word: str, rights: Rights, *traits: Trait
) -> Callable[[A], A]:
    """Register a kind of entry about a finding; the function decorated is what it does there.

    Only the server writes it, for whoever is signed in there; phones are told of it.
    """

    def decorate(apply: A) -> A:
        register(
            Kind(
                body,
                word,
                FINDING,
                rights,
                traits=frozenset({Trait.CHANGES, Trait.IN_OFFICE, *traits}),
                apply=apply,
                refers=lambda body: (Reference(body.visit),),
                told=frozenset({BookPart.FINDINGS}),
            )
        )
        return apply

    return decorate
