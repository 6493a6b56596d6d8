"""Texts of what a visit is about: its type, campaign, theme and content, and who comes along."""

TITLE = "主题与内容"
TYPE, WAY = "督导类型", "明察还是暗访"
ANNOUNCED, UNANNOUNCED = "明察（事先通知）", "暗访（不打招呼）"
CAMPAIGN, NO_CAMPAIGN = "为了哪项任务", "每月督导"
CAMPAIGN_HINT = "换任务会换上它的类型、主题、内容和清单；已答的都留着。"
THEME, THIS_MONTH, NO_THEME = "主题", "本月", "不按主题"
CHANGE_THEME, KEEP_THEME = "换主题", "不换了"
ITEMS = "督导内容（“1+N”，3—5 项）"
OWN_ITEM, OWN_ITEM_HINT, ADD = "自己加一项", "写好后点右边的加号", "加上"
PEOPLE, NO_PEOPLE = "同行的督学", "名册里还没有其他督学"
SEARCH, SEARCH_HINT = "找同行的督学", "输姓名中的字"
NOBODY = "没有找到这位督学。"


def items_odd(count: int) -> str:
    """A warning when there are too few or too many."""
    return f"现在选了 {count} 项。“1+N”一般选 3—5 项，不合也能提交，会注明。"


def month(number: int) -> str:
    """The month of a theme."""
    return f"{number}月"


def more_people(count: int) -> str:
    """How many people are not shown."""
    return f"还有 {count} 位，输姓名中的字来找。"
