"""From a workbook's bytes and the present register to what the import would change."""

import copy
from datetime import date

from domain.trail.line import sha256_hex
from sync_server.register.importing import (
    assignment_rows,
    campaign_rows,
    person_rows,
    school_rows,
    zone_rows,
)
from sync_server.register.importing.cell_values import key_of
from sync_server.register.importing.changes import (
    SHEET_ASSIGNMENTS,
    SHEET_CAMPAIGNS,
    SHEET_PEOPLE,
    SHEET_SCHOOLS,
    SHEET_ZONES,
    ImportDraft,
    ImportPlan,
)
from sync_server.register.importing.faults import Faults
from sync_server.register.importing.register import Register
from sync_server.register.importing.sheets import Columns, Row, open_sheets, read_rows

_READERS: dict[str, tuple[Columns, tuple[str, ...], tuple[str, ...]]] = {
    SHEET_ZONES: (zone_rows.COLUMNS, zone_rows.MUST, ("责任区",)),
    SHEET_SCHOOLS: (school_rows.COLUMNS, school_rows.MUST, ("学校信息", "学校名册", "学校（园）")),
    SHEET_PEOPLE: (person_rows.COLUMNS, person_rows.MUST, ("人员", "督学名册", "督学信息")),
    SHEET_ASSIGNMENTS: (
        assignment_rows.COLUMNS,
        assignment_rows.MUST,
        ("责任学校", "责任分工", "督学分工"),
    ),
    SHEET_CAMPAIGNS: (campaign_rows.COLUMNS, campaign_rows.MUST, ("专项督导", "专项任务")),
}


def plan_import(raw: bytes, register: Register, today: date) -> ImportPlan:
    """What the workbook would add and change in the register; nothing is written.

    Raises BadInput when the bytes are no workbook. All other faults are in the plan, which
    then has no changes: an import is taken whole or not at all.
    """
    faults, draft = Faults(), ImportDraft(copy.deepcopy(register))
    rows = _rows_by_sheet(raw, faults)
    zone_rows.read_zones(rows[SHEET_ZONES], draft, faults)
    school_rows.read_schools(rows[SHEET_SCHOOLS], draft, faults)
    person_rows.read_people(rows[SHEET_PEOPLE], draft, faults)
    assignment_rows.read_assignments(rows[SHEET_ASSIGNMENTS], today, draft, faults)
    campaign_rows.read_campaigns(rows[SHEET_CAMPAIGNS], draft, faults)
    is_clean = not faults.found
    return ImportPlan(
        changes=draft.in_order if is_clean else (),
        unchanged=draft.unchanged,
        faults=tuple(faults.in_order),
        people=draft.people if is_clean else {},
        file=sha256_hex(raw),
        read_at=register.read_at,
    )


def _rows_by_sheet(raw: bytes, faults: Faults) -> dict[str, list[Row]]:
    sheets = open_sheets(raw)
    found: dict[str, list[Row]] = {}
    for name, (columns, must, others) in _READERS.items():
        titles = (key_of(each) for each in (name, *others))
        sheet = next((sheets[title] for title in titles if title in sheets), None)
        found[name] = read_rows(sheet, columns, must, faults) if sheet is not None else []
    if not any(found.values()) and not faults.found:
        names = "、".join(f"“{name}”" for name in _READERS)
        faults.add(("工作簿", 0, ""), "没有可以导入的内容", f"工作表请命名为{names}，并填上内容")
    return found
