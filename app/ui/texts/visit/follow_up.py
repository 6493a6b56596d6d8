"""Texts of looking again at what earlier visits found."""

TITLE = "回访"
EMPTY = "没有要回访的问题"
EMPTY_HINT = "以前在这里发现、还没销号的问题会列在这里。刚下载过名单就不会漏。"
HINT = "看看以前发现的问题改好了没有：对照整改前的照片拍一张，选个结论。"
NOT_YET = "还没看"
UNFINISHED = "没填完"
BEFORE, AFTER = "整改前", "现在"
BEFORE_MISSING = "联网同步后可看"
NO_BEFORE = "当时没有照片"
NO_AFTER = "还没有拍"
SHOOT_AFTER = "拍现在的样子"
CONCLUSION_TITLE = "结论"
SEEN, SEEN_HINT = "看到的情况", "改了什么、改到什么程度"
ADVICE, ADVICE_HINT = "后续建议", "建议的整改措施、什么时候再看"
NO_AFTER_PHOTO = "选了“已整改”，还没有现在的照片。最好拍一张，可以和整改前对照。"
PROPOSES_CLOSING = "记下后向督导室提出销号，由督导室核对后销号。"
NEW_DUE, SAME_DUE = "新的整改期限", "期限不变"
DELETE = "删除这次回访"
DELETE_HINT = "删除后这个问题仍待回访；原来写的仍列在留痕里。"
GONE = "本机没有这个问题的资料"
GONE_HINT = "联网同步后再来看；已记下的内容都在。"
ENLARGE = "放大整改前的照片"


def to_do(count: int, seen: int) -> str:
    """How many findings wait, and how many were looked at."""
    if not count:
        return "没有要回访的"
    return f"{count} 个问题，已看 {seen} 个"


def due(day: str | None) -> str:
    """By when it had to be put right."""
    return f"期限 {day}" if day else "未定期限"


def raised(day: str) -> str:
    """When it was found."""
    return f"{day} 发现"


def new_due(day: str) -> str:
    """By when what is not put right has to be."""
    return f"{NEW_DUE}：{day}"


def not_followed(count: int) -> str:
    """Said before submitting: findings that were due were not looked at."""
    return f"有 {count} 个到期或对方说已改好的问题，这次还没有回访。"


def unseen(text: str) -> str:
    """Said before submitting: called put right, without a photo."""
    return f"“{text}”的结论是已整改，还没有现在的照片。"
