"""How often a problem was found again."""

from collections.abc import Mapping


def times_found(recurs: str | None, earlier: Mapping[str, str | None]) -> int:
    """Which finding of the same problem this is: 1 for a new one, 2 for the first time again.

    ``recurs`` is the finding it repeats, ``earlier`` what each known finding repeats in turn.
    """
    seen: set[str] = set()
    while recurs is not None and recurs not in seen:
        seen.add(recurs)
        recurs = earlier.get(recurs)
    return len(seen) + 1
