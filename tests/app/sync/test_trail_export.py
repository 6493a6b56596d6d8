"""What was not sent goes into a file that only the server can open, whole and in order."""

import errno
import tracemalloc
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.sync import trail_export
from app.sync.sealer import Sealer
from app.sync.trail_export import file_name
from domain.errors import Conflict, Unavailable
from domain.trail.chain import head_message
from domain.trail.delivery import vouched_for
from tests.app.sync.test_photo_sync import with_photo
from tests.app.sync.test_push import record
from tests.builders.fake_server import FakeServer, failing
from tests.builders.phone import Handset
from tests.builders.trail_opener import open_trail, unseal


def opened(at_work, server: FakeServer):
    """The file as the server opens it."""
    return open_trail(at_work.export.make().path, server.export_secret)


def test_every_unsent_line_is_in_it_and_vouched_for(at_work, server: FakeServer):
    record(at_work)
    at_work.sync.run()
    record(at_work, notes=3)
    (delivery,) = opened(at_work, server).deliveries
    assert len(delivery.lines) == 5
    assert (delivery.refused, delivery.envelope.tick, delivery.envelope.last_answer) == (
        (), None, None,
    )  # fmt: skip
    head = delivery.envelope.heads[-1]
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(server.keys[head.chain]))
    key.verify(bytes.fromhex(head.signature), head_message(head.chain, head.seq, head.id))
    ids = {line.id for line in delivery.lines}
    assert vouched_for(delivery.envelope.heads, delivery.lines) == ids


@pytest.mark.usefixtures("font")
def test_only_photos_the_server_has_not_whole_are_in_it(at_work, server: FakeServer):
    with_photo(at_work)
    at_work.sync.run()
    _, waiting = with_photo(at_work, width=301)
    server.on("HEAD", waiting.sha256, failing(503))
    at_work.sync.run()
    _, unsent = with_photo(at_work, width=302)
    photos = opened(at_work, server).photos
    wanted = (waiting, unsent)
    assert photos == {each.sha256: each.path.read_bytes() for each in wanted}


def test_many_lines_are_split_into_deliveries(at_work, server: FakeServer, monkeypatch):
    monkeypatch.setattr(trail_export, "MAX_LINES", 4)
    record(at_work, notes=9)
    trail = opened(at_work, server)
    assert [len(each.lines) for each in trail.deliveries] == [4, 4, 4]
    assert trail.names[:2] == ["deliveries/0001.ndjson", "deliveries/0002.ndjson"]
    for each in trail.deliveries:
        assert len(vouched_for(each.envelope.heads, each.lines)) == 4


def test_nobody_else_can_open_it(at_work, server: FakeServer):
    record(at_work)
    path = at_work.export.make().path
    with pytest.raises(InvalidTag):
        unseal(path, X25519PrivateKey.generate())
    content = path.read_bytes()
    assert b"visit.opened" not in content
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(InvalidTag):
        unseal(path, server.export_secret)


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 200_000])
def test_last_chunk_says_that_it_is_the_last(tmp_path: Path, size: int):
    key, path = X25519PrivateKey.generate(), tmp_path / "sealed"
    with path.open("wb") as out:
        sealer = Sealer(out, key.public_key().public_bytes_raw())
        for _ in range(size // 1000):
            sealer.write(b"x" * 1000)
        sealer.write(b"x" * (size % 1000))
        sealer.finish()
    assert unseal(path, key) == b"x" * size


@pytest.mark.usefixtures("font")
def test_photo_whose_file_is_gone_is_counted_and_holds_up_nothing(at_work, server: FakeServer):
    _, gone = with_photo(at_work)
    _, there = with_photo(at_work, width=301)
    gone.path.unlink()
    file = at_work.export.make()
    assert (file.missing, file.photo_ids) == (1, (there.photo_id,))
    assert len(file.line_ids) == 5


def test_exported_records_hold_back_no_sign_out_and_still_go(
    enrolled: Handset, at_work, server: FakeServer
):
    record(at_work)
    with pytest.raises(Conflict, match="导出成文件"):
        enrolled.phone.accounts.sign_out("chen.jing")
    at_work.export.note_handed_over(at_work.export.make())
    assert at_work.sync.state().unsent_entries == 3
    enrolled.phone.accounts.sign_out("chen.jing")
    enrolled.phone.accounts.enrol("https://duji.example.cn", "chen.jing", code="123456")
    assert enrolled.phone.accounts.open("chen.jing").sync.run().entries_sent == 3


def test_record_after_the_export_holds_back_a_sign_out(enrolled: Handset, at_work, server):
    record(at_work)
    at_work.export.note_handed_over(at_work.export.make())
    record(at_work)
    with pytest.raises(Conflict, match="2 条记录、0 张照片"):
        enrolled.phone.accounts.sign_out("chen.jing")


def test_file_that_was_made_and_not_handed_over_saves_nothing(enrolled: Handset, at_work):
    record(at_work)
    at_work.export.make()
    with pytest.raises(Conflict):
        enrolled.phone.accounts.sign_out("chen.jing")


def test_nothing_unsent_makes_no_file(at_work, server: FakeServer):
    at_work.sync.run()
    with pytest.raises(Conflict, match="没有要导出的"):
        at_work.export.make()


def test_server_without_a_key_is_said(server: FakeServer, tmp_path):
    server.export_key = None
    handset = Handset(tmp_path / "phone", transport=server)
    handset.phone.accounts.enrol("https://duji.example.cn", "chen.jing", code="123456")
    session = handset.phone.accounts.open("chen.jing")
    with pytest.raises(Conflict, match="导出密钥"):
        session.export.make()
    key = X25519PrivateKey.generate()
    server.say(export_public_key=key.public_key().public_bytes_raw().hex())
    session.sync.run()
    record(session)
    assert open_trail(session.export.make().path, key).deliveries
    handset.phone.close()


def test_full_phone_is_said_and_leaves_no_half_file(
    enrolled: Handset, at_work, monkeypatch: pytest.MonkeyPatch
):
    record(at_work)

    def full(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Sealer, "finish", full)
    with pytest.raises(Unavailable, match="空间满了"):
        at_work.export.make()
    assert list((enrolled.folder / "exports").iterdir()) == []


@pytest.mark.usefixtures("font")
def test_making_it_tells_how_far_it_is_and_replaces_the_one_before(enrolled: Handset, at_work):
    with_photo(at_work)
    told: list[float] = []
    at_work.export.make(told.append)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0, abs=0.05)
    at_work.export.make()
    assert len(list((enrolled.folder / "exports").iterdir())) == 1


def test_memory_does_not_grow_with_the_file(tmp_path: Path):
    key = X25519PrivateKey.generate().public_key().public_bytes_raw()
    with (tmp_path / "sealed").open("wb") as out:
        sealer = Sealer(out, key)
        tracemalloc.start()
        for _ in range(40):
            sealer.write(bytes(250_000))
        sealer.finish()
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 2_000_000


def test_practice_has_nothing_to_export(handset: Handset):
    session = handset.practise()
    session.visits.open_visit("practice-1")
    assert session.export.unsent().entries == 0
    with pytest.raises(Conflict):
        session.export.make()


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ("陈静", "督迹-陈静-2026-05-14.duji"),
        ("买买提·阿不都", "督迹-买买提·阿不都-2026-05-14.duji"),
        ("../../etc/x", "督迹-etcx-2026-05-14.duji"),
        ("😀/\\:", "督迹-督学-2026-05-14.duji"),
    ],
)
def test_file_is_named_after_person_and_day(person: str, expected: str):
    assert file_name(person, "2026-05-14") == expected
