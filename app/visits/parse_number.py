"""Numbers as people type them on a phone."""

import unicodedata

from app.visits.messages import NOT_A_NUMBER
from domain.errors import BadInput


def number_of(text: str) -> int | float | None:
    """The number typed, full-width digits too; None for nothing; BadInput for no number."""
    typed = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    if not typed:
        return None
    try:
        number = float(typed)
    except ValueError as error:
        raise BadInput(NOT_A_NUMBER, code="not_a_number") from error
    return int(number) if number.is_integer() else number


def count_of(text: str) -> int:
    """The whole number typed, 0 for nothing; BadInput for no whole number."""
    number = number_of(text)
    if number is None:
        return 0
    if not isinstance(number, int):
        raise BadInput(NOT_A_NUMBER, code="not_a_number")
    return number
