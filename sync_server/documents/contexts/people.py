"""What an inspector's month and the workload of all inspectors tell."""

from sync_server.documents.contexts.naming import Named, may, must, rows


class HeldSchool(Named):
    """A school that the inspector is responsible for, and what of its visits was made."""

    school: str = must("学校", "负责的学校", "万山区实验小学", "谢桥中学")
    due: str = must("应督导", "这个月应督导几次", "2", "2")
    done: str = must("已完成", "完成了几次", "2", "1")
    over: str = may("超额", "应督导以外又去的", "1", "0")


class MadeVisit(Named):
    """A visit that the inspector led or went along on."""

    day: str = must("日期", "哪天", "5月12日", "5月20日")
    school: str = must("学校", "去了哪里", "万山区实验小学", "谢桥中学")
    part: str = may("身份", "主办还是随行", "主办", "随行")
    sort: str = may("类型", "经常性、专项等", "经常性", "专项")
    theme: str = may("主题", "督导主题", "课堂教学与控辍保学", "")
    state: str = may("状态", "待审、通过等", "通过", "待审")


class HeardLesson(Named):
    """A lesson that the inspector recorded."""

    day: str = must("日期", "哪天", "5月12日", "5月20日")
    school: str = must("学校", "哪所学校", "万山区实验小学", "谢桥中学")
    class_name: str = may("班级", "哪个班", "三年级（2）班", "七年级（1）班")
    subject: str = may("学科", "哪门课", "数学", "语文")
    teacher: str = may("授课教师", "谁上的课", "周·阿依古丽", "李明")
    rating: str = may("等级", "优、良等", "良好", "")


class FoundThing(Named):
    """A finding of the inspector's visits."""

    day: str = must("日期", "哪天发现的", "5月12日", "5月20日")
    school: str = must("学校", "哪所学校", "万山区实验小学", "谢桥中学")
    category: str = may("类别", "哪一类", "校园及周边安全、交通", "师德和专业发展")
    text: str = must("问题", "问题的内容", "灭火器压力不足。", "教研记录不全。")
    marks: str = may("程度", "一般、严重、安全隐患", "严重，安全隐患", "一般")
    state: str = may("状态", "办到哪一步", "已下达", "已销号")


class LookedAt(Named):
    """A finding that the inspector looked at again."""

    day: str = must("日期", "哪天回访的", "5月26日", "5月28日")
    school: str = must("学校", "哪所学校", "万山区实验小学", "谢桥中学")
    finding: str = may("问题", "原来的问题", "灭火器压力不足。", "教研记录不全。")
    conclusion: str = must("结论", "已整改、部分整改或未整改", "已整改", "部分整改")


class HeldTraining(Named):
    """A training of the month."""

    day: str = must("日期", "哪天", "5月8日", "5月22日")
    title: str = must("名称", "培训叫什么", "督学集中培训", "专题讲座")
    told: str = may("说明", "方式和学时", "集中培训，6 学时", "专题讲座，2 学时")


class InspectorMonth(Named):
    """督学工作月报: the figures have the names of the month's columns."""

    title: str = must("标题", "月报的标题", "2026年5月督学工作月报")
    inspector: str = must("督学", "谁的月报", "陈静")
    zone: str = may("责任区", "在哪个责任区", "城区片区")
    post: str = may("专兼职", "专职或兼职", "专职")
    period: str = must("统计期", "哪个月", "2026年5月")
    standing: str = may("数字来源", "数字取自锁定的哪一版，还是现在的记录", "按现在的记录")
    held: str = may("责任校数", "主责的学校", "5")
    due: str = must("应督导", "应督导次数", "10")
    done: str = must("已完成", "实际完成次数", "9")
    completion: str = may("完成率", "已完成除以应督导", "90.0%")
    visits: str = must("督导次", "主办的督导", "8")
    inspector_visits: str = may("参与次", "主办和随行的督导", "11")
    lessons: str = may("听课节", "记录的听课", "6")
    lesson_attendances: str = may("听课人节", "听的课", "8")
    lesson_plans: str = may("教案人次", "查阅教案的教师", "12")
    documents: str = may("资料份", "查阅资料", "20")
    talks: str = may("座谈次", "座谈走访", "3")
    questionnaires: str = may("问卷份", "问卷", "60")
    patrols: str = may("巡视次", "校园巡视", "8")
    findings: str = must("问题条", "提出的问题", "7")
    hazards: str = may("隐患条", "其中安全隐患", "1")
    follow_ups: str = may("回访次", "回访的问题", "4")
    notices: str = may("通知书份", "负责的学校收到的整改通知书", "2")
    closed: str = may("已销号", "负责的学校销号的问题", "3")
    overdue: str = may("逾期", "月末逾期的问题", "0")
    schools: tuple[HeldSchool, ...] = rows("学校清单", "负责的学校和应督导")
    made: tuple[MadeVisit, ...] = rows("督导清单", "这个月的督导", is_must=True)
    heard: tuple[HeardLesson, ...] = rows("听课清单", "这个月记录的听课")
    found: tuple[FoundThing, ...] = rows("问题清单", "这个月提出的问题")
    looked: tuple[LookedAt, ...] = rows("回访清单", "这个月回访的问题")
    trainings: tuple[HeldTraining, ...] = rows("培训清单", "这个月全区和本责任区的培训")


class WorkloadRow(Named):
    """One inspector's figures; the last row is all of them."""

    number: str = may("序号", "第几位", "1", "2")
    name: str = must("督学", "姓名", "陈静", "王芳")
    zone: str = may("责任区", "在哪个责任区", "城区片区", "城区片区")
    post: str = may("专兼职", "专职或兼职", "专职", "兼职")
    held: str = may("责任校数", "主责的学校", "5", "4")
    due: str = must("应督导", "应督导次数", "100", "80")
    done: str = must("已完成", "实际完成次数", "98", "80")
    completion: str = may("完成率", "已完成除以应督导", "98.0%", "100.0%")
    visits: str = must("督导次", "主办的督导", "96", "70")
    inspector_visits: str = may("参与次", "主办和随行的督导", "110", "82")
    lessons: str = may("听课节", "记录的听课", "60", "41")
    lesson_plans: str = may("教案人次", "查阅教案的教师", "120", "90")
    findings: str = may("问题条", "提出的问题", "80", "52")
    follow_ups: str = may("回访次", "回访的问题", "44", "30")
    notices: str = may("通知书份", "整改通知书", "22", "15")
    closed: str = may("已销号", "销号的问题", "60", "44")


class Workload(Named):
    """督学工作量统计表 of a month, a term or a year."""

    title: str = must("标题", "表的标题", "万山区2026年督学工作量统计表")
    standing: str = may("数字来源", "数字取自锁定的哪一版，还是现在的记录", "按现在的记录")
    people: tuple[WorkloadRow, ...] = rows("督学清单", "每位督学一行，最后一行合计", is_must=True)
    rules: str = may("督导次数规定", "应督导次数按什么规定", "中小学每月 2 次。")
