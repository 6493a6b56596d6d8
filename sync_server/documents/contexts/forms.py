"""What the forms of a visit tell: the record, a lesson, and what was looked at again."""

from sync_server.documents.contexts.naming import Named, Picture, may, must, picture, rows


class RecordFinding(Named):
    """A finding on a record."""

    number: str = must("序号", "第几条", "1", "2")
    text: str = must("内容", "问题", "灭火器压力不足。", "留样登记不全。")
    marks: str = may("说明", "程度、类别、位置、责任人等", "严重；校园及周边安全、交通", "一般")
    advice: str = may("建议", "督学的建议", "更换灭火器。", "")


class LookedAgain(Named):
    """An earlier finding that was looked at again."""

    number: str = must("序号", "第几条", "1", "2")
    finding: str = must("问题", "原来的问题", "灭火器压力不足。", "留样登记不全。")
    conclusion: str = must("结论", "已整改、部分整改或未整改", "已整改", "部分整改")
    text: str = may("情况", "回访时看到的整改情况", "已更换两具灭火器。", "还缺一天记录。")
    advice: str = may("建议", "督学的后续建议", "坚持每月检查。", "补齐后告知。")


class ClosingFinding(LookedAgain):
    """The same with what the school did, on the form by which it is closed."""

    notice: str = may("通知文号", "是哪份通知书里的", "万教督〔2026〕3号", "")
    measures: str = may("整改措施", "学校报的措施", "更换灭火器，落实专人检查。", "")
    before: Picture | None = picture("整改前", "发现时的照片")
    after: Picture | None = picture("整改后", "回访时的照片")


class ListedAnswer(Named):
    """One line of the checklist."""

    section: str = may("部分", "检查清单的哪一部分", "安全", "教学")
    text: str = must("检查项", "查什么", "校门有保安值守", "课表与课程方案一致")
    answer: str = may("结果", "检查结果", "是", "是")
    remark: str = may("备注", "督学的备注", "", "")


class ListedPhoto(Named):
    """One photo of the visit."""

    number: str = must("序号", "第几张", "1", "2")
    image: Picture | None = picture("照片", "照片本身")
    caption: str = may("说明", "照片的说明", "教学楼二层灭火器", "食堂留样柜")
    taken_at: str = may("时间", "什么时候拍的", "2026-05-12 09:31:05", "2026-05-12 10:02:44")
    source: str = may("来源", "拍摄或相册", "现场拍摄", "现场拍摄")
    code: str = may("校验码", "照片的校验码", "7K2M9Q4TXA", "3HJ8WPZ5CD")


class VisitForm(Named):
    """What every form of a visit tells."""

    title: str = must("标题", "这份表叫什么", "随访督导记录表")
    standing: str = may("提示", "没有提交、更正过等，要让看表的人知道的", "")
    school: str = must("学校", "学校或单位", "万山区实验小学")
    held_on: str = must("日期", "督导的日期", "2026年5月12日 星期二")
    trace: str = may("留痕编号", "系统里的编号", "0197a3c15d2e7b44")


class RecordForm(VisitForm):
    """随访督导记录表."""

    number: str = must("编号", "记录表的编号", "0197a3c15d2e7b44")
    code: str = may("标识码", "学校标识码", "2152000123")
    arrived_at: str = may("到校时间", "几点到校", "09:12")
    left_at: str = may("离校时间", "几点离校", "11:40")
    inspectors: str = must("督学", "主办的督学", "陈静")
    participants: str = may("随行督学", "一起去的督学", "王芳、赵彤")
    visit_type: str = may("督导类型", "经常性、专项等", "经常性督导（随机到访）")
    theme: str = may("主题", "督导主题", "课程开设、课堂教学与控辍保学")
    content: str = may("督导内容", "督导的各项内容", "1．课程开设\n2．课堂教学\n3．控辍保学")
    methods: str = may("方式及数量", "查阅资料、座谈、听课等各多少", "查阅资料 6 份　听课 2 节")
    record: str = must("督导纪实", "看到的情况", "到校后先看课表，再随堂听课两节。")
    highlight: str = may("亮点", "做得好的", "课后服务课程丰富，学生参与面广。")
    findings: tuple[RecordFinding, ...] = rows("问题清单", "发现的问题", is_must=True)
    no_finding: str = may("没有问题", "没有发现问题时的话", "")
    looked_again: tuple[LookedAgain, ...] = rows("复查清单", "回访复查的问题")
    feedback: str = may("现场反馈", "当面反馈了什么", "已向校长当面反馈。")
    next_step: str = may("后续处理", "接下来怎么办", "两周后回访。")
    place: str = may("定位", "到校时的位置", "在校内，距学校 20 米，误差 ± 12 米；卫星定位")
    photos_said: str = may("照片数", "有多少照片", "2 张，附后")
    inspector_signed: str = may("督学签名", "签名的人、时间等", "陈静\n2026-05-12 11:38")
    inspector_strokes: Picture | None = picture("督学手写", "督学的手写签名")
    head_signed: str = may("学校负责人签名", "签名的人、时间等", "何校长\n2026-05-12 11:39")
    head_strokes: Picture | None = picture("负责人手写", "学校负责人的手写签名")
    answers: tuple[ListedAnswer, ...] = rows("检查清单", "检查清单各项的结果")
    photos: tuple[ListedPhoto, ...] = rows("照片清单", "现场照片")


class LessonStageRow(Named):
    """One part of a lesson."""

    title: str = must("环节", "课的哪一部分", "导入", "新授")
    minutes: str = may("用时", "多少分钟", "5 分钟", "20 分钟")
    activity: str = may("师生活动", "老师和学生做了什么", "复习提问。", "小组讨论，展示交流。")


class LessonScoreRow(Named):
    """The points of one criterion."""

    criterion: str = must("评价项", "评什么", "教学目标", "教学过程")
    out_of: str = may("满分", "这一项的满分", "20", "20")
    points: str = may("得分", "得了多少分", "18", "17.5")


class LessonForm(VisitForm):
    """听课记录表."""

    period: str = may("节次", "上午第几节", "第 2 节")
    class_name: str = must("班级", "哪个班", "三年级（2）班")
    subject: str = must("学科", "哪门课", "数学")
    lesson_type: str = may("课型", "新授、复习等", "新授课")
    topic: str = may("课题", "讲的什么", "两位数乘两位数")
    teacher: str = must("授课教师", "谁上的课", "周·阿依古丽")
    observers: str = may("听课人", "谁听的课", "陈静、王芳")
    enrolled: str = may("应到人数", "班里多少人", "45")
    present: str = may("实到人数", "到了多少人", "44")
    stages: tuple[LessonStageRow, ...] = rows("环节清单", "课的各个环节", is_must=True)
    scores: tuple[LessonScoreRow, ...] = rows("得分清单", "各评价项的得分")
    total: str = may("总分", "得分合计", "35.5")
    total_out_of: str = may("总满分", "满分合计", "40")
    rating: str = may("等级", "优、良等", "良好")
    talked: str = may("交流时间", "和老师交流了多久", "15 分钟")
    strengths: str = may("优点", "课的优点", "目标明确，学生参与充分。")
    advice: str = may("建议", "给老师的建议", "练习可以再分层。")


class FollowUpForm(VisitForm):
    """回访复查记录."""

    number: str = must("编号", "记录的编号", "0197a3c15d2e7b44")
    inspectors: str = must("督学", "回访的督学", "陈静")
    participants: str = may("随行督学", "一起去的督学", "王芳")
    arrived_at: str = may("到校时间", "几点到校", "09:12")
    left_at: str = may("离校时间", "几点离校", "10:05")
    way: str = may("回访方式", "实地回访等", "实地回访")
    looked_again: tuple[ClosingFinding, ...] = rows("复查清单", "回访复查的问题", is_must=True)
    feedback: str = may("现场反馈", "当面反馈了什么", "已向校长当面反馈。")
    next_step: str = may("后续处理", "接下来怎么办", "报督导室销号。")
    inspector_signed: str = may("督学签名", "签名的人、时间等", "陈静\n2026-05-26 10:03")
    inspector_strokes: Picture | None = picture("督学手写", "督学的手写签名")
    head_signed: str = may("学校负责人签名", "签名的人、时间等", "何校长\n2026-05-26 10:04")
    head_strokes: Picture | None = picture("负责人手写", "学校负责人的手写签名")
