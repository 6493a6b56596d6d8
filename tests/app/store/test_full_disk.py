"""A phone without room: said in words of its own, nothing half-written, everything else safe."""

import errno
import os
from pathlib import Path

import pytest

from app.store.photos.files import write_durably
from app.ui.state.memory import LastPlace, Memory
from domain.errors import Unavailable
from domain.kinds.visit.photo import PhotoSource
from tests.app.sync.test_photo_sync import noise
from tests.builders.phone import Handset


def refuse(number: int):
    """A file system that takes no more."""

    def fail(*_args):
        raise OSError(number, "no")

    return fail


@pytest.mark.usefixtures("font")
@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        (errno.ENOSPC, "phone_full", "空间满了"),
        (errno.EDQUOT, "phone_full", "空间满了"),
        (errno.EIO, "store_failed", "存储出了问题"),
    ],
)
def test_photo_that_does_not_fit_leaves_the_visit_as_it_was(
    handset: Handset, monkeypatch: pytest.MonkeyPatch, number: int, code: str, words: str
):
    visits = handset.practise().visits
    visit_id = visits.open_visit("practice-1")
    before = visits.visit(visit_id).visit
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse(number))
        with pytest.raises(Unavailable, match=words) as caught:
            visits.take_photo(visit_id, noise(300), PhotoSource.CAMERA, None)
    assert caught.value.specific_code == code
    assert "之前的记录都在" in caught.value.message
    assert visits.visit(visit_id).visit == before
    assert [*handset.folder.glob("originals/*"), *handset.folder.glob("photos/*")] == []
    visits.take_photo(visit_id, noise(300), PhotoSource.CAMERA, None)
    assert len(visits.visit(visit_id).visit.photos) == 1


def test_file_is_whole_or_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse(errno.ENOSPC))
        with pytest.raises(OSError, match="no"):
            write_durably(tmp_path / "x", b"data")
    assert list(tmp_path.iterdir()) == []
    write_durably(tmp_path / "x", b"data")
    assert (tmp_path / "x").read_bytes() == b"data"


def test_place_that_cannot_be_kept_costs_only_the_way_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    memory = Memory(tmp_path)
    memory.remember(LastPlace("chen.jing", "/records"))
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", refuse(errno.ENOSPC))
        memory.remember(LastPlace("chen.jing", "/sync"))
    assert memory.place.route == "/sync"
    assert Memory(tmp_path).place.route == "/records"
