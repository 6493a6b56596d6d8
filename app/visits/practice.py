"""A workbook to practise with: the built-in themes and checklists, and one made-up school."""

import json
from datetime import datetime
from pathlib import Path

from domain.checklist import Checklist, Theme
from domain.clock import CST, format_instant, month_of
from domain.entries.register import Duty, Ownership, SchoolKind
from domain.place import Circle
from domain.workbook import Workbook, WorkbookSchool

ACCOUNT, DISTRICT = "practice", "practice"
NAME, DISTRICT_NAME = "练习账号", "练习区"


def practice_workbook(assets: Path, now: datetime) -> Workbook:
    """The workbook of the practice account, made from what the app brings along."""
    themes = json.loads((assets / "themes.json").read_text("utf-8"))
    lists = sorted((assets / "checklists").glob("*.json"))
    return Workbook(
        epoch="practice",
        server_at=format_instant(now),
        month=month_of(now.astimezone(CST).date()),
        account=ACCOUNT,
        name=NAME,
        district=DISTRICT,
        district_name=DISTRICT_NAME,
        duty=Duty(),
        short_dwell_min=10,
        schools=(_school("practice-1", "练习小学", SchoolKind.PRIMARY),),
        people=(),
        themes=tuple(Theme.model_validate_json(json.dumps(each)) for each in themes),
        checklists=tuple(Checklist.model_validate_json(each.read_bytes()) for each in lists),
        visits=(),
        findings=(),
    )


def _school(school_id: str, name: str, kind: SchoolKind) -> WorkbookSchool:
    return WorkbookSchool(
        school_id=school_id,
        name=name,
        initials="LXXX",
        school_kind=kind,
        ownership=Ownership.PUBLIC,
        zone="practice",
        zone_name="练习片区",
        circle=Circle(lat=26.598, lng=106.71, radius_m=200),
        is_mine=True,
    )
