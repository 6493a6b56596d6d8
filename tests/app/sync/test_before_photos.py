"""Photos to compare with: fetched after all else, checked, never in the way, and let go again."""

import pytest

from app.sync import before_photos
from app.sync.link import Link
from domain.kinds.visit.photo import PhotoSource
from domain.trail.line import sha256_hex
from tests.app.visits.test_photo_acts import DATA
from tests.builders.fake_server import failing
from tests.builders.register import a_finding, a_school, a_workbook

FIRST, SECOND, THIRD = b"first", b"second", b"third"


def show(server, *findings, **fields):
    """A workbook with these findings; the server has the photos of all of them."""
    server.workbook = a_workbook(findings=findings, **fields)
    server.shown = {sha256_hex(each): each for each in (FIRST, SECOND, THIRD)}


def shown_by(finding_id, *photos, **fields):
    """An open finding with these photos."""
    return a_finding(finding_id=finding_id, photos=tuple(map(sha256_hex, photos)), **fields)


def fetched(enrolled):
    """The photos on the phone, by their bytes."""
    return {path.read_bytes() for path in (enrolled.folder / "photos").glob("*.jpg")}


def test_photos_of_open_findings_come_after_everything_else(enrolled, server, at_work):
    show(server, shown_by("f1", FIRST, SECOND), shown_by("f2", THIRD, is_fixed_on_spot=True))
    assert at_work.sync.run().problem is None
    assert fetched(enrolled) == {FIRST, SECOND}
    paths = server.paths()
    assert paths.index("/api/v1/workbook") < paths.index(f"/api/v1/photos/{sha256_hex(FIRST)}")
    assert at_work.visits.photo_paths([sha256_hex(FIRST)])


def test_most_urgent_come_first_and_only_of_own_schools(enrolled, server, at_work, monkeypatch):
    monkeypatch.setattr(before_photos, "FILES_PER_RUN", 1)
    schools = (a_school(1), a_school(2, is_mine=False))
    show(
        server,
        shown_by("later", FIRST, due_on="2026-08-01"),
        shown_by("late", SECOND, due_on="2026-05-01"),
        shown_by("not-mine", THIRD, school_id="school-2", due_on="2026-01-01"),
        schools=schools,
    )
    at_work.sync.run()
    assert fetched(enrolled) == {SECOND}
    at_work.sync.run()
    assert fetched(enrolled) == {FIRST, SECOND}
    at_work.sync.run()
    assert len([each for each in server.paths("GET") if "photos" in each]) == 2


def test_photo_that_is_not_the_one_asked_for_is_not_kept(enrolled, server, at_work):
    show(server, shown_by("f1", FIRST))
    server.shown[sha256_hex(FIRST)] = SECOND
    assert at_work.sync.run().problem is None
    assert fetched(enrolled) == set()


def test_missing_photo_spoils_nothing(enrolled, server, at_work):
    show(server, shown_by("f1", FIRST, SECOND))
    del server.shown[sha256_hex(FIRST)]
    assert at_work.sync.run().problem is None
    assert fetched(enrolled) == {SECOND}


@pytest.mark.parametrize("status", [503, 429])
def test_network_that_breaks_off_here_is_no_failed_sync(enrolled, server, at_work, status):
    show(server, shown_by("f1", FIRST, SECOND))
    passes = [lambda _request: None] * 2  # the entries and the workbook
    server.before = [*passes, lambda _request: None, failing(status)]
    outcome = at_work.sync.run()
    assert (outcome.problem, fetched(enrolled)) == (None, {FIRST})
    at_work.sync.run()
    assert fetched(enrolled) == {FIRST, SECOND}


def test_expired_token_is_said_here_too(server, at_work):
    show(server, shown_by("f1", FIRST))
    server.before = [*[lambda _request: None] * 2, failing(401, "not_signed_in")]
    assert at_work.sync.run().code == "not_signed_in"


def test_nothing_is_fetched_where_the_phone_may_not_use_much_data(
    enrolled, server, at_work, monkeypatch
):
    show(server, shown_by("f1", FIRST))
    monkeypatch.setattr(Link, "may_use_much_data", lambda self: False, raising=False)
    at_work.sync.run()
    assert fetched(enrolled) == set()


def test_full_disk_is_no_failed_sync(enrolled, server, at_work, monkeypatch):
    def full(path, data):
        raise OSError(28, "No space left on device")

    show(server, shown_by("f1", FIRST))
    monkeypatch.setattr(before_photos, "write_durably", full)
    assert at_work.sync.run().problem is None
    assert fetched(enrolled) == set()


def test_photo_goes_when_its_finding_is_closed(enrolled, server, at_work):
    show(server, shown_by("f1", FIRST), shown_by("f2", SECOND))
    at_work.sync.run()
    show(server, shown_by("f1", FIRST, is_fixed_on_spot=True), shown_by("f2", SECOND))
    at_work.sync.run()
    assert fetched(enrolled) == {SECOND}


@pytest.mark.usefixtures("font")
def test_photo_of_this_phone_stays_when_its_finding_is_closed(enrolled, server, at_work):
    visit_id = at_work.visits.open_visit("school-1")
    own = at_work.visits.take_photo(visit_id, DATA, PhotoSource.CAMERA, None)
    data = own.path.read_bytes()
    finding = a_finding(photos=(own.sha256,))
    show(server, finding)
    server.shown[own.sha256] = data
    own.path.unlink()  # as when room was made
    at_work.sync.run()
    assert fetched(enrolled) == {data}
    show(server, finding.model_copy(update={"is_open": False}))
    at_work.sync.run()
    assert fetched(enrolled) == {data}
