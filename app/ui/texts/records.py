"""Texts of my records."""

TITLE = "我的记录"
SEARCH, SEARCH_HINT = "搜索", "学校名称或拼音"
ALL = "全部"
EMPTY = "还没有督导记录"
EMPTY_HINT = "到“本月”点“开始督导”，第一条记录就在这里。"
NONE_FOUND = "没有符合的记录"
NONE_FOUND_HINT = "换个词，或者点“全部”看看。"
MORE = "再看 20 条"
UNSENT_MARK = "有记录未上传"
AMENDING = "更正中"


def photos_unsent(count: int) -> str:
    """How many photos still wait on the phone."""
    return f"{count} 张照片未上传"


def shown(count: int) -> str:
    """How many are on the list."""
    return f"共显示 {count} 条"


def ended_for(reason: str) -> str:
    """Why a visit was cancelled or merged away."""
    return f"原因：{reason}"
