"""The fonts and paragraph styles of official papers (GB/T 9704-2012), as WPS and Word know them."""

from __future__ import annotations

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# The head's font is not everywhere; where it is missing, the others take its place.
TITLE, BODY, KAI, HEI, SONG = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"
ALSO = {
    TITLE: "小标宋,方正小标宋_GBK,FZXiaoBiaoSong-B05S",
    BODY: "仿宋,FangSong",
    KAI: "楷体,KaiTi",
    HEI: "SimHei",
    SONG: "SimSun",
}
# 一号、小一、二号、三号、四号、小四、五号 in points.
ERHAO, SANHAO, SIHAO, XIAOSI, WUHAO = 22.0, 16.0, 14.0, 12.0, 10.5
MARK = 24.0
BOARD = 34.0
LINE = 28.0
RED = "FF0000"


def fonts(name: str) -> str:
    """The font for every script, so that figures and signs do not fall out of the line."""
    return f'<w:rFonts w:ascii="{name}" w:eastAsia="{name}" w:hAnsi="{name}" w:cs="{name}"/>'


def _run(name: str, size: float, color: str = "") -> str:
    halves = round(size * 2)
    tint = f'<w:color w:val="{color}"/>' if color else ""
    return f'<w:rPr>{fonts(name)}{tint}<w:sz w:val="{halves}"/><w:szCs w:val="{halves}"/></w:rPr>'


def _spacing(line: float = LINE, rule: str = "exact", before: float = 0, after: float = 0) -> str:
    told = (("before", before), ("after", after), ("line", line))
    twips = " ".join(f'w:{name}="{round(points * 20)}"' for name, points in told)
    return f'<w:spacing {twips} w:lineRule="{rule}"/>'


def _style(style: str, name: str, paragraph: str, run: str, *, is_default: bool = False) -> str:
    default = ' w:default="1"' if is_default else ""
    based = "" if is_default else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{style}"><w:name w:val="{name}"/>'
        f"{based}<w:qFormat/><w:pPr>{paragraph}</w:pPr>{run}</w:style>"
    )


_INDENT = '<w:ind w:firstLine="640" w:firstLineChars="200"/>'
_LEFT = '<w:ind w:firstLine="0" w:firstLineChars="0"/>'
_CENTRE = '<w:jc w:val="center"/>'
_TO_LEFT = '<w:jc w:val="left"/>'
_RULE = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="11" w:color="{RED}"/></w:pBdr>'
_BLOCK = (
    '<w:ind w:left="2560" w:leftChars="800" w:right="640" w:rightChars="200" '
    'w:firstLine="0" w:firstLineChars="0"/>'
)
_KEEP = "<w:keepNext/><w:keepLines/>"
_COUNTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def styles() -> str:
    """The styles part."""
    found = (*_of_heads(), *_of_texts(), *_of_forms(), *_of_boards())
    defaults = f"<w:docDefaults><w:rPrDefault>{_run(BODY, SANHAO)}</w:rPrDefault></w:docDefaults>"
    defaults = defaults.replace("</w:rPr></w:rPrDefault>", f"{_LANGUAGE}</w:rPr></w:rPrDefault>")
    return f'<w:styles xmlns:w="{W}">{defaults}{"".join(found)}</w:styles>'


def _of_heads() -> tuple[str, ...]:
    """What stands above the text of a paper."""
    return (
        _style(
            "Normal",
            "Normal",
            f'<w:widowControl w:val="0"/>{_spacing()}{_INDENT}<w:jc w:val="both"/>',
            _run(BODY, SANHAO),
            is_default=True,
        ),
        _style(
            "Organ",
            "发文机关标志",
            f"{_KEEP}{_spacing(40, 'atLeast', before=40)}{_LEFT}{_CENTRE}",
            _run(TITLE, MARK, RED),
        ),
        _style(
            "Number",
            "发文字号",
            f"{_KEEP}{_RULE}{_spacing(before=LINE * 2)}{_LEFT}{_CENTRE}",
            _run(BODY, SANHAO),
        ),
        _style(
            "DocTitle",
            "公文标题",
            f"{_KEEP}{_spacing(34, before=LINE * 2, after=LINE)}{_LEFT}{_CENTRE}",
            _run(TITLE, ERHAO),
        ),
    )


def _of_texts() -> tuple[str, ...]:
    """The text of a paper, who signs it, and what stands below."""
    return (
        _style("To", "主送机关", f"{_spacing()}{_LEFT}", _run(BODY, SANHAO)),
        _style("Head1", "一级标题", f"{_KEEP}{_COUNTED}{_spacing()}{_INDENT}", _run(HEI, SANHAO)),
        _style("Head2", "二级标题", f"{_KEEP}{_spacing()}{_INDENT}", _run(KAI, SANHAO)),
        _style(
            "Sign",
            "署名",
            f"{_KEEP}{_spacing(before=LINE * 2)}{_BLOCK}{_CENTRE}",
            _run(BODY, SANHAO),
        ),
        _style("Last", "正文末段", f"{_KEEP}{_spacing()}{_INDENT}", _run(BODY, SANHAO)),
        _style("SignedOn", "成文日期", f"{_KEEP}{_spacing()}{_BLOCK}{_CENTRE}", _run(BODY, SANHAO)),
        _style("Note", "附注", f"{_KEEP}{_spacing()}{_INDENT}", _run(BODY, SANHAO)),
        _style("Imprint", "版记", f"{_spacing(24)}{_LEFT}", _run(BODY, SIHAO)),
        _style(
            "PrintedOn",
            "印发日期",
            f'{_spacing(24)}<w:ind w:right="280" w:rightChars="100" w:firstLine="0" '
            'w:firstLineChars="0"/><w:jc w:val="right"/>',
            _run(BODY, SIHAO),
        ),
        _style("PageNumber", "页码", f"{_spacing(20, 'atLeast')}{_LEFT}", _run(SONG, SIHAO)),
    )


def _of_forms() -> tuple[str, ...]:
    """The forms in ruled tables."""
    cell = _spacing(20, "atLeast")
    return (
        _style(
            "FormTitle",
            "表格标题",
            f"{_KEEP}{_spacing(34, after=10)}{_LEFT}{_CENTRE}",
            _run(TITLE, ERHAO),
        ),
        _style(
            "Standing",
            "表格提示",
            f"{_KEEP}{_spacing(18, 'atLeast', after=6)}{_LEFT}",
            _run(KAI, XIAOSI),
        ),
        _style("Cell", "表格文字", f"{cell}{_LEFT}", _run(BODY, XIAOSI)),
        _style("Middle", "表格居中", f"{cell}{_LEFT}{_CENTRE}", _run(BODY, XIAOSI)),
        _style("Label", "表格项目", f"{cell}{_LEFT}{_CENTRE}", _run(HEI, XIAOSI)),
        _style(
            "Fine",
            "表格小字",
            f'{_spacing(16, "atLeast")}{_LEFT}<w:jc w:val="left"/>',
            _run(BODY, WUHAO),
        ),
    )


def _of_boards() -> tuple[str, ...]:
    """The board at a school's gate, which is read from some steps away."""
    new_page = f"{_KEEP}<w:pageBreakBefore/>"
    told = (
        ("BoardTitle", "标题", f"{new_page}{_board(52, after=14)}{_CENTRE}", _run(TITLE, BOARD)),
        ("BoardSchool", "学校", f"{_KEEP}{_board(40, after=18)}{_CENTRE}", _run(HEI, 24.0)),
        ("BoardLabel", "项目", f"{_board(30)}{_TO_LEFT}", _run(KAI, SANHAO)),
        ("BoardLine", "内容", f"{_board(36, after=6)}{_TO_LEFT}", _run(HEI, ERHAO)),
        ("BoardMiddle", "图片", f"{_board(12)}{_CENTRE}", _run(BODY, XIAOSI)),
        ("BoardSmall", "小字", f"{_board(18)}{_CENTRE}", _run(SONG, XIAOSI)),
        ("BoardHead", "事项标题", f"{_KEEP}{_board(34, before=16)}", _run(HEI, 20.0)),
        ("BoardItem", "事项", f"{_board(30)}{_TO_LEFT}", _run(BODY, 18.0)),
        ("BoardFoot", "落款", f"{_board(34, before=24)}{_CENTRE}", _run(SONG, SANHAO)),
    )
    return tuple(_style(style, f"公示牌{name}", *looks) for style, name, *looks in told)


def _board(line: float, before: float = 0, after: float = 0) -> str:
    return f"{_spacing(line, 'atLeast', before, after)}{_LEFT}"


_LANGUAGE = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'


def font_table() -> str:
    """The fonts by their names, with those that may stand in for them."""
    told = (
        f'<w:font w:name="{name}"><w:altName w:val="{also}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
        for name, also in ALSO.items()
    )
    return f'<w:fonts xmlns:w="{W}">{"".join(told)}</w:fonts>'


def numbering() -> str:
    """The heads count themselves: 一、二、三、 whichever of them are there."""
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
        '<w:pStyle w:val="Head1"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/>'
        f'<w:lvlJc w:val="left"/><w:pPr>{_INDENT}</w:pPr></w:lvl>'
    )
    return (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">'
        f'<w:multiLevelType w:val="singleLevel"/>{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def settings() -> str:
    """Page numbers stand outside on both sides of a sheet; breaks follow Chinese rules."""
    return (
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
        "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/>"
        "<w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/>"
        "<w:adjustLineHeightInTable/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )
