"""The sheet 片区: the district's zones."""

import hashlib
from collections.abc import Container

from domain.kinds.register.zone import ZoneSet
from domain.register.order import in_file_order
from domain.spelling import key_of
from sync_server.readings.pinyin import sort_as
from sync_server.register.importing.changes import ImportDraft
from sync_server.register.importing.faults import Faults
from sync_server.register.importing.other_rows import is_no_name
from sync_server.register.importing.sheets import Columns, Row

COLUMNS: Columns = {
    "片区名称": ("片区", "责任区", "责任区名称", "督学责任区", "名称"),
    "状态": ("是否在用", "使用状态"),
}
MUST = ("片区名称",)

LONGEST_NAME = 60
OFF = frozenset({"停用", "停办", "撤销", "撤并", "关停", "离岗", "退出", "否", "注销"})
ON = frozenset({"在用", "正常", "启用", "在岗", "在聘", "是", "开办"})


def row_in_words(row: Row, seen_from: Row) -> str:
    """Another row as it is named from this one: with its sheet where that is another."""
    sheet = f"【{row.sheet}】" if row.sheet != seen_from.sheet else ""
    return f"{sheet}第 {row.number} 行"


def read_zones(rows: list[Row], draft: ImportDraft, faults: Faults) -> None:
    """Take the zones of these rows into the draft, in the order of the file."""
    seen: dict[str, Row] = {}
    listed = []
    for row in rows:
        draft.at(row)
        name = name_of(row, "片区名称", faults, is_of_zone=True)
        if name is None:
            continue
        first = seen.setdefault(key_of(name), row)
        if first is not row:
            problem = f"“{name}”和{row_in_words(first, row)}重复"
            faults.add(row.place("片区名称"), problem, "请合并成一行")
            continue
        zone = _zone(name, draft)
        is_active = active_of(row, zone.is_active, faults)
        closed_on = None if row.text("状态") else zone.closed_on
        draft.set_zone(zone.model_copy(update={"is_active": is_active, "closed_on": closed_on}))
        listed.append((row, zone.zone))
    known = [draft.register.zones[code].order_no for _, code in listed]
    last = max((each.order_no or 0 for each in draft.register.zones.values()), default=0)
    for (row, code), number in zip(listed, in_file_order(known, last), strict=True):
        draft.at(row)
        draft.set_zone(draft.register.zones[code].model_copy(update={"order_no": number}))


def zone_for(row: Row, column: str, draft: ImportDraft, faults: Faults) -> ZoneSet | None:
    """The zone a row names, made where it is new; None where the cell is empty."""
    name = name_of(row, column, faults, is_of_zone=True) if row.text(column) else None
    if name is None:
        return None
    zone = _zone(name, draft)
    draft.set_zone(zone)
    return zone


def _zone(name: str, draft: ImportDraft) -> ZoneSet:
    """The zone of this name, or that came into the register under it, or a new one."""
    known = draft.register.zone_named(name)
    if known is not None:
        return known
    born = draft.register.zones.get(new_code("zone", name))
    if born is not None:
        draft.doubt(f"以“{name}”建立的片区现在叫“{born.name}”", "改回这个名字请确认")
        return born.model_copy(update={"name": name, "sort_as": sort_as(name)})
    return ZoneSet(zone=new_code("zone", name), name=name, sort_as=sort_as(name))


def name_of(row: Row, column: str, faults: Faults, *, is_of_zone: bool = False) -> str | None:
    """The name in a cell that must have one; a fault and None where it has none, or no name."""
    name = row.text(column)
    if not name:
        faults.add(row.place(column), f"没有填{column}", "请填写，或删掉这一行")
    elif len(name) > LONGEST_NAME:
        faults.add(
            row.place(column), f"有 {len(name)} 个字，太长", "请填写名称本身，不超过 60 个字"
        )
        return None
    elif is_no_name(name) or (_is_number(name) and not is_of_zone):
        faults.add(row.place(column), f"“{name}”不像名称", "请改正，或删掉这一行")
        return None
    return name or None


def _is_number(name: str) -> bool:
    return name.replace(".", "").isdigit()


def active_of(row: Row, stood: bool, faults: Faults, column: str = "状态") -> bool:
    """Whether the row says that its thing is in use; an empty cell leaves it as it ``stood``."""
    word = row.text(column)
    if word and word not in OFF | ON:
        faults.add(row.place(column), f"看不懂“{word}”", "请填“在用”或“停用”")
    return word not in OFF if word in OFF | ON else stood


def new_code(kind: str, name: str) -> str:
    """A code for a new thing, the same for the same name, so that importing again finds it."""
    digest = hashlib.sha256(key_of(name).encode()).hexdigest()
    return f"{kind}-{digest[:10]}"


def free_code(kind: str, name: str, taken: Container[str]) -> str:
    """The same, or the next one where a thing that is called otherwise by now has that."""
    code, number = new_code(kind, name), 1
    while code in taken:
        number += 1
        code = new_code(kind, f"{name}/{number}")
    return code
