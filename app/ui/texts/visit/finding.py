"""Texts of the problems found."""

ADD_FINDING = "登记一个问题"
FINDINGS_EMPTY = "还没有登记问题"
FINDINGS_EMPTY_HINT = "发现问题就登记：是什么、在哪里、要怎么改。确实没有的，提交时勾选“零问题”。"
FINDING_TITLE = "发现的问题"
FINDING_TEXT, FINDING_TEXT_HINT = "问题是什么", "照实写清楚，例如：二楼东侧灭火器压力不足"
CATEGORY, SEVERITY = "类别（请选一个）", "程度"
HAZARD, HAZARD_HINT = "安全隐患", "会优先上报督导室，照片先传"
FIXED, FIXED_HINT = "当场已整改", "提醒后学校马上改好了"
DUE_ON, NO_DUE = "整改期限", "不定期限"
DUE_PROPOSED = "按督导室的规定建议，可以改"
DUE_FIXED = "当场已改好，不用再定期限。"
CALENDAR = "选日期"
PLACE, SUGGESTION, RESPONSIBLE = "在哪里", "整改建议", "学校责任人"
DELETE_FINDING = "删除这个问题"
DELETE_FINDING_HINT = "删除后不再计入；原来写的仍列在留痕里。"
PHOTO_OF_FINDING = "给这个问题拍照"
SHOOT_BEFORE, SHOOT_AFTER = "拍整改前", "拍整改后"
BEFORE, AFTER = "整改前", "整改后"
NO_BEFORE, NO_AFTER = "没有拍", "还没有拍"
WANTS_AFTER = "销号要有整改后的照片，改好后请拍一张。"
OWNER, OWNER_NAME = "由谁整改", "单位名称"
OWNER_NAME_HINT = "例如：某某街道办事处"
NOT_THE_SCHOOLS = "不归学校整改"
FORM_SAVED = "随写随存，返回时记下"
UNFINISHED = "没填完"

RECURS = "以前发现过吗"
RECURS_HINT = "这里以前的同类问题，是同一个就点一下。"
NOT_RECURRING = "不是同一个"
CHOSEN_EARLIER = "和以前发现的是同一个"


def findings(count: int) -> str:
    """How many problems."""
    return f"{count} 个"


def by_owner(name: str) -> str:
    """Who has to put it right."""
    return f"由{name}整改"


def unpictured(text: str) -> str:
    """Said before submitting: put right on the spot, without a photo of it."""
    return f"“{text}”当场已整改，还没有整改后的照片，销号要有。"


def days(count: int) -> str:
    """A time in days, as a chip."""
    return f"{count} 天"


def times(number: int) -> str:
    """Which time this problem was found."""
    return f"第 {number} 次发现"


def earlier_line(raised_on: str, state: str) -> str:
    """When an earlier problem was found, and how it stands."""
    return f"{raised_on} · {state}"
