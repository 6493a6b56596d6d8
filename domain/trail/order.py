"""In which order the entries of one subject count: no clock takes part, and no invented number."""

from collections.abc import Iterable, Mapping

from domain.trail.line import Line


def in_order(lines: Iterable[Line]) -> list[Line]:
    """The entries of one subject, each once, in the order (depth, chain, seq, id).

    The depth of the opening entry is 0. Any other's is one more than the greatest depth of the
    entry its writer saw and of those before it on its own chain, as far as they are given. The
    same for any order of arrival.
    """
    by_id = {line.id: line for line in lines}
    depth = _depths(by_id)
    return sorted(by_id.values(), key=lambda line: (depth[line.id], *_place(line)))


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
