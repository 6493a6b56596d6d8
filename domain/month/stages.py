"""The table by inspector added up by 学段 (2-07), each inspector in one row only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.kinds.register.person import Stage
from domain.month.duty import NOBODY
from domain.month.month import MonthTable, Row

UNSTATED = "unstated"
BETWEEN = "+"


@dataclass(slots=True)
class StageRow:
    """The sums of some inspectors, and how many they are."""

    row: Row
    inspectors: int = 0


def stage_key(stages: Iterable[Stage]) -> str:
    """What a row is called whose inspectors know just these stages; UNSTATED for none."""
    known = set(stages)
    return BETWEEN.join(each.value for each in Stage if each in known) or UNSTATED


def stages_in(key: str) -> list[Stage]:
    """The stages that a row's key names."""
    return [] if key in (UNSTATED, NOBODY) else [Stage(each) for each in key.split(BETWEEN)]


def place_of(key: str) -> tuple[bool, bool, list[int]]:
    """Where a row stands: as the stages follow one another, then who has none, then nobody."""
    order = list(Stage)
    return key == NOBODY, key == UNSTATED, [order.index(each) for each in stages_in(key)]


def by_stage(table: MonthTable, stages: Mapping[str, str]) -> list[StageRow]:
    """The rows of a table by inspector added up by what ``stages`` calls each account.

    What nobody is responsible for keeps a row. Schools are counted once in each.
    """
    found: dict[str, StageRow] = {}
    for each in table.rows:
        is_nobody = each.key == NOBODY
        key = NOBODY if is_nobody else stages.get(each.key, UNSTATED)
        into = found.setdefault(key, StageRow(Row(key=key)))
        into.inspectors += not is_nobody
        _add(into.row, each)
    for one in found.values():
        one.row.covered = len(one.row.held & table.total.schools)
    return [found[key] for key in sorted(found, key=place_of)]


def _add(into: Row, row: Row) -> None:
    for measure, quantity in row.sums.items():
        into.sums[measure] += quantity
    for state, number in row.states.items():
        into.states[state] = into.states.get(state, 0) + number
    for act, number in row.acts.items():
        into.acts[act] = into.acts.get(act, 0) + number
    into.schools |= row.schools
    into.held |= row.held
    into.due += row.due
    into.done += row.done
