"""What the summaries of a month and of a term tell: texts that the office goes on with in Word."""

from sync_server.documents.contexts.naming import Named, may, must, rows


class FigureRow(Named):
    """The figures of one zone, or of one month."""

    name: str = must("名称", "责任区或月份", "城区片区", "5月")
    due: str = may("应督导", "应督导次数", "24", "12")
    done: str = may("已完成", "实际完成次数", "24", "11")
    completion: str = may("完成率", "已完成除以应督导", "100.0%", "91.7%")
    visits: str = may("督导次", "督导次数", "30", "12")
    lessons: str = may("听课节", "听课的节数", "18", "9")
    findings: str = may("问题条", "提出的问题", "21", "8")


class CategoryRow(Named):
    """How many findings of one category there are."""

    category: str = must("类别", "哪一类问题", "校园及周边安全、交通", "食堂食品、饮水、宿舍卫生")
    number: str = must("条数", "多少条", "12", "8")
    hazards: str = may("隐患", "其中安全隐患多少条", "3", "0")


class HeldRow(Named):
    """A campaign, a training or a meeting."""

    day: str = must("日期", "哪一天，或从哪天到哪天", "5月12日", "5月20日")
    title: str = must("名称", "叫什么", "食品安全专项督导", "督学集中培训")
    told: str = may("说明", "场次、人次等", "3 场，46 人次", "1 场，29 人次")


class Summary(Named):
    """What every summary tells."""

    organ: str = must("单位", "总结的督导机构", "万山区人民政府教育督导委员会办公室")
    title: str = must("标题", "总结的标题", "万山区2026年5月教育督导工作总结")
    period: str = may("统计期", "哪个月、哪个学期", "2026年5月")
    made_on: str = must("日期", "生成的日期", "2026年6月2日")
    standing: str = may(
        "数字来源", "数字取自锁定的哪一版，还是现在的记录", "按 2026年6月2日 的记录"
    )


class MonthSummary(Summary):
    """月度工作总结, under six heads (3-01)."""

    team: str = must(
        "队伍情况", "责任区、学校和督学队伍", "全区设责任区 4 个，督学 29 人，其中专职 25 人。"
    )
    routine: str = must("督导情况", "经常性督导做了多少", "应督导 96 次，完成 94 次。")
    zones: tuple[FigureRow, ...] = rows("责任区清单", "各责任区的数字")
    special: str = must("专项情况", "专项督导做了多少", "开展专项督导 2 次。")
    campaigns: tuple[HeldRow, ...] = rows("专项清单", "本月的专项督导")
    found: str = must("问题情况", "发现的问题和整改", "提出问题 41 条，销号 30 条。")
    categories: tuple[CategoryRow, ...] = rows("类别清单", "各类问题多少条")
    training: str = must("培训情况", "培训、会议和其他工作", "组织培训 1 场，29 人次。")
    trainings: tuple[HeldRow, ...] = rows("活动清单", "本月的培训、会议和其他活动")
    plans: str = must("下月打算", "下个月的主题和要接着办的", "下月主题：校园及周边安全。")


class Highlight(Named):
    """What a visit found well done."""

    school: str = must("学校", "哪所学校", "万山区实验小学", "谢桥中学")
    day: str = may("日期", "哪天督导的", "2026年5月12日", "2026年5月20日")
    text: str = must("亮点", "好的做法", "课后服务课程丰富。", "教研有记录、有改进。")


class TermSummary(Summary):
    """学期工作总结, in six parts: 任务、过程、典型经验、突出问题、结论、建议."""

    task: str = must("任务", "本学期要做什么", "中小学每月 2 次，幼儿园每月 1 次。")
    course: str = must("过程", "做了多少", "本学期督导 420 次，到学校 63 所。")
    months: tuple[FigureRow, ...] = rows("月份清单", "各月的数字")
    experience: str = must("典型经验", "好的做法，总的说一句", "摘自审核通过的督导记录。")
    highlights: tuple[Highlight, ...] = rows("亮点清单", "好的做法，一条一条")
    problems: str = must("突出问题", "发现的问题，总的说一句", "提出问题 197 条，隐患 12 条。")
    categories: tuple[CategoryRow, ...] = rows("类别清单", "各类问题多少条")
    conclusion: str = must("结论", "任务完成得怎样", "应督导 480 次，完成率 98.5%。")
    advice: str = must("建议", "下一步的建议", "加强食堂管理。\n按期办结逾期的问题。")
