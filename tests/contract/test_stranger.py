"""A client written from docs/wire-format.md alone gets a visit and a photo in."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from PIL import Image

from domain.kinds.visit.builder import State
from sync_server.data.tables import VisitRow
from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.c2sp import Monitor
from tests.builders.handset import a_server, set_up_district
from tests.builders.running import running
from tests.contract.stranger import Stranger, sha256

PASSWORD = "stranger-2026"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server with one district, in which the stranger has an account."""
    server = a_server(tmp_path / "data")
    set_up_district(server)
    server.accounts.set_password("chen.jing", PASSWORD)
    yield server
    server.close()


@pytest.fixture
def stranger(server: Server, tmp_path: Path) -> Iterator[Stranger]:
    """The stranger, enrolled over a real socket."""
    with running(create_app(server, Settings(data=tmp_path / "data"))) as url:
        stranger = Stranger(url, "chen.jing")
        stranger.enrol(PASSWORD)
        yield stranger


def a_picture() -> bytes:
    file = io.BytesIO()
    Image.linear_gradient("L").resize((640, 560)).save(file, "JPEG")
    return file.getvalue()


def record_visit(stranger: Stranger, photo: bytes) -> str:
    visit = stranger.write("visit.opened", {"school_id": "school-1", "items": ["一", "二", "三"]})
    stranger.write("visit.noted", {"section": "record"}, {"text": "课堂秩序良好"}, visit)
    facts = {
        "photo_id": "photo-1",
        "sha256": sha256(photo),
        "original_sha256": sha256(b"original"),
        "size_bytes": len(photo),
        "width": 640,
        "height": 560,
        "band_px": 80,
        "photo_source": "camera",
        "check_code": "0123456789",
    }
    stranger.write("photo.taken", facts, {"caption": "校门"}, visit)
    stranger.write("visit.submitted", {"head": stranger.ids[-1]}, None, visit)
    return visit


def test_a_strangers_visit_arrives_once_with_receipts(server: Server, stranger: Stranger) -> None:
    visit = record_visit(stranger, a_picture())
    first, again = stranger.push(), stranger.push()
    assert first["receipts"] == again["receipts"]
    checked = [entry for each in first["receipts"] for entry in stranger.check_receipt(each)]
    assert checked == stranger.ids
    assert first["chains"][0]["tips"] == [{"seq": 5, "id": stranger.ids[-1]}]
    with server.database.session() as session:
        row = session.get(VisitRow, visit)
    assert row is not None
    assert row.state == State.SUBMITTED


def test_a_stranger_refuses_a_receipt_that_says_anything_else(stranger: Stranger) -> None:
    record_visit(stranger, a_picture())
    (receipt,) = stranger.push()["receipts"]
    for change in (
        {"first": receipt["first"] + 1},
        {"times": [[1, 0], *receipt["times"][1:]]},
        {"ids": stranger.ids[::-1]},
        {"checkpoint": receipt["checkpoint"].replace("duji/", "dujo/")},
    ):
        with pytest.raises((AssertionError, ValueError, KeyError)):
            stranger.check_receipt({**receipt, **change})


def test_a_stranger_follows_the_log_by_its_tiles(stranger: Stranger) -> None:
    record_visit(stranger, a_picture())
    stranger.push()
    told = requests.get(f"{stranger.url}/api/v1/log", timeout=10).json()

    def fetch(path: str) -> bytes:
        answer = requests.get(f"{stranger.url}{told['prefix']}/{path}", timeout=10)
        answer.raise_for_status()
        return answer.content

    monitor = Monitor(told["verifier_key"], fetch)
    before = monitor.checkpoint()
    monitor.check_whole(*before)
    stranger.write("visit.opened", {"school_id": "school-1", "items": []})
    stranger.push()
    after = monitor.checkpoint()
    assert after[0] > before[0]
    monitor.check_whole(*after)
    monitor.check_growth(before, after)


def test_a_strangers_photo_arrives_in_two_pieces(server: Server, stranger: Stranger) -> None:
    photo = a_picture()
    record_visit(stranger, photo)
    stranger.push()
    statuses = stranger.upload(photo, first=1000)
    assert all(200 <= status < 300 for status in statuses)
    assert server.photo_store.path(sha256(photo)).read_bytes() == photo


def test_a_stranger_fetches_only_the_parts_that_changed(server: Server, stranger: Stranger) -> None:
    parts = {"server", "register", "mine", "findings", "campaigns", "papers", "duty"}
    parts |= {"messages", "tasks"}
    assert stranger.pull() == parts
    assert stranger.pull() == set()
    visit = record_visit(stranger, a_picture())
    stranger.push()
    assert stranger.pull() == {"mine", "duty"}
    (told,) = stranger.parts["mine"]["content"]["visits"]
    assert (told["visit"], told["state"], told["photos_total"]) == (visit, "submitted", 1)
