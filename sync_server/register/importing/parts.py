"""Writing what an import changes in parts, each a commit of its own, and what is left out.

A part that was written stays written, whatever comes after it. What somebody else changed since
it was seen is not written over, and neither is anything written that refers to it: it may not be
what the file's writer meant any more.
"""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field

from domain.errors import Conflict
from sync_server.ledger.append import CHANGED, OfficeEntry
from sync_server.register.importing.changes import Change, Thing
from sync_server.register.importing.faults import Faults

MOST_AT_ONCE = 500

Write = Callable[[Sequence[OfficeEntry]], object]
Progress = Callable[[int, int], None]
"""Told after each part how many of how many things have been dealt with."""


def no_progress(_done: int, _of: int) -> None:
    """Tell nobody."""


@dataclass(slots=True)
class Parts:
    """Writes changes part by part; ``write`` takes one part whole or raises Conflict.

    ``written`` counts what was, ``left`` says of the rest why not.
    """

    write: Write
    progress: Progress = no_progress
    written: int = 0
    left: Faults = field(default_factory=Faults)
    _left: dict[Thing, str] = field(default_factory=dict)

    def is_left(self, account: str) -> bool:
        """Whether what the file says of this person was left out."""
        return ("person", account) in self._left

    def take(self, changes: Sequence[Change], seen_up_to: int) -> None:
        """Write those of the changes whose things nobody has changed since the log was so long."""
        for at in range(0, len(changes), MOST_AT_ONCE):
            part = changes[at : at + MOST_AT_ONCE]
            overtaken = [n for n, each in enumerate(part) if each.stood.position >= seen_up_to]
            self._write(self._without(part, overtaken))
            self.progress(min(at + MOST_AT_ONCE, len(changes)), len(changes))

    def _write(self, part: Sequence[Change]) -> None:
        """Write the part in one commit; where something in it has changed, all the rest of it."""
        while part:
            entries = [each.entry(place) for place, each in enumerate(part)]
            try:
                self.write(entries)
            except Conflict as error:
                if error.specific_code != CHANGED:
                    raise
                changed = map(int, str(error.facts["entries"]).split(","))
                part = self._without(part, frozenset(changed))
            else:
                self.written += len(part)
                return

    def _without(self, part: Sequence[Change], changed: Container[int]) -> list[Change]:
        """The part without what has changed and what refers to such; of both it is noted why."""
        free = []
        for number, each in enumerate(part):
            needed = next((self._left[thing] for thing in each.needs if thing in self._left), None)
            if number in changed:
                self._leave(each, *each.overtaken)
            elif needed is not None:
                self._leave(each, f"要用到的“{needed}”没有导入", "这一条也没有导入")
            else:
                free.append(each)
        return free

    def _leave(self, change: Change, why: str, done: str) -> None:
        self._left[change.thing] = change.name
        self.left.add((*change.place, ""), f"“{change.name}”{why}", done)
