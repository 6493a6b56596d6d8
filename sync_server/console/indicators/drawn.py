"""How indicators and coefficients stand on a page."""

from decimal import ROUND_HALF_UP, Decimal

FOUR_PLACES, THREE_PLACES, TWO_PLACES = Decimal("0.0001"), Decimal("0.001"), Decimal("0.01")


def coefficient_words(value: Decimal | None) -> str:
    """A coefficient to four places, as reports have it."""
    return "–" if value is None else str(value.quantize(FOUR_PLACES, ROUND_HALF_UP))


def rate_words(value: Decimal | None) -> str:
    """What so many pupils have, to two places; below one to three."""
    if value is None:
        return "–"
    places = TWO_PLACES if value >= 1 else THREE_PLACES
    return f"{value.quantize(places, ROUND_HALF_UP):,}"


def move_words(value: Decimal) -> str:
    """By how much a school raises a coefficient, with its sign."""
    return f"{value.quantize(FOUR_PLACES, ROUND_HALF_UP):+}"
