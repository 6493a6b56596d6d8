"""A workbook in the XLSForm convention, read into a draft as far as it goes.

What the phone has no way to ask is left out and named, with its sheet, its row and the reason.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from domain.errors import BadInput
from domain.register.checklist import NOT_APPLICABLE, Key, Option
from domain.register.drafting.draft import MOST_ITEMS, Draft, DraftItem, DraftSection
from domain.register.school_kind import SchoolKind
from sync_server.register.checklists.xlsform.answers import Lists, answered
from sync_server.register.checklists.xlsform.convention import (
    CHOICES,
    IS_KEY,
    ITEM_ID,
    KIND_OF_SCHOOL,
    OWN_COLUMNS,
    PHOTO,
    REMARK,
    SETTINGS,
    SURVEY,
    THEME,
    constraint_said,
    read_relevance,
)
from sync_server.register.checklists.xlsform.sheet import FormRow, rows_of, sheet_named
from sync_server.register.importing.faults import Fault, Faults
from sync_server.register.importing.workbook_file import SheetCells

LONGEST = 200
MOST_ROWS = 5000
NO_SURVEY = "这不是 XLSForm 表：工作簿里没有名为 survey 的工作表。"
TOO_MANY = f"survey 超过 {MOST_ROWS} 行，手机上用不了这么长的清单。"
UNTITLED, UNGROUPED = "导入的清单", "检查项"
_SURVEY = frozenset(
    {"type", "name", "label", "hint", "required", "relevant", "constraint", "parameters"}
    | {"constraint_message", "required_message", *OWN_COLUMNS}
)
_CHOICES = frozenset({"list_name", "list name", "name", "value", "label", "duji_negative"})
_SETTINGS = frozenset(
    {"form_title", "form_id", "title", "id_string", "version", "default_language", "namespaces"}
    | {THEME}
)
_KEY: TypeAdapter[str] = TypeAdapter(Key)


@dataclass(frozen=True, slots=True)
class ReadForm:
    """What a file holds: a draft, the theme it is for, and what of it cannot be taken."""

    draft: Draft
    faults: Sequence[Fault]

    @property
    def count(self) -> int:
        """How many items were taken."""
        return len(self.draft.all_items)


def read_xlsform(sheets: Sequence[SheetCells], new_id: Callable[[], str]) -> ReadForm:
    """Read the sheets; ``new_id`` names what has no name of its own that serves.

    BadInput in one sentence where it is no form of this convention.
    """
    survey = sheet_named(sheets, SURVEY)
    if survey is None or not survey.rows:
        raise BadInput(NO_SURVEY, code="no_survey")
    if len(survey.rows) > MOST_ROWS:
        raise BadInput(TOO_MANY, code="workbook_too_large")
    faults = Faults()
    rows = rows_of(survey, faults, _SURVEY.__contains__)
    choices, settings = sheet_named(sheets, CHOICES), sheet_named(sheets, SETTINGS)
    options = rows_of(choices, faults, _CHOICES.__contains__) if choices else []
    told = rows_of(settings, faults, _SETTINGS.__contains__) if settings else []
    reading = _Reading(faults, _lists(options, faults), new_id)
    for row in rows:
        reading.take(row)
    for each in sheets:
        if each.title.strip().lower() not in (SURVEY, CHOICES, SETTINGS):
            faults.add((each.title, 0, ""), "这张表没有读", "只读 survey、choices、settings")
    return ReadForm(_draft(told, reading, new_id), faults.in_order)


def _draft(settings: Sequence[FormRow], reading: "_Reading", new_id: Callable[[], str]) -> Draft:
    first = settings[0] if settings else FormRow(SETTINGS, 0, {})
    title = first.get("form_title", "title") or UNTITLED
    code, theme = first.get("form_id", "id_string"), first.get(THEME)
    return Draft(
        checklist_id=code if _is_key(code) else new_id(),
        title=title[:LONGEST],
        theme_id=theme if _is_key(theme) else None,
        sections=reading.sections,
    )


def _is_key(text: str) -> bool:
    try:
        _KEY.validate_python(text)
    except ValidationError:
        return False
    return True


def _lists(rows: Sequence[FormRow], faults: Faults) -> Lists:
    """The options of every list; 不适用 is left out, which every item of ours has."""
    found: dict[str, dict[str, Option]] = {}
    for row in rows:
        name, key = row.get("list_name", "list name"), row.get("name", "value")
        label = row.in_chinese("label") or key
        if not name or not key:
            faults.add(row.place(), "这个选项没有列表名或者编号", "请补上 list_name 和 name")
        elif key in found.setdefault(name, {}):
            faults.add(row.place("name"), f"列表“{name}”里已有“{key}”", "没有读；请改成别的编号")
        elif key != NOT_APPLICABLE:
            if len(label) > LONGEST:
                faults.add(row.place("label"), f"超过 {LONGEST} 字", "只取了前面的，请改短")
            own = key if _is_key(key) else f"o{len(found[name]) + 1}"
            bad = row.get("duji_negative").lower() in ("yes", "true", "1")
            found[name][key] = Option(key=own, label=label[:LONGEST], is_negative=bad)
    return {name: tuple(options.values()) for name, options in found.items()}


@dataclass(slots=True)
class _Group:
    """A group that is open: its title, the kinds of schools it is for, and its section so far."""

    title: str
    school_kinds: tuple[SchoolKind, ...]


@dataclass(slots=True)
class _Reading:
    faults: Faults
    lists: Lists
    new_id: Callable[[], str]
    _open: list[_Group] = field(default_factory=list)
    _last: _Group | None = None
    _sections: list[tuple[str, list[DraftItem]]] = field(default_factory=list)
    _by_name: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def sections(self) -> tuple[DraftSection, ...]:
        """What was read so far."""
        return tuple(
            DraftSection(key=f"s{number}", title=title, items=tuple(items))
            for number, (title, items) in enumerate(self._sections, start=1)
        )

    def take(self, row: FormRow) -> None:
        """Read one row of the survey."""
        kind = re.sub(r"^(begin|end)\s+(group|repeat)", r"\1_\2", row.get("type").lower())
        if kind == "begin_group":
            self._begin(row)
        elif kind == "end_group":
            if self._open:
                self._open.pop()
        elif not kind or not self._is_beside(row, kind):
            self._ask(row, kind)

    def _begin(self, row: FormRow) -> None:
        outer = self._open[-1] if self._open else None
        label = row.in_chinese("label") or row.get("name") or UNGROUPED
        title = f"{outer.title} · {label}" if outer else label
        kinds = self._kinds(row) or (outer.school_kinds if outer else ())
        self._open.append(_Group(title[:LONGEST], kinds))

    def _kinds(self, row: FormRow) -> tuple[SchoolKind, ...]:
        """For which kinds of schools a row is; a fault where it is for something else."""
        text = row.get("relevant")
        found = read_relevance(text) if text else ()
        if found is None:
            said = "这个条件没有读：手机上只按单位类型取舍"
            self.faults.add(row.place("relevant"), said, "这一项会问所有单位，请核对")
        return found or ()

    def _is_beside(self, row: FormRow, kind: str) -> bool:
        """Take what only says something of an item before; or of the school."""
        name = row.get("name")
        if kind.split() in ([f"select_one {KIND_OF_SCHOOL}"], ["select_one", KIND_OF_SCHOOL]):
            return name == KIND_OF_SCHOOL
        for wanted, ending, flag in (
            ("image", PHOTO, "needs_photo"),
            ("text", REMARK, "needs_remark_when_negative"),
        ):
            place = self._by_name.get(name.removesuffix(ending))
            if kind == wanted and name.endswith(ending) and place:
                section, number = place
                items = self._sections[section][1]
                items[number] = items[number].model_copy(update={flag: True})
                return True
        return False

    def _ask(self, row: FormRow, kind: str) -> None:
        answer = answered(row, kind, self.lists, self.faults)
        text = row.in_chinese("label")
        if answer is None:
            return
        if not text:
            self.faults.add(row.place("label"), "没有问题的文字", "没有读；请补上 label")
            return
        if sum(len(items) for _, items in self._sections) >= MOST_ITEMS:
            self.faults.add(row.place(), f"检查项最多 {MOST_ITEMS} 个", "后面的没有读，请分成几份")
            return
        for column, said in (("label", text), ("hint", row.in_chinese("hint"))):
            if len(said) > LONGEST:
                self.faults.add(row.place(column), f"超过 {LONGEST} 字", "只取了前面的，请改短")
        self._keep(row, {**answer, "text": text[:LONGEST]})

    def _keep(self, row: FormRow, told: Mapping[str, Any]) -> None:
        group = self._open[-1] if self._open else None
        item = DraftItem.model_validate(
            {
                **told,
                "item_id": self._id(row),
                "is_key": row.get(IS_KEY).lower() in ("yes", "true", "1"),
                "school_kinds": self._kinds(row) or (group.school_kinds if group else ()),
            }
        )
        item = item.model_copy(update={"hint": self._hint(row, item)})
        if not self._sections or group is not self._last:
            self._sections.append((group.title if group else UNGROUPED, []))
            self._last = group
        items = self._sections[-1][1]
        self._by_name[row.get("name")] = (len(self._sections) - 1, len(items))
        items.append(item)

    def _id(self, row: FormRow) -> str:
        """What the item is called: as it was when it left us, else as the form calls it."""
        own = row.get(ITEM_ID) or row.get("name")
        taken = {item.item_id for _, items in self._sections for item in items}
        return own if _is_key(own) and own not in taken else self.new_id()

    def _hint(self, row: FormRow, item: DraftItem) -> str:
        """The words beside an item; what is said of wrong numbers only where it says more."""
        hint, said = row.in_chinese("hint"), row.in_chinese("constraint_message")
        more = said if said and said != constraint_said(item) else ""
        return "；".join(each for each in (hint, more) if each)[:LONGEST]
