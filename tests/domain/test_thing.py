"""A thing of the register: what may be said of it, and what is of no account."""

from domain import kinds
from domain.kinds.author import Role
from domain.kinds.folding import stamp_of
from domain.kinds.piece import OfficeBody, piece
from domain.kinds.reading import Reading
from domain.kinds.register.zone import ZoneSet
from domain.kinds.thing import ThingBuilder
from domain.subject import take
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
