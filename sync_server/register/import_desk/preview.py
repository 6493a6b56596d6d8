"""What an import would change, thing by thing, as a person reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sync_server.data.tables import PersonRow, SchoolRow, ZoneRow
from sync_server.projection.register_rows import SETS
from sync_server.register.importing.changes import IN_ORDER, Change, Content, ImportPlan
from sync_server.register.names import Names
from sync_server.register.thing_fields import FieldChange, FieldWords, changes

# Where a thing stands in the file is no fact that anybody looks for.
_LEFT_OUT = frozenset({"顺序"})
_OF_NO_NEWS = frozenset({"编号", "在用"})


@dataclass(frozen=True, slots=True)
class SheetCount:
    """How much of a sheet is new, changed, and as it was."""

    sheet: str
    new: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One thing that is added or changed: where the file says so, and its fields."""

    sheet: str
    row: int
    name: str
    is_new: bool
    changes: Sequence[FieldChange]

    @property
    def facts(self) -> str:
        """The fields of something new in one line."""
        told = (each for each in self.changes if each.field not in _OF_NO_NEWS)
        return "；".join(f"{each.field} {each.after}" for each in told if each.after != self.name)


def counted(plan: ImportPlan) -> list[SheetCount]:
    """The sheets that the file has something of, in their order."""
    found = [
        SheetCount(
            sheet,
            plan.count(sheet, is_new=True),
            plan.count(sheet, is_new=False),
            plan.unchanged.get(sheet, 0),
        )
        for sheet in IN_ORDER
    ]
    return [each for each in found if each.new or each.changed or each.unchanged]


def lines(found: Sequence[Change], known: Names) -> list[ChangeLine]:
    """The changes field by field; ``known`` are the names before and after (``named_with``)."""
    return [_line(each, known) for each in found]


def named_with(known: Names, plan: ImportPlan, district: str) -> Names:
    """The district's names with those that the file adds."""
    schools: dict[str, SchoolRow] = {**known.schools}
    people: dict[str, PersonRow] = {**known.people}
    zones: dict[str, ZoneRow] = {**known.zones}
    for change in plan.changes:
        body, private = change.content
        kept = None
        if body.kind in SETS:
            kept = SETS[body.kind](district, body, private or body.private())
        match kept.row if kept else None:
            case SchoolRow() as row:
                schools[row.school_id] = row
            case PersonRow() as row:
                people[row.account] = row
            case ZoneRow() as row:
                zones[row.zone] = row
    return replace(known, schools=schools, people=people, zones=zones)


def _line(change: Change, known: Names) -> ChangeLine:
    words = FieldWords(known, change.thing[1])
    before = _said(words, change.before)
    told = changes(before, _said(words, change.content))
    shown = [each for each in told if each.field not in _LEFT_OUT]
    # What only moves to another place in its list says so.
    return ChangeLine(change.sheet, change.place[1], change.name, change.is_new, shown or told)


def _said(words: FieldWords, content: Content | None) -> Mapping[str, str]:
    if content is None:
        return {}
    body, private = content
    return words.of(body, private or body.private())
