"""HEIC is read where Python runs on the server, and stamped like any other photo."""

from io import BytesIO

import pytest
from PIL import Image

from app.visits.photos.stamp import stamp
from domain.errors import BadPhoto
from tests.app.visits.photos.test_stamp import assert_red
from tests.fixtures.heic import SMALL_HEIC


@pytest.mark.usefixtures("web_pillow")
def test_heic_is_stamped_on_the_web_version(font):
    stamped = stamp(SMALL_HEIC, ["一中"], font)
    picture = Image.open(BytesIO(stamped.data))
    assert (stamped.width, stamped.height - stamped.band_px) == (320, 240)
    assert_red(picture, (20, 20))


@pytest.mark.usefixtures("web_pillow")
@pytest.mark.parametrize("end", [40, 300, -1])
def test_cut_heic_is_refused_as_damaged(font, end):
    with pytest.raises(BadPhoto) as refused:
        stamp(SMALL_HEIC[:end], ["一中"], font)
    assert refused.value.specific_code == "damaged_photo"


@pytest.mark.usefixtures("web_pillow")
def test_real_photo_of_an_iphone_is_stamped(font, sample_photos):
    for path in sample_photos.glob("heic-IMG*.HEIC"):
        stamped = stamp(path.read_bytes(), ["一中"], font)
        assert max(stamped.width, stamped.height - stamped.band_px) == 1920


@pytest.mark.usefixtures("phone_pillow")
def test_heic_is_refused_on_a_phone(font):
    with pytest.raises(BadPhoto) as refused:
        stamp(SMALL_HEIC, ["一中"], font)
    assert refused.value.specific_code == "heic_photo"
