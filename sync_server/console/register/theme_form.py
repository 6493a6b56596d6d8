"""The form of a monthly theme: whose and when, what it is about, and by which checklist."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import Field

from domain.clock import local_date
from domain.errors import BadInput
from domain.kinds.register.theme import ThemeSet
from domain.register.checklist import Checklist, Mandate, Theme, ThemeLevel
from domain.register.in_use import is_in_use
from domain.register.theme_plan import MONTHS, theme_id_of
from domain.words.values import words_of
from sync_server.console.form_fields import Options, Typed
from sync_server.console.forms import OfficeForm, Ticks, typed_of
from sync_server.console.kinds.thing_form import Content, ThingForm, Writing, body_of
from sync_server.data import register
from sync_server.data.engine import Database
from sync_server.register.history import History

LONGEST_LINE = 200
# Which years a plan may be written for, from the running one on.
YEARS = range(-1, 3)


class ThemeForm(OfficeForm):
    """A theme; its month is chosen once and for all."""

    year: Annotated[int | None, Field(title="年份", description="不选就是每年都用")] = None
    month: Annotated[int, Field(ge=1, le=12, title="月份")]
    level: Annotated[ThemeLevel, Field(title="层级", description="哪一级的计划")] = (
        ThemeLevel.DISTRICT
    )
    title: Annotated[str, Field(min_length=1, max_length=LONGEST_LINE, title="主题")]
    checklist_id: Annotated[str, Field(min_length=1, title="督导清单")]
    mandates: Annotated[Ticks, Field(title="职能", description="可以选几项")] = (
        Mandate.SCHOOL.value,
    )
    items: Annotated[
        str,
        Field(max_length=4000, title="内容", description="一行一项，一般 3 到 5 项"),
    ] = ""
    basis: Annotated[
        str, Field(max_length=4000, title="依据", description="一行一个文件和文号")
    ] = ""


def years(today: date) -> dict[str, str]:
    """The years that are offered, with their words."""
    return {str(today.year + each): f"{today.year + each}年" for each in YEARS}


def themes_of(database: Database, district: str) -> list[Theme]:
    """The district's themes, of all years."""
    with database.session() as session:
        rows = register.themes(session, district)
    return [Theme.model_validate_json(row.theme) for row in rows]


def checklist_titles(database: Database, district: str) -> dict[str, str]:
    """The titles of the district's checklists by their ids."""
    with database.session() as session:
        rows = register.checklists(session, district).values()
    found = (Checklist.model_validate_json(row.checklist) for row in rows)
    return {each.checklist_id: each.title for each in found}


def _offered(writing: Writing) -> dict[str, str]:
    """The titles of the checklists that a theme may go by: those in use, and the one it has."""
    server, district = writing.services.server, writing.viewer.district
    today = local_date(server.clock()).isoformat()
    with server.database.session() as session:
        uses = register.checklist_uses(session, district)
    closed = {name for name, row in uses.items() if not is_in_use(row, today)}
    if writing.history:
        closed.discard(body_of(writing.history, ThemeSet).theme.checklist_id)
    titles = checklist_titles(server.database, district)
    return {name: title for name, title in titles.items() if name not in closed}


def _typed(history: History) -> Typed:
    theme = body_of(history, ThemeSet).theme
    return typed_of(
        ThemeForm,
        theme,
        items="\n".join(theme.items),
        basis="\n".join(theme.basis),
        mandates="\n".join(each.value for each in theme.mandates),
    )


def _begun(_writing: Writing, asked: Mapping[str, str]) -> Typed:
    """A new theme begins in the year and month of which its plan lacks one."""
    begun = {name: asked[name] for name in ("year", "month") if asked.get(name, "").isdigit()}
    return {**begun, "level": ThemeLevel.DISTRICT.value, "mandates": Mandate.SCHOOL.value}


def _content(writing: Writing, form: ThemeForm) -> Content:
    if writing.history:
        stood = body_of(writing.history, ThemeSet).theme
        when = (stood.theme_id, stood.year, stood.month, stood.level)
    else:
        when = _opened(writing, form)
    theme_id, year, month, level = when
    theme = Theme(
        theme_id=theme_id,
        year=year,
        month=month,
        level=level,
        title=form.title,
        checklist_id=form.checklist_id,
        mandates=tuple(Mandate(each) for each in form.mandates),
        items=_lines(form.items, "items"),
        basis=_lines(form.basis, "basis"),
    )
    return Content(ThemeSet(theme=theme))


def _opened(writing: Writing, form: ThemeForm) -> tuple[str, int | None, int, ThemeLevel]:
    """What a new theme is called and when it is due; BadInput where that month has one."""
    for each in themes_of(writing.services.server.database, writing.viewer.district):
        if (each.year, each.month, each.level) == (form.year, form.month, form.level):
            raise BadInput(f"这个月已经有“{each.title}”，请到它那里更正。", code="month")
    theme_id = theme_id_of(form.year, form.month, form.level)
    return theme_id, form.year, form.month, form.level


def _lines(text: str, field: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    if any(len(line) > LONGEST_LINE for line in found):
        raise BadInput(f"有一行超过 {LONGEST_LINE} 字，请分成几行。", code=field)
    return found


def _options(writing: Writing) -> Options:
    server = writing.services.server
    return {
        "year": years(local_date(server.clock())),
        "month": {str(each): f"{each}月" for each in MONTHS},
        "checklist_id": _offered(writing),
        "mandates": {each.value: word for each, word in words_of(Mandate).items()},
    }


FORM = ThingForm(
    noun="theme",
    form=ThemeForm,
    content=_content,
    typed=_typed,
    options=_options,
    begun=_begun,
    left_out_of_change=("year", "month", "level"),
    says="已经开始的督导还按开始时的清单；手机下次同步后用新的主题。",
)
