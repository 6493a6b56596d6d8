"""The Chinese word of every stored value, as phone and office both say it: the one place.

The words are those of the official forms; the order is the one in which they are offered.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from domain.kinds import KINDS
from domain.kinds.author import Role
from domain.kinds.office.activity import ActivityType
from domain.kinds.office.token import TokenScope
from domain.kinds.office.training import TrainingMode
from domain.kinds.register.assignment import Responsibility
from domain.kinds.register.calendar import CalendarSort
from domain.kinds.register.person import Post, Stage
from domain.kinds.register.robot import RobotSort
from domain.kinds.register.school import Ownership, SchoolKind
from domain.kinds.visit.builder import State
from domain.kinds.visit.finding import Category, Severity
from domain.kinds.visit.follow_up import Conclusion
from domain.kinds.visit.lesson import LessonType, Rating
from domain.kinds.visit.merging import Uniting
from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.plan import VisitType
from domain.kinds.visit.record import Method, NoteSection
from domain.kinds.visit.review import Verdict
from domain.kinds.visit.signature import Signer
from domain.month.grid import Credit, Progress
from domain.month.month import Act, Grouping
from domain.place.datum import Datum
from domain.place.presence import Presence
from domain.register.checklist import Mandate, ThemeLevel
from domain.register.duty_rule import DutyPer
from domain.register.receipt import ReadState
from domain.register.trail_rule import Trace
from domain.register.training_hours import HoursStanding
from domain.trail.timing import ClockGrade
from domain.visit.assessment import Mark
from domain.visit.flag import FlagCode
from domain.visit.tally import Measure
from domain.words.accountability import ACCOUNTABILITY_WORDS
from domain.words.audit import AUDIT
from domain.words.burden import BURDEN
from domain.words.campaigns import CAMPAIGNS
from domain.words.findings import FINDINGS
from domain.words.indicators import INDICATORS
from domain.words.meetings import MEETINGS
from domain.words.month_lock import MONTH_LOCK
from domain.words.month_tables import MONTH_TABLES
from domain.words.news import NEWS
from domain.words.papers import PAPERS
from domain.words.tasks import TASKS

Value = TypeVar("Value", bound=StrEnum)

OFFICE: dict[type[StrEnum], Mapping[StrEnum, str]] = {
    State: {
        State.IN_PROGRESS: "进行中",
        State.SUBMITTED: "待审",
        State.RETURNED: "退回",
        State.APPROVED: "通过",
        State.CANCELLED: "已作废",
        State.MERGED: "已并入",
    },
    Uniting: {Uniting.LARGER: "取较大的一边", Uniting.SUM: "两边相加"},
    Verdict: {Verdict.APPROVED: "通过", Verdict.RETURNED: "退回", Verdict.COMMENTED: "批注"},
    Role: {
        Role.INSPECTOR: "督学",
        Role.DELEGATE: "联合部门人员",
        Role.SUPERVISOR: "督导员",
        Role.CLERK: "统计员",
        Role.AUDITOR: "审计员",
        Role.ADMIN: "管理员",
        Role.SYSTEM: "系统",
    },
    Responsibility: {Responsibility.MAIN: "主责", Responsibility.ASSISTING: "协助"},
    RobotSort: {RobotSort.DINGTALK: "钉钉", RobotSort.WECOM: "企业微信", RobotSort.FEISHU: "飞书"},
    TokenScope: {
        TokenScope.VISITS: "督导记录",
        TokenScope.FINDINGS: "问题",
        TokenScope.MONTH: "月度统计",
        TokenScope.REGISTER: "单位和人员",
    },
    Trace: {Trace.PLACE: "位置", Trace.PHOTOS: "照片", Trace.SIGNATURES: "签字"},
    DutyPer: {DutyPer.MONTH: "月", DutyPer.TERM: "学期"},
    Progress: {
        Progress.NOT_ASKED: "不要求",
        Progress.SHORT: "未完成",
        Progress.MET: "完成",
        Progress.OVER: "超额",
    },
    HoursStanding: {
        HoursStanding.NONE: "还没有学时",
        HoursStanding.SHORT: "学时不够",
        HoursStanding.MET: "达标",
    },
    Credit: {Credit.DONE: "算完成", Credit.OVER: "超额", Credit.SAME_DAY: "同日不再计"},
    Act: {
        Act.FOLLOW_UPS: "回访",
        Act.NOTICES: "通知书",
        Act.CLOSED: "已销号",
        Act.OVERDUE: "逾期",
    },
    Stage: {
        Stage.PRESCHOOL: "学前",
        Stage.PRIMARY: "小学",
        Stage.JUNIOR: "初中",
        Stage.SENIOR: "高中",
        Stage.VOCATIONAL: "中职",
        Stage.SPECIAL: "特教",
    },
    ThemeLevel: {ThemeLevel.DISTRICT: "区县", ThemeLevel.CITY: "市级"},
    Post: {Post.FULL_TIME: "专职", Post.PART_TIME: "兼职"},
    Grouping: {
        Grouping.ZONE: "责任区",
        Grouping.INSPECTOR: "督学",
        Grouping.SCHOOL: "学校",
    },
}

VISITING: dict[type[StrEnum], Mapping[StrEnum, str]] = {
    VisitType: {
        VisitType.ROUTINE: "经常性督导",
        VisitType.ACCOMPANYING: "随访督导",
        VisitType.SPECIAL: "专项督导",
        VisitType.COMPREHENSIVE: "综合督导",
        VisitType.COLLABORATIVE: "协作督导",
        VisitType.FOLLOW_UP: "单独回访",
    },
    NoteSection: {
        NoteSection.RECORD: "督导纪实",
        NoteSection.HIGHLIGHT: "亮点",
        NoteSection.FEEDBACK: "现场反馈",
        NoteSection.NEXT_STEP: "后续处理",
    },
    Method: {
        Method.DOCUMENTS: "查阅资料",
        Method.MEETINGS: "列席会议",
        Method.TALKS: "座谈走访",
        Method.QUESTIONNAIRES: "问卷调查",
        Method.PATROLS: "校园巡视",
        Method.LESSON_PLANS: "检查教案",
    },
    Signer: {Signer.INSPECTOR: "督学", Signer.SCHOOL_HEAD: "学校负责人"},
    Presence: {
        Presence.INSIDE: "在校内",
        Presence.OUTSIDE: "在校外",
        Presence.CANNOT_TELL: "无法判断",
    },
    ClockGrade: {
        ClockGrade.VERIFIED: "时间已核实（手机计时，服务器对过）",
        ClockGrade.BOUNDED: "时间有范围（手机计时）",
        ClockGrade.UNVERIFIED: "时间未核实",
    },
    Mark: {
        Mark.FORK: "记录有两版",
        Mark.REVOKED_CHAIN: "手机已停用",
        Mark.WITHHELD: "内容未送来",
        Mark.CLOCK_CONTRADICTION: "计时有矛盾",
    },
    PhotoSource: {PhotoSource.CAMERA: "现场拍摄", PhotoSource.ALBUM: "来自相册"},
}

CONTENT: dict[type[StrEnum], Mapping[StrEnum, str]] = {
    LessonType: {
        LessonType.NEW: "新授课",
        LessonType.REVISION: "复习课",
        LessonType.EXERCISE: "练习课",
        LessonType.PRACTICE: "实验实践课",
        LessonType.ACTIVITY: "活动课",
        LessonType.OTHER: "其他",
    },
    Rating: {Rating.EXCELLENT: "优", Rating.GOOD: "良", Rating.FAIR: "中", Rating.POOR: "差"},
    Conclusion: {
        Conclusion.RECTIFIED: "已整改",
        Conclusion.PARTLY: "部分整改",
        Conclusion.NOT_RECTIFIED: "未整改",
    },
    Severity: {
        Severity.MINOR: "轻微",
        Severity.GENERAL: "一般",
        Severity.SERIOUS: "严重",
    },
    Category: {
        Category.MANAGEMENT: "校务管理和制度执行",
        Category.ENROLMENT_FEES: "招生、收费、择校",
        Category.CURRICULUM: "课程开设和课堂教学",
        Category.WORKLOAD: "学生学习、体育锻炼和课业负担",
        Category.TEACHERS: "师德和专业发展",
        Category.SAFETY: "校园及周边安全、交通",
        Category.HYGIENE: "食堂、食品、饮水及宿舍卫生",
        Category.ETHOS: "校风、教风、学风",
        Category.OTHER: "其他",
    },
    Mandate: {
        Mandate.GOVERNMENT: "督政",
        Mandate.SCHOOL: "督学",
        Mandate.EVALUATION: "评估监测",
    },
}

REGISTER: dict[type[StrEnum], Mapping[StrEnum, str]] = {
    SchoolKind: {
        SchoolKind.KINDERGARTEN: "幼儿园",
        SchoolKind.PRIMARY: "小学",
        SchoolKind.JUNIOR: "初中",
        SchoolKind.NINE_YEAR: "九年一贯制学校",
        SchoolKind.SENIOR: "高中",
        SchoolKind.COMPLETE: "完全中学",
        SchoolKind.TWELVE_YEAR: "十二年一贯制学校",
        SchoolKind.VOCATIONAL: "中职学校",
        SchoolKind.SPECIAL: "特教学校",
        SchoolKind.CORRECTIONAL: "专门学校",
        SchoolKind.TRAINING: "培训机构",
        SchoolKind.TOWNSHIP: "乡镇（街道）",
        SchoolKind.DEPARTMENT: "科室、部门",
    },
    CalendarSort: {
        CalendarSort.TERM: "学期",
        CalendarSort.SCHOOL_HOLIDAY: "学校假期",
        CalendarSort.PUBLIC_HOLIDAY: "法定节假日",
        CalendarSort.WORKDAY: "调休上班",
    },
    Ownership: {Ownership.PUBLIC: "公办", Ownership.PRIVATE: "民办"},
    Datum: {
        Datum.WGS84: "WGS-84",
        Datum.GCJ02: "GCJ-02（高德、腾讯）",
        Datum.BD09: "BD-09（百度）",
    },
    TrainingMode: {
        TrainingMode.CENTRAL: "集中培训",
        TrainingMode.LECTURE: "专题讲座",
        TrainingMode.OUTSIDE: "外出学习",
        TrainingMode.ONLINE: "线上培训",
        TrainingMode.SELF_STUDY: "分散自学",
    },
    ReadState: {
        ReadState.UNREAD: "没有读",
        ReadState.OLDER: "只读过旧版",
        ReadState.READ: "已读",
    },
    ActivityType: {
        ActivityType.SAFETY_EDUCATION: "安全教育",
        ActivityType.TALK: "座谈会",
        ActivityType.OTHER: "其他活动",
    },
}

COUNTS: dict[type[StrEnum], Mapping[StrEnum, str]] = {
    Measure: {
        Measure.VISITS: "督导次",
        Measure.SCHOOL_VISITS: "校次",
        Measure.INSPECTOR_VISITS: "督学人次",
        Measure.LESSONS: "听课节",
        Measure.LESSON_ATTENDANCES: "听课人节",
        Measure.LESSON_PLANS: "教案人次",
        Measure.DOCUMENTS: "查阅资料份",
        Measure.MEETINGS: "列席会议次",
        Measure.TALKS: "座谈走访次",
        Measure.QUESTIONNAIRES: "问卷份",
        Measure.PATROLS: "校园巡视次",
        Measure.FINDINGS: "问题条",
        Measure.HAZARDS: "隐患条",
        Measure.PHOTOS: "照片张",
    },
}

FLAG: dict[type[StrEnum], Mapping[StrEnum, str]] = {
    FlagCode: {
        FlagCode.CLOCK_OFF: "时钟不准",
        FlagCode.OUTSIDE: "到校在范围外",
        FlagCode.MOCKED: "模拟定位",
        FlagCode.REUSED_PHOTO: "重复照片",
        FlagCode.SIMILAR_PHOTO: "相似照片",
        FlagCode.ALBUM_PHOTO: "相册照片",
        FlagCode.FORK: "记录有两版",
        FlagCode.REVOKED_CHAIN: "手机已停用",
        FlagCode.CLOCK_CONTRADICTS: "计时有矛盾",
        FlagCode.AFTER_SUBMISSION: "提交后改动",
        FlagCode.NO_RIGHT: "无权写入",
        FlagCode.UNREADABLE: "有读不出的记录",
        FlagCode.WITHHELD: "内容未送来",
        FlagCode.UNKNOWN_SCHOOL: "学校未登记",
        FlagCode.NO_CHECK_IN: "没有到校记录",
        FlagCode.UNIT_NOT_ARRIVED: "同去单位没有到校记录",
        FlagCode.NO_CHECK_OUT: "没有离校记录",
        FlagCode.LEFT_OUTSIDE: "离校在范围外",
        FlagCode.PLACE_BY_HAND: "手工标注地点",
        FlagCode.PLACE_UNKNOWN: "地点无法判断",
        FlagCode.LATE_SYNC: "晚同步",
        FlagCode.CLOCK_UNVERIFIED: "时间未核实",
        FlagCode.DATE_SPANS: "日期有跨度",
        FlagCode.COPIED_TEXT: "文字雷同",
        FlagCode.NO_PHOTO: "没有照片",
        FlagCode.SHORT_DWELL: "在校时间短",
        FlagCode.NO_SIGNATURE: "缺签名",
        FlagCode.CHANGED_AFTER_SIGNING: "签名后改动",
        FlagCode.SIGNATURE_REFUSED: "拒绝签名",
        FlagCode.CHECKLIST_GAPS: "清单未答全",
        FlagCode.ITEM_COUNT: "内容项数",
        FlagCode.POSITION_PROPOSED: "提议学校位置",
        FlagCode.STALE_REVIEW: "审核时有新内容",
        FlagCode.AMENDED: "有更正",
        FlagCode.SAME_DAY: "同校同日",
        FlagCode.REDATED: "日期已更正",
    }
}

METHOD_UNIT: dict[Method, str] = {
    Method.DOCUMENTS: "份",
    Method.MEETINGS: "次",
    Method.TALKS: "次",
    Method.QUESTIONNAIRES: "份",
    Method.PATROLS: "次",
    Method.LESSON_PLANS: "人次",
}

CRITERION = {
    "goals": "教学目标",
    "content": "教学内容",
    "process": "教学过程",
    "pupils": "学生参与",
    "effect": "教学效果",
}
"""评价项 of a lesson; another one is shown by its own name."""

FIX_SOURCE = {
    "gps": "卫星定位",
    "network": "网络定位",
    "fused": "综合定位",
    "manual": "手工标注",
    "browser": "浏览器定位",
    "unknown": "来源不明",
}

ITEM_KIND = {
    "yes_no": "是否",
    "choice": "选择",
    "number": "数字",
    "score": "打分",
    "text": "文字",
}
"""How an item of a checklist is answered."""

WITH_SECTION = "本节都正常"
"""The act that answers a section's open items with yes, and the mark its answers keep."""

NOUN = {
    kind.subject: kind.body.model_config.get("title", "")
    for kind in KINDS.values()
    if kind.subject and kind.is_thing
}
"""What the office calls the things of the register, as their kinds have it."""

KIND = {name: kind.word for name, kind in KINDS.items()}

LABELS: dict[type[StrEnum], Mapping[StrEnum, str]] = {
    **OFFICE,
    **VISITING,
    **CONTENT,
    **REGISTER,
    **COUNTS,
    **FLAG,
    **AUDIT,
    **BURDEN,
    **MEETINGS,
    **MONTH_LOCK,
    **NEWS,
    **MONTH_TABLES,
    **FINDINGS,
    **PAPERS,
    **ACCOUNTABILITY_WORDS,
    **INDICATORS,
    **TASKS,
    **CAMPAIGNS,
}


def label(value: StrEnum) -> str:
    """The Chinese word of an enumeration's value."""
    return LABELS[type(value)][value]


def words_of(values: type[Value]) -> dict[Value, str]:
    """Every value of an enumeration with its Chinese word, in the order in which it is offered."""
    return {values(value): word for value, word in LABELS[values].items()}
