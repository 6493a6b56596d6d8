"""The sheet 分工: which inspector is responsible for which schools, from when to when."""

from datetime import date

from domain.kinds.author import Role
from domain.kinds.register.assignment import AssignmentSet, Responsibility
from domain.kinds.register.school import SchoolSet
from domain.spelling import key_of
from domain.words.values import label, words_of
from sync_server.register.importing.changes import ImportDraft
from sync_server.register.importing.faults import Faults
from sync_server.register.importing.lookups import person_called, schools_in
from sync_server.register.importing.register import Person
from sync_server.register.importing.sheets import Columns, Row

COLUMNS: Columns = {
    "督学": ("责任督学", "督学姓名", "姓名", "督学账号", "账号"),
    "学校": ("责任学校", "学校名称", "挂牌学校", "负责学校", "单位名称"),
    "起始日期": ("开始日期", "起聘日期", "起始时间", "自", "开始时间"),
    "结束日期": ("截止日期", "终止日期", "结束时间", "至", "截止时间"),
    "责任": ("主责/协助", "主责或协助", "责任类型", "主协办", "责任分工"),
}
MUST = ("督学", "学校")

OFFERED_RESPONSIBILITIES = tuple(words_of(Responsibility).values())
RESPONSIBILITIES = {word: each for each, word in words_of(Responsibility).items()}
_IN_OTHER_WORDS = {"主": "主责", "主要": "主责", "协": "协助", "协同": "协助", "协办": "协助"}


def read_assignments(rows: list[Row], today: date, draft: ImportDraft, faults: Faults) -> None:
    """Take the assignments of these rows into the draft; without a first day they begin today."""
    for row in rows:
        draft.at(row)
        before = len(faults.found)
        person = _person(row, draft, faults)
        schools = schools_in(row, "学校", draft, faults)
        from_on, to_on = _day(row, "起始日期", faults), _day(row, "结束日期", faults)
        if from_on and to_on and to_on < from_on:
            faults.add(row.place("结束日期"), "结束日期早于起始日期", "请核对这两个日期")
        responsibility = _responsibility(row, faults)
        if person is None or len(faults.found) > before:
            continue
        for school in schools:
            told = (today, _is_open(row, "结束日期"))
            spell = _spell((school, person), (from_on, to_on), told, draft)
            if responsibility is not None:
                spell = spell.model_copy(update={"responsibility": responsibility})
            said = f"（{label(responsibility)}）" if responsibility is not None else ""
            draft.set_assignment(spell, f"{person.name} → {school.name}{said}")


def _responsibility(row: Row, faults: Faults) -> Responsibility | None:
    """主责 or 协助; None where nothing is written, which leaves it as it was."""
    word = row.text("责任")
    key = key_of(word)
    found = RESPONSIBILITIES.get(_IN_OTHER_WORDS.get(key, key))
    if word and found is None:
        wanted = "、".join(f"“{each}”" for each in OFFERED_RESPONSIBILITIES)
        faults.add(row.place("责任"), f"看不懂“{word}”", f"请填{wanted}之一")
    return found


def _spell(
    pair: tuple[SchoolSet, Person],
    days: tuple[date | None, date | None],
    told: tuple[date, bool],
    draft: ImportDraft,
) -> AssignmentSet:
    """The spell a row tells of; without a first day it is the newest one known, else a new one.

    ``told`` is today, and whether the row says in words that the spell has no end.
    """
    school, person = pair
    today, is_open = told
    from_on, to_on = days
    known = draft.register.assignments_of(school.school_id, person.body.account)
    same = [each for each in known if from_on is None or each.from_on == from_on.isoformat()]
    if same:
        # What is blank stays; that it has no end any more must be written.
        if to_on is None and not is_open:
            return same[-1]
        return same[-1].model_copy(update={"to_on": to_on.isoformat() if to_on else None})
    return AssignmentSet(
        school_id=school.school_id,
        account=person.body.account,
        from_on=(from_on or today).isoformat(),
        to_on=to_on.isoformat() if to_on else None,
    )


def _person(row: Row, draft: ImportDraft, faults: Faults) -> Person | None:
    text = row.text("督学")
    if not text:
        faults.add(row.place("督学"), "没有填督学", "请填写督学姓名或账号")
        return None
    person = person_called(row, "督学", text, draft, faults)
    if person is not None and person.body.role is Role.DELEGATE:
        words = f"{person.name}是联合部门人员，不负责学校"
        faults.add(row.place("督学"), words, "请改填督学，或删掉这一行")
        return None
    return person


def _is_open(row: Row, column: str) -> bool:
    return row.text(column) in ("至今", "长期", "在任", "在岗", "现在")


def _day(row: Row, column: str, faults: Faults) -> date | None:
    try:
        return None if _is_open(row, column) else row.day(column)
    except ValueError:
        word = row.text(column)
        faults.add(row.place(column), f"“{word}”不是日期", "请填成 2026-09-01 这样")
        return None
