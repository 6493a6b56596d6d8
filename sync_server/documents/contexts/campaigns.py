"""What the report on a campaign tells (专项督导报告, 3-15 to 3-17)."""

from sync_server.documents.contexts.naming import Named, Picture, may, must, picture, rows
from sync_server.documents.contexts.summaries import CategoryRow


class TeamRow(Named):
    """A team of the campaign."""

    name: str = must("名称", "小组的名称", "第一组", "第二组")
    leader: str = must("组长", "谁任组长", "陈静", "王芳")
    members: str = may("组员", "还有谁", "王芳、孙丽", "李敏、周强")
    units: str = may("单位数", "去几个单位", "13", "12")


class StageRow(Named):
    """A stage of the campaign."""

    stage: str = must("环节", "哪个环节", "动员培训", "实地督导")
    day: str = may("日期", "哪天完成的", "2026年5月6日", "2026年5月20日")
    told: str = may("情况", "怎样办的", "各组组长参加，明确分工。", "5 个组同时进校。")


class TownRow(Named):
    """The figures of one town; the last row is all of them."""

    town: str = must("乡镇", "乡镇（街道）", "谢桥街道", "合计")
    units: str = must("单位数", "对象单位", "8", "62")
    covered: str = must("已督导", "督导了几个", "8", "61")
    visits: str = may("校次", "到校几次", "9", "66")
    findings: str = may("问题条", "发现几条问题", "12", "87")
    clear: str = may("零问题", "几个单位没有问题", "2", "14")


class ComparedRow(Named):
    """What a unit said of itself beside what was found there."""

    unit: str = must("单位", "哪个单位", "万山区实验小学", "谢桥中学")
    self_check: str = may("自查", "自查报了什么", "自查无问题", "自查有问题")
    findings: str = may("问题条", "督导发现几条", "2", "3")
    compared: str = may("对照", "说的是不是一样", "自查没有报，督导发现了", "一致")


class FoundRow(Named):
    """A problem that was found."""

    number: str = must("序号", "第几条", "1", "2")
    unit: str = must("单位", "哪个单位", "万山区实验小学", "谢桥中学")
    text: str = must("内容", "什么问题", "两名教师违规有偿补课。", "收费没有公示。")
    state: str = may("整改", "整改得怎样", "已经销号", "已下达")


class MeasureRow(Named):
    """What a unit does about a problem."""

    unit: str = must("单位", "哪个单位", "万山区实验小学", "谢桥中学")
    text: str = must("措施", "怎样整改", "退还所收费用，通报批评。", "在校门口公示收费。")
    responsible: str = may("责任人", "谁负责", "罗校长", "总务主任")
    due_on: str = may("时限", "什么时候以前", "2026年6月5日", "2026年5月29日")


class PleaRow(Named):
    """What a unit said to the preliminary opinion."""

    unit: str = must("单位", "哪个单位", "万山区实验小学", "谢桥中学")
    day: str = may("日期", "哪天说的", "2026年5月22日", "2026年5月23日")
    outcome: str = must("情况", "有没有意见", "提出了申辩", "书面表示没有意见")
    text: str = may("内容", "说了什么", "其中一名教师已调离。", "没有意见。")


class PhotoRow(Named):
    """A photo that was chosen for the report."""

    image: Picture | None = picture("照片", "现场照片")
    caption: str = may("说明", "照片拍的是什么", "补习班门口的招牌", "收费公示栏")
    told: str = may("出处", "在哪里、哪天拍的", "万山区实验小学 2026-05-14", "谢桥中学 2026-05-15")


class UnitRow(Named):
    """A unit of the campaign in the annex."""

    number: str = must("序号", "第几个", "1", "2")
    unit: str = must("单位", "哪个单位", "万山区实验小学", "谢桥中学")
    town: str = may("乡镇", "乡镇（街道）", "谢桥街道", "城郊乡")
    team: str = may("小组", "哪个组去的", "第一组", "第二组")
    day: str = may("日期", "哪天督导的", "5月14日", "5月15日")
    visits: str = may("校次", "去了几次", "1", "2")
    findings: str = may("问题条", "发现几条问题", "2", "0")
    result: str = must("结论", "有没有问题", "有问题", "零问题")


class CampaignReport(Named):
    """专项督导报告: the plan, who went where, what was found, and what became of it."""

    organ: str = must("单位", "写报告的督导机构", "万山区人民政府教育督导委员会办公室")
    title: str = must("标题", "报告的标题", "有偿补课专项督导报告")
    standing: str = may("数字来源", "数字是哪天的", "按 2026年6月2日 的记录")
    made_on: str = must("日期", "生成的日期", "2026年6月2日")
    scope: str = may("范围", "方案：督导哪些单位", "全区中小学、幼儿园。")
    period: str = must("时间", "方案：从哪天到哪天", "2026年5月6日至5月31日")
    content: str = may("内容", "方案：督导什么", "在职教师有偿补课、收费和作业管理。")
    demands: str = may("要求", "方案：怎样督导", "每所学校都要进校。")
    people: str = may("人员", "方案：谁参加", "5 个组，督学 15 人；联合市场监管局。")
    use_of_results: str = may("结果运用", "方案：结果怎样用", "列入学校年度考核。")
    reporting: str = may("数据传报", "方案：怎样报数", "当天在手机上提交记录。")
    teams: tuple[TeamRow, ...] = rows("小组清单", "各督导小组")
    stages: tuple[StageRow, ...] = rows("环节清单", "各环节和日期")
    coverage: str = must("覆盖情况", "督导了多少单位", "对象单位 62 个，已督导 61 个。")
    towns: tuple[TownRow, ...] = rows("乡镇清单", "各乡镇的数字，末行是合计")
    uncovered: str = may("未督导", "哪些单位没有督导，为什么", "谢桥幼儿园：停办。")
    found: str = must("问题情况", "发现多少问题", "发现问题 87 条，零问题单位 14 个。")
    categories: tuple[CategoryRow, ...] = rows("类别清单", "各类问题多少条")
    items: tuple[FoundRow, ...] = rows("问题清单", "发现的问题，一条一条")
    checked: str = may("自查情况", "自查报了多少", "自查报告 60 份，其中 12 份报了问题。")
    compared: tuple[ComparedRow, ...] = rows("对照清单", "各单位自查和督导的对照")
    opinions: str = may("申辩情况", "反馈和申辩", "向 40 个单位反馈，3 个单位提出申辩。")
    pleas: tuple[PleaRow, ...] = rows("申辩清单", "单位说了什么")
    rectified: str = must("整改情况", "整改得怎样", "已了结 30 条，还没有整改到位 57 条。")
    measures: tuple[MeasureRow, ...] = rows("措施清单", "各单位的整改措施")
    summary: str = may("总结", "办结时写的总结", "补课现象得到遏制。")
    photos: tuple[PhotoRow, ...] = rows("照片清单", "选出的现场照片")
    units: tuple[UnitRow, ...] = rows("单位清单", "附表：全部对象单位")
