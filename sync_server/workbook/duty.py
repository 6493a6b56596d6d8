"""What an inspector owes this month, school by school, as a workbook tells it."""

from datetime import date

from domain.kinds.register.district import DistrictSet, Duty
from domain.month.duty import Call, DutyFacts, SchoolDuty, duties
from domain.month.period import last_day
from domain.wire.workbook import WorkbookCall, WorkbookDuty
from domain.wire.workbook_parts import DutyPart
from sync_server.data.workbook.duty import DutyRows
from sync_server.register.duty_rows import assignment_of, schools_were


def duty(found: DutyRows, account: str, month: str) -> DutyPart:
    """The duty of each school that the account is to answer for at the end of the month."""
    rules = DistrictSet.model_validate_json(found.rules).duty if found.rules else Duty()
    facts = DutyFacts(
        duty=rules,
        assignments=[assignment_of(row) for row in found.assignments],
        schools={month: schools_were(found.schools, last_day(month))},
        calls=[
            Call(each.school_id, each.account, date.fromisoformat(each.visit_on), each.visit)
            for each in found.calls
        ],
    )
    leaders = {each.visit: each.leader for each in found.calls}
    owed = (each for each in duties(facts, [month]) if each.holder == account)
    return DutyPart(duty_month=month, duties=tuple(_told(each, leaders) for each in owed))


def _told(owed: SchoolDuty, leaders: dict[str, str]) -> WorkbookDuty:
    """Each visit once, however many took part in it."""
    visits = {each.visit: each.day.isoformat() for each in owed.calls}
    calls = tuple(
        WorkbookCall(visit=visit, visit_on=day, leader=leaders[visit])
        for visit, day in visits.items()
    )
    return WorkbookDuty(school_id=owed.school.school_id, due=owed.due, calls=calls)
