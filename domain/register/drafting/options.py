"""The options of a choice as somebody types them: one a line, a star behind a shortcoming."""

from collections.abc import Sequence

from domain.register.checklist import Option

STARS = "*＊"


def options_text(options: Sequence[Option]) -> str:
    """The options as they are typed."""
    return "\n".join(f"{each.label}{'*' if each.is_negative else ''}" for each in options)


def read_options(text: str, stood: Sequence[Option]) -> tuple[Option, ...]:
    """The options typed. What stood before keeps its key, also under another label in its place.

    ValueError for a label that is too long.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip(f" \t{STARS}")]
    labels = [line.rstrip(STARS).rstrip() for line in lines]
    by_label = {each.label: each.key for each in stood}
    keys = [by_label.get(label, "") for label in labels]
    for place, each in enumerate(stood[: len(keys)]):
        if not keys[place] and each.label not in labels:
            keys[place] = each.key
    taken = {each.key for each in stood}
    fresh = (f"o{n}" for n in range(1, len(taken) + len(keys) + 1) if f"o{n}" not in taken)
    return tuple(
        Option(key=key or next(fresh), label=label, is_negative=line[-1] in STARS)
        for key, label, line in zip(keys, labels, lines, strict=True)
    )
