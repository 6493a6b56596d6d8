"""Two inspectors on one phone: each with their own chain and records, neither sees the other's."""

import pytest

from domain.errors import Conflict, NotFound
from domain.kinds.visit.record import NoteSection
from tests.app.sync.test_photo_sync import with_photo
from tests.app.sync.test_push import record
from tests.builders.fake_server import FakeServer
from tests.builders.phone import Handset

pytestmark = pytest.mark.usefixtures("font")


@pytest.fixture
def wang(enrolled: Handset):
    """Wang Fang, on Chen Jing's phone."""
    enrolled.phone.accounts.enrol("https://duji.example.cn", "wang.fang", code="123456")
    return enrolled.phone.accounts.open("wang.fang")


def test_each_writes_a_chain_of_their_own(at_work, wang):
    assert at_work.facts.chain != wang.facts.chain
    visit_id = record(wang)
    assert wang.visits.visit(visit_id).visit.owner == "wang.fang"


def test_neither_finds_the_other_s_records(at_work, wang):
    visit_id, _ = with_photo(at_work)
    assert wang.visits.list() == []
    assert wang.visits.list(search="school") == []
    with pytest.raises(NotFound):
        wang.visits.visit(visit_id)
    with pytest.raises(NotFound):
        wang.visits.record_note(visit_id, NoteSection.RECORD, "x")
    assert at_work.visits.visit(visit_id).visit.owner == "chen.jing"


def test_neither_sees_on_the_sync_page_what_the_other_has_to_send(
    at_work, wang, server: FakeServer
):
    visit_id, _ = with_photo(at_work)
    state, safety = wang.sync.state(), wang.sync.safety()
    assert (state.unsent_entries, state.unsent_photos, safety.visits) == (1, [], ())
    assert wang.sync.visit_safety(visit_id) is None
    assert wang.export.unsent().photos == 0
    wang.sync.run()
    assert visit_id not in server.lines
    assert at_work.sync.state().unsent_entries == 3


def test_who_takes_part_in_a_visit_may_see_it(at_work, wang):
    visit_id = record(at_work)
    at_work.visits.plan(visit_id, participants=("wang.fang",))
    assert wang.visits.visit(visit_id).visit.participants == ("wang.fang",)


def test_one_signs_out_while_the_other_s_records_wait(enrolled: Handset, at_work, wang):
    record(at_work)
    wang.sync.run()
    enrolled.phone.accounts.sign_out("wang.fang")
    assert [each.account for each in enrolled.phone.accounts.list()] == ["chen.jing"]
    with pytest.raises(Conflict):
        enrolled.phone.accounts.sign_out("chen.jing")


def test_what_one_left_on_the_phone_is_sent_while_the_other_uses_it(
    enrolled: Handset, at_work, wang, server: FakeServer
):
    accounts = enrolled.phone.accounts
    visit_id = record(at_work)
    assert accounts.send_for_others("wang.fang") == 1
    assert visit_id in server.lines
    assert accounts.send_for_others("wang.fang") == 0
    accounts.practise()
    assert accounts.send_for_others("chen.jing") == 1
    assert wang.sync.state().unsent_entries == 0


def test_pins_are_each_one_s_own(enrolled: Handset, wang):
    pins = enrolled.phone.pins
    pins.set("chen.jing", "4071")
    assert not pins.has("wang.fang")
    pins.set("wang.fang", "9016")
    assert not pins.check("wang.fang", "4071")
    assert pins.check("chen.jing", "4071")
