"""That a photo arrived stands on the server's own chain, once, together with its row."""

from concurrent.futures import wait
from typing import Any

import pytest
from sqlalchemy import Connection, event, text

from domain.kinds.arrival import ArrivedPhoto, PhotosArrived, PhotosLost
from domain.kinds.author import Role
from domain.wire.messages import PhotoState
from sync_server.ledger.append import OfficeEntry
from sync_server.projection import photo_files
from sync_server.projection.chain_book import SERVER_ACCOUNT
from sync_server.projection.follower import Follower
from sync_server.projection.rebuild import rebuild
from tests.builders.arrivals import arrived, entries_of_arrivals, look_at
from tests.builders.held_up import held_up
from tests.builders.receipts import standing
from tests.builders.sample_ledger import record_visit
from tests.builders.server import Ledger, Phone
from tests.builders.trail import an_author


def rows(ledger: Ledger) -> dict[str, Any]:
    """The rows of ``photo_file`` by their hashes."""
    with ledger.database.reading() as transaction:
        found = transaction.tables.execute(text("SELECT * FROM photo_file")).all()
    return {row.sha256: row for row in found}


def lose(ledger: Ledger, *photos: ArrivedPhoto) -> None:
    """Let the server say that it has lost these."""
    body = PhotosLost(photos=tuple(each.sha256 for each in photos))
    ledger.committer.write(SERVER_ACCOUNT, [OfficeEntry(body)])


def test_photos_that_come_together_stand_in_one_entry(ledger: Ledger) -> None:
    photos = [arrived(name) for name in "abc"]
    go = held_up(ledger)
    futures = [ledger.committer.submit_photo(each) for each in (*photos, photos[0])]
    go()
    wait(futures)
    ((position, told),) = entries_of_arrivals(ledger.database)
    assert told == [each.sha256 for each in photos]
    states = [each.result() for each in futures]
    assert {(each.position, each.epoch) for each in states} == {(position, ledger.committer.epoch)}
    assert [each.offset for each in states] == [each.size_bytes for each in (*photos, photos[0])]
    assert {row.position for row in rows(ledger).values()} == {position}


def test_photos_and_pushes_that_come_together_share_one_commit(
    ledger: Ledger, phone: Phone
) -> None:
    go = held_up(ledger)
    photo = ledger.committer.submit_photo(arrived("a"))
    pushed = ledger.committer.submit(phone.delivery(), phone.carrier)
    commits: list[object] = []

    def note(connection: Connection) -> None:
        if connection.get_execution_options().get("is_writer"):
            commits.append(connection)

    event.listen(ledger.database.log, "commit", note)
    go()
    assert len(pushed.result().receipts) == 1
    assert photo.result().is_complete
    assert len(commits) == len(["what held it up", "both"])


def test_what_the_server_says_of_photos_waits_for_no_table(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def must_not(*_: object) -> None:
        raise AssertionError("the tables were asked for under the lock")

    monkeypatch.setattr(Follower, "catch_up", must_not)
    here = ledger.committer.submit_photo(arrived("a")).result()
    look_at(ledger.committer, here.sha256, None)


def test_photo_that_comes_again_has_arrived_once(ledger: Ledger) -> None:
    first = ledger.committer.submit_photo(arrived("a")).result()
    assert ledger.committer.submit_photo(arrived("a")).result() == first
    assert len(entries_of_arrivals(ledger.database)) == 1


def test_photo_is_looked_at_once_until_it_is_lost(ledger: Ledger) -> None:
    here = ledger.committer.submit_photo(arrived("a")).result()
    assert (rows(ledger)[here.sha256].seen, rows(ledger)[here.sha256].likeness) == (None, None)
    look_at(ledger.committer, here.sha256, "00000000000000ff")
    seen = rows(ledger)[here.sha256]
    assert (seen.likeness, seen.seen > seen.position) == ("00000000000000ff", True)
    look_at(ledger.committer, here.sha256, None)
    look_at(ledger.committer, "e" * 64, "00000000000000ff")
    assert rows(ledger) == {here.sha256: seen}
    lose(ledger, arrived("a"))
    ledger.committer.submit_photo(arrived("a")).result()
    assert rows(ledger)[here.sha256].seen is None
    assert rebuild(ledger.database) == {}


def test_arrival_and_row_are_both_there_or_neither(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(photo_files, "keep_files", killed)
        with pytest.raises(RuntimeError, match="killed"):
            ledger.committer.submit_photo(arrived("a")).result()
    assert (entries_of_arrivals(ledger.database), rows(ledger)) == ([], {})
    ledger.committer.submit_photo(arrived("a")).result()
    assert len(entries_of_arrivals(ledger.database)) == len(rows(ledger)) == 1


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.ADMIN])
def test_what_a_phone_says_of_photo_files_does_nothing(ledger: Ledger, role: Role) -> None:
    here = ledger.committer.submit_photo(arrived("a")).result()
    phone = Phone(an_author(role=role)).enrol(ledger.committer)
    phone.pen.write(PhotosArrived(photos=(arrived("b"),)))
    phone.pen.write(PhotosLost(photos=(here.sha256,)))
    assert len(standing(phone.push(ledger.committer), phone.pen.lines)) >= 2
    assert rows(ledger).keys() == {here.sha256}
    assert rebuild(ledger.database) == {}


def test_lost_photo_arrives_anew_at_another_place(ledger: Ledger, phone: Phone) -> None:
    record_visit(phone, "school-1", "a")
    record_visit(phone, "school-1", "b")
    phone.push(ledger.committer)
    first, other = (arrived(name) for name in "ab")
    before = [taken_in(ledger, each) for each in (first, other)]
    assert similar(ledger) == 1
    lose(ledger, first)
    assert (set(rows(ledger)), similar(ledger)) == ({other.sha256}, 0)
    assert rebuild(ledger.database) == {}
    after = taken_in(ledger, first)
    assert (after.position or 0) > (before[1].position or 0)
    assert (rows(ledger)[first.sha256].position, similar(ledger)) == (after.position, 1)
    assert rebuild(ledger.database) == {}


def taken_in(ledger: Ledger, photo: ArrivedPhoto) -> PhotoState:
    """How it stands once it has arrived and was looked at; all look the same."""
    state = ledger.committer.submit_photo(photo).result()
    look_at(ledger.committer, photo.sha256, "0f0f0f0f0f0f0f0f")
    return state


def similar(ledger: Ledger) -> int:
    """How many visits are flagged for a picture that looks like an earlier one."""
    with ledger.database.reading() as transaction:
        query = text("SELECT count(*) FROM visit_flag WHERE code = 'similar_photo'")
        return int(transaction.tables.execute(query).scalar_one())
