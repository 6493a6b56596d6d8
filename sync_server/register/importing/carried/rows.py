"""The sheet 期初问题: what was still open when the office began here, one finding a row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher

from domain.kinds.finding.entering import EnteredPrivate, FindingEntered
from domain.kinds.register.school import SchoolSet
from domain.kinds.visit.finding import Category, OwnerUnit, Severity, Source
from domain.spelling import key_of
from sync_server.register.carried_over import CarriedOver, carried_id
from sync_server.register.importing.carried import columns as at
from sync_server.register.importing.carried.columns import COLUMNS, MUST, E, meant
from sync_server.register.importing.carried.dates import Days, days_of
from sync_server.register.importing.changes import ImportDraft
from sync_server.register.importing.faults import Faults, Unread
from sync_server.register.importing.lookups import schools_in
from sync_server.register.importing.sheets import Row
from sync_server.register.importing.zone_rows import row_in_words

__all__ = ["COLUMNS", "MUST", "read_carried"]

ALIKE = 0.8
"""How alike two texts about one old paper are that may be the same finding."""
LONGEST_NAME = 40
LONGEST_NUMBER = 100
_CLOSED = "已经销号，不用转入"
_TOWNS = ("镇", "乡", "街道", "镇人民政府", "乡人民政府", "街道办", "街道办事处")


@dataclass(slots=True)
class _Seen:
    """What earlier rows of the file said: by finding, and by old number."""

    findings: dict[str, Row] = field(default_factory=dict)
    numbers: dict[str, tuple[Row, SchoolSet, date | None]] = field(default_factory=dict)


def read_carried(
    rows: list[Row], today: date, draft: ImportDraft, faults: Faults, unread: Unread
) -> None:
    """Take what these rows carry over into the draft; what has been closed is passed over."""
    seen = _Seen()
    for row in rows:
        if row.text(at.CLOSED_ON):
            unread.row(row.sheet, row.number, _CLOSED)
            continue
        draft.at(row)
        before = len(faults.found)
        school = _unit(row, draft, faults)
        days = days_of(row, today, faults)
        private = _private(row, days, faults)
        facts = _facts(row, faults)
        if school is None or days is None or len(faults.found) > before:
            continue
        carried = _carried(row, school, days, private, facts)
        _once(row, carried, seen, faults)
        _one_paper(row, (school, carried), seen, draft, faults)
        if len(faults.found) == before:
            _doubt_alike(row, carried, draft)
            draft.set_carried(carried, f"{school.name}：{_short(private.text)}")


def _unit(row: Row, draft: ImportDraft, faults: Faults) -> SchoolSet | None:
    schools = schools_in(row, at.UNIT, draft, faults)
    if len(schools) > 1:
        faults.add(row.place(at.UNIT), "一行写了几个单位", "请每个单位一行")
    return schools[0] if len(schools) == 1 else None


def _private(row: Row, days: Days | None, faults: Faults) -> EnteredPrivate:
    """The row's texts; what says half of something is a fault beside the half that lacks."""
    text, measure, reply = (row.lines(each) for each in (at.TEXT, at.MEASURE, at.REPLY))
    responsible, number = row.text(at.RESPONSIBLE), row.text(at.NUMBER)
    if not text:
        faults.add(row.place(at.TEXT), "没有填问题", "请写明问题，或删掉这一行")
    if len(number) > LONGEST_NUMBER:
        faults.add(row.place(at.NUMBER), f"有 {len(number)} 个字，太长", "请只填编号")
    if measure and not responsible:
        faults.add(row.place(at.RESPONSIBLE), "填了整改措施，没有填责任人", "请补上责任人")
    if days is not None:
        _refuse_halves(row, days, faults)
    return EnteredPrivate(
        text=text,
        suggestion=row.lines(at.SUGGESTION),
        place=row.text(at.PLACE),
        responsible=responsible,
        number=number,
        measure=measure,
        measure_by=responsible if measure else "",
        reply=reply,
    )


def _refuse_halves(row: Row, days: Days, faults: Faults) -> None:
    if row.text(at.NUMBER) and days.noticed_on is None:
        problem = "填了通知书编号，没有填下达日期"
        faults.add(row.place(at.NOTICED_ON), problem, "请补上下达日期")
    if row.text(at.MEASURE) and not (days.measure_due_on or days.due_on):
        faults.add(row.place(at.MEASURE_DUE_ON), "填了整改措施，没有填时限", "请补上时限")
    if row.text(at.REPLY) and days.replied_on is None:
        remedy = "请填单位报来整改完成的日期；还没有整改完的，清空“整改情况”"
        faults.add(row.place(at.REPLIED_ON), "填了整改情况，没有填回复日期", remedy)
    if days.replied_on and not row.text(at.REPLY):
        faults.add(row.place(at.REPLY), "填了回复日期，没有填整改情况", "请写明整改情况")


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a row says in words of a list."""

    category: Category
    severity: Severity
    source: Source
    is_hazard: bool


def _facts(row: Row, faults: Faults) -> _Facts:
    hazard = row.text(at.HAZARD).upper()
    if hazard not in at.YES | at.NO:
        faults.add(row.place(at.HAZARD), f"看不懂“{row.text(at.HAZARD)}”", "请填是或否")
    return _Facts(
        category=_word(row, at.CATEGORY, at.CATEGORIES, faults) or Category.OTHER,
        severity=_word(row, at.SEVERITY, at.SEVERITIES, faults) or Severity.GENERAL,
        source=_word(row, at.SOURCE, at.SOURCES, faults) or Source.ROUTINE,
        is_hazard=hazard in at.YES,
    )


def _word(row: Row, column: str, words: Mapping[str, E], faults: Faults) -> E | None:
    text = row.text(column)
    found = meant(text, words) if text else None
    if text and found is None:
        remedy = f"请填{'、'.join(f'“{each}”' for each in words)}之一"
        faults.add(row.place(column), f"看不懂“{text}”", remedy)
    return found


def _owner(row: Row, school: SchoolSet) -> tuple[OwnerUnit, str]:
    """Whose it is to put it right, and its name where it is not the unit itself."""
    text = row.text(at.OWNER)
    own = {key_of(each) for each in (school.name, *school.aliases)}
    if not text or key_of(text) in own or text.startswith(school.name):
        return OwnerUnit.SCHOOL, ""
    if text in at.OWNERS:
        return at.OWNERS[text], ""
    return (OwnerUnit.TOWNSHIP if text.endswith(_TOWNS) else OwnerUnit.DEPARTMENT), text


def _carried(
    row: Row, school: SchoolSet, days: Days, private: EnteredPrivate, facts: _Facts
) -> CarriedOver:
    measure_due_on = days.measure_due_on or days.due_on
    owner, owner_name = _owner(row, school)
    body = FindingEntered(
        finding_id=carried_id(school.school_id, private.number, private.text),
        school_id=school.school_id,
        raised_on=days.found_on.isoformat(),
        source=facts.source,
        category=facts.category,
        severity=facts.severity,
        is_hazard=facts.is_hazard,
        owner=owner,
        due_on=_text(days.due_on or days.measure_due_on),
        is_carried_over=True,
        noticed_on=_text(days.noticed_on),
        measure_due_on=_text(measure_due_on) if private.measure else None,
        replied_on=_text(days.replied_on),
    )
    return CarriedOver(body, private.model_copy(update={"owner_name": owner_name}))


def _once(row: Row, carried: CarriedOver, seen: _Seen, faults: Faults) -> None:
    first = seen.findings.setdefault(carried.body.finding_id, row)
    if first is not row:
        problem = f"和{row_in_words(first, row)}重复（单位、编号、问题都相同）"
        faults.add(row.place(at.TEXT), problem, "请删掉一行")


def _one_paper(
    row: Row,
    said: tuple[SchoolSet, CarriedOver],
    seen: _Seen,
    draft: ImportDraft,
    faults: Faults,
) -> None:
    """An old number is one paper to one unit on one day, and none that was written here."""
    school, carried = said
    number = carried.private.number
    if not number:
        return
    if number in draft.register.numbers:
        problem = f"“{number}”是在这里开出的文书"
        faults.add(row.place(at.NUMBER), problem, "请核对编号；这里开的文书不用转入")
    noticed_on = row.day(at.NOTICED_ON)
    first, other, day = seen.numbers.setdefault(key_of(number), (row, school, noticed_on))
    where = row_in_words(first, row)
    if other.school_id != school.school_id:
        problem = f"编号和{where}“{other.name}”的相同"
        draft.doubts.add(row.place(at.NUMBER), problem, "确实是同一份文书请确认")
    elif day != noticed_on:
        faults.add(row.place(at.NOTICED_ON), f"同一编号，下达日期和{where}不同", "请核对日期")


def _doubt_alike(row: Row, carried: CarriedOver, draft: ImportDraft) -> None:
    """What differs by few words from one that is there already may be that one."""
    body, private = carried.body, carried.private
    if body.finding_id in draft.register.carried:
        return
    for each in draft.register.carried.values():
        if (each.school_id, key_of(each.number)) != (body.school_id, key_of(private.number)):
            continue
        if SequenceMatcher(None, each.text, private.text).ratio() >= ALIKE:
            problem = f"和已经转入的“{_short(each.text)}”很像"
            draft.doubts.add(
                row.place(at.TEXT), problem, "是另一条问题请确认；是同一条请删掉这一行"
            )
            return


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_NAME else f"{text[:LONGEST_NAME]}…"


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
