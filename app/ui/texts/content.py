"""Texts of what fills a visit: checklist, methods, lessons, notes, findings, signatures."""

REMARK, REMARK_HINT = "备注", "怎么回事、在哪里"
REMARK_NEEDED = "请备注说明"
ADD_REMARK = "写备注"
PHOTO_WANTED = "最好拍照"
KEY_ITEM = "重点"
NOT_A_NUMBER = "请填数字"
YOUR_ANSWER = "回答"
NO_CHECKLIST = "没有清单"
NO_CHECKLIST_HINT = "先到“主题与内容”里选主题；清单随主题而来。"
PHOTO_OF_ITEM = "给这一项拍照"
RAISE_FROM_ITEM = "登记为问题"

MORE, LESS = "加一", "减一"
METHODS_HINT = "用了哪些方式、各多少。听课从“听课”里数，不用在这里填。"

ADD_LESSON = "加一节课"
LESSONS_EMPTY = "还没有听课记录"
LESSONS_EMPTY_HINT = "听了课就加一节：一节课记一条，几位督学同听只算 1 节。"
LESSON_TITLE = "听课记录"
PERIOD, CLASS_NAME, SUBJECT, TOPIC, TEACHER = "节次", "班级", "学科", "课题", "授课教师"
CLASS_HINT = "如 三（2）班"
LESSON_TYPE, RATING = "课型", "等级"
ENROLLED, PRESENT = "应到人数", "实到人数"
PROCESS, STRENGTHS, ADVICE = "教学过程", "优点", "建议"
OBSERVERS = "同听的督学"
DELETE_LESSON = "删除这节课"
DELETE_LESSON_HINT = "删除后不再计入听课节数；原来写的仍留在痕迹里。"
UNFINISHED = "没填完"

NOTES_HINT = "随写随存。离开一栏就记下一笔。"

ADD_FINDING = "登记一个问题"
FINDINGS_EMPTY = "还没有登记问题"
FINDINGS_EMPTY_HINT = "发现问题就登记：是什么、在哪里、要怎么改。确实没有的，提交时勾选“零问题”。"
FINDING_TITLE = "发现的问题"
FINDING_TEXT, FINDING_TEXT_HINT = "问题是什么", "照实写清楚，例如：二楼东侧灭火器压力不足"
CATEGORY, SEVERITY = "类别", "程度"
HAZARD, HAZARD_HINT = "安全隐患", "会优先上报督导室"
FIXED, FIXED_HINT = "当场已整改", "提醒后学校马上改好了"
DUE_ON, NO_DUE = "整改期限", "不定期限"
PLACE, SUGGESTION, RESPONSIBLE = "在哪里", "整改建议", "学校责任人"
DELETE_FINDING = "删除这个问题"
DELETE_FINDING_HINT = "删除后不再计入；原来写的仍留在痕迹里。"
PHOTO_OF_FINDING = "给这个问题拍照"
FORM_SAVED = "随写随存，返回时记下"

SIGN_HINT = "请对方看过记录再签。签字之后又改的，会看得出来。"
SIGN_NAME = "签字人姓名"
SIGN_PAD = "请在框里签名"
SIGN_CLEAR = "重写"
SIGN = "签好了"
SIGN_AGAIN = "重新签字"
SIGN_REFUSE = "对方拒签"
REFUSAL_REASON = "拒签原因"
NAME_NEEDED = "请填写签字人姓名"
NOT_SIGNED = "还没有签字"
REFUSED = "拒签"
SIGNED_BEFORE_CHANGE = "签字之后记录又有改动，可请对方再签一次。"


def lesson_line(period: int | None, class_name: str, subject: str) -> str:
    """A lesson in one line."""
    parts = [f"第 {period} 节" if period else "", class_name, subject]
    return " · ".join(part for part in parts if part) or LESSON_TITLE


def attendance(enrolled: int | None, present: int | None) -> str:
    """How many pupils should have been there, and were."""
    parts = [f"应到 {enrolled}" if enrolled is not None else ""]
    parts.append(f"实到 {present}" if present is not None else "")
    return "，".join(part for part in parts if part)


def lessons(count: int) -> str:
    """How many lessons."""
    return f"{count} 节"


def findings(count: int) -> str:
    """How many problems."""
    return f"{count} 个"


def between(low: float | None, high: float | None, unit: str) -> str:
    """Which numbers are possible."""
    if low is None and high is None:
        return unit
    if high is None:
        return f"不小于 {low:g}{unit}"
    if low is None:
        return f"不大于 {high:g}{unit}"
    return f"{low:g}—{high:g}{unit}"


def sign_title(signer: str) -> str:
    """Who signs."""
    return f"{signer}签字"


def signed_or_not(signer: str, *, is_refused: bool) -> str:
    """Whether the signer signed or refused."""
    return f"{signer}{REFUSED if is_refused else '已签'}"


def signed_by(name: str, at: str) -> str:
    """Who signed when."""
    return f"{name} · {at}"
