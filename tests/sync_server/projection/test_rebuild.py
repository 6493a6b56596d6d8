"""The projected tables are a pure function of the ledger."""

from pathlib import Path

from sqlalchemy import text

from domain.kinds.register.district import DistrictSet
from domain.kinds.visit.course import VisitSubmitted
from domain.kinds.visit.place import VisitCheckedIn, VisitCheckedOut
from domain.register.trail_rule import TrailRule
from domain.visit.likeness import bands
from sync_server.data.following.aside import FOLLOWING_NAMES, STANDING_NAMES
from sync_server.projection.rebuild import rebuild
from tests.builders.sample_ledger import complete_photo, fill, record_visit
from tests.builders.server import DISTRICT, Ledger, Phone, set_up_district


def test_rebuild_changes_nothing_and_every_table_has_rows(ledger: Ledger, tmp_path: Path):
    fill(ledger, tmp_path / "photos")
    with ledger.database.reading() as transaction:
        for name in (*STANDING_NAMES, *FOLLOWING_NAMES):
            count = text(f"SELECT count(*) FROM {name}")  # noqa: S608
            assert transaction.tables.execute(count).scalar_one(), name
    assert rebuild(ledger.database) == {}


SPOILING = [
    "UPDATE visit SET zone = 'west'",
    "DELETE FROM finding",
    "INSERT INTO zone VALUES ('wanshan', 'ghost', '', :yes, NULL, NULL, '')",
    "DELETE FROM entry WHERE kind = 'photo.taken'",
]


def test_rebuild_puts_right_what_was_changed_lost_or_added(ledger: Ledger, tmp_path: Path):
    fill(ledger, tmp_path / "photos")
    with ledger.database.reading():
        pass  # until now nobody had asked for the tables
    ledger.database.follow(
        lambda transaction: [
            transaction.tables.execute(text(each), {"yes": True} if ":yes" in each else {})
            for each in SPOILING
        ]
    )
    gone = text("DELETE FROM photo_file")
    ledger.database.write(lambda transaction: transaction.standing.execute(gone))
    assert rebuild(ledger.database) == {
        "visit": 4,
        "finding": 2,
        "photo_file": 1,
        "zone": 1,
        "entry": 2,
    }
    assert rebuild(ledger.database) == {}


def flags(ledger: Ledger, visit: str) -> set[str]:
    with ledger.database.reading() as transaction:
        query = text("SELECT code FROM visit_flag WHERE visit = :visit")
        return {row.code for row in transaction.tables.execute(query, {"visit": visit})}


def test_the_second_use_of_a_photo_is_flagged_and_the_first_is_not(ledger: Ledger, phone: Phone):
    first = record_visit(phone, "school-1", "p1")
    phone.push(ledger.committer)
    second = record_visit(phone, "school-1", "p1")
    phone.push(ledger.committer)
    assert "reused_photo" in flags(ledger, second)
    assert "reused_photo" not in flags(ledger, first)


def test_a_picture_that_looks_the_same_is_flagged_in_whatever_order_the_files_come(
    ledger: Ledger, phone: Phone, tmp_path: Path
):
    first = record_visit(phone, "school-1", "p1")
    second = record_visit(phone, "school-1", "p2")
    phone.push(ledger.committer)
    complete_photo(ledger.committer, tmp_path, "p2", 0x00FF00FF00FF00FF)
    assert "similar_photo" not in flags(ledger, second)
    complete_photo(ledger.committer, tmp_path, "p1", 0x00FF00FF00FF00FE)
    assert "similar_photo" in flags(ledger, second)
    assert "similar_photo" not in flags(ledger, first)
    assert rebuild(ledger.database) == {}


def test_new_rules_of_a_district_are_applied_to_visits_that_are_there(ledger: Ledger, phone: Phone):
    visit = phone.pen.open_visit("school-1")
    for body in (VisitCheckedIn(), VisitCheckedOut(), VisitSubmitted(head=visit)):
        phone.pen.write(body, subject=visit)
    phone.push(ledger.committer)
    assert "short_dwell" in flags(ledger, visit)
    patient = DistrictSet(district=DISTRICT, name="万山区", short_dwell_min=0)
    ledger.committer.write("system", [patient], DISTRICT)
    assert "short_dwell" not in flags(ledger, visit)
    assert rebuild(ledger.database) == {}


def test_other_rules_of_the_trail_judge_the_visits_of_their_days_anew(ledger: Ledger, phone: Phone):
    visit = phone.pen.open_visit("school-1")
    for body in (VisitCheckedIn(), VisitSubmitted(head=visit)):
        phone.pen.write(body, subject=visit)
    phone.push(ledger.committer)
    about = {"no_photo", "no_signature", "place_unknown"}
    assert flags(ledger, visit) >= about
    for begins, left in (("2026-05-15", about), ("2026-05-14", set())):
        less = TrailRule(
            from_on=begins, wants_place=False, wants_photos=False, wants_signatures=False
        )
        rules = DistrictSet(district=DISTRICT, name="万山区", trail=(less,))
        ledger.committer.write("system", [rules], DISTRICT)
        assert flags(ledger, visit) & about == left
    assert rebuild(ledger.database) == {}


def test_blank_pictures_resemble_nothing(ledger: Ledger, phone: Phone, tmp_path: Path):
    record_visit(phone, "school-1", "p1")
    second = record_visit(phone, "school-1", "p2")
    phone.push(ledger.committer)
    assert bands(1)[3] == 1
    complete_photo(ledger.committer, tmp_path, "p1", 1)
    complete_photo(ledger.committer, tmp_path, "p2", 1)
    assert "similar_photo" not in flags(ledger, second)


def test_a_school_that_becomes_known_later_takes_its_visits_into_its_zone(
    ledger: Ledger, phone: Phone
):
    visit = record_visit(phone, "school-7")
    phone.push(ledger.committer)
    assert "unknown_school" in flags(ledger, visit)
    set_up_district(ledger.committer, "school-7", zone="north")
    assert "unknown_school" not in flags(ledger, visit)
    with ledger.database.reading() as transaction:
        assert transaction.tables.execute(text("SELECT zone FROM visit")).scalar_one() == "north"
    assert rebuild(ledger.database) == {}
