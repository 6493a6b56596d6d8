"""A district as one inspector's workbook tells of it: units of every kind, findings, campaigns."""

from datetime import timedelta
from typing import Any

from domain.clock import local_date
from domain.kinds.register.school import SchoolKind
from domain.kinds.visit.finding import Severity
from domain.kinds.visit.plan import VisitType
from domain.place.presence import Circle
from domain.register.checklist import Checklist, Item, Section, Theme
from domain.wire.workbook import (
    Workbook,
    WorkbookCampaign,
    WorkbookFinding,
    WorkbookNotice,
    WorkbookPerson,
    WorkbookReply,
    WorkbookSchool,
)
from tests.builders.register import a_finding, a_school, a_workbook
from tests.builders.trail import MAY_14

TODAY = local_date(MAY_14)
AT_PRIMARY = Circle(lat=26.598, lng=106.71, radius_m=200.0)
AT_KINDERGARTEN = Circle(lat=26.605, lng=106.715, radius_m=150.0)
AT_TOWNSHIP = Circle(lat=26.62, lng=106.70, radius_m=500.0)

PRIMARY = a_school(
    1,
    name="栖云实验小学",
    initials="qysyxx",
    pinyin="qi.yun.shi.yan.xiao.xue",
    aliases=("实小",),
    circle=AT_PRIMARY,
    town="城关街道",
)
KINDERGARTEN = a_school(
    2,
    name="河湾镇中心幼儿园",
    initials="hwzzxyey",
    school_kind=SchoolKind.KINDERGARTEN,
    circle=AT_KINDERGARTEN,
)
TOWNSHIP = a_school(
    3,
    name="青石镇人民政府",
    initials="qszrmzf",
    school_kind=SchoolKind.TOWNSHIP,
    circle=AT_TOWNSHIP,
)
INSTITUTION = a_school(
    4,
    name="启明艺术培训中心",
    initials="qmyspxzx",
    school_kind=SchoolKind.TRAINING,
    circle=None,
)
ELSEWHERE = a_school(
    9, name="白鹭小学", initials="blxx", is_mine=False, zone="zone-2", zone_name="二片区"
)
UNITS = (PRIMARY, KINDERGARTEN, TOWNSHIP, INSTITUTION, ELSEWHERE)


def day(offset: int) -> str:
    """The local day so many days from 14 May."""
    return (TODAY + timedelta(days=offset)).isoformat()


def a_campaign(campaign_id: str = "c1", /, **fields: Any) -> WorkbookCampaign:
    """A campaign about institutions that runs five more days, today included."""
    given = {
        "campaign_id": campaign_id,
        "campaign": "c" * 64,
        "edition": "d" * 64,
        "tip": "d" * 64,
        "title": "培训机构专项治理",
        "brief": "逐家核对收费公示。",
        "visit_type": VisitType.SPECIAL,
        "from_on": day(-10),
        "to_on": day(4),
        "theme_id": "fees",
        "checklist_id": "own",
        "schools": ("school-4", "school-1", "school-99"),
        "visited": (),
    }
    return WorkbookCampaign.model_validate({**given, **fields})


def a_list(checklist_id: str, version: int = 1, items: int = 1) -> Checklist:
    """A checklist of so many questions."""
    asked = tuple(
        Item(item_id=f"{checklist_id}-{number}", text=f"第{number}项", kind="yes_no")
        for number in range(items)
    )
    return Checklist(
        checklist_id=checklist_id,
        version=version,
        title=checklist_id,
        sections=(Section(title="一", items=asked),),
    )


THEMES = (
    Theme(
        theme_id="may",
        month=5,
        title="课程与控辍保学",
        checklist_id="may",
        items=("课程开设", "课堂教学", "控辍保学", "作业", "体育", "第六项"),
    ),
    Theme(theme_id="fees", month=9, title="招生与收费", checklist_id="fees", items=("收费公示",)),
)
LISTS = (a_list("may", 1, 3), a_list("may", 2, 4), a_list("fees", 1, 2), a_list("own", 3, 5))
PEOPLE = tuple(
    WorkbookPerson(account=account, name=name)
    for account, name in (("wang.fang", "王芳"), ("zhou.min", "周敏"), ("chen.jing", "陈静"))
)


def findings() -> tuple[WorkbookFinding, ...]:
    """One of each urgency, and a closed one."""
    reply = WorkbookReply(replied_on=day(-2), is_done=True, text="已换新")
    notice = WorkbookNotice(number="督改〔2026〕7号", issued_on=day(-20), due_on=day(-3))
    return (
        a_finding(finding_id="later", text="档案不全", due_on=day(40)),
        a_finding(finding_id="soon", text="食谱没有公示", school_id="school-2", due_on=day(4)),
        a_finding(finding_id="reported", text="留样不足", due_on=day(20), reply=reply),
        a_finding(
            finding_id="overdue",
            text="灭火器压力不足",
            is_hazard=True,
            severity=Severity.SERIOUS,
            place="教学楼二楼",
            deadline=notice.due_on,
            notice=notice,
        ),
        a_finding(finding_id="closed", text="门卫脱岗", is_fixed_on_spot=True, due_on=day(-9)),
    )


def a_district(**fields: object) -> Workbook:
    """The whole workbook."""
    given: dict[str, object] = {
        "schools": UNITS,
        "themes": THEMES,
        "checklists": LISTS,
        "people": PEOPLE,
        "findings": findings(),
        "campaigns": (a_campaign(),),
    }
    return a_workbook(**{**given, **fields})


def unit(school_id: str) -> WorkbookSchool:
    """One of the units."""
    return next(each for each in UNITS if each.school_id == school_id)
