"""Words for the demo's records: sentences filled in for one school and one visit."""

from collections import defaultdict
from random import Random

from demo.dice import some
from demo.plan import Oddity, PlannedVisit
from demo.texts import observations as texts
from domain.clock import CST
from domain.kinds.register.school import SchoolKind
from domain.kinds.visit.record import NoteSection
from domain.visit.copied_text import copied_share, prints

_NOON = 12
_COPIED_FROM = 40
_NO_CLASSES = frozenset({SchoolKind.TRAINING, SchoolKind.TOWNSHIP})


class Wording:
    """Writes the notes of visits, never one that is mostly an earlier one, unless it is copied."""

    def __init__(self) -> None:
        self._written: list[str] = []
        self._by_print: dict[str, set[int]] = defaultdict(set)

    def notes(self, visit: PlannedVisit, chance: Random) -> dict[NoteSection, str]:
        """The sections of one visit's record."""
        if visit.oddity is Oddity.COPIED and self._written:
            record = chance.choice(self._written[-_COPIED_FROM:])
        else:
            record = self._fresh(visit, chance)
        notes = {NoteSection.RECORD: record}
        if visit.school.kind not in _NO_CLASSES and chance.random() < 0.55:
            picked = some(chance, texts.HIGHLIGHTS, chance.choice((1, 1, 2)))
            notes[NoteSection.HIGHLIGHT] = "".join(fill(each, visit, chance) for each in picked)
        if visit.problems or chance.random() < 0.5:
            notes[NoteSection.FEEDBACK] = fill(chance.choice(texts.FEEDBACK), visit, chance)
        if visit.problems or chance.random() < 0.3:
            notes[NoteSection.NEXT_STEP] = fill(chance.choice(texts.NEXT_STEPS), visit, chance)
        return notes

    def _fresh(self, visit: PlannedVisit, chance: Random) -> str:
        """A record that nobody has written yet."""
        record = self._record(visit, chance)
        while self._is_copied(record):
            record = self._record(visit, chance)
        for each in prints(record):
            self._by_print[each].add(len(self._written))
        self._written.append(record)
        return record

    def _is_copied(self, record: str) -> bool:
        mine = prints(record)
        shared: dict[int, set[str]] = defaultdict(set)
        for each in mine:
            for number in self._by_print.get(each, ()):
                shared[number].add(each)
        is_like = any(copied_share(mine, known) for known in shared.values())
        return is_like or record in self._written

    @staticmethod
    def _record(visit: PlannedVisit, chance: Random) -> str:
        openings, observations = _pools(visit)
        seen = some(chance, observations, chance.choice((2, 2, 3)))
        observed = "；".join(fill(each, visit, chance) for each in seen)
        opening = fill(chance.choice(openings), visit, chance)
        return f"{opening}{observed}。{chance.choice(texts.CLOSINGS)}"


def fill(template: str, visit: PlannedVisit, chance: Random) -> str:
    """The sentence with its gaps filled for this visit."""
    kind = visit.school.kind.value
    return template.format(
        place=chance.choice(_of_kind(texts.PLACES, kind)),
        grade=chance.choice(_of_kind(texts.GRADES, kind)),
        role=chance.choice(_of_kind(texts.ROLES, kind)),
        when="上午" if visit.starts_at.astimezone(CST).hour < _NOON else "下午",
        n=chance.randint(6, 46),
        few=chance.randint(2, 5),
        pct=chance.randint(88, 99),
    )


def _pools(visit: PlannedVisit) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The openings and the observations that fit the kind of place."""
    if visit.school.kind is SchoolKind.TOWNSHIP:
        return texts.TOWNSHIP_OPENINGS, texts.TOWNSHIP
    if visit.school.kind is SchoolKind.TRAINING:
        return texts.TRAINING_OPENINGS, texts.TRAINING
    return texts.OPENINGS, texts.BY_MONTH[visit.month]


def _of_kind(pools: dict[str, tuple[str, ...]], kind: str) -> tuple[str, ...]:
    return pools.get(kind) or pools.get("school") or pools["primary"]
