"""Cut Noto Sans SC down to the characters in use: a TTF for the phone, slices for the console.

Kept: the 8,105 characters of 通用规范汉字表, GB2312 (its signs, Greek, Cyrillic, kana and box
lines too), Latin-1, general and CJK punctuation, full-width forms, and the signs of the screens.
Layout features and hints go: they double the size, and no screen needs them.
"""

from __future__ import annotations

from fontTools import subset
from fontTools.ttLib import TTFont
from pypinyin_dict.pinyin_data import ktghz2013

from tools.font_slices import write_slices
from tools.front_end import PACKAGES, PHONE_FONT

SOURCE = PACKAGES / "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf"
STANDARD_CHARACTERS = 8105
RANGES = (
    (0x20, 0x7E),
    (0xA0, 0xFF),
    (0x2010, 0x205E),  # general punctuation
    (0x2190, 0x2199),  # arrows
    (0x2460, 0x2473),  # circled numbers
    (0x3000, 0x303F),  # CJK punctuation
    (0xFF00, 0xFFEF),  # full-width forms
)
# Names outside both lists, and the signs that screens and tables draw.
EXTRA = "·䶮㛃¥€℃№㎡✓✔✕✗✘★☆●○◐■□▲△▼▽◆◇≤≥≈≠±×÷∞"


def gb2312_characters() -> set[int]:
    """Every code point that GB2312 can write."""
    pairs = (bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    return {ord(text) for text in (pair.decode("gb2312", "ignore") for pair in pairs) if text}


def standard_characters() -> set[int]:
    """The 8,105 code points of 通用规范汉字表, level three included."""
    found = set(ktghz2013.pinyin_dict)
    if len(found) != STANDARD_CHARACTERS:
        raise SystemExit(f"通用规范汉字表 has 8105 characters, this list {len(found)}.")
    return found


def wanted_characters() -> set[int]:
    """All code points that the cut-down font should carry."""
    ranges = {point for first, last in RANGES for point in range(first, last + 1)}
    return standard_characters() | gb2312_characters() | ranges | {ord(sign) for sign in EXTRA}


def cut(font: TTFont, points: set[int]) -> None:
    """Leave only the outlines of these code points in the font, in place."""
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG", "STAT"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)


def main() -> None:
    """Write the fonts and print their sizes and what the source font lacks."""
    font = TTFont(SOURCE, recalcTimestamp=False)
    lacking = standard_characters() - set(font.getBestCmap())
    cut(font, wanted_characters())
    PHONE_FONT.parent.mkdir(parents=True, exist_ok=True)
    font.save(PHONE_FONT)
    print(f"  {PHONE_FONT.name}: {PHONE_FONT.stat().st_size / 1e6:.2f} MB")
    print(f"  {len(font.getBestCmap())} characters; {len(lacking)} of 8105 are not in the source")
    write_slices()


if __name__ == "__main__":
    main()
