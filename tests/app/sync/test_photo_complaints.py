"""What made people hate other apps' photos: places that change, bands on their side, dead ends."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from app.visits.photos.acts import NewPhoto, band_lines
from app.visits.photos.stamp import stamp
from domain.errors import BadPhoto
from domain.kinds.visit.photo import PhotoSource
from domain.place.presence import Fix
from domain.trail.chain import Moment
from domain.trail.line import sha256_hex
from tests.app.visits.photos.test_stamp import LINES, above_band, encoded
from tests.fixtures.photos import ROOT, scene

MOMENT = Moment("2026-05-14T00:30:00.000Z", 480, None)
SOUTH_WEST = Fix(lat=-26.598, lng=-106.71, accuracy_m=8.0, age_s=1.0, source="gps")
# The kernel's own mark of this process: that of getrusage begins with the parent's.
PEAK = """
import sys
from pathlib import Path
from app.visits.photos.stamp import stamp
font, small, large = (Path(each) for each in sys.argv[1:])
def peak_mb():
    said = Path("/proc/self/status").read_text().split("VmHWM:")[1]
    return int(said.split()[0]) / 1024
stamp(small.read_bytes(), ["first"], font)
before = peak_mb()
stamp(large.read_bytes(), ["second"], font)
print(peak_mb() - before)
"""


def test_place_of_a_file_is_never_taken_for_where_the_phone_is(
    visits, visit_id, sample_photos, font
):
    source = next(sample_photos.glob("gps-*.jpg"))
    facts = visits.take_photo(visit_id, source.read_bytes(), PhotoSource.ALBUM, None)
    assert visits.visit(visit_id).visit.photos[facts.photo_id].fix is None


def test_hemisphere_and_place_are_kept_while_the_picture_is_made_small(visits, visit_id, font):
    large = encoded(scene(4000, 3000))
    facts = visits.take_photo(visit_id, large, PhotoSource.CAMERA, SOUTH_WEST)
    assert visits.visit(visit_id).visit.photos[facts.photo_id].fix == SOUTH_WEST
    taken = NewPhoto(b"", PhotoSource.CAMERA, SOUTH_WEST, MOMENT)
    assert band_lines("练习小学", "陈静", taken, "C")[2] == "位置 -26.59800, -106.71000 ±8 米"


def test_photo_without_a_place_says_so_and_is_not_at_zero(visits, visit_id, font):
    facts = visits.take_photo(visit_id, encoded(scene(800, 600)), PhotoSource.CAMERA, None)
    assert visits.visit(visit_id).visit.photos[facts.photo_id].fix is None
    assert band_lines("练习小学", "陈静", NewPhoto(b"", PhotoSource.CAMERA, None, MOMENT), "C")[
        2
    ] == ("位置 未取得")


@pytest.mark.parametrize("kind", ["landscape", "portrait"])
def test_photos_of_one_scene_come_out_alike_however_the_phone_was_held(font, sample_photos, kind):
    paths = sorted(sample_photos.glob(f"orientation-{kind}_*.jpg"))
    if not paths:
        paths = sorted(sample_photos.glob("orientation-*.jpg"))
    upright = [above_band(stamp(path.read_bytes(), LINES, font)) for path in paths]
    assert len({picture.width > picture.height for picture in upright}) == 1
    small = [picture.resize((32, 32)).convert("L") for picture in upright]
    for other in small[1:]:
        assert ImageStat.Stat(ImageChops.difference(small[0], other)).mean[0] < 8


@pytest.mark.parametrize("turn", [1, 3, 6, 8])
def test_band_stands_upright_below_a_phone_held_any_way(font, turn):
    exif = Image.Exif()
    exif[0x0112] = turn
    held = stamp(encoded(scene(1600, 1200), exif=exif), LINES, font)
    size = (held.width, held.height - held.band_px)
    plain = stamp(encoded(scene(*size)), LINES, font)
    assert (held.width, held.band_px) == (plain.width, plain.band_px)
    # The picture's compression reaches over the edge by one block.
    edge = held.height - held.band_px + 16
    inside = [
        Image.open(BytesIO(each.data)).crop((0, edge, each.width, each.height))
        for each in (held, plain)
    ]
    assert ImageStat.Stat(ImageChops.difference(*inside)).mean[0] < 1


@pytest.mark.usefixtures("phone_pillow")
@pytest.mark.parametrize("name", ["HEIC", "too large"])
def test_refused_photo_says_what_to_do_next(font, name):
    data = b"\x00\x00\x00\x18ftypheic" + bytes(4096)
    if name == "too large":
        data = encoded(Image.new("1", (9000, 9000)), "PNG")
    with pytest.raises(BadPhoto, match="请") as refused:
        stamp(data, LINES, font)
    assert "照片" in refused.value.message


def test_file_of_twenty_megabytes_is_taken_and_goes_out_small(visits, visit_id, font):
    large = encoded(scene(4000, 3000)) + bytes(20_000_000)
    facts = visits.take_photo(visit_id, large, PhotoSource.ALBUM, None)
    photo = visits.visit(visit_id).visit.photos[facts.photo_id]
    assert photo.size_bytes == facts.path.stat().st_size < 1_000_000
    assert photo.original_sha256 == sha256_hex(large)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the peak")
def test_twelve_megapixels_take_no_more_memory_than_their_small_copy(font, tmp_path):
    small, large = tmp_path / "small.jpg", tmp_path / "large.jpg"
    Image.new("RGB", (1920, 1440)).save(small)
    Image.effect_noise((4032, 3024), 60).convert("RGB").save(large, quality=90)
    command = [sys.executable, "-c", PEAK, str(font), str(small), str(large)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    # All its pixels at once would be 48 MB.
    assert float(done.stdout) < 30
