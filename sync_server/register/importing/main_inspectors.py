"""One 主责督学 per school and day: two that a file sets for the same days are not just taken."""

from collections.abc import Iterable
from datetime import timedelta

from domain.month.duty import Assignment, both_main
from sync_server.register.duty_rows import assignment_of
from sync_server.register.importing.changes import SHEET_ASSIGNMENTS, ImportDraft
from sync_server.register.importing.faults import Faults, Place

_ONE = "一所学校一天只有一位主责督学"


def one_main_a_day(draft: ImportDraft, faults: Faults) -> None:
    """Name each two 主责 inspectors of a school who share days, where the file sets one of them.

    Who begins on the same day is a fault, for nobody could say which of the two owes the visits.
    Where one begins later it may be a handover without its end: somebody must confirm it.
    """
    by_school: dict[str, list[Assignment]] = {}
    for body in draft.register.assignments.values():
        by_school.setdefault(body.school_id, []).append(assignment_of(body))
    changed = {
        school_id
        for school_id, assigned in by_school.items()
        if any(draft.is_changed(*_key(each)) for each in assigned)
    }
    for school_id in changed:
        for one, two in both_main(by_school[school_id]):
            _tell(one, two, draft, faults)


def _tell(one: Assignment, two: Assignment, draft: ImportDraft, faults: Faults) -> None:
    set_by_rows = [
        draft.place_of(*_key(each)) for each in (two, one) if draft.is_changed(*_key(each))
    ]
    place = next((each for each in set_by_rows if each is not None), None)
    if place is None:
        return
    school = draft.register.schools.get(one.school_id)
    named = f"“{school.name if school else one.school_id}”"
    if one.from_on == two.from_on:
        by_row = sorted((one, two), key=lambda each: draft.place_of(*_key(each)) or ("", 0))
        problem = f"{named}从 {one.from_on} 起有两位主责督学：{_both(by_row, draft)}"
        remedy = f"{_ONE}，请把其中一位的“责任”填成“协助”，或者核对日期"
        faults.add(Place(*place), problem, remedy)
        return
    days = f"{_shared(one, two)}都算后一位的"
    problem = f"{named}的两位主责督学日期重叠：{_both((one, two), draft)}，{days}"
    draft.doubts.add(Place(*place), problem, f"{_ONE}，{_way_out(one, two)}；就是这样的请确认")


def _both(two: Iterable[Assignment], draft: ImportDraft) -> str:
    return "和".join(_named(each, draft) for each in two)


def _named(each: Assignment, draft: ImportDraft) -> str:
    """The inspector with the row that says so, and since when."""
    place = draft.place_of(*_key(each))
    where = f"第 {place[1]} 行的" if place else "登记里的"
    person = draft.register.people.get(each.account)
    end = f"到 {each.to_on}" if each.to_on else "起"
    return f"{where}“{person.name if person else each.account}”（{each.from_on} {end}）"


def _shared(one: Assignment, two: Assignment) -> str:
    ends = [each.to_on for each in (one, two) if each.to_on is not None]
    return f"{two.from_on} 到 {min(ends)} " if ends else f"{two.from_on} 起"


def _way_out(one: Assignment, two: Assignment) -> str:
    if one.to_on is not None and two.to_on is not None and two.to_on < one.to_on:
        return "请核对日期，或者把一位改成“协助”"
    last = two.from_on - timedelta(days=1)
    return f"交接的请给前一位填结束日期 {last}，不是交接的请把一位改成“协助”"


def _key(each: Assignment) -> tuple[str, str]:
    """What the draft knows the assignment by."""
    return SHEET_ASSIGNMENTS, f"{each.school_id}/{each.account}/{each.from_on}"
