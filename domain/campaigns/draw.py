"""双随机: which units and people are drawn, from what was announced and a number (5-09).

It is told in `docs/design.md` so that a stranger can do the same in any language.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.errors import BadInput

METHOD = "duji-draw-v1"
MOST_ATTEMPTS = 100
"""So many times people are drawn anew where a unit is left that every team has to avoid."""
IMPOSSIBLE = "draw_impossible"


@dataclass(frozen=True, slots=True)
class Share:
    """So many of these units are drawn."""

    count: int
    units: Sequence[str]


class DrawnTeam(NamedTuple):
    """Who was drawn into a team, its leader first, and the units it goes to."""

    people: tuple[str, ...]
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn from: the units by their shares, the people, and how many teams of how many.

    ``avoided`` are the pairs of a person and a unit that must not meet (回避). In which order
    anything stands makes no difference. ``announcement`` is the entry that told of it.
    """

    announcement: str
    shares: Sequence[Share]
    people: Collection[str]
    teams: int
    team_size: int
    avoided: Collection[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Lot:
    """What decides a draw: the announcement, and the digits of the number that came out later."""

    announcement: str
    digits: str

    def of(self, role: str, code: str) -> str:
        """What a code draws in a role, 64 hex digits: the lower the sooner it is taken."""
        text = "\n".join((METHOD, self.announcement, self.digits, role, code))
        return hashlib.sha256(text.encode()).hexdigest()

    def in_order(self, role: str, codes: Collection[str]) -> list[str]:
        """These codes, each once, in the order in which they are drawn."""
        return sorted(set(codes), key=lambda code: self.of(role, code))


def draw(drawing: Drawing, digits: str) -> tuple[DrawnTeam, ...]:
    """The teams and where each goes.

    No unit goes to a team with somebody who has to avoid it, every team gets one, and no team has
    more than another but for that. BadInput (``draw_impossible``) where there are too few people
    or units, or where no draw of people in ``MOST_ATTEMPTS`` comes to that.
    """
    lot = Lot(drawing.announcement, digits)
    units = drawn_units(drawing, lot)
    wanted = drawing.teams * drawing.team_size
    if len(set(drawing.people)) < wanted or len(units) < drawing.teams:
        raise BadInput("人员或单位不够分组，抽不出来。", code=IMPOSSIBLE)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        people = lot.in_order(f"person/{attempt}", drawing.people)[:wanted]
        teams = [people[number :: drawing.teams] for number in range(drawing.teams)]
        placed = _placed(units, teams, drawing.avoided)
        if placed is not None:
            return tuple(
                DrawnTeam(tuple(team), tuple(some))
                for team, some in zip(teams, placed, strict=True)
            )
    raise BadInput(
        f"抽了 {MOST_ATTEMPTS} 次人员，总有单位每个组都要回避，抽不出来；请增加人员后重新公布。",
        code=IMPOSSIBLE,
    )


def drawn_units(drawing: Drawing, lot: Lot) -> list[str]:
    """The units that are drawn, in the order in which they are given to teams."""
    drawn: set[str] = set()
    for share in drawing.shares:
        drawn.update(lot.in_order("unit", share.units)[: share.count])
    return lot.in_order("unit", drawn)


def _placed(
    units: Sequence[str], teams: Sequence[Sequence[str]], avoided: Collection[tuple[str, str]]
) -> list[list[str]] | None:
    """Each team's units; None where one cannot be given to any, or a team gets none."""
    placed: list[list[str]] = [[] for _ in teams]
    for unit in units:
        free = [
            number
            for number, people in enumerate(teams)
            if not any((each, unit) in avoided for each in people)
        ]
        if not free:
            return None
        placed[min(free, key=lambda number: (len(placed[number]), number))].append(unit)
    return placed if all(placed) else None
