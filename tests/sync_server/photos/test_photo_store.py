"""Photos as files: pieces, overlaps, damage and restarts."""

import hashlib
import os
import threading
from pathlib import Path

import pytest

from domain.errors import Conflict, Unavailable
from sync_server.files import durable
from sync_server.photos import store as photo_store
from sync_server.photos.store import PhotoStore

PHOTO = bytes(range(256)) * 1000
NAME = hashlib.sha256(PHOTO).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> PhotoStore:
    return PhotoStore(tmp_path / "photos")


def test_pieces_become_the_photo_in_its_place(store, tmp_path):
    assert store.offset(NAME) == 0
    store.append(NAME, 0, PHOTO[:1000])
    assert store.flush(NAME) == 1000
    store.append(NAME, 1000, PHOTO[1000:])
    assert store.finish(NAME) == len(PHOTO)
    place = tmp_path / "photos" / NAME[:2] / NAME[2:4] / NAME
    assert place.read_bytes() == PHOTO
    assert store.path(NAME) == place
    assert store.offset(NAME) == len(PHOTO)
    assert not list((tmp_path / "photos" / "partial").iterdir())


def test_what_came_before_a_restart_is_still_there(store, tmp_path):
    store.append(NAME, 0, PHOTO[:5000])
    store.flush(NAME)
    assert PhotoStore(tmp_path / "photos").offset(NAME) == 5000


def test_a_gap_is_refused_with_the_true_offset(store):
    store.append(NAME, 0, PHOTO[:100])
    with pytest.raises(Conflict) as refused:
        store.append(NAME, 101, PHOTO[101:])
    assert refused.value.specific_code == "wrong_offset"
    assert refused.value.facts == {"offset": 100}


def test_bytes_that_are_there_already_are_passed_over(store):
    store.append(NAME, 0, PHOTO[:300])
    assert store.append(NAME, 100, PHOTO[100:200]) == 300
    assert store.append(NAME, 200, PHOTO[200:]) == len(PHOTO)
    assert store.finish(NAME) == len(PHOTO)


def test_another_photo_under_the_name_is_thrown_away(store):
    store.append(NAME, 0, PHOTO[:-1] + b"?")
    assert store.finish(NAME) is None
    assert store.offset(NAME) == 0
    assert not store.is_whole(NAME)


def test_finishing_twice_and_bringing_more_change_nothing(store):
    store.append(NAME, 0, PHOTO)
    assert store.finish(NAME) == store.finish(NAME) == len(PHOTO)
    assert store.append(NAME, 0, b"other bytes") == len(PHOTO)
    assert store.path(NAME).read_bytes() == PHOTO


def test_eight_at_once_make_one_photo(store):
    sizes: list[int | None] = []

    def send() -> None:
        for start in range(0, len(PHOTO), 10_000):
            store.append(NAME, start, PHOTO[start : start + 10_000])
        sizes.append(store.finish(NAME))

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sizes == [len(PHOTO)] * 8
    assert store.path(NAME).read_bytes() == PHOTO


def test_a_full_disk_is_said_and_what_came_before_stays(store, monkeypatch):
    store.append(NAME, 0, PHOTO[:1000])

    def full(_file: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable) as refused:
        store.flush(NAME)
    assert refused.value.specific_code == "disk_full"
    monkeypatch.undo()
    assert store.offset(NAME) == 1000


def test_every_folder_that_got_a_name_is_made_durable(store, tmp_path, monkeypatch):
    flushed: list[Path] = []
    for module in (durable, photo_store):
        monkeypatch.setattr(module, "sync_folder", flushed.append)
    store.append(NAME, 0, PHOTO)
    store.finish(NAME)
    root = tmp_path / "photos"
    assert set(flushed) == {root / NAME[:2] / NAME[2:4], root / NAME[:2], root}
