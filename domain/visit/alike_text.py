"""How alike two short texts are, to offer the one that was probably meant."""

import unicodedata


def alikeness(one: str, other: str) -> float:
    """0 for nothing in common to 1 for the same, by the pairs of signs both have (Dice).

    Spaces, punctuation and the width of letters make no difference.
    """
    mine, theirs = _pairs(one), _pairs(other)
    if not mine or not theirs:
        return 0.0
    return 2 * len(mine & theirs) / (len(mine) + len(theirs))


def _pairs(text: str) -> frozenset[str]:
    """The neighbouring signs; a single sign stands for itself."""
    folded = unicodedata.normalize("NFKC", text).lower()
    signs = "".join(sign for sign in folded if sign.isalnum())
    if len(signs) == 1:
        return frozenset(signs)
    return frozenset(signs[at : at + 2] for at in range(len(signs) - 1))
