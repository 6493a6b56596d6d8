"""Lines that somebody wrote to stop, change or blind what others do: they do nothing."""

import json
from dataclasses import replace

import pytest

from domain.errors import Conflict
from domain.kinds.author import Role
from domain.kinds.office.activity import ActivityRecorded, ActivityType
from domain.kinds.piece import Body, TextPrivate
from domain.kinds.register.school import SchoolKind, SchoolSet
from domain.kinds.visit.course import VisitSubmitted
from domain.kinds.visit.record import Method, NoteSection, VisitCounted, VisitNoted
from domain.trail.delivery import read_delivery, write_delivery
from domain.trail.line import Line, parse_line, sha256_hex
from domain.visit.visit import Visit
from sync_server.data import projection
from sync_server.data.subjects import subject_called
from sync_server.ledger.append import OfficeEntry
from sync_server.office.commands import Office
from tests.builders.server import Ledger, Phone, version_of
from tests.builders.trail import an_author

COUNT: Body = VisitCounted(method=Method.TALKS, quantity=9)


@pytest.fixture
def attacker(ledger: Ledger) -> Phone:
    """An inspector of another district, who knows ids of ours."""
    return Phone(an_author("mo.gui", district="elsewhere")).enrol(ledger.committer)


def submitted(ledger: Ledger, phone: Phone) -> str:
    visit = phone.pen.open_visit()
    phone.pen.write(VisitSubmitted(head=visit), subject=visit)
    phone.push(ledger.committer)
    return visit


def visit_of(ledger: Ledger, visit: str) -> Visit:
    with ledger.database.reading() as transaction:
        folded = projection.folded_visit(transaction.tables, visit)
    assert folded is not None
    return Visit.model_validate_json(folded)


def with_piece(line: Line, name: str, raw: bytes) -> bytes:
    """The line's bytes with another piece, its hash in the header."""
    header = json.loads(line.header_bytes) | {name: sha256_hex(raw)}
    pieces = {"body": line.body_bytes or b"", "private": line.private_bytes or b"", name: raw}
    return b"\t".join((json.dumps(header).encode(), pieces["body"], pieces["private"]))


@pytest.mark.parametrize("name", ["body", "private"])
@pytest.mark.parametrize("raw", [b'{"salt":"s","text":"\xff"}', b'{"salt":"s","salt":"t"}', b"[]"])
def test_a_piece_nobody_can_read_is_refused_by_name_and_blocks_no_chain(
    ledger: Ledger, phone: Phone, name: str, raw: bytes
):
    visit = submitted(ledger, phone)
    said = TextPrivate(text="好")
    good = phone.pen.write(VisitNoted(section=NoteSection.RECORD), said, visit)
    bad = with_piece(good, name, raw)
    header, body, private = bad.split(b"\t")
    envelope = phone.delivery().envelope
    refused = read_delivery(write_delivery(envelope, [bad])).refused
    assert [each.code for each in refused] == [f"bad_{name}"]
    left = {"body": (header, b"", private), "private": (header, body, b"")}[name]
    withheld = parse_line(b"\t".join(left))
    phone.pen.lines[-1] = withheld
    phone.pen.head = replace(phone.pen.head, id=withheld.id)
    phone.pen.write(COUNT, subject=visit)
    assert phone.push(ledger.committer).refused == ()
    ignored = visit_of(ledger, visit).ignored
    expected = {"body": ["withheld", "after_submission"], "private": ["after_submission"] * 2}
    assert [each.reason for each in ignored] == expected[name]


def test_a_line_by_a_stranger_moves_nothing(ledger: Ledger, phone: Phone, attacker: Phone):
    visit = submitted(ledger, phone)
    before, version = visit_of(ledger, visit), version_of(ledger.database, visit)
    attacker.pen.write(COUNT, subject=visit, saw=before.tip)
    attacker.pen.write(VisitSubmitted(head=visit), subject=visit, saw="f" * 64)
    assert attacker.push(ledger.committer).refused == ()
    after = visit_of(ledger, visit)
    assert (after.version, after.tip, after.head) == (before.version, before.tip, before.head)
    Office(ledger.database, ledger.committer).approve_visit("zhou.min", visit, version)
    assert visit_of(ledger, visit).state == "approved"


def test_nobody_is_kept_from_writing_by_what_a_stranger_wrote(
    ledger: Ledger, phone: Phone, attacker: Phone
):
    visit = phone.pen.open_visit()
    phone.push(ledger.committer)
    for _ in range(20):
        attacker.pen.write(COUNT, subject=visit, saw=attacker.pen.lines[-1].id)
    attacker.push(ledger.committer)
    phone.pen.write(VisitCounted(method=Method.TALKS, quantity=2), subject=visit)
    phone.pen.write(VisitCounted(method=Method.TALKS, quantity=3), subject=visit)
    phone.push(ledger.committer)
    assert visit_of(ledger, visit).quantities == {Method.TALKS: 3}


def test_a_thing_of_the_register_has_one_history_whoever_opens_it_again(ledger: Ledger):
    supervisor = Phone(an_author("zhou.min", Role.SUPERVISOR)).enrol(ledger.committer)
    again = SchoolSet(
        school_id="school-1", name="冒名", school_kind=SchoolKind.PRIMARY, zone="east"
    )
    supervisor.pen.write(again)
    supervisor.pen.write(again, subject="a" * 64)
    assert supervisor.push(ledger.committer).refused == ()
    with ledger.database.reading() as transaction:
        facts = projection.school_facts(transaction.tables, "wanshan", "school-1")
    assert "冒名" not in str(facts)


def test_two_people_who_set_the_same_thing_cannot_undo_each_other(ledger: Ledger):
    def training(title: str) -> ActivityRecorded:
        return ActivityRecorded(
            activity_id="a1", held_on="2026-05-14", title=title, activity_type=ActivityType.OTHER
        )

    ledger.committer.write("zhou.min", [OfficeEntry(training("一"), expects="")])
    with pytest.raises(Conflict):
        ledger.committer.write("qian.yi", [OfficeEntry(training("二"), expects="")])
    with ledger.database.reading() as transaction:
        row = version_called(transaction, "activity", "a1")
    ledger.committer.write("qian.yi", [OfficeEntry(training("二"), expects=row)])
    with pytest.raises(Conflict):
        ledger.committer.write("zhou.min", [OfficeEntry(training("三"), expects=row)])


def version_called(transaction, noun: str, code: str) -> str:
    row = subject_called(transaction.tables, "wanshan", noun, code)
    assert row is not None
    return row.version
