"""Finding the schools and people that a row names, with a fault where one is not to be found."""

from domain.kinds.register.school import SchoolSet
from sync_server.register.importing.cell_values import names_in
from sync_server.register.importing.changes import ImportDraft
from sync_server.register.importing.faults import Faults
from sync_server.register.importing.register import Person, nearest
from sync_server.register.importing.sheets import Row


def person_called(
    row: Row, column: str, text: str, draft: ImportDraft, faults: Faults
) -> Person | None:
    """The one person of this name or account."""
    found = draft.register.people_called(text)
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
    names = names_in(row.lines(column))
    if not names:
        faults.add(row.place(column), "没有填学校", "请填写学校名称、简称或学校标识码")
    schools: list[SchoolSet] = []
    for name in names:
        found = draft.register.schools_called(name)
        if not found:
            guess = nearest(name, (each.name for each in draft.register.schools.values()))
            remedy = f"{guess}请先在“学校”表里加上这所学校，或核对名称"
            faults.add(row.place(column), f"没有叫“{name}”的学校", remedy)
        elif len(found) > 1:
            listed = "、".join(each.name for each in found)
            faults.add(row.place(column), f"“{name}”可能是{listed}", "请填写全称或学校标识码")
        schools += found[:1]
    return schools
