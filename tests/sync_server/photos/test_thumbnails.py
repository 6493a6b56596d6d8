"""Small pictures are made once, kept within bounds, and made anew where one is damaged."""

import io
import os
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image

from sync_server.photos import thumbnails as module
from sync_server.photos.store import PhotoStore
from sync_server.photos.thumbnails import LONGEST_PX, Thumbnails

UPRIGHT_BY_TURNING = 6


@pytest.fixture
def store(tmp_path: Path) -> PhotoStore:
    """A folder of photos."""
    return PhotoStore(tmp_path / "photos")


@pytest.fixture
def thumbnails(tmp_path: Path, store: PhotoStore) -> Thumbnails:
    """The small pictures of its photos."""
    return Thumbnails(tmp_path / "thumbnails", store)


def brought(store: PhotoStore, data: bytes) -> str:
    """The name of a photo that has come whole."""
    name = sha256(data).hexdigest()
    assert store.bring(name, [data]) == len(data)
    return name


def a_photo(
    size: tuple[int, int] = (1920, 1440), colour: str = "green", **options: object
) -> bytes:
    """A JPEG."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", **options)
    return out.getvalue()


def shown(data: bytes | None) -> Image.Image:
    """The picture that was served."""
    assert data is not None
    return Image.open(io.BytesIO(data), formats=["JPEG"])


def test_a_photo_is_made_small_once_and_kept_by_its_name(
    store: PhotoStore, thumbnails: Thumbnails, tmp_path: Path
):
    name = brought(store, a_photo())
    made = thumbnails.of(name)
    assert shown(made).size == (LONGEST_PX, LONGEST_PX * 3 // 4)
    kept = tmp_path / "thumbnails" / name[:2] / name[2:]
    assert [each for each in (tmp_path / "thumbnails").rglob("*") if each.is_file()] == [kept]
    store.path(name).write_bytes(a_photo(colour="red"))
    assert thumbnails.of(name) == made


@pytest.mark.parametrize("damage", ["cut", "empty", "flipped", "only the check"])
def test_a_damaged_one_is_made_anew(store: PhotoStore, thumbnails: Thumbnails, damage: str):
    name = brought(store, a_photo())
    made, path = thumbnails.of(name), thumbnails.path(name)
    whole = path.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    bad = {"cut": whole[:-1], "empty": b"", "flipped": bytes(flipped), "only the check": whole[-4:]}
    path.write_bytes(bad[damage])
    assert thumbnails.of(name) == made
    assert path.read_bytes() == whole


def test_a_small_picture_is_not_made_larger(store: PhotoStore, thumbnails: Thumbnails):
    assert shown(thumbnails.of(brought(store, a_photo((60, 40))))).size == (60, 40)


def test_it_stands_upright_as_a_browser_shows_the_photo(store: PhotoStore, thumbnails: Thumbnails):
    exif = Image.Exif()
    exif[0x0112] = UPRIGHT_BY_TURNING
    name = brought(store, a_photo((800, 400), exif=exif))
    assert shown(thumbnails.of(name)).size == (LONGEST_PX // 2, LONGEST_PX)


def test_what_is_no_picture_has_none(store: PhotoStore, thumbnails: Thumbnails, tmp_path: Path):
    for data in (b"no picture", a_photo()[:200]):
        assert thumbnails.of(brought(store, data)) is None
    assert not (tmp_path / "thumbnails").exists()


def test_nothing_stays_of_a_photo_that_is_gone(store: PhotoStore, thumbnails: Thumbnails):
    name = brought(store, a_photo())
    thumbnails.of(name)
    store.path(name).unlink()
    assert thumbnails.of(name) is None
    assert not thumbnails.path(name).exists()


def test_a_full_folder_loses_those_made_longest_ago(
    store: PhotoStore, thumbnails: Thumbnails, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "MOST_IN_A_FOLDER", 3)
    name = brought(store, a_photo())
    folder = thumbnails.path(name).parent
    folder.mkdir(parents=True)
    for age in range(5):
        (folder / f"old-{age}").write_bytes(b"")
        os.utime(folder / f"old-{age}", (10**9 - age, 10**9 - age))
    thumbnails.of(name)
    assert {each.name for each in folder.iterdir()} == {name[2:], "old-0", "old-1"}


def test_a_photo_is_shown_though_nothing_can_be_kept(
    store: PhotoStore, thumbnails: Thumbnails, tmp_path: Path
):
    (tmp_path / "thumbnails").write_bytes(b"no folder")
    assert shown(thumbnails.of(brought(store, a_photo()))).width == LONGEST_PX
