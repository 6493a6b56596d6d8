"""What the stored values are called on the phone."""

from domain.clock import WEEKDAYS
from domain.kinds.register.school import Ownership, SchoolKind
from domain.kinds.visit.builder import State
from domain.kinds.visit.finding import Category, Severity
from domain.kinds.visit.lesson import LessonType, Rating
from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.plan import VisitType
from domain.kinds.visit.record import Method, NoteSection
from domain.kinds.visit.review import Verdict
from domain.kinds.visit.signature import Signer

STATE = {
    State.IN_PROGRESS: "进行中",
    State.SUBMITTED: "待审",
    State.RETURNED: "被退回",
    State.APPROVED: "已通过",
    State.CANCELLED: "已作废",
    State.MERGED: "已合并",
}
VISIT_TYPE = {
    VisitType.ROUTINE: "经常性督导",
    VisitType.ACCOMPANYING: "随访督导",
    VisitType.SPECIAL: "专项督导",
    VisitType.COMPREHENSIVE: "综合督导",
    VisitType.COLLABORATIVE: "协作督导",
}
SCHOOL_KIND = {
    SchoolKind.KINDERGARTEN: "幼儿园",
    SchoolKind.PRIMARY: "小学",
    SchoolKind.JUNIOR: "初中",
    SchoolKind.NINE_YEAR: "九年制",
    SchoolKind.SENIOR: "高中",
    SchoolKind.COMPLETE: "完中",
    SchoolKind.VOCATIONAL: "中职",
    SchoolKind.SPECIAL: "特教",
    SchoolKind.TRAINING: "培训机构",
    SchoolKind.TOWNSHIP: "乡镇（街道）",
}
OWNERSHIP = {Ownership.PUBLIC: "公办", Ownership.PRIVATE: "民办"}
METHOD = {
    Method.DOCUMENTS: ("查阅资料", "份"),
    Method.LESSON_PLANS: ("检查教案", "人次"),
    Method.TALKS: ("座谈走访", "次"),
    Method.MEETINGS: ("列席会议", "次"),
    Method.QUESTIONNAIRES: ("问卷调查", "份"),
    Method.PATROLS: ("校园巡视", "次"),
}
NOTE = {
    NoteSection.RECORD: ("督导纪实", "做了什么、看到什么、听到什么，照实写"),
    NoteSection.HIGHLIGHT: ("亮点与经验", "值得肯定、可以推广的做法"),
    NoteSection.FEEDBACK: ("现场反馈", "和谁交流了，说了哪些意见，学校怎么回应"),
    NoteSection.NEXT_STEP: ("后续处理", "谁来跟进、什么时候再看"),
}
LESSON_TYPE = {
    LessonType.NEW: "新授课",
    LessonType.REVISION: "复习课",
    LessonType.EXERCISE: "练习课",
    LessonType.PRACTICE: "实践课",
    LessonType.ACTIVITY: "活动课",
    LessonType.OTHER: "其他",
}
RATING = {
    Rating.EXCELLENT: "优",
    Rating.GOOD: "良",
    Rating.FAIR: "中",
    Rating.POOR: "差",
}
PHOTO_SOURCE = {PhotoSource.CAMERA: "现场拍摄", PhotoSource.ALBUM: "来自相册"}
SEVERITY = {
    Severity.MINOR: "轻微",
    Severity.GENERAL: "一般",
    Severity.SERIOUS: "严重",
}
CATEGORY = {
    Category.MANAGEMENT: "校务管理和制度执行",
    Category.ENROLMENT_FEES: "招生、收费、择校",
    Category.CURRICULUM: "课程开设和课堂教学",
    Category.WORKLOAD: "学习、体育锻炼和课业负担",
    Category.TEACHERS: "师德和教师专业发展",
    Category.SAFETY: "校园及周边安全、交通",
    Category.HYGIENE: "食堂、食品、饮水、宿舍卫生",
    Category.ETHOS: "校风、教风、学风",
    Category.OTHER: "其他",
}
SIGNER = {Signer.INSPECTOR: "督学", Signer.SCHOOL_HEAD: "学校负责人"}
VERDICT = {
    Verdict.APPROVED: "督导室已通过",
    Verdict.RETURNED: "督导室退回",
    Verdict.COMMENTED: "督导室批注",
}
ANSWER = {"yes": "是", "no": "否", "na": "不适用"}
WEEKDAY_SHORT = tuple(name.replace("星期", "周") for name in WEEKDAYS)
