"""The sheet 信息报送 of the import's template: its columns, their lists and notes, an example."""

from sync_server.register.importing.reported import rows as at

_Column = tuple[str, int, bool, tuple[str, ...], str]

NEWS_COLUMNS: tuple[_Column, ...] = (
    (at.UNIT, 22, True, (), "先在“报送单位”里登记好；一行一条信息。"),
    (at.TITLE, 40, True, (), "单位、日期、标题都相同的算同一条。"),
    (at.SENT_ON, 14, True, (), "例如 2026-03-18。"),
    (at.TEXT, 40, False, (), "可以不填。"),
    (at.LEVEL, 12, False, tuple(at.LEVELS), "有采用的，后三列都填；又有一级采用的，再写一行。"),
    (at.ADOPTED_ON, 14, False, (), ""),
    (at.PUBLISHED_IN, 24, False, (), "报刊、网站或简报的名称。"),
)
NEWS_EXAMPLES = (
    (
        "例：东片区",
        "责任督学进校园，作业公示见实效",
        "2026-03-18",
        "",
        "市级",
        "2026-03-27",
        "市教育督导工作动态",
    ),
)
