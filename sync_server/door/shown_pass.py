"""What a gatekeeper's phone shows of an entry pass."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from domain.door.entry_pass import PassState


@dataclass(frozen=True, slots=True)
class ShownPass:
    """A pass as a gatekeeper sees it; of one that does not hold, only why not.

    ``accounts`` are those of the ``people``, in the same order, ``pictured`` those with a photo.
    """

    state: PassState | None
    valid_on: str = ""
    school: str = ""
    office: str = ""
    basis: str = ""
    people: Sequence[tuple[str, str]] = ()
    district: str = ""
    accounts: Sequence[str] = ()
    pictured: Collection[str] = ()

    @property
    def is_valid(self) -> bool:
        """Whether it holds today."""
        return self.state is PassState.VALID

    @property
    def faces(self) -> Sequence[tuple[str, str, int]]:
        """Who comes: name, number, and which photo is theirs, counted from 1; 0 without one."""
        told = enumerate(zip(self.people, self.accounts, strict=True), 1)
        return [
            (name, number, at if account in self.pictured else 0)
            for at, ((name, number), account) in told
        ]


UNKNOWN = ShownPass(None)
