"""The rows of a sheet that are no records: titles, notes, totals, signatures, headings again."""

import re
from collections.abc import Sequence

from domain.spelling import key_of

_TOTAL = re.compile(
    r"(本页|本表|全区|全县|全市|总)?(合计|总计|小计|共计|累计)([:(\d].*)?|共\d+[所个人名园].*|总数.*"
    r"|.{0,12}(合计|总计|小计|共计)[:]?[\d.]*[所个人名园]?"
)
_NOTE = re.compile(
    r"(填表|填报|制表|上报|编制|审核|审批|复核|校对|经办|负责|主管|分管|联系|单位|学校|科室|盖章|签字|签名|签章|日期|时间"
    r"|统计|截止|截至|电话|备注|注|附注|附|说明|填表说明|填写说明|温馨提示|提示|要求)[^:,。]{0,12}:.*"
    r"|(注|备注|说明)\d*[.、].*"
    r"|.*(\(盖章\)|\(签字\)|\(签名\)|\(公章\))[:_]*|.*_{3,}.*"
)
_PAGE = re.compile(
    r"-?第\d+页.*|共\d+页.*|[-—(]*(以下空白|以下无内容|以下无正文)[-—)]*|\(?续表?\)?|\(?接上[页表]\)?.*"
)
_SECTION = re.compile(
    r"[一二三四五六七八九十]+[、.].*|\([一二三四五六七八九十]+\).*|[ⅠⅡⅢⅣⅤ]+[、.].*"
)
_SENTENCE = re.compile(r".*([,;。!?]|:.).*|[※★*].*")

NOTE, TOTAL, PAGE, SECTION = "是说明、落款之类", "是合计、小计", "是页码、分页", "是小标题"
_OF_ANY = ((_TOTAL, TOTAL), (_PAGE, PAGE), (_NOTE, NOTE))
_ALONE = ((_SECTION, SECTION), (_SENTENCE, NOTE))


def other_row(texts: Sequence[str]) -> str | None:
    """What a row with these filled cells is, if it is no record; None where it may be one."""
    if not texts:
        return None
    first = key_of(texts[0])
    patterns = _OF_ANY if len(texts) > 1 else (*_OF_ANY, *_ALONE)
    return next((what for pattern, what in patterns if pattern.fullmatch(first)), None)


def is_no_name(text: str) -> bool:
    """Whether nobody and nothing can be called so: a total, a note, a number, a sentence."""
    key = key_of(text)
    return bool(
        _TOTAL.fullmatch(key)
        or _NOTE.fullmatch(key)
        or _PAGE.fullmatch(key)
        or not re.search(r"[^\W_]", key)
        or re.search(r"[;。!?=]|https?", key)
    )
