"""The sheet 期初问题 of the import's template: its columns, their lists and notes, an example."""

from sync_server.register.importing.carried import columns as at

_Column = tuple[str, int, bool, tuple[str, ...], str]

CARRIED_COLUMNS: tuple[_Column, ...] = (
    (at.UNIT, 26, True, (), "全称、简称或标识码；一行一个问题。"),
    (at.TEXT, 40, True, (), "原来的整改通知书上怎么写就怎么填。"),
    (at.FOUND_ON, 14, False, (), "例如 2026-03-18；留空按下达日期。"),
    (at.CATEGORY, 18, False, tuple(at.CATEGORIES), "留空为其他。"),
    (at.SEVERITY, 10, False, tuple(at.SEVERITIES), "留空为一般。"),
    (at.SOURCE, 14, False, tuple(at.SOURCES), "留空为经常性督导。"),
    (at.HAZARD, 10, False, ("是", "否"), "留空为否。"),
    (at.NUMBER, 22, False, (), "下达过整改通知书的填原来的文号；同一份通知书的几个问题填同一个。"),
    (at.NOTICED_ON, 14, False, (), "填了编号就必须填。"),
    (at.DUE_ON, 14, False, (), "通知书上的期限；没有的留空。"),
    (at.MEASURE, 30, False, (), "单位报来的措施；填了就要填责任人和时限。"),
    (at.RESPONSIBLE, 12, False, (), "单位的整改责任人。"),
    (at.MEASURE_DUE_ON, 14, False, (), "留空按整改期限。"),
    (at.REPLY, 30, False, (), "单位报来已整改完的才填；还在整改的留空。"),
    (at.REPLIED_ON, 14, False, (), "单位报来的日期。"),
    (at.OWNER, 18, False, (), "不是单位自己的才填，例如某镇人民政府。"),
    (at.PLACE, 16, False, (), ""),
    (at.SUGGESTION, 26, False, (), ""),
    (at.CLOSED_ON, 14, False, (), "填了的行是已经销号的，不转入。"),
)
CARRIED_EXAMPLES = (
    (
        "例：城关第一小学",
        "教学楼二楼北侧栏杆松动",
        "2026-03-18",
        "校园及周边安全、交通",
        "严重",
        "经常性督导",
        "是",
        "示教督整〔2026〕7号",
        "2026-03-20",
        "2026-04-20",
        "拆除更换栏杆，更换前封闭走廊",
        "何校长",
        "2026-04-15",
        "",
        "",
        "",
        "教学楼二楼",
        "",
        "",
    ),
    (
        "例：小星星幼儿园",
        "食堂留样登记不全",
        "2026-04-02",
        "食堂、食品、饮水及宿舍卫生",
        "一般",
        *("经常性督导", "否", "", "", "2026-05-02", "", "", "", "", "", "", "", "", ""),
    ),
)
