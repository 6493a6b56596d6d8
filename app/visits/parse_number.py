"""The numbers that the fields of a visit ask for, and what was typed into them."""

from dataclasses import replace

from app.visits.messages import bad_number
from domain.kinds.visit.record import Method
from domain.register.checklist import Item
from domain.typed_number import ANY, Number, NumberField, read_number
from domain.words.values import METHOD_UNIT

MOST_COUNTED = 1_000_000
WHOLE = NumberField(is_whole=True)


def item_field(item: Item) -> NumberField:
    """What a checklist item that is answered with a number asks for."""
    return NumberField(item.unit, low=item.minimum, high=item.maximum)


def count_field(method: Method) -> NumberField:
    """How often a method was used."""
    return NumberField(METHOD_UNIT[method], is_whole=True, low=0, high=MOST_COUNTED)


def number_of(text: str, asked: NumberField = ANY) -> Number | None:
    """The number typed; None for nothing; BadInput in words for what cannot be read.

    Whether there can be such a number is for whatever is recorded to say.
    """
    read = read_number(text, replace(asked, low=None, high=None))
    if read.problem is not None:
        raise bad_number(text, read.problem, asked)
    return read.value


def count_of(text: str, asked: NumberField = WHOLE) -> int:
    """The whole number typed, 0 for nothing; BadInput for no whole number."""
    return int(number_of(text, asked) or 0)
