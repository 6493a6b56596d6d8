"""The sheet 片区: the district's zones."""

import hashlib

from domain.kinds.register.zone import ZoneSet
from sync_server.register.importing.cell_values import key_of
from sync_server.register.importing.changes import ImportDraft
from sync_server.register.importing.faults import Faults
from sync_server.register.importing.sheets import Columns, Row

COLUMNS: Columns = {
    "片区名称": ("片区", "责任区", "责任区名称", "督学责任区", "名称"),
    "状态": ("是否在用", "使用状态"),
}
MUST = ("片区名称",)

LONGEST_NAME = 60
OFF = frozenset({"停用", "停办", "撤销", "撤并", "关停", "离岗", "退出", "否", "注销"})
ON = frozenset({"", "在用", "正常", "启用", "在岗", "在聘", "是", "开办"})


def read_zones(rows: list[Row], draft: ImportDraft, faults: Faults) -> None:
    """Take the zones of these rows into the draft."""
    for row in rows:
        draft.at(row)
        name = name_of(row, "片区名称", faults)
        if name is None:
            continue
        is_active = active_of(row, faults)
        known = draft.register.zone_named(name)
        if known is None:
            known = ZoneSet(zone=new_code("zone", name), name=name)
        draft.set_zone(known.model_copy(update={"is_active": is_active}))


def zone_for(row: Row, column: str, draft: ImportDraft, faults: Faults) -> ZoneSet | None:
    """The zone a row names, made where it is new; None where the cell is empty."""
    name = name_of(row, column, faults) if row.text(column) else None
    if name is None:
        return None
    zone = draft.register.zone_named(name)
    if zone is None:
        zone = ZoneSet(zone=new_code("zone", name), name=name)
    draft.set_zone(zone)
    return zone


def name_of(row: Row, column: str, faults: Faults) -> str | None:
    """The name in a cell that must have one; a fault and None where it is empty or too long."""
    name = row.text(column)
    if not name:
        faults.add(row.place(column), f"没有填{column}", "请填写，或删掉这一行")
    elif len(name) > LONGEST_NAME:
        faults.add(
            row.place(column), f"有 {len(name)} 个字，太长", "请填写名称本身，不超过 60 个字"
        )
        return None
    return name or None


def active_of(row: Row, faults: Faults, column: str = "状态") -> bool:
    """Whether the row says that its thing is in use; an empty cell says yes."""
    word = row.text(column)
    if word not in OFF | ON:
        faults.add(row.place(column), f"看不懂“{word}”", "请填“在用”或“停用”")
    return word not in OFF


def new_code(kind: str, name: str) -> str:
    """A code for a new thing, the same for the same name, so that importing again finds it."""
    digest = hashlib.sha256(key_of(name).encode()).hexdigest()
    return f"{kind}-{digest[:10]}"
