"""One inspector on two phones: the visit goes to the new one, and the old one says so."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from app.account.session import AccountSession
from domain.errors import Conflict
from domain.kinds.visit.record import NoteSection
from domain.trail.line import Line
from domain.trail.order import in_order
from domain.visit.custody import Hand
from tests.builders.fake_server import FakeServer
from tests.builders.phone import AT_SCHOOL, Handset
from tests.builders.register import an_office_visit


@dataclass
class Pair:
    """An old phone, a new one, and the visit that was begun on the old."""

    server: FakeServer
    old: AccountSession
    new: AccountSession
    visit_id: str

    def sync(self, *sessions: AccountSession) -> None:
        """Each syncs, the workbook telling how far the visit is."""
        for session in sessions:
            session.sync.run()
            held = in_order(line for line in self.server.lines.values() if self.is_of(line))
            known = {"tip": held[-1].id, "entries": len(held)}
            self.server.show(an_office_visit(self.visit_id, **known))
            session.sync.run()

    def is_of(self, line: Line) -> bool:
        """Whether the line is of the visit."""
        return line.subject == self.visit_id


@pytest.fixture
def pair(tmp_path: Path, server: FakeServer):
    """The visit was begun on the old phone, and goes on on the new."""
    phones = [Handset(tmp_path / name, transport=server) for name in ("old", "new")]
    for phone in phones:
        phone.phone.accounts.enrol("https://duji.example.cn", "chen.jing", code="123456")
    old, new = (phone.phone.accounts.open("chen.jing") for phone in phones)
    visit_id = old.visits.open_visit("school-1")
    old.visits.check_in(visit_id, AT_SCHOOL)
    made = Pair(server, old, new, visit_id)
    made.sync(old, new)
    yield made
    for phone in phones:
        phone.phone.close()


def note(session: AccountSession, visit_id: str, text: str):
    """Write into the visit."""
    return session.visits.record_note(visit_id, NoteSection.RECORD, text)


def test_new_phone_goes_on_by_writing(pair: Pair):
    assert pair.new.visits.visit(pair.visit_id).hand is Hand.NEVER_HERE
    visit = note(pair.new, pair.visit_id, "换了手机")
    assert visit.successors == (pair.new.facts.chain,)
    assert pair.new.visits.visit(pair.visit_id).hand is Hand.HERE


def test_old_phone_is_told_instead_of_writing(pair: Pair):
    note(pair.new, pair.visit_id, "换了手机")
    pair.sync(pair.new, pair.old)
    view = pair.old.visits.visit(pair.visit_id)
    assert view.hand is Hand.OTHER_PHONE
    assert view.visit.notes[NoteSection.RECORD].text == "换了手机"
    with pytest.raises(Conflict, match="另一部手机") as caught:
        note(pair.old, pair.visit_id, "旧手机上又写")
    assert "改在这部手机上记" in caught.value.message
    assert pair.old.sync.state().unsent_entries == 0


def test_old_phone_may_take_it_back_and_the_new_one_is_told(pair: Pair):
    note(pair.new, pair.visit_id, "换了手机")
    pair.sync(pair.new, pair.old)
    pair.old.visits.take_over(pair.visit_id)
    assert note(pair.old, pair.visit_id, "又在旧手机上").notes
    pair.sync(pair.old, pair.new)
    assert pair.new.visits.visit(pair.visit_id).hand is Hand.OTHER_PHONE
    with pytest.raises(Conflict, match="另一部手机"):
        note(pair.new, pair.visit_id, "x")


def test_taking_over_what_is_here_already_writes_nothing(pair: Pair):
    before = len(pair.server.lines)
    pair.old.visits.take_over(pair.visit_id)
    pair.sync(pair.old)
    assert len(pair.server.lines) == before


def test_what_both_wrote_without_knowing_is_all_there(pair: Pair):
    note(pair.new, pair.visit_id, "新手机")
    pair.old.visits.record_note(pair.visit_id, NoteSection.HIGHLIGHT, "旧手机没网时写的")
    pair.sync(pair.new, pair.old, pair.new)
    for session in (pair.old, pair.new):
        visit = session.visits.visit(pair.visit_id).visit
        assert {each.text for each in visit.notes.values()} == {"新手机", "旧手机没网时写的"}
        assert visit.ignored == ()
