"""From a workbook's bytes and the present register to what the import would change."""

import copy
from collections.abc import Sequence
from datetime import date

from domain.errors import BadInput
from domain.spelling import key_of
from domain.trail.line import sha256_hex
from sync_server.files.csv_table import cells_in, is_csv
from sync_server.register.importing import (
    assignment_rows,
    calendar_rows,
    campaign_rows,
    person_rows,
    school_rows,
    zone_rows,
)
from sync_server.register.importing.carried import rows as carried_rows
from sync_server.register.importing.cell_values import EXCEL_EPOCH, Cell
from sync_server.register.importing.changes import (
    SHEET_ASSIGNMENTS,
    SHEET_CALENDAR,
    SHEET_CAMPAIGNS,
    SHEET_CARRIED,
    SHEET_CONDITIONS,
    SHEET_GUIDE,
    SHEET_NEWS,
    SHEET_PEOPLE,
    SHEET_SCHOOLS,
    SHEET_ZONES,
    ImportDraft,
    ImportPlan,
)
from sync_server.register.importing.conditions import rows as condition_rows
from sync_server.register.importing.faults import Faults, Unread
from sync_server.register.importing.main_inspectors import one_main_a_day
from sync_server.register.importing.register import Register
from sync_server.register.importing.reported import rows as news_rows
from sync_server.register.importing.sheets import Kind, Row, kind_by_headings, read_rows
from sync_server.register.importing.suspect_positions import doubt_positions
from sync_server.register.importing.workbook_file import (
    MAX_FILE_BYTES,
    SheetCells,
    open_workbook,
)

_KINDS = (
    Kind(SHEET_ZONES, zone_rows.COLUMNS, zone_rows.MUST, ("责任区",)),
    Kind(
        SHEET_SCHOOLS,
        school_rows.COLUMNS,
        school_rows.MUST,
        ("学校信息", "学校名册", "学校（园）"),
    ),
    Kind(SHEET_PEOPLE, person_rows.COLUMNS, person_rows.MUST, ("人员", "督学名册", "督学信息")),
    Kind(SHEET_NEWS, news_rows.COLUMNS, news_rows.MUST, ("信息", "信息报送登记")),
    Kind(
        SHEET_CARRIED,
        carried_rows.COLUMNS,
        carried_rows.MUST,
        ("期初", "期初问题清单", "期初问题整改清单"),
    ),
    Kind(
        SHEET_ASSIGNMENTS,
        assignment_rows.COLUMNS,
        assignment_rows.MUST,
        ("责任学校", "责任分工", "督学分工"),
    ),
    Kind(SHEET_CAMPAIGNS, campaign_rows.COLUMNS, campaign_rows.MUST, ("专项督导", "专项任务")),
    Kind(SHEET_CALENDAR, calendar_rows.COLUMNS, calendar_rows.MUST, ("学期和假期", "节假日")),
    Kind(
        SHEET_CONDITIONS,
        condition_rows.COLUMNS,
        condition_rows.MUST,
        ("办学条件指标", "均衡指标", "差异系数"),
    ),
)
UNKNOWN = "这个 CSV 的表头不认得。请照模板（.xlsx）里的列标题填写后再导入。"
# What a heading row is taken for where it fits several: the kind with the most musts first.
_BY_MUSTS = tuple(sorted(_KINDS, key=lambda kind: -len(kind.must)))


def plan_import(raw: bytes, register: Register, today: date) -> ImportPlan:
    """What the workbook would add and change in the register; nothing is written.

    Raises BadInput when the bytes are no workbook. All other faults are in the plan, which
    then has no changes: an import is taken whole or not at all.
    """
    faults, unread = Faults(), Unread()
    draft = ImportDraft(copy.deepcopy(register))
    rows = _rows_by_kind(sheets_in(raw), faults, unread)
    draft.unsure = {
        name for name, found in rows.items() if any(not f.row for f in faults.found if not found)
    }
    zone_rows.read_zones(rows[SHEET_ZONES], draft, faults)
    school_rows.read_schools(rows[SHEET_SCHOOLS], draft, faults)
    person_rows.read_people(rows[SHEET_PEOPLE], draft, faults)
    person_rows.require_somebody(register, draft, faults)
    assignment_rows.read_assignments(rows[SHEET_ASSIGNMENTS], today, draft, faults)
    one_main_a_day(draft, faults)
    campaign_rows.read_campaigns(rows[SHEET_CAMPAIGNS], draft, faults)
    calendar_rows.read_calendar(rows[SHEET_CALENDAR], draft, faults)
    condition_rows.read_conditions(rows[SHEET_CONDITIONS], draft, faults)
    news_rows.read_news(rows[SHEET_NEWS], today, draft, faults)
    carried_rows.read_carried(rows[SHEET_CARRIED], today, draft, faults, unread)
    doubt_positions(draft)
    is_clean = not faults.found
    return ImportPlan(
        changes=draft.in_order if is_clean else (),
        unchanged=draft.unchanged,
        faults=tuple(faults.in_order),
        doubts=tuple(draft.doubts.in_order),
        unread=tuple(unread.sentences),
        people=draft.people if is_clean else {},
        file=sha256_hex(raw),
        read_at=register.read_at,
    )


def sheets_in(raw: bytes) -> list[SheetCells]:
    """The sheets of a workbook; of a CSV its one, called as what its headings are.

    BadInput, in one sentence, for other bytes, and for a CSV with headings of nothing.
    """
    if len(raw) > MAX_FILE_BYTES or not is_csv(raw):
        return open_workbook(raw)
    rows: dict[int, dict[int, Cell]] = {number: {**row} for number, row in cells_in(raw).items()}
    sheet = SheetCells("", is_hidden=False, epoch=EXCEL_EPOCH, rows=rows)
    found = kind_by_headings(sheet, _BY_MUSTS)
    if found is None:
        raise BadInput(UNKNOWN, code="bad_workbook")
    sheet.title = found[0].name
    return [sheet]


def _rows_by_kind(
    sheets: Sequence[SheetCells], faults: Faults, unread: Unread
) -> dict[str, list[Row]]:
    """The records of every sheet that is called so; the other sheets are noted as unread."""
    found: dict[str, list[Row]] = {kind.name: [] for kind in _KINDS}
    for sheet in sheets:
        kind = next((each for each in _KINDS if key_of(sheet.title) in each.is_called), None)
        if sheet.is_hidden:
            unread.sheet(sheet.title, "是隐藏的工作表，没有读；要导入请取消隐藏")
        elif kind is None:
            _note_unread(sheet, unread)
        else:
            others = [each for each in _BY_MUSTS if each is not kind]
            found[kind.name] += read_rows(sheet, kind, others, faults, unread)
    if not any(found.values()) and not faults.found:
        names = "、".join(f"“{kind.name}”" for kind in _KINDS)
        faults.add(("工作簿", 0, ""), "没有可以导入的内容", f"工作表请命名为{names}，并填上内容")
    return found


def _note_unread(sheet: SheetCells, unread: Unread) -> None:
    if not sheet.rows or sheet.title == SHEET_GUIDE:
        return
    alike = kind_by_headings(sheet, _BY_MUSTS)
    why = "不认得这个表名，没有读"
    if alike is not None:
        kind, rows = alike
        why += f"；里面像是“{kind.name}”表，有 {rows} 行，要导入请把表名改成“{kind.name}”"
    unread.sheet(sheet.title, why)
