"""A register as imports make it, in memory: each plan carried out on the one before."""

import copy
from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.kinds.campaign.plan import CampaignSet
from domain.kinds.register.assignment import AssignmentSet
from domain.kinds.register.person import PersonPrivate, PersonSet
from domain.kinds.register.school import SchoolSet
from domain.kinds.register.zone import ZoneSet
from sync_server.register.importing.changes import Change, ImportPlan
from sync_server.register.importing.plan import plan_import
from sync_server.register.importing.register import Person, Register
from tests.builders.import_file import Rows, an_import_file

TODAY = date(2026, 5, 14)
Sheets = Mapping[str, Rows]


def planned(sheets: Sheets, register: Register | None = None) -> ImportPlan:
    """What a workbook of these sheets would change in the register, or in an empty one."""
    return plan_import(an_import_file(sheets), register or Register("520199"), TODAY)


def after(plan: ImportPlan, register: Register | None = None) -> Register:
    """The register when the plan, which has no fault, has been carried out."""
    assert plan.faults == ()
    found = copy.deepcopy(register or Register("520199"))
    for change in plan.changes:
        match change.content[0], change.content[1]:
            case ZoneSet() as body, _:
                found.zones[body.zone] = body
            case SchoolSet() as body, _:
                found.schools[body.school_id] = body
            case PersonSet() as body, PersonPrivate() as private:
                numbers = private.certificate_no, private.phone
                found.people[body.account] = Person(body, private.name, private.sort_as, *numbers)
            case AssignmentSet() as body, _:
                found.assignments[body.school_id, body.account, body.from_on] = body
            case CampaignSet() as body, _:
                found.campaigns[body.campaign_id] = body
    return found


def imported(sheets: Sheets, register: Register | None = None) -> Register:
    """The register with the workbook imported into it."""
    return after(planned(sheets, register), register)


def told(plan: ImportPlan) -> str:
    """All faults of a plan in sentences."""
    return "\n".join(fault.sentence for fault in plan.faults)


def doubted(plan: ImportPlan) -> str:
    """All that must be confirmed of a plan without faults, in sentences."""
    assert plan.faults == ()
    return "\n".join(doubt.sentence for doubt in plan.doubts)


def set_by(change: Change) -> Any:
    """What a change sets, whatever kind of thing it is."""
    return change.content[0]
