"""What an office account writes names the versions it saw, and goes nowhere when they are gone."""

import json

import pytest
from sqlalchemy import text

from domain.errors import BadInput, Conflict
from domain.kinds.office.training import TrainingMode, TrainingRecorded
from domain.kinds.register.school import SchoolKind, SchoolSet
from domain.kinds.visit.course import VisitSubmitted
from domain.kinds.visit.place import FixPrivate, PositionProposed
from domain.kinds.visit.record import NoteSection, VisitNoted
from sync_server.data.subjects import versions_called
from sync_server.ledger.append import NEW, OfficeEntry
from sync_server.office.commands import Merge, Office
from tests.builders.logged import logged_since
from tests.builders.server import DISTRICT, Ledger, Phone, version_of

OLD_TRAINING = TrainingRecorded(
    training_id="t1", held_on="2026-05-20", title="培训", mode=TrainingMode.CENTRAL, others=31
)


@pytest.fixture
def office(ledger: Ledger) -> Office:
    return Office(ledger.database, ledger.committer)


def called(ledger: Ledger, noun: str, code: str) -> str:
    """The version of what the district calls so."""
    with ledger.database.reading() as transaction:
        return versions_called(transaction.tables, DISTRICT).get((noun, code), NEW)


def school_facts(ledger: Ledger) -> SchoolSet:
    with ledger.database.reading() as transaction:
        query = text("SELECT facts FROM school WHERE school_id = 'school-1'")
        return SchoolSet.model_validate_json(transaction.tables.execute(query).scalar_one())


def last_body(ledger: Ledger) -> dict[str, object]:
    """The newest entry's body, as its bytes have it."""
    found: dict[str, object] = json.loads(logged_since(ledger.database)[-1].line.body_bytes or b"")
    return found


def proposing(ledger: Ledger, phone: Phone) -> str:
    """A visit that proposes where its school is."""
    visit = phone.pen.open_visit()
    body = PositionProposed(accuracy_m=8.0, age_s=1.0, source="gps")
    seen = phone.pen.write(body, FixPrivate(lat=26.6, lng=106.7), subject=visit)
    phone.pen.write(VisitSubmitted(head=seen.id), subject=visit)
    phone.push(ledger.committer)
    return visit


def import_between(ledger: Ledger) -> None:
    """Somebody else renames the school."""
    body = SchoolSet(
        school_id="school-1", name="改名小学", school_kind=SchoolKind.PRIMARY, zone="east"
    )
    ledger.committer.write("system", [OfficeEntry(body)], DISTRICT)


def test_adopting_a_position_undoes_no_import_that_came_between(
    ledger: Ledger, phone: Phone, office: Office
):
    visit = proposing(ledger, phone)
    seen = version_of(ledger.database, visit), called(ledger, "school", "school-1")
    import_between(ledger)
    with pytest.raises(Conflict) as caught:
        office.adopt_position("zhou.min", visit, *seen)
    assert caught.value.specific_code == "changed_meanwhile"
    assert (school_facts(ledger).name, school_facts(ledger).position) == ("改名小学", None)


def test_adopting_a_position_rests_on_the_visit_that_was_seen(
    ledger: Ledger, phone: Phone, office: Office
):
    visit = proposing(ledger, phone)
    version, school = version_of(ledger.database, visit), called(ledger, "school", "school-1")
    office.comment_visit("zhou.min", visit, version, "请核对位置")
    with pytest.raises(Conflict):
        office.adopt_position("zhou.min", visit, version, school)
    version = version_of(ledger.database, visit)
    office.adopt_position("zhou.min", visit, version, school)
    versions = last_body(ledger)["versions"]
    assert isinstance(versions, dict)
    assert versions[visit] == version
    assert sorted(versions.values()) == sorted([version, school])
    assert school_facts(ledger).position is not None


def two_visits(ledger: Ledger, phone: Phone) -> list[tuple[str, str]]:
    """Two submitted visits to one school, each with its version."""
    visits = []
    for _ in range(2):
        visit = phone.pen.open_visit()
        head = phone.pen.write(VisitNoted(section=NoteSection.RECORD), subject=visit)
        phone.pen.write(VisitSubmitted(head=head.id), subject=visit)
        visits.append(visit)
    phone.push(ledger.committer)
    return [(visit, version_of(ledger.database, visit)) for visit in visits]


def test_two_visits_are_not_merged_into_each_other(ledger: Ledger, phone: Phone, office: Office):
    first, second = two_visits(ledger, phone)
    office.merge_visit("zhou.min", Merge(*first, *second, "记了两遍"))
    body = last_body(ledger)
    assert (body["versions"], body["into_version"]) == (dict([first, second]), second[1])
    with pytest.raises(Conflict):
        office.merge_visit("zhou.min", Merge(*second, *first, "记了两遍"))
    with ledger.database.reading() as transaction:
        query = text("SELECT visit FROM visit WHERE state = 'merged'")
        assert list(transaction.tables.execute(query).scalars()) == [first[0]]


def test_the_lock_decides_where_two_merges_meet(ledger: Ledger, phone: Phone, office: Office):
    first, second = two_visits(ledger, phone)
    stale = version_of(ledger.database, second[0])
    office.comment_visit("zhou.min", second[0], stale, "看过")
    with pytest.raises(Conflict) as caught:
        office.merge_visit("zhou.min", Merge(*first, second[0], stale, "记了两遍"))
    assert caught.value.specific_code == "changed_meanwhile"


def test_only_visits_to_one_school_are_merged_and_for_a_reason(
    ledger: Ledger, phone: Phone, office: Office
):
    first, _ = two_visits(ledger, phone)
    other = phone.pen.open_visit("school-2")
    phone.push(ledger.committer)
    elsewhere = (other, version_of(ledger.database, other))
    for into, reason, family in (
        (elsewhere, "记了两遍", Conflict),
        (first, "记了两遍", Conflict),
        (first, "  ", BadInput),
    ):
        with pytest.raises(family):
            office.merge_visit("zhou.min", Merge(*first, *into, reason))


def test_a_thing_is_set_only_in_a_version_that_was_seen(ledger: Ledger, office: Office):
    with pytest.raises(BadInput):
        office.set_register("zhou.min", [OfficeEntry(OLD_TRAINING)])
    office.set_register("qian.yi", [OfficeEntry(OLD_TRAINING, expects=NEW)])
    seen = called(ledger, "training", "t1")
    corrected = OLD_TRAINING.model_copy(update={"attendances": 32})
    with pytest.raises(Conflict):
        office.set_register("zhou.min", [OfficeEntry(corrected, expects=NEW)])
    office.set_register("zhou.min", [OfficeEntry(corrected, expects=seen)])
    with pytest.raises(Conflict):
        office.set_register("qian.yi", [OfficeEntry(OLD_TRAINING, expects=seen)])


def test_of_several_things_those_that_changed_are_named(ledger: Ledger, office: Office):
    office.set_register("qian.yi", [OfficeEntry(OLD_TRAINING, expects=NEW)])
    fresh = OLD_TRAINING.model_copy(update={"training_id": "t2"})
    with pytest.raises(Conflict) as caught:
        office.set_register(
            "zhou.min", [OfficeEntry(fresh, expects=NEW), OfficeEntry(OLD_TRAINING, expects=NEW)]
        )
    assert caught.value.facts["entries"] == "1"
    assert called(ledger, "training", "t2") == NEW
