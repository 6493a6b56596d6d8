"""Rare characters on the band: drawn where the font has them, else as their number."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from app.visits.photos.font_coverage import legible
from app.visits.photos.stamp import stamp
from tests.app.visits.photos.test_stamp import encoded
from tests.fixtures.photos import scene


@pytest.mark.parametrize("text", ["罗䶮", "陈㛃", "古丽·买买提", "±8 米　校验码", "三（2）班"])
def test_names_people_bear_are_drawn_as_they_are(font, text):
    assert legible(text, font) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("𠮷野小学", "[U+20BB7]野小学"),
        ("😀\u200d", "[U+1F600][U+200D]"),
        ("龘", "[U+9F98]"),
        ("一\t二\n三", "一 二 三"),
        ("\x00", "[U+0000]"),
    ],
)
def test_character_the_font_lacks_stands_there_as_its_number(font, text, shown):
    assert legible(text, font) == shown


def strip_of(line, font):
    """The band with one line on it."""
    stamped = stamp(encoded(scene(640, 480)), [line], font)
    whole = Image.open(BytesIO(stamped.data))
    return whole.crop((0, stamped.height - stamped.band_px, stamped.width, stamped.height))


def test_two_rare_characters_can_be_told_apart_on_the_band(font):
    one, other = strip_of("𠮷小学", font), strip_of("𠮶小学", font)
    assert ImageChops.difference(one, other).convert("L").point(lambda v: v > 128).getbbox()
