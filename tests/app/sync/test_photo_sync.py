"""Photos go on where the server has them safe, after their entries, a hazard's first."""

from io import BytesIO
from typing import NoReturn

import pytest
from PIL import Image

from app.sync.chunk_size import FIRST_PIECE, LARGEST_PIECE, SMALLEST_PIECE, WARY_FOR, ChunkSize
from app.sync.messages import cut_off
from app.sync.photos import OFFSET_TRIES
from app.sync.transport import Request
from app.visits.photos.acts import Belonging
from domain.kinds.visit.photo import PhotoSource
from tests.builders.fake_server import FakeServer, failing

pytestmark = pytest.mark.usefixtures("font")


def noise(width: int) -> bytes:
    """A picture that does not compress well."""
    out = BytesIO()
    Image.effect_noise((width, width), 90).convert("RGB").save(out, "JPEG", quality=95)
    return out.getvalue()


def with_photo(session, width: int = 300, finding_id: str | None = None):
    """A visit with one photo; the photo's facts."""
    visit_id = session.visits.open_visit("school-1")
    belonging = Belonging(finding_id=finding_id)
    facts = session.visits.take_photo(visit_id, noise(width), PhotoSource.CAMERA, None, belonging)
    return visit_id, facts


def test_photo_arrives_whole_after_its_entry(at_work, server: FakeServer):
    _, facts = with_photo(at_work)
    outcome = at_work.sync.run()
    assert (outcome.problem, outcome.photos_sent) == (None, 1)
    assert bytes(server.photos[facts.sha256]) == facts.path.read_bytes()
    assert at_work.sync.state().unsent_photos == []
    first_photo = server.paths().index(f"/api/v1/photos/{facts.sha256}")
    assert first_photo > server.paths().index("/api/v1/trail")


def test_photo_goes_on_where_it_was_cut(at_work, server: FakeServer):
    _, facts = with_photo(at_work, width=1500)
    size = facts.path.stat().st_size
    assert size > 3 * FIRST_PIECE
    server.on("PATCH", facts.sha256, lambda _: None, failing(503))
    assert at_work.sync.run().problem
    (waiting,) = at_work.sync.state().unsent_photos
    assert 0 < waiting.sent_bytes < size
    assert waiting.problem
    already = len(server.asked)
    assert at_work.sync.run().photos_sent == 1
    sent_again = sum(len(each.body or b"") for each in server.asked[already:])
    assert sent_again < size
    assert bytes(server.photos[facts.sha256]) == facts.path.read_bytes()


def test_answer_lost_after_a_piece_does_not_send_it_twice(at_work, server: FakeServer):
    _, facts = with_photo(at_work, width=1500)
    server.after += [lambda _: None] * 3 + [failing(504)]
    assert at_work.sync.run().problem
    assert at_work.sync.run().photos_sent == 1
    assert bytes(server.photos[facts.sha256]) == facts.path.read_bytes()


def breaks(_: Request) -> NoReturn:
    """The network, in the middle of a request."""
    raise cut_off()


def test_what_breaks_now_and_then_goes_on_in_the_same_run(at_work, server: FakeServer):
    _, facts = with_photo(at_work, width=1500)
    server.on("POST", "/api/v1/trail", breaks, breaks, breaks)
    server.on("PATCH", facts.sha256, breaks, lambda _: None, breaks, breaks)
    server.on("HEAD", facts.sha256, breaks)
    outcome = at_work.sync.run()
    assert (outcome.problem, outcome.photos_sent) == (None, 1)
    assert bytes(server.photos[facts.sha256]) == facts.path.read_bytes()


def test_what_keeps_breaking_is_left_for_a_later_run(at_work, server: FakeServer):
    _, facts = with_photo(at_work, width=1500)
    server.on("PATCH", facts.sha256, *[breaks] * 50)
    assert at_work.sync.run().code == "cut_off"
    assert server.paths("PATCH").count(f"/api/v1/photos/{facts.sha256}") == OFFSET_TRIES
    server.armed.clear()
    assert at_work.sync.run().photos_sent == 1


def test_offset_that_somebody_else_moved_is_asked_again(at_work, server: FakeServer):
    _, facts = with_photo(at_work, width=1500)
    server.on(
        "PATCH",
        facts.sha256,
        lambda _: server.photos[facts.sha256].extend(facts.path.read_bytes()[:9]),
    )
    assert at_work.sync.run().photos_sent == 1


def test_offset_that_never_holds_is_given_up(at_work, server: FakeServer):
    with_photo(at_work, width=1500)
    server.on("PATCH", "photos", *[failing(409, "wrong_offset")] * 4)
    at_work.sync.run()
    (waiting,) = at_work.sync.state().unsent_photos
    assert waiting.problem


def test_photo_of_a_hazard_goes_before_older_ones(at_work, server: FakeServer):
    _, plain = with_photo(at_work)
    visit_id, hazard = with_photo(at_work, width=301, finding_id="f-1")
    fields = {"category": "safety", "text": "围墙开裂", "is_hazard": True}
    at_work.visits.raise_finding(visit_id, "f-1", fields)
    at_work.sync.run()
    order = [path.rsplit("/", 1)[-1] for path in server.paths("PUT")]
    assert order == [hazard.sha256, plain.sha256]


def test_photos_of_a_hazard_go_first_of_their_visit_before_smaller_and_older_ones(
    at_work, server: FakeServer
):
    visit_id, plain = with_photo(at_work, width=160)
    fields = {"category": "safety", "text": "围墙开裂", "is_hazard": True}
    at_work.visits.raise_finding(visit_id, "f-1", fields)
    hazard = [
        at_work.visits.take_photo(visit_id, noise(width), PhotoSource.CAMERA, None, belonging)
        for width, belonging in (
            (320, Belonging(finding_id="f-1")),
            (330, Belonging(finding_id="f-1", is_after=True)),
        )
    ]
    at_work.sync.run()
    order = [path.rsplit("/", 1)[-1] for path in server.paths("PUT")]
    assert set(order[:2]) == {each.sha256 for each in hazard}
    assert order[2:] == [plain.sha256]


def test_unknown_photo_makes_its_entry_go_again(at_work, server: FakeServer):
    _, facts = with_photo(at_work)
    server.on("HEAD", facts.sha256, failing(404, "photo_unknown"))
    outcome = at_work.sync.run()
    assert (outcome.problem, outcome.photos_sent) == (None, 1)
    assert server.paths("POST").count("/api/v1/trail") == 2
    assert facts.sha256 in server.complete


def test_one_bad_photo_does_not_hold_up_the_others(at_work, server: FakeServer):
    _, bad = with_photo(at_work)
    _, good = with_photo(at_work, width=301)
    server.on("PUT", bad.sha256, failing(422, "photo_hash_wrong"))
    outcome = at_work.sync.run()
    assert outcome.photos_sent == 1
    assert good.sha256 in server.complete
    assert [each.photo_id for each in at_work.sync.state().unsent_photos] == [bad.photo_id]


def test_missing_file_is_said_and_passed_over(at_work, server: FakeServer):
    _, facts = with_photo(at_work)
    facts.path.unlink()
    assert at_work.sync.run().photos_sent == 0
    (waiting,) = at_work.sync.state().unsent_photos
    assert "不在这部手机上" in (waiting.problem or "")


def test_damaged_file_is_said_and_not_sent(at_work, server: FakeServer):
    _, facts = with_photo(at_work)
    data = facts.path.read_bytes()
    facts.path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert at_work.sync.run().photos_sent == 0
    (waiting,) = at_work.sync.state().unsent_photos
    assert "损坏" in (waiting.problem or "")
    assert server.paths("PUT") == []


def test_photos_go_visit_by_visit_and_small_before_large(at_work, server: FakeServer):
    first, large = with_photo(at_work, width=400)
    _, other = with_photo(at_work, width=200)
    small = at_work.visits.take_photo(first, noise(250), PhotoSource.CAMERA, None)
    at_work.sync.run()
    order = [path.rsplit("/", 1)[-1] for path in server.paths("PUT")]
    assert order == [small.sha256, large.sha256, other.sha256]


def test_answer_without_an_offset_is_not_believed(at_work, server: FakeServer, monkeypatch):
    with_photo(at_work)
    from app.sync.transport import Answer

    monkeypatch.setattr(server, "_photo", lambda *_: Answer(200, {}, b""))
    at_work.sync.run()
    (waiting,) = at_work.sync.state().unsent_photos
    assert "看不懂" in (waiting.problem or "")


def test_server_that_makes_no_headway_is_given_up(at_work, server: FakeServer, monkeypatch):
    with_photo(at_work)
    from app.sync.transport import Answer

    stuck = {"upload-offset": "0", "upload-complete": "?0"}
    monkeypatch.setattr(server, "_photo", lambda *_: Answer(200, stuck, b""))
    assert at_work.sync.run().photos_sent == 0


def test_forgotten_photos_go_again(at_work, server: FakeServer):
    _, facts = with_photo(at_work)
    at_work.sync.run()
    server.forget_after(1)
    at_work.visits.open_visit("school-2")
    at_work.sync.run()
    assert facts.sha256 in server.complete
    assert at_work.sync.state().unsent_photos == []


def test_pieces_grow_on_a_fast_network_and_shrink_on_a_slow_one():
    chunk_size = ChunkSize()
    for _ in range(9):
        chunk_size.took(0.1)
    assert chunk_size.piece == LARGEST_PIECE
    chunk_size.took(3)
    assert chunk_size.piece == LARGEST_PIECE
    for _ in range(9):
        chunk_size.took(9)
    assert chunk_size.piece == SMALLEST_PIECE
    chunk_size.failed()
    assert chunk_size.piece == SMALLEST_PIECE


def test_pieces_grow_again_only_after_several_got_through():
    chunk_size = ChunkSize()
    chunk_size.failed()
    for _ in range(WARY_FOR):
        chunk_size.took(0.1)
    assert chunk_size.piece == FIRST_PIECE // 2
    chunk_size.took(0.1)
    assert chunk_size.piece == FIRST_PIECE
