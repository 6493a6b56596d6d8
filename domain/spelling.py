"""One spelling of what people write or paste: for imports, searches and signing in, everywhere.

Names come from PDFs (with radicals in place of characters), web pages (with marks that nobody
sees) and keyboards (full-width, with blanks for looks).
"""

import re
import unicodedata
from functools import lru_cache

# Unicode's EquivalentUnifiedIdeograph for CJK Radicals Supplement (U+2E81 to U+2EF3); NFKC knows
# the Kangxi radicals (U+2F00 to U+2FD5), and two of these.
_RADICALS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕𫜹⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月"
    "⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋"
    "⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门"
    "⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙"
    "⻱龜⻲亀⻳龟"
)
_CHARACTERS = dict(zip(map(ord, _RADICALS[::2]), _RADICALS[1::2], strict=True))
# What Unicode lets a text be shown without: joiners, directions, fillers, variation selectors.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
# Chinese punctuation stays as it is written; the last three stand for ° and ′ in positions.
_KEPT = re.compile("([！-／：-＠［-｀｛-～…—‥″‴º˚´]+)")
_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_DOTS = "·•‧∙⋅・･᛫◦●"
_DOTS_BETWEEN = re.compile(f"[{_DOTS}]+|(?<=[{_HAN}])[.。．｡](?=[{_HAN}])")
_BLANKS_BETWEEN = re.compile(f"(?<=[{_HAN}·]) +(?=[{_HAN}·])")


@lru_cache(maxsize=16384)
def usual(text: str) -> str:
    """The text as it is kept and shown: usual characters, half-width letters and digits.

    Single blanks, nothing invisible, no radicals. Chinese punctuation stays, for names are shown
    as the office spells them; line breaks become blanks.
    """
    pieces = _KEPT.split(_INVISIBLE.sub("", text.translate(_CHARACTERS)))
    pieces[::2] = [unicodedata.normalize("NFKC", each) for each in pieces[::2]]
    return " ".join("".join(pieces).split())


def plain(text: str) -> str:
    """The text in Unicode's plain spelling: half-width, no radicals, nothing that nobody sees."""
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", text.translate(_CHARACTERS)))


@lru_cache(maxsize=16384)
def key_of(text: str) -> str:
    """What all spellings of one name share: width, case, blanks, middle dots, radicals aside."""
    return _DOTS_BETWEEN.sub("", "".join(plain(text).split())).casefold()


def person_name(text: str) -> str:
    """A person's name as it is kept: no blanks between characters, one kind of middle dot."""
    dotted = _DOTS_BETWEEN.sub("·", usual(text))
    return re.sub("·+", "·", _BLANKS_BETWEEN.sub("", dotted))


def words_of(text: str) -> list[str]:
    """The keys of the words of a search, which stand apart by blanks, commas or the like."""
    return [key for word in re.split(r"[\s,，、;；]+", text) if (key := key_of(word))]
