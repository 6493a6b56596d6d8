"""A checklist as a workbook in the XLSForm convention: survey, choices, settings."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from domain.register.checklist import NO, NOT_APPLICABLE, YES, Checklist, Item
from domain.register.school_kind import SchoolKind
from domain.words.checklist import ANSWER as ANSWER_WORDS
from domain.words.values import words_of
from sync_server.register.checklists.xlsform.convention import (
    ANSWER,
    AT_LEAST,
    AT_MOST,
    CHOICES,
    HINT,
    IS_KEY,
    ITEM_ID,
    KIND_OF_SCHOOL,
    LABEL,
    LANGUAGE,
    MESSAGE,
    NAMESPACE,
    NEGATIVE,
    OWN_COLUMNS,
    PHOTO,
    REMARK,
    SAID,
    SETTINGS,
    SURVEY,
    THEME,
    UNIT,
    YES_NO,
    constraint,
    constraint_said,
    is_name,
    is_shortcoming,
    relevance,
)

Row = Mapping[str, str | float | None]

COLUMNS = (
    *("type", "name", LABEL, HINT, "required", "relevant", "constraint", MESSAGE, "parameters"),
    *OWN_COLUMNS,
)
_WIDE = {LABEL: 60, HINT: 40, MESSAGE: 30, "relevant": 30, "constraint": 24, "type": 24}
_NARROW = 16
# As large as what our own camera keeps.
PICTURE = "max-pixels=1920"


def write_xlsform(checklist: Checklist) -> bytes:
    """The workbook's bytes."""
    # Only who takes one out pays for it.
    from xlsxwriter.workbook import Workbook  # noqa: PLC0415

    form = _Form(checklist)
    survey = list(form.survey())
    sheets: tuple[tuple[str, Sequence[str], Sequence[Row]], ...] = (
        (SURVEY, COLUMNS, survey),
        (CHOICES, ("list_name", "name", LABEL, NEGATIVE), list(form.choices())),
        (SETTINGS, tuple(form.settings), [form.settings]),
    )
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(buffer, options)
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for title, columns, rows in sheets:
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, _WIDE.get(column, _NARROW), wrapped)
            sheet.write_string(0, place, column, bold)
            for number, row in enumerate(rows, start=1):
                value = row.get(column)
                if isinstance(value, str) and value:
                    sheet.write_string(number, place, value, wrapped)
                elif isinstance(value, int | float):
                    sheet.write_number(number, place, value, wrapped)
    book.close()
    return buffer.getvalue()


@dataclass(slots=True)
class _Form:
    checklist: Checklist
    _names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        taken: set[str] = set()
        for number, item in enumerate(self.checklist.all_items, start=1):
            name = item.item_id
            if not is_name(name) or name in taken or name.startswith(("group_", "item_")):
                name = f"item_{number}"
            self._names[item.item_id] = name
            taken.add(name)

    @property
    def settings(self) -> Row:
        """The only row of the settings."""
        checklist = self.checklist
        return {
            "form_title": checklist.title,
            "form_id": checklist.checklist_id,
            "version": str(checklist.version),
            "default_language": LANGUAGE,
            "namespaces": NAMESPACE,
            THEME: checklist.theme_id,
        }

    def survey(self) -> Iterator[Row]:
        """The questions in their groups; first what kind of school it is, where that matters."""
        if any(item.school_kinds for item in self.checklist.all_items):
            kind = f"select_one {KIND_OF_SCHOOL}"
            yield {"type": kind, "name": KIND_OF_SCHOOL, LABEL: "单位类型", "required": "yes"}
        for number, section in enumerate(self.checklist.sections, start=1):
            name = f"group_{number}"
            yield {"type": "begin_group", "name": name, LABEL: section.title}
            for item in section.items:
                yield from self._asked(item)
            yield {"type": "end_group", "name": name}

    def choices(self) -> Iterator[Row]:
        """The lists that the questions choose from, with 不适用 in each."""
        items = self.checklist.all_items
        if any(item.school_kinds for item in items):
            for kind, word in words_of(SchoolKind).items():
                yield {"list_name": KIND_OF_SCHOOL, "name": kind.value, LABEL: word}
        if any(item.kind == "yes_no" for item in items):
            for key in (YES, NO, NOT_APPLICABLE):
                yield {"list_name": YES_NO, "name": key, LABEL: ANSWER_WORDS[key]}
        for item in items:
            yield from self._options(item)

    def _options(self, item: Item) -> Iterator[Row]:
        name = self._names[item.item_id]
        for each in item.options:
            bad = "yes" if each.is_negative else None
            yield {"list_name": name, "name": each.key, LABEL: each.label, NEGATIVE: bad}
        if item.options:
            word = ANSWER_WORDS[NOT_APPLICABLE]
            yield {"list_name": name, "name": NOT_APPLICABLE, LABEL: word}

    def _asked(self, item: Item) -> Iterator[Row]:
        """The question, then the photo and the remark that it asks for."""
        name = self._names[item.item_id]
        types = {"yes_no": f"select_one {YES_NO}", "choice": f"select_one {name}", "text": "text"}
        where = relevance(item.school_kinds)
        yield {
            "type": types.get(item.kind, "decimal"),
            "name": name,
            LABEL: item.text,
            HINT: item.hint,
            # A number that does not apply is left out: there is no word for it beside a number.
            "required": "yes" if item.kind in ("yes_no", "choice") else None,
            "relevant": where,
            "constraint": constraint(item),
            MESSAGE: constraint_said(item),
            ANSWER: item.kind if item.kind in SAID else None,
            UNIT: item.unit,
            AT_LEAST: item.at_least,
            AT_MOST: item.at_most,
            IS_KEY: "yes" if item.is_key else None,
            ITEM_ID: item.item_id if item.item_id != name else None,
        }
        if item.needs_photo:
            label = f"照片：{item.text}"
            row = {"type": "image", "name": f"{name}{PHOTO}", LABEL: label, "required": "yes"}
            yield {**row, "relevant": where, "parameters": PICTURE}
        if item.needs_remark_when_negative:
            label, when = f"说明：{item.text}", is_shortcoming(name, item)
            row = {"type": "text", "name": f"{name}{REMARK}", LABEL: label, "required": "yes"}
            yield {**row, "relevant": when}
