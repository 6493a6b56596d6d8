"""Finding the schools and people that a row names, with a fault where one is not to be found."""

from collections.abc import Iterable

from domain.kinds.register.school import SchoolSet
from sync_server.register.importing.cell_values import has_lost_digits, names_in
from sync_server.register.importing.changes import SHEET_PEOPLE, SHEET_SCHOOLS, ImportDraft
from sync_server.register.importing.faults import Faults
from sync_server.register.importing.register import Person, nearest
from sync_server.register.importing.sheets import Row

LOST_DIGITS = "代码被当成数字，后几位已经丢失"
AS_TEXT = "请把这一列设为“文本”格式后重新填写"
SAY_WHICH = "请填写全称或学校标识码"


def told_apart(schools: Iterable[SchoolSet]) -> str:
    """Several schools as a reader tells them apart, be they called the same."""
    return "、".join(
        f"{each.name}（{'，'.join(filter(None, (each.code, each.town)))}）"
        if each.code or each.town
        else each.name
        for each in schools
    )


def person_called(
    row: Row, column: str, text: str, draft: ImportDraft, faults: Faults
) -> Person | None:
    """The one person of this name or account."""
    found = draft.register.people_called(text)
    if not found and draft.is_faulty(SHEET_PEOPLE, text):
        return None
    if not found:
        guess = nearest(text, (each.name for each in draft.register.people.values()))
        remedy = f"{guess}请先在“督学”表里加上这个人，或核对姓名"
        faults.add(row.place(column), f"没有叫“{text}”的督学", remedy)
    elif len(found) > 1:
        accounts = "、".join(each.body.account for each in found)
        faults.add(row.place(column), f"有几位“{text}”（{accounts}）", "请改填账号")
    return found[0] if len(found) == 1 else None


def schools_in(row: Row, column: str, draft: ImportDraft, faults: Faults) -> list[SchoolSet]:
    """The schools a cell lists, by name, short name or code; a fault where it lists none."""
    if has_lost_digits(row.cells.get(column)):
        faults.add(row.place(column), LOST_DIGITS, AS_TEXT)
        return []
    names = names_in(row.lines(column))
    if not names:
        faults.add(row.place(column), "没有填学校", "请填写学校名称、简称或学校标识码")
    schools: list[SchoolSet] = []
    for name in names:
        found = draft.register.schools_called(name)
        if not found and draft.is_faulty(SHEET_SCHOOLS, name):
            continue
        if not found:
            guess = nearest(name, (each.name for each in draft.register.schools.values()))
            remedy = f"{guess}请先在“学校”表里加上这所学校，或核对名称"
            faults.add(row.place(column), f"没有叫“{name}”的学校", remedy)
        elif len(found) > 1:
            faults.add(row.place(column), f"“{name}”可能是{told_apart(found)}", SAY_WHICH)
        schools += found[:1]
    return schools
