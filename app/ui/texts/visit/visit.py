"""Texts of one visit: its hub, submitting, amending and cancelling.

Where one says ``{visit}``, ``domain.words.visit`` says what that visit is called.
"""

MISSING = "本机上没有这条记录"
MISSING_HINT = "可能是在另一部手机上记的。到“同步”里同步一次，就会取回来。"
UNKNOWN_SCHOOL = "名册里没有的单位"

NO_ARRIVAL = "没有到校记录"
NOT_CHECKED_OUT = "还没有记录离校"
REASON_NEEDED = "请写一句原因"

PLAN, CHECKLIST, METHODS, LESSONS = "主题与内容", "督导清单", "督导方式", "听课"
NOTES, FINDINGS, PHOTOS, SIGNATURES = "督导记录", "发现的问题", "照片", "签字"
FOLLOW_UPS = "回访"
PAGES = {"item": CHECKLIST, "finding": FINDINGS, "after": FINDINGS, "follow-up": FOLLOW_UPS}
LOOKING, RECORDING = "看什么", "记下来"
TAKE_PHOTO = "拍照"
REVIEW_AND_SUBMIT = "检查并提交"
NO_THEME = "还没有选主题"
NO_CHECKLIST = "这个主题没有清单"
NOTHING_YET = "还没有"
PHOTOS_UNASKED, SIGNATURES_UNASKED = "本区不要求，可以不拍", "本区不要求，可以不签"

SUBMIT_TITLE = "检查并提交"
SUBMIT_THIN = "提交前看一眼"
SUBMIT_THIN_HINT = "这些不挡提交，但督导室会看到。能补的，点右边去补。"
MEND = {
    "": "回督导页",
    "plan": "去调整",
    "checklist": "去补清单",
    "methods": "去改数字",
    "notes": "去改写",
    "photos": "去补照片",
    "signatures": "去签字",
    "follow-ups": "去回访",
    "follow-up": "去拍照",
    "lessons": "去填完",
    "findings": "去填完",
    "finding": "去拍照",
}
SUBMIT_NO_PROBLEM = "本次未发现问题（零问题）"
SUBMIT_NO_PROBLEM_HINT = "没有登记问题时要勾选，表示确实没有，而不是忘了写。"
SUBMIT_STILL_NO_PROBLEM_HINT = "上次提交时已经确认，没有新登记问题，不用再勾选。"
SUBMIT = "提交给督导室"
LEAVE_AND_SUBMIT, ONLY_SUBMIT = "离校并提交", "只提交"
SUBMIT_AGAIN = "提交更正"
SUBMITTED = "已提交。有网时会自动上传。"
PRACTISED = "已提交。这是练习，只在本机。"
SUBMIT_SUMMARY = "这次记了"
NEEDS_RESULT = "先登记问题，或者勾选“本次未发现问题”。"

AMEND, CANCEL = "更正", "作废"
AMEND_TITLE, CANCEL_TITLE = "更正这次{visit}", "作废这次{visit}"
AMEND_HINT = "原来的内容会保留，改动和原因都看得到。改好后要再提交一次。"
CANCEL_HINT = "作废后不再计数，但记录仍然看得到，不能恢复。"
DROP = "走错地方或不用{visit}了？作废"
DROP_HINT = (
    "还没提交也可以作废：不计数，也不用再补什么。已记的内容和照片都留着，督导室看得到，不能恢复。"
)
AMEND_REASON = "为什么更正"
CANCEL_REASON = "为什么作废"
AMENDING_NOTICE = "正在更正：改好后点下面的“检查并提交”。"
RETURNED_NOTICE = "督导室退回了这次{visit}。点“更正”补充，再提交。"
OFFICE_SAID = "督导室的意见"
CANCELLED_NOTICE = "这次{visit}已作废，不再计数。"
MERGED_NOTICE = "这次{visit}已并入另一条记录。"
APPROVED_NOTICE = "督导室已通过这次{visit}。"
NOT_COUNTED_PRACTICE = "这是练习，不计数，也不上传。"
AMENDED = "提交后的更正"
FLAGS = "需要留意"
RECORDED = "记录内容"
PHOTOS_RECEIVED = "照片已到督导室"


def full(wanted: str) -> str:
    """Nothing is missing of what is wanted."""
    return f"该记的都齐了：{wanted}。"


def leave_first(*, is_placed: bool) -> str:
    """What leaving and handing in at one tap does."""
    what = "时间和位置" if is_placed else "时间"
    return f"{LEAVE_AND_SUBMIT}：先记下现在的{what}，再提交。"


def next_is(name: str) -> str:
    """The button that leads on."""
    return f"下一步：{name}"


def sign_as(who: str) -> str:
    """Signing, as one of those who sign."""
    return f"{who}{SIGNATURES}"


def items(count: int) -> str:
    """How many content items were chosen."""
    return f"{count} 项内容"


def answered(done: int, total: int) -> str:
    """How much of the checklist is answered."""
    return f"已答 {done}/{total} 项"


def checked(done: int, total: int, gaps: int) -> str:
    """How much of the checklist is answered, and whether remarks or photos are missing."""
    missing = gaps - (total - done)
    return (
        f"{answered(done, total)}，还缺备注或照片 {missing} 处"
        if missing
        else answered(done, total)
    )


def notes_filled(count: int) -> str:
    """How many sections have text."""
    return f"已写 {count} 段" if count else "督导纪实、亮点、反馈、后续处理"


def photos(count: int) -> str:
    """How many photos."""
    return f"{count} 张"


def ended(notice: str, reason: str) -> str:
    """That the visit ended, and why."""
    return f"{notice}原因：{reason}" if reason else notice


def counted(month: str, *, is_told: bool) -> str:
    """In which month the visit counts; before the office has it, as this phone reckons."""
    year, number = month.split("-")
    said = f"计入 {year}年{int(number)}月"
    return f"{said}。" if is_told else f"{said}（按本机时间；上传后以督导室为准）。"


def amended(at: str, reason: str) -> str:
    """When the visit was changed after it was handed in, and why."""
    return f"{at} · 更正原因：{reason}"


def unfinished(count: int, what: str) -> str:
    """Said before submitting: something was begun and never left."""
    return f"“{what}”里有 {count} 条没填完，不会一起提交。"


def unread(name: str, typed: str) -> str:
    """Said before submitting: a number that was typed cannot be read, so it is no entry."""
    return f"“{name}”填的“{typed}”不是能记的数字，不会一起提交。"


def received(got: int, total: int) -> str:
    """How many photos the office has."""
    return f"{PHOTOS_RECEIVED} {got}/{total} 张"


def said(verdict: str, by_name: str, at: str) -> str:
    """Who of the office said something when."""
    return f"督导室{verdict} · {by_name} · {at}"
