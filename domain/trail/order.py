"""In which order the entries of one subject count: no clock takes part, and no invented number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.trail.line import Line


def in_order(lines: Iterable[Line]) -> list[Line]:
    """The entries of one subject, each once, in the order (depth, chain, seq, id).

    The depth of the opening entry is 0. Any other's is one more than the greatest depth of the
    entry its writer saw and of those before it on its own chain, as far as they are given. The
    same for any order of arrival.
    """
    by_id = {line.id: line for line in lines}
    return _in_usual_order(by_id) or _sorted(by_id, _depths(by_id))


def _in_usual_order(lines: Mapping[str, Line]) -> list[Line] | None:
    """The order of entries of one chain, each after what its writer saw; None for any others.

    There each is deeper than the one before it.
    """
    found = sorted(lines.values(), key=_seq)
    seen: set[str] = set()
    chain, last = found[0].header.chain if found else "", 0
    for line in found:
        header = line.header
        saw = header.saw
        if header.chain != chain or header.seq == last:
            return None
        if saw is not None and saw not in seen and saw in lines:
            return None
        seen.add(line.id)
        last = header.seq
    return found


@dataclass(frozen=True, slots=True)
class Ending:
    """How the order of some entries ends: enough to know whether one more comes last.

    ``depth`` is that of each entry, ``newest`` the highest seq of each chain with the greatest
    depth there, ``missing`` what was seen and is not among them, ``last`` where the order ends.
    """

    depth: Mapping[str, int]
    newest: Mapping[str, tuple[int, int]]
    missing: frozenset[str]
    last: tuple[int, str, int, str]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> "Ending | None":
        """How the order of these entries ends; None where one more may move those before it."""
        by_id = {line.id: line for line in lines}
        if not by_id:
            return None
        depth = _depths(by_id)
        if any(depth[each] >= depth[entry] for entry, each in _steps(by_id)):
            # Forged: what names each other in a ring is taken in an order that others decide.
            return None
        newest: dict[str, tuple[int, int]] = {}
        for line in by_id.values():
            found = (line.header.seq, depth[line.id])
            newest[line.header.chain] = max(newest.get(line.header.chain, found), found)
        seen = {line.header.saw for line in by_id.values() if line.header.saw}
        last = _sorted(by_id, depth)[-1]
        return cls(depth, newest, frozenset(seen - by_id.keys()), (depth[last.id], *_place(last)))

    def after(self, line: Line) -> "Ending | None":
        """How it ends with the line at its end; None where the line belongs elsewhere."""
        chain, seq, entry = _place(line)
        before = self.newest.get(chain, (0, -1))
        if seq <= before[0] or entry in self.missing or line.header.subject is None:
            return None
        saw = line.header.saw
        depth = max(before[1], self.depth.get(saw or "", -1), 0) + 1
        last = (depth, chain, seq, entry)
        if last < self.last:
            return None
        unknown = {saw} if saw and saw not in self.depth else frozenset()
        return Ending(
            {**self.depth, entry: depth},
            {**self.newest, chain: (seq, depth)},
            self.missing | unknown,
            last,
        )


def _sorted(lines: Mapping[str, Line], depth: Mapping[str, int]) -> list[Line]:
    return sorted(lines.values(), key=lambda line: (depth[line.id], *_place(line)))


def _steps(lines: Mapping[str, Line]) -> Iterable[tuple[str, str]]:
    """Each entry with each of those that come before it by what its writer knew."""
    return ((entry, each) for entry, before in _before(lines).items() for each in before)


def _seq(line: Line) -> int:
    return line.header.seq


def _place(line: Line) -> tuple[str, int, str]:
    return line.header.chain, line.header.seq, line.id


def _depths(lines: Mapping[str, Line]) -> dict[str, int]:
    """How deep each entry stands.

    Chains that fork can name each other in a ring: what is being measured counts as not given.
    """
    before = _before(lines)
    depth: dict[str, int] = {}
    begun: set[str] = set()
    for first in sorted(lines, key=lambda each: _place(lines[each])):
        waiting = [first]
        while waiting:
            entry = waiting[-1]
            missing = (
                [] if entry in begun else [each for each in before[entry] if each not in begun]
            )
            begun.add(entry)
            if missing:
                waiting += missing
                continue
            waiting.pop()
            if entry not in depth:
                rises = [depth[each] + 1 for each in before[entry] if each in depth]
                depth[entry] = max(rises, default=0 if lines[entry].header.subject is None else 1)
    return depth


def _before(lines: Mapping[str, Line]) -> dict[str, tuple[str, ...]]:
    """For each entry the one its writer saw, and the ones before it on its chain here."""
    chains: dict[str, dict[int, list[str]]] = {}
    for line in sorted(lines.values(), key=_place):
        chains.setdefault(line.header.chain, {}).setdefault(line.header.seq, []).append(line.id)
    found: dict[str, tuple[str, ...]] = {}
    for runs in chains.values():
        earlier: list[str] = []
        for _, entries in sorted(runs.items()):
            for entry in entries:
                saw = lines[entry].header.saw
                found[entry] = (saw, *earlier) if saw and saw in lines else tuple(earlier)
            earlier = entries
    return found
