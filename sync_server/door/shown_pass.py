"""What a gatekeeper's phone shows of an entry pass."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.door.entry_pass import PassState


@dataclass(frozen=True, slots=True)
class ShownPass:
    """A pass as a gatekeeper sees it; of one that does not hold, only why not."""

    state: PassState | None
    valid_on: str = ""
    school: str = ""
    office: str = ""
    basis: str = ""
    people: Sequence[tuple[str, str]] = ()

    @property
    def is_valid(self) -> bool:
        """Whether it holds today."""
        return self.state is PassState.VALID


UNKNOWN = ShownPass(None)
