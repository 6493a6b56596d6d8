"""The sheet 办学条件: what each school has in a year, one row each."""

from domain.indicators.jump import PUPILS, jumps
from domain.indicators.sharing import MEASURED
from domain.kinds.register.indicator import (
    FIRST_YEAR,
    LAST_YEAR,
    MOST,
    IndicatorSet,
    indicator_code,
)
from domain.kinds.register.school import SchoolSet
from domain.typed_number import Number, NumberField, NumberProblem, read_number
from sync_server.register.importing.changes import ImportDraft
from sync_server.register.importing.faults import Faults
from sync_server.register.importing.lookups import schools_in
from sync_server.register.importing.sheets import Columns, Row
from sync_server.register.importing.zone_rows import row_in_words

SCHOOL, YEAR, POINT, REASON = "学校", "年度", "教学点", "变动说明"
FIGURES = {
    "小学生数": "primary_pupils",
    "初中生数": "junior_pupils",
    "高中生数": "senior_pupils",
    "高于规定学历教师数": "qualified_teachers",
    "县级以上骨干教师数": "leading_teachers",
    "体育艺术专任教师数": "arts_teachers",
    "教学及辅助用房面积": "rooms_m2",
    "体育运动场馆面积": "sports_m2",
    "教学仪器设备值": "equipment_yuan",
    "网络多媒体教室数": "multimedia_rooms",
    "计算机台数": "computers",
    "图书册数": "books",
    "专任教师数": "teachers",
    "中级及以上职务教师数": "titled_teachers",
}
_OTHERS = {
    "体育艺术专任教师数": ("体育、艺术专任教师数",),
    "图书册数": ("图书", "图书总册数"),
    "计算机台数": ("计算机数", "教学用计算机台数"),
    "小学生数": ("小学在校生数",),
    "初中生数": ("初中在校生数",),
    "高中生数": ("高中在校生数",),
}
COLUMNS: Columns = {
    SCHOOL: ("学校名称",),
    YEAR: ("年份",),
    **{title: _OTHERS.get(title, ()) for title in FIGURES},
    POINT: ("是否教学点",),
    REASON: ("变动原因",),
}
MUST = (SCHOOL, YEAR)
_YES, _NO = frozenset({"是", "Y", "TRUE", "1"}), frozenset({"", "否", "N", "FALSE", "0"})
MOST_PUPILS = 100_000


def read_conditions(rows: list[Row], draft: ImportDraft, faults: Faults) -> None:
    """Take what these rows state into the draft; what is empty stays as it was.

    A figure that is far from the year before wants a reason in its row, and then still somebody
    who confirms it. Rows may come in any order: earlier years are read first.
    """
    found = [(year, row) for row in rows if (year := _year(row, faults)) is not None]
    said: dict[str, Row] = {}
    for year, row in sorted(found, key=lambda each: each[0]):
        draft.at(row)
        before = len(faults.found)
        schools = schools_in(row, SCHOOL, draft, faults)
        if len(schools) != 1:
            if schools:
                faults.add(row.place(SCHOOL), "一行写了几所学校", "请每所学校一行")
            continue
        stated = _stated(row, schools[0], year, draft, faults)
        if stated is None:
            continue
        first = said.setdefault(indicator_code(stated.school_id, year), row)
        if first is not row:
            problem = f"“{schools[0].name}”{year} 年和{row_in_words(first, row)}重复"
            faults.add(row.place(SCHOOL), problem, "请合并成一行")
        _ask(row, stated, draft, faults)
        if len(faults.found) == before:
            draft.set_indicator(stated, f"{schools[0].name} {year} 年")


def _year(row: Row, faults: Faults) -> int | None:
    text = row.text(YEAR)
    number = text.removesuffix("年")
    if number.isascii() and number.isdigit() and FIRST_YEAR <= int(number) <= LAST_YEAR:
        return int(number)
    problem = f"“{text}”不是年度" if text else "没有填年度"
    faults.add(row.place(YEAR), problem, "请填成 2026 这样")
    return None


def _stated(
    row: Row, school: SchoolSet, year: int, draft: ImportDraft, faults: Faults
) -> IndicatorSet | None:
    if school.school_kind not in MEASURED:
        faults.add(row.place(SCHOOL), f"“{school.name}”不是义务教育学校", "不计入，请删去这一行")
        return None
    before = len(faults.found)
    known = draft.register.indicators.get(indicator_code(school.school_id, year))
    stated = known or IndicatorSet(school_id=school.school_id, year=year)
    told: dict[str, object] = {}
    for title, name in FIGURES.items():
        value = _number(row, title, name in PUPILS, faults)
        if value is not None:
            told[name] = value
    point = row.text(POINT).upper()
    if point not in _YES | _NO:
        faults.add(row.place(POINT), f"看不懂“{row.text(POINT)}”", "请填是或否")
    elif point:
        told["is_teaching_point"] = point in _YES
    if row.lines(REASON):
        told["reason"] = row.lines(REASON)[:1000]
    stated = stated.model_copy(update=told)
    if len(faults.found) == before and not any(getattr(stated, each) for each in PUPILS):
        faults.add(row.place("小学生数"), "没有填学生数", "请填小学生数、初中生数")
    return stated if len(faults.found) == before else None


def _number(row: Row, title: str, is_pupils: bool, faults: Faults) -> Number | None:
    """The number in a cell; None where it is empty, and with a fault where it is none."""
    text = row.text(title)
    most = MOST_PUPILS if is_pupils else MOST
    read = read_number(text, NumberField(is_whole=is_pupils, low=0, high=most))
    if read.problem is NumberProblem.TOO_SMALL:
        faults.add(row.place(title), f"“{text}”是负数", "请核对")
    elif read.problem is not None:
        remedy = "请填整数" if is_pupils else "请填数字，不带单位"
        faults.add(row.place(title), f"“{text}”不能用", remedy)
    return read.value


def _ask(row: Row, stated: IndicatorSet, draft: ImportDraft, faults: Faults) -> None:
    """Ask about what is far from last year's: for a reason first, then whether it is meant so."""
    last = draft.register.indicators.get(indicator_code(stated.school_id, stated.year - 1))
    known = draft.register.indicators.get(indicator_code(stated.school_id, stated.year))
    if known == stated:
        return
    titles = {name: title for title, name in FIGURES.items()}
    for each in jumps(last, stated):
        place = row.place(titles[each.field])
        if stated.reason:
            draft.doubts.add(place, each.words, f"写的原因是“{stated.reason}”，请确认")
        else:
            remedy = f"请核对；确实如此的，在“{REASON}”里写明原因"
            faults.add(place, each.words, remedy)
