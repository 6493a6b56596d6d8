"""Builders of workbooks and what is in them."""

from domain.clock import format_instant
from domain.kinds.office.message import MessageAbout
from domain.kinds.register.district import Duty
from domain.kinds.register.school import Ownership, SchoolKind
from domain.kinds.task.builder import TaskSource
from domain.kinds.task.steps import TaskState
from domain.kinds.visit.builder import State
from domain.kinds.visit.finding import Category, Severity
from domain.kinds.visit.plan import VisitType
from domain.place.presence import Circle
from domain.register.checklist import Checklist, Item, Section, Theme
from domain.wire.workbook import (
    Workbook,
    WorkbookFinding,
    WorkbookMessage,
    WorkbookSchool,
    WorkbookTask,
    WorkbookVisit,
)
from tests.builders.trail import MAY_14


def a_school(number: int = 1, **fields: object) -> WorkbookSchool:
    """A school the inspector is responsible for."""
    given = {
        "school_id": f"school-{number}",
        "name": f"第{number}小学",
        "initials": f"D{number}XX",
        "school_kind": SchoolKind.PRIMARY,
        "ownership": Ownership.PUBLIC,
        "zone": "zone-1",
        "zone_name": "一片区",
        "circle": Circle(lat=26.598, lng=106.71, radius_m=200.0),
        "is_mine": True,
    }
    return WorkbookSchool.model_validate({**given, **fields})


def a_checklist(version: int = 1) -> Checklist:
    """A checklist of one question."""
    item = Item(item_id="gate", text="门卫在岗", kind="yes_no")
    sections = (Section(title="安全", items=(item,)),)
    return Checklist(checklist_id="may", version=version, title="五月清单", sections=sections)


def a_workbook(**fields: object) -> Workbook:
    """A workbook of two schools, May's theme and its checklist."""
    theme = Theme(theme_id="may", month=5, title="五月主题", checklist_id="may")
    given = {
        "epoch": "epoch-1",
        "server_at": format_instant(MAY_14),
        "account": "chen.jing",
        "name": "陈静",
        "district": "wanshan",
        "district_name": "万山区",
        "duty": Duty(),
        "short_dwell_min": 10,
        "schools": (a_school(1), a_school(2)),
        "people": (),
        "themes": (theme,),
        "checklists": (a_checklist(),),
        "visits": (),
        "findings": (),
    }
    return Workbook.model_validate({**given, **fields})


def a_message(message_id: str = "e" * 64, **fields: object) -> WorkbookMessage:
    """A message from school 1's public card that the office has passed to Chen Jing."""
    given = {
        "message_id": message_id,
        "tip": message_id,
        "school_id": "school-1",
        "about": MessageAbout.SAFETY,
        "sent_on": "2026-05-12",
        "text": "校门口放学时车多，没人管。",
        "passed_at": format_instant(MAY_14),
        "asked": "请放学时去看。",
    }
    return WorkbookMessage.model_validate({**given, **fields})


def a_task(task_id: str = "d" * 64, **fields: object) -> WorkbookTask:
    """A task of the city that the office gave to Chen Jing."""
    given = {
        "task_id": task_id,
        "tip": task_id,
        "edition": task_id,
        "title": "护导专项检查",
        "text": "逐校看放学护导，填好附表。",
        "source": TaskSource.CITY,
        "giver": "市教育局督导室",
        "given_on": "2026-05-12",
        "receive_by": "2026-05-16",
        "due_on": "2026-05-20",
        "schools": ("school-1",),
        "files": ("附表.pdf",),
        "state": TaskState.GIVEN,
    }
    return WorkbookTask.model_validate({**given, **fields})


def an_office_visit(visit: str, **fields: object) -> WorkbookVisit:
    """A visit as the office sees it."""
    given = {
        "visit": visit,
        "head": visit,
        "tip": visit,
        "school_id": "school-1",
        "visit_on": "2026-05-14",
        "month": "2026-05",
        "visit_type": VisitType.ROUTINE,
        "state": State.SUBMITTED,
        "photos_total": 0,
        "photos_received": 0,
    }
    return WorkbookVisit.model_validate({**given, **fields})


def a_finding(**fields: object) -> WorkbookFinding:
    """A finding at the first school, open and without a day."""
    given = {
        "finding_id": "f1",
        "subject": "f" * 64,
        "visit": "a" * 64,
        "school_id": "school-1",
        "category": Category.SAFETY,
        "severity": Severity.GENERAL,
        "is_hazard": False,
        "text": "二楼东侧灭火器压力不足",
        "raised_on": "2026-04-20",
    }
    return WorkbookFinding.model_validate({**given, **fields})
