"""A trail file brings what the phone had not sent: once, whole or not at all, and said in words."""

import io
import tracemalloc
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

import pytest

from domain.kinds.chain import ChainRevoked
from domain.trail.line import sha256_hex
from domain.visit.assessment import Mark
from sync_server.data import ledger
from sync_server.photos.photos import Beginning
from sync_server.server import Server
from sync_server.trail_import.intake import RealIntake
from sync_server.trail_import.report import PhotoFate, TrailReport
from sync_server.trail_import.run import import_trail, rehearse_import
from sync_server.verification.verify import verify
from tests.builders.handset import write
from tests.builders.logged import logged, logged_since
from tests.builders.office import Inspection, a_picture
from tests.builders.trail_file import a_tar, contents, seal
from tests.sync_server.conftest import ON_BOTH

PICTURES = [a_picture("校门"), a_picture("食堂")]


@pytest.fixture
def inspection(server: Server) -> Inspection:
    """Chen's phone with a submitted visit and two photos, nothing of it sent."""
    made = Inspection.of(server)
    made.open_visit()
    made.check_in()
    for number, picture in enumerate(PICTURES):
        made.take_photo(f"p{number}", picture)
    made.submit()
    return made


def parts(inspection: Inspection, *cuts: int) -> list[bytes]:
    """The phone's lines in deliveries that end at these places."""
    lines, handset = inspection.handset.pen.lines, inspection.handset
    places = [0, *cuts, len(lines)]
    return [handset.delivery(lines[a:b]) for a, b in pairwise(places)]


def taken(
    server: Server, raw: bytes, act: Callable[..., TrailReport] = import_trail
) -> TrailReport:
    return act(server, io.BytesIO(raw))


def a_file(server: Server, members: list[tuple[str, bytes]], chunk: int = 4096) -> bytes:
    return seal(server.export_key.public_hex, a_tar(members), chunk).raw


def figures(report: TrailReport, account: str = "chen.jing") -> tuple[int, ...]:
    """Entries new, known and refused; photos new, known and missing."""
    found = report.accounts[account]
    entries = (found.entries_new, found.entries_known, found.refused.total())
    return (*entries, found.photos_new, found.photos_known, found.photos_missing)


def is_well(server: Server) -> bool:
    return verify(server.database, server.log_key.public_hex, server.photo_store.path).is_well


def test_everything_arrives_and_a_second_time_changes_nothing(
    server: Server, inspection: Inspection
) -> None:
    raw = a_file(server, contents(parts(inspection, 3, 7), PICTURES))
    first = taken(server, raw)
    assert (figures(first), first.deliveries, first.is_whole) == ((10, 0, 0, 2, 0, 0), 3, True)
    size = server.log.state().checkpoint.tree_size
    again = taken(server, raw)
    assert (figures(again), again.is_whole) == ((0, 10, 0, 0, 2, 0), True)
    assert server.log.state().checkpoint.tree_size == size
    for picture in PICTURES:
        assert server.photo_store.path(sha256_hex(picture)).read_bytes() == picture
    assert is_well(server)


def test_the_log_says_that_no_device_brought_it(server: Server, inspection: Inspection) -> None:
    taken(server, a_file(server, contents(parts(inspection))))
    with server.database.reading() as transaction:
        found = ledger.of_subjects(transaction.ledger, [inspection.visit])
        assert {each.carrier for each in found} == {ledger.first_chain(transaction.ledger)}
        assert {each.latest for each in found} == {found[0].accepted_at}


@ON_BOTH
def test_a_rehearsal_says_the_same_and_writes_nothing(
    server: Server, inspection: Inspection
) -> None:
    raw = a_file(server, contents(parts(inspection, 3, 7), PICTURES))
    size = server.log.state().checkpoint.tree_size
    assert figures(taken(server, raw, rehearse_import)) == (10, 0, 0, 2, 0, 0)
    assert server.log.state().checkpoint.tree_size == size
    assert not server.photo_store.is_whole(sha256_hex(PICTURES[0]))
    taken(server, a_file(server, contents(parts(inspection, 3)[:1])))
    assert figures(taken(server, raw, rehearse_import)) == (7, 3, 0, 2, 0, 0)
    taken(server, raw)
    assert figures(taken(server, raw, rehearse_import)) == (0, 10, 0, 0, 2, 0)


def cut(server: Server, members: list[tuple[str, bytes]], whole: int) -> bytes:
    """The file of these members, cut in the middle of the one after so many."""
    blocks = sum(1 + -(-len(content) // 512) for _, content in members[:whole])
    sealed = seal(server.export_key.public_hex, a_tar(members), chunk=512)
    return sealed.start + b"".join(sealed.chunks[: blocks + 2])


def test_a_cut_off_file_brings_what_is_whole_and_the_rest_later(
    server: Server, inspection: Inspection
) -> None:
    members = contents(parts(inspection, 4), PICTURES)
    found = taken(server, cut(server, members, whole=3))
    assert found.broken is not None
    assert found.broken.specific_code == "trail_file_cut_off"
    assert (figures(found), found.is_whole) == ((10, 0, 0, 1, 0, 1), False)
    assert figures(taken(server, a_file(server, members))) == (0, 10, 0, 1, 1, 0)
    assert is_well(server)


def test_a_delivery_that_is_cut_is_not_taken_in_half(
    server: Server, inspection: Inspection
) -> None:
    found = taken(server, cut(server, contents(parts(inspection, 4)), whole=1))
    assert figures(found)[:3] == (4, 0, 0)
    assert is_well(server)


def test_lines_behind_a_gap_are_refused_and_said(server: Server, inspection: Inspection) -> None:
    found = taken(server, a_file(server, contents(parts(inspection, 4)[1:], PICTURES)))
    assert found.accounts["chen.jing"].refused == {"unknown_prev": 6}
    assert [fate for _, fate in found.bad_photos] == [PhotoFate.UNANNOUNCED] * 2
    assert not found.is_whole


def test_a_phone_nobody_enrolled_is_told_apart(server: Server, inspection: Inspection) -> None:
    stranger = Inspection(server)
    stranger.handset.open_chain()
    stranger.open_visit()
    deliveries = [*parts(stranger), *parts(inspection)]
    found = taken(server, a_file(server, contents(deliveries, PICTURES)))
    assert found.accounts[""].refused == {"unknown_chain": 2}
    assert figures(found) == (10, 0, 0, 2, 0, 0)


def test_bad_members_do_not_spoil_the_others(server: Server, inspection: Inspection) -> None:
    line = inspection.handset.pen.lines[0].raw
    bad = [
        ("deliveries/0001.ndjson", b"no envelope"),
        ("deliveries/0002.ndjson", bytes(8 * 1024 * 1024 + 1)),
        ("deliveries/0003.ndjson", b"{}\n" + b"\n".join([line] * 2001)),
        ("../../log.key", b"overwritten?"),
        ("photos/../../log.key", b"overwritten?"),
        ("photos/" + "A" * 64, b"no hash"),
    ]
    found = taken(server, a_file(server, bad + contents(parts(inspection), PICTURES), 65536))
    codes = [error.specific_code for _, error in found.bad_members]
    assert codes == ["bad_envelope", "delivery_too_large", "too_many_lines"]
    assert (found.passed_over, figures(found)) == (3, (10, 0, 0, 2, 0, 0))
    assert not found.is_whole


def test_a_line_that_was_changed_is_refused_and_the_rest_behind_it_waits(
    server: Server, inspection: Inspection
) -> None:
    delivery = parts(inspection)[0].replace("已当面反馈".encode(), "已当面表扬".encode())
    found = taken(server, a_file(server, contents([delivery])))
    assert found.accounts[""].refused == {"private_changed": 1}
    assert found.accounts["chen.jing"].refused.keys() == {"unknown_prev", "unsigned_head"}


def test_photos_are_taken_only_as_they_were_announced(
    server: Server, inspection: Inspection, tmp_path: Path
) -> None:
    first, second = (f"photos/{sha256_hex(picture)}" for picture in PICTURES)
    members = contents(parts(inspection))
    members += [
        (first, PICTURES[0] + b"longer than announced"),
        (second, PICTURES[0][: len(PICTURES[1])]),
        (f"photos/{sha256_hex(b'nobody')}", b"nobody"),
    ]
    found = taken(server, a_file(server, members))
    fates = [fate for _, fate in found.bad_photos]
    assert fates == [PhotoFate.TOO_LONG, PhotoFate.WRONG, PhotoFate.UNANNOUNCED]
    assert figures(found) == (10, 0, 0, 0, 0, 2)
    assert [each for each in (tmp_path / "data/photos").rglob("*") if each.is_file()] == []


def test_a_photo_that_was_half_uploaded_arrives_whole(
    server: Server, inspection: Inspection
) -> None:
    inspection.push()
    sha256 = sha256_hex(PICTURES[0])
    server.photo_store.append(sha256, 0, PICTURES[0][:500])
    server.photo_store.append(sha256_hex(PICTURES[1]), 0, b"not its beginning")
    found = taken(server, a_file(server, contents([], PICTURES)))
    assert (figures(found), found.is_whole) == ((0, 0, 0, 2, 0, 0), True)
    assert server.photo_store.path(sha256).read_bytes() == PICTURES[0]


def test_a_wrong_photo_costs_a_half_upload_nothing(server: Server, inspection: Inspection) -> None:
    inspection.push()
    sha256 = sha256_hex(PICTURES[0])
    server.photo_store.append(sha256, 0, PICTURES[0][:500])
    taken(server, a_file(server, [(f"photos/{sha256}", b"another")]))
    assert server.photo_store.offset(sha256) == 500


@ON_BOTH
def test_a_photo_whose_entry_does_not_count_arrives_too(
    server: Server, inspection: Inspection
) -> None:
    inspection.take_photo("late", a_picture("太晚"))
    inspection.push()
    found = taken(server, a_file(server, contents([], [a_picture("太晚")])))
    assert figures(found) == (0, 0, 0, 1, 0, 0)


def test_what_a_revoked_phone_wrote_is_stored_and_flagged(
    server: Server, inspection: Inspection
) -> None:
    write(server, "wanshan", (ChainRevoked(chain=inspection.handset.author.chain), None))
    assert figures(taken(server, a_file(server, contents(parts(inspection)))))[:3] == (10, 0, 0)
    with server.database.reading() as transaction:
        marks = {each.marks for each in ledger.of_subjects(transaction.ledger, [inspection.visit])}
    assert marks == {Mark.REVOKED_CHAIN.value}


def test_a_large_file_is_taken_in_little_memory(
    server: Server, inspection: Inspection, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = PICTURES[0] + bytes(20 * 1024 * 1024)
    inspection.visit = inspection.handset.pen.open_visit("school-2")
    inspection.take_photo("large", large)
    raw = a_file(server, contents(parts(inspection), [large]), 65536)
    monkeypatch.setattr(RealIntake, "photo", watched)
    assert figures(taken(server, raw))[3] == 1
    assert tracemalloc.get_traced_memory()[1] < 4 * 1024 * 1024
    tracemalloc.stop()


take_photo = RealIntake.photo


def watched(intake: RealIntake, beginning: Beginning, pieces: Iterable[bytes]) -> PhotoFate:
    """Trace memory from the first photo on: what comes before grows with the lines."""
    tracemalloc.start()
    return take_photo(intake, beginning, pieces)


@ON_BOTH
def test_a_file_brings_no_private_piece_back_that_was_emptied(
    server: Server, inspection: Inspection
) -> None:
    raw = a_file(server, contents(parts(inspection, 3), PICTURES))
    assert figures(taken(server, raw)) == (10, 0, 0, 2, 0, 0)
    entry = next(each for each in inspection.handset.pen.lines if each.header.kind == "photo.taken")
    position = logged(server.database, entry.id).position
    server.database.write(lambda found: ledger.empty_private(found, position))
    before = logged_since(server.database)
    assert figures(taken(server, raw)) == (0, 10, 0, 0, 2, 0)
    assert logged_since(server.database) == before
    assert before[position].line.private_bytes is None
