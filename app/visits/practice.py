"""Practising: a workbook of made-up schools, and which step of a first visit comes next."""

import json
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from domain.clock import CST, format_instant
from domain.kinds.register.district import Duty
from domain.kinds.register.school import Ownership, SchoolKind
from domain.kinds.visit.builder import State
from domain.kinds.visit.finding import Category, Severity
from domain.place.presence import Circle, Fix
from domain.register.checklist import Checklist, Theme
from domain.visit.visit import Visit
from domain.wire.workbook import (
    Workbook,
    WorkbookFinding,
    WorkbookMeasure,
    WorkbookNotice,
    WorkbookPerson,
    WorkbookReply,
    WorkbookSchool,
)

ACCOUNT, DISTRICT = "practice", "practice"
NAME, DISTRICT_NAME = "练习账号", "练习区"
SCHOOL, SCHOOL_WITHOUT_POSITION = "practice-1", "practice-2"
ANSWERS_TO_LEARN = 3
BY_HAND = "manual"

# A visit that was never made: the finding to look at again has to come from one.
EARLIER_VISIT = "0" * 63 + "1"


class Step(StrEnum):
    """One step of a guided visit, in the order one takes them."""

    CHECK_IN = "check_in"
    CHECKLIST = "checklist"
    PHOTO = "photo"
    FINDING = "finding"
    SIGN = "sign"
    CHECK_OUT = "check_out"
    SUBMIT = "submit"
    DONE = "done"


def next_step(visit: Visit) -> Step:
    """What to do next on the visit: the first step not taken.

    A step that may be left out counts as taken once a later one was: a visit need not have a
    photo or a problem. Ended or handed in, the visit is done; while it is amended, it is to be
    handed in again.
    """
    is_ended = visit.state in (State.CANCELLED, State.MERGED)
    if visit.is_amending and not is_ended:
        return Step.SUBMIT
    if visit.state is not State.IN_PROGRESS:
        return Step.DONE
    taken = steps_taken(visit)
    last = max((number for number, step in enumerate(taken) if taken[step]), default=-1)
    for number, (step, is_taken) in enumerate(taken.items()):
        if not is_taken and not (step in _MAY_BE_LEFT_OUT and number < last):
            return step
    return Step.SUBMIT


_MAY_BE_LEFT_OUT = (Step.CHECKLIST, Step.PHOTO, Step.FINDING, Step.SIGN)


def steps_taken(visit: Visit) -> dict[Step, bool]:
    """Which of the steps before handing in the visit shows, in their order."""
    return {
        Step.CHECK_IN: visit.check_in is not None,
        Step.CHECKLIST: visit.checklist is None or len(visit.answers) >= ANSWERS_TO_LEARN,
        Step.PHOTO: bool(visit.shown_photos),
        Step.FINDING: bool(visit.findings),
        Step.SIGN: bool(visit.signatures),
        Step.CHECK_OUT: visit.check_out is not None,
    }


def practice_workbook(assets: Path, now: datetime) -> Workbook:
    """The workbook of the practice account, made from what the app brings along."""
    themes = json.loads((assets / "themes.json").read_text("utf-8"))
    lists = sorted((assets / "checklists").glob("*.json"))
    today = now.astimezone(CST).date()
    return Workbook(
        epoch="practice",
        server_at=format_instant(now),
        account=ACCOUNT,
        name=NAME,
        district=DISTRICT,
        district_name=DISTRICT_NAME,
        duty=Duty(),
        short_dwell_min=10,
        schools=(
            _school(SCHOOL, "练习小学", SchoolKind.PRIMARY),
            _school(SCHOOL_WITHOUT_POSITION, "练习幼儿园", SchoolKind.KINDERGARTEN),
        ),
        people=(WorkbookPerson(account="practice-2", name="同行的王督学", zone="practice"),),
        themes=tuple(Theme.model_validate_json(json.dumps(each)) for each in themes),
        checklists=tuple(Checklist.model_validate_json(each.read_bytes()) for each in lists),
        visits=(),
        findings=(_finding(today),),
    )


def here(circle: Circle | None, fix: Fix | None) -> Circle | None:
    """Where the practice school is for somebody who arrives: around where the phone is.

    As it was without a position to go by; the school without a place stays without one.
    """
    if circle is None or fix is None or fix.source == BY_HAND:
        return circle
    return Circle(lat=fix.lat, lng=fix.lng, radius_m=circle.radius_m)


def moved(workbook: Workbook, school_id: str, fix: Fix | None) -> Workbook:
    """The practice workbook with this school where the phone is."""
    schools = tuple(
        each.model_copy(update={"circle": here(each.circle, fix)})
        if each.school_id == school_id
        else each
        for each in workbook.schools
    )
    return workbook.model_copy(update={"schools": schools})


def _school(school_id: str, name: str, kind: SchoolKind) -> WorkbookSchool:
    """A made-up school; the second has no position, so that proposing one can be practised."""
    is_placed = school_id == SCHOOL
    return WorkbookSchool(
        school_id=school_id,
        name=name,
        initials="LXXX" if is_placed else "LXYEY",
        pinyin="lian.xi.xiao.xue" if is_placed else "lian.xi.you.er.yuan",
        school_kind=kind,
        ownership=Ownership.PUBLIC,
        zone="practice",
        zone_name="练习片区",
        circle=Circle(lat=26.598, lng=106.71, radius_m=200) if is_placed else None,
        is_mine=True,
    )


def _finding(today: date) -> WorkbookFinding:
    """A problem that was noticed, answered by the school, and waits for a second look."""

    def day(days: int) -> str:
        return (today + timedelta(days=days)).isoformat()

    return WorkbookFinding(
        finding_id="practice-finding",
        subject=EARLIER_VISIT,
        visit=EARLIER_VISIT,
        school_id=SCHOOL,
        category=Category.SAFETY,
        severity=Severity.GENERAL,
        is_hazard=False,
        text="（练习）二楼东侧灭火器压力不足",
        raised_on=day(-20),
        due_on=day(-3),
        deadline=day(-3),
        fed_back_on=day(-20),
        place="教学楼二楼东侧",
        suggestion="更换灭火器，并把每月巡检写进台账。",
        responsible="总务处李主任",
        notice=WorkbookNotice(
            number="练习督〔2026〕1 号",
            issued_on=day(-18),
            due_on=day(-3),
            requirement="限期更换，举一反三检查其他楼层。",
        ),
        measure=WorkbookMeasure(
            due_on=day(-3),
            text="更换压力不足的灭火器，排查全校。",
            responsible="总务处李主任",
            set_on=day(-16),
        ),
        reply=WorkbookReply(
            replied_on=day(-5),
            is_done=True,
            text="已更换 2 具灭火器，并检查了全校灭火器。",
            responsible="总务处李主任",
        ),
    )
