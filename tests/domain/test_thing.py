"""A thing of the register: what may be said of it, and what is of no account."""

from collections.abc import Iterator
from typing import get_args

import pytest
from pydantic import BaseModel

from domain import kinds
from domain.kinds import KINDS, Kind
from domain.kinds.author import Role
from domain.kinds.folding import stamp_of
from domain.kinds.piece import OfficeBody, piece
from domain.kinds.reading import Reading
from domain.kinds.register.zone import ZoneSet
from domain.kinds.thing import ThingBuilder
from domain.subject import take
from domain.words.values import NOUN
from tests.builders.trail import Pen, an_author

EAST = ZoneSet(zone="east", name="东片区")


def test_an_entry_about_another_code_does_not_set_the_thing():
    author = an_author("zhou.min", Role.SUPERVISOR)
    pen = Pen(author)
    opening = pen.write(EAST)
    pen.write(ZoneSet(zone="west", name="西片区"), subject=opening.id)
    pen.write(ZoneSet(zone="east", name="城东片区"), subject=opening.id)
    readings: list[Reading] = [kinds.read(line) for line in pen.lines]
    stamp = stamp_of(readings[0], author)
    thing = ThingBuilder(opening.id, author, EAST, EAST.private(), stamp)
    take(thing, "zone", readings, {author.chain: author})
    assert isinstance(thing.body, ZoneSet)
    assert thing.body.name == "城东片区"
    assert [each.reason for each in thing.ignored] == ["not_about_this"]


def test_the_versions_seen_are_written_and_tell_no_two_things_apart():
    seen = {"a" * 64: "b" * 64}
    written = EAST.model_copy(update={"versions": seen})
    assert isinstance(written, OfficeBody)
    assert piece(written, "salt")["versions"] == seen
    assert "versions" not in piece(EAST, "salt")
    assert ZoneSet.model_validate_json(written.model_dump_json()) == EAST


def models_within(annotation: object) -> Iterator[type[BaseModel]]:
    """The models that a field's values are made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from models_within(field.annotation)
    for each in get_args(annotation):
        yield from models_within(each)


@pytest.mark.parametrize(
    "kind", [each for each in KINDS.values() if each.is_thing], ids=lambda each: each.name
)
def test_every_noun_and_field_of_the_register_has_its_word(kind: Kind):
    assert NOUN[kind.subject or ""]
    pieces = [*models_within(kind.body), *models_within(kind.body.private)]
    untitled = {
        name
        for piece in pieces
        for name, field in piece.model_fields.items()
        if field.title is None and name != "versions"
    }
    assert untitled == set()
