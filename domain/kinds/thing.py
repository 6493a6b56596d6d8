"""A thing of the register (school, person, theme …) in the making: the newest word stands."""

from dataclasses import dataclass

from domain.kinds.author import Author, Relation
from domain.kinds.folding import Stamp, SubjectBuilder
from domain.kinds.piece import Body, Private


@dataclass
class ThingBuilder(SubjectBuilder):
    """What is known of one thing: its newest body and private piece, and who set it."""

    body: Body
    private: Private
    stamp: Stamp

    def relation(self, author: Author) -> Relation:
        """Whoever writes in the thing's district is its office."""
        is_own = author.district == self.owner.district
        return Relation.OFFICE if is_own else Relation.STRANGER

    def untimely(self, *, after_submission: bool, after_end: bool) -> str | None:
        """A thing can always be set again."""
        return None
