"""How names are read: the pinyin that sorts them and by which they are found.

Readings go into the entries that set a thing, so that a server reads none of its own: the words
of pypinyin take 58 MB. Only a thing that came without its reading is read here.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from domain.kinds.piece import LONGEST_READING
from domain.register.order import sort_text
from domain.spelling import key_of

_PIECES = re.compile("[\u3007\u3400-\u9fff\U00020000-\U0003ffff]+|[0-9a-zA-Z]+|.")
_HAN = re.compile("[\u3007\u3400-\u9fff\U00020000-\U0003ffff]")

# A surname is read otherwise than the same character in other words.
_READ = (
    "万俟 mo qi, 尉迟 yu chi, 澹台 tan tai, 单于 chan yu, 长孙 zhang sun, 令狐 ling hu, "
    "乐正 yue zheng, 子车 zi ju, 鲜于 xian yu, 拓跋 tuo ba, 宗政 zong zheng, 濮阳 pu yang, "
    "淳于 chun yu, 太史 tai shi, 申屠 shen tu, 欧阳 ou yang, 上官 shang guan, 司马 si ma, "
    "诸葛 zhu ge, 夏侯 xia hou, 皇甫 huang fu, 公孙 gong sun, 慕容 mu rong, 宇文 yu wen, "
    "司徒 si tu, 司空 si kong, 东方 dong fang, 独孤 du gu, 南宫 nan gong, 端木 duan mu, "
    "轩辕 xuan yuan, 钟离 zhong li, 闻人 wen ren, 赫连 he lian, 呼延 hu yan, 百里 bai li, "
    "东郭 dong guo, 西门 xi men, 公羊 gong yang, 公冶 gong ye, 亓官 qi guan, 司寇 si kou, "
    "仲孙 zhong sun, 闾丘 lü qiu, 谷梁 gu liang, 曾 zeng, 单 shan, 仇 qiu, 解 xie, 任 ren, "
    "查 zha, 盖 ge, 区 ou, 朴 piao, 华 hua, 翟 zhai, 乐 yue, 缪 miao, 种 chong, 折 she, 繁 po, "
    "员 yun, 秘 bi, 洗 xian, 冼 xian, 纪 ji, 祭 zhai, 召 shao, 隗 wei, 句 gou, 覃 qin, 那 na, "
    "谌 chen, 佴 nai, 逄 pang, 郗 xi, 贠 yun, 阚 kan, 牟 mu, 柏 bai, 车 che, 晁 chao, 宿 su, "
    "盛 sheng, 石 shi, 应 ying, 幺 yao, 么 yao, 过 guo, 相 xiang, 燕 yan, 瞿 qu, 褚 chu, "
    "臧 zang, 都 du, 尹 yin, 卜 bu, 薄 bo, 藏 zang, 重 chong, 黑 he, 尉 wei, 宓 mi, 长 zhang, "
    "冯 feng, 哈 ha, 沈 shen, 曲 qu, 葛 ge, 殷 yin, 洪 hong, 万 wan, 撒 sa, 郇 xun, 行 xing, "
    "能 nai, 麦 mai, 车非 che fei, 轧 ya, 适 kuo, 睢 sui"
)
_SURNAMES = dict(each.split(" ", 1) for each in _READ.split(", "))


def surname_and_given(name: str) -> tuple[list[str], list[str]]:
    """The syllables of a person's surname and of the rest of the name, small letters, ü as v.

    What is not written in characters has none.
    """
    plain = "".join(_HAN.findall(key_of(name)))
    length = 2 if plain[:2] in _SURNAMES and len(plain) > 2 else 1
    known = _SURNAMES.get(plain[:length])
    family = known.replace("ü", "v").split() if known else syllables(plain[:length])
    return family, syllables(plain[length:])


def syllables(text: str) -> list[str]:
    """The syllable of each character; what has none stands for itself, letters together."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    found: list[str] = []
    for piece in _PIECES.findall(text):
        read = lazy_pinyin(piece, style=Style.NORMAL, v_to_u=False)
        found += [each.lower() if each.isascii() else _unread(each) for each in read]
    return found


def sort_as(name: str) -> str:
    """What sorts a name among others: number words by their number, the rest by pinyin."""
    return sort_text(key_of(name), syllables)


def sort_person_as(name: str) -> str:
    """What sorts a person's name: by the surname as a surname is read."""
    family, given = surname_and_given(name)
    return sort_text("", lambda _: [*family, *given]) or sort_as(name)


def initials(names: Iterable[str]) -> str:
    """The letters by which names are found, one reading for each name, with blanks between.

    A reading has one letter for each character of the name's key; where a character is read in
    several ways they stand in brackets: 朝阳小学 is ``[cz]yxx``.
    """
    return " ".join(_initials(key_of(name)) for name in names if key_of(name))


def full_pinyin(names: Iterable[str]) -> str:
    """The syllables by which names are found, one reading for each name, with blanks between.

    Of each name's key the characters with a dot between, the readings of one with a bar: 朝阳小学
    is ``chao|zhao.yang.xiao.xue``. ü is v; what has no reading is a dash. A name is left out, and
    all behind it, where they would be too long to be kept.
    """
    found = ""
    for key in filter(None, map(key_of, names)):
        longer = f"{found} {'.'.join(map(_syllables, key))}".strip()
        if len(longer) > LONGEST_READING:
            break
        found = longer
    return found


def _initials(key: str) -> str:
    return "".join(map(_letters, key))


@lru_cache(maxsize=8192)
def _letters(character: str) -> str:
    from pypinyin import Style, pinyin  # noqa: PLC0415

    (found,) = pinyin(character, style=Style.FIRST_LETTER, heteronym=True)
    letters = "".join(sorted({each[:1].lower() for each in found if each}))
    plain = letters if letters not in ("[", "]", "") else "-"
    return f"[{plain}]" if len(plain) > 1 else plain


@lru_cache(maxsize=8192)
def _syllables(character: str) -> str:
    from pypinyin import Style, pinyin  # noqa: PLC0415

    if not _HAN.fullmatch(character):
        return "-"
    (found,) = pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False)
    read = {each.lower() for each in found}
    return "|".join(sorted(each for each in read if each.isascii() and each.isalpha())) or "-"


def _unread(text: str) -> str:
    """What has no reading stands behind all that has one."""
    return "".join(f"zz{ord(each):x}" for each in text)
