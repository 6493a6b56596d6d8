"""The console's font in slices, of which a browser fetches what a page's characters are in.

What every page has comes first, then the names of people, places and themes, then the other
characters by how many words of a dictionary have them. The style sheet says which slice has
what; the address of each changes with its content, so that browsers may keep it for good.
"""

from __future__ import annotations

import hashlib
import io
import shutil
from collections import Counter
from collections.abc import Iterator

from fontTools import subset
from fontTools.ttLib import TTFont
from pypinyin_dict.phrase_pinyin_data import cc_cedict

from tools.environment import ROOT
from tools.front_end import CONSOLE_FONTS, CONSOLE_STYLE, PHONE_FONT

# Letters, figures and marks of Latin and Chinese texts; Greek, Cyrillic and kana are rare here.
SIGNS = (range(0x20, 0x100), range(0x2010, 0x205F), range(0x2190, 0x219A), range(0x3000, 0x3030))
OWN_WORDS = ("sync_server/console", "domain/words")
THEMES = ROOT / "assets" / "themes.json"
# The usual surnames, what people are called, and what schools and places are called after.
NAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏"
    "薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常"
    "武乔贺赖龚文伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛超兰霞平刚桂辉玲红建志国华海波鹏飞宇浩晓春梅雪琴燕"
    "云莲珍翠雅芝玉萍彩兴亮成东新利清泽晨辰梓涵子轩怡欣佳思雨婷诗瑶俊豪博文昊天明镇乡村街道路河湖山水"
    "溪桥坪坝寨湾沟岩沙铺场营关城东西南北中心实验希望民族附属外国语职业高级初级完全九年一贯制第幼儿园"
    "阳光双宝贝童星艺蓝天松柏竹桃杏桂樱桐栖花美景家宁承谦晖舒茶门果庆祥福德仁义礼智信慧启航远朝霞幸福"
)
COMMON, PER_COMMON_SLICE = 2400, 50
PER_RARE_SLICE = 150


def own_words() -> set[str]:
    """The characters of the console's own pages and words."""
    files = (path for folder in OWN_WORDS for path in (ROOT / folder).rglob("*"))
    wanted = (path for path in files if path.suffix in (".html", ".py", ".js"))
    return {sign for path in wanted for sign in path.read_text("utf-8")}


def slices(points: set[int]) -> Iterator[list[int]]:
    """These code points, each once, those that are fetched together beside each other."""
    left = set(points)
    signs = {point for some in SIGNS for point in some}
    names = NAMES + THEMES.read_text("utf-8")
    for words in (signs, set(map(ord, own_words())), set(map(ord, names))):
        if found := sorted(left & words):
            yield found
        left -= words
    words_with = Counter(ord(sign) for word in cc_cedict.phrases_dict for sign in set(word))
    by_use = sorted(left, key=lambda point: (-words_with[point], point))
    for some in batched(by_use[:COMMON], PER_COMMON_SLICE):
        yield sorted(some)
    for some in batched(sorted(by_use[COMMON:]), PER_RARE_SLICE):
        yield some


def batched(points: list[int], count: int) -> Iterator[list[int]]:
    """So many at a time."""
    return (points[at : at + count] for at in range(0, len(points), count))


def unicode_range(points: list[int]) -> str:
    """Sorted code points as a style sheet writes them, neighbours drawn together."""
    runs: list[list[int]] = []
    for point in points:
        if runs and point == runs[-1][-1] + 1:
            runs[-1].append(point)
        else:
            runs.append([point])
    return ",".join(
        f"U+{run[0]:X}" if len(run) == 1 else f"U+{run[0]:X}-{run[-1]:X}" for run in runs
    )


def drawn(points: list[int]) -> bytes:
    """The font with these code points alone, packed."""
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.flavor = "woff2"
    font = TTFont(PHONE_FONT, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    packed = io.BytesIO()
    subset.save_font(font, packed, options)
    return packed.getvalue()


def face(points: list[int], name: str) -> str:
    """What the style sheet says of one slice."""
    return (
        '@font-face{font-family:"Duji Sans";font-display:swap;'
        f'src:url("{name}") format("woff2");unicode-range:{unicode_range(points)}}}\n'
    )


def write_slices() -> None:
    """Write all slices of the phone's font and their style sheet, and say how large they are."""
    shutil.rmtree(CONSOLE_FONTS, ignore_errors=True)
    CONSOLE_FONTS.mkdir(parents=True)
    faces, sizes = [], []
    for number, points in enumerate(slices(set(TTFont(PHONE_FONT).getBestCmap()))):
        content = drawn(points)
        digest = hashlib.sha256(content).hexdigest()[:12]
        name = f"sans-{number:02}.{digest}.woff2"
        (CONSOLE_FONTS / name).write_bytes(content)
        faces.append(face(points, name))
        sizes.append(len(content))
    CONSOLE_STYLE.write_text("".join(faces), "utf-8")
    print(
        f"  {len(sizes)} slices: {sum(sizes) / 1e6:.2f} MB, {sizes[0]}, {sizes[1]}, {sizes[2]} ..."
    )
