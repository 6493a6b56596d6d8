"""That who acts on a paper has the paper: they type the code that is printed on it."""

from dataclasses import dataclass

from domain.errors import BadInput
from sync_server.access.rate_limits import Guessing
from sync_server.door.codes import DoorCodes
from sync_server.door.entering import Unit

WRONG = "签收码不对。它印在纸质通知书的右下角，10 位字母和数字；没有拿到通知书的，请向督导室要。"


@dataclass(frozen=True, slots=True)
class Signing:
    """Checks codes of papers, and how often one may try."""

    codes: DoorCodes
    guessing: Guessing

    def require(self, unit: Unit, paper: str, typed: str, address: str) -> None:
        """BadInput (``code``) for what does not stand on the paper; TooMany after too many."""
        who = f"paper {unit.district} {unit.school_id} {paper}"
        self.guessing.attempt(who, address)
        if not self.codes.is_on_paper(typed, paper):
            raise BadInput(WRONG, code="code")
        self.guessing.succeeded(who, address)
