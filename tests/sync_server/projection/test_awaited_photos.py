"""Which photos are still on phones, kept as files come and go."""

import pytest

from domain.kinds.arrival import PhotosLost
from domain.kinds.visit.photo import PhotoCaptioned
from sync_server.data.overview.phones import photos_held
from sync_server.projection.rebuild import rebuild
from tests.builders.content import a_photo
from tests.builders.query_plans import plans
from tests.builders.sample_ledger import receive_photo, record_visit
from tests.builders.server import Ledger, Phone


def held(ledger: Ledger) -> dict[str, int]:
    """How many photos each chain holds, which is what a rebuild makes of the log."""
    assert rebuild(ledger.database) == {}
    with ledger.database.session() as session:
        return photos_held(session.connection(), "wanshan")


def test_a_photo_is_awaited_from_its_announcement_until_its_file_is_here(
    ledger: Ledger, phone: Phone, tmp_path
):
    chain = phone.author.chain
    record_visit(phone, "school-1", "p1", "p2")
    phone.push(ledger.committer)
    assert held(ledger) == {chain: 2}
    path = receive_photo(ledger.committer, tmp_path, "p1")
    assert held(ledger) == {chain: 1}
    ledger.committer.write("system", [PhotosLost(photos=(path.name,))])
    assert held(ledger) == {chain: 2}


def test_a_file_that_came_first_and_a_photo_set_aside_are_not_awaited(
    ledger: Ledger, phone: Phone, tmp_path
):
    receive_photo(ledger.committer, tmp_path, "p1")
    visit = phone.pen.open_visit("school-1")
    for name in ("p1", "p2"):
        phone.pen.write(a_photo(name), subject=visit)
    phone.pen.write(PhotoCaptioned(photo_id="p2", is_withdrawn=True), subject=visit)
    phone.push(ledger.committer)
    assert held(ledger) == {}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_phones_hold_is_counted_on_an_index_of_just_that(ledger: Ledger):
    def count() -> None:
        with ledger.database.session() as session:
            photos_held(session.connection(), "wanshan")

    (plan,) = plans(ledger.database, count)
    assert "INDEX ix_visit_photo_awaited (district=?)" in plan
