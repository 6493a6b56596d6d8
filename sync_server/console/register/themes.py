"""主题计划: a year's monthly themes, the district's and the city's, and last year's copied."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from domain.clock import local_date
from domain.errors import BadInput
from domain.kinds.register.theme import ThemeSet
from domain.register.checklist import Theme
from domain.register.theme_plan import Planned, missing_of, plan_of
from domain.words.values import label
from sync_server.access.viewer import Viewer
from sync_server.console.forms import OfficeForm, SentForm, Shown, carry_out
from sync_server.console.guard import Services
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Listed
from sync_server.console.kinds.noun import About, Noun, Opened, add_noun
from sync_server.console.kinds.thing_form import body_of
from sync_server.console.kinds.thing_page import Fact
from sync_server.console.pages import thing_path
from sync_server.console.register.theme_form import FORM, checklist_titles, themes_of, years
from sync_server.ledger.append import NEW, OfficeEntry

router = APIRouter()


class ThemeFilters(Filters):
    """Which year's plan the list shows; this year's unless it says."""

    home = "/themes"

    year: Annotated[Choice, Field(title="年份", pattern=r"^\d{0,4}$")] = ""

    def of(self, today: date) -> int:
        """The year."""
        return int(self.year) if self.year else today.year


class PlannedRow(NamedTuple):
    """A month of the plan, its checklist's title, and where it leads."""

    year: int
    planned: Planned
    checklist: str
    address: str

    @property
    def theme(self) -> Theme | None:
        """The month's theme."""
        return self.planned.theme

    @property
    def code(self) -> str:
        """What tells the row from others."""
        return f"{self.planned.month:02}-{self.planned.level.value}"


class CopyForm(OfficeForm):
    """Into which year the themes of the year before are copied."""

    year: Annotated[int, Field(ge=2001, le=2100, title="年份")]


def _title(row: PlannedRow) -> str:
    return row.theme.title if row.theme else "（还没有定）"


def _address(planned: Planned, year: int, viewer: Viewer) -> str:
    """The theme's page; where there is none yet, the form of a new one."""
    if planned.theme:
        return thing_path("theme", planned.theme.theme_id)
    new = f"{FORM.home}/new?year={year}&month={planned.month}"
    return new if viewer.may_set_register else ""


def _chips(row: PlannedRow) -> Sequence[Chip]:
    if row.theme is None:
        return [Chip("空缺", "chip-notice")]
    if row.theme.year is None:
        return [Chip("每年沿用")]
    return [Chip("本年", "chip-approved")]


def _said(theme: Theme | None, field: str) -> str:
    found: Sequence[Any] = getattr(theme, field) if theme else ()
    return "、".join(label(each) if field == "mandates" else each for each in found)


COLUMNS: tuple[Column[PlannedRow], ...] = (
    Column("月份", lambda row: f"{row.planned.month}月"),
    Column("主题", _title, lambda row: row.address),
    Column("层级", lambda row: label(row.planned.level)),
    Column("内容", lambda row: _said(row.theme, "items")),
    Column("督导清单", lambda row: row.checklist, is_on_phones=False),
    Column("职能", lambda row: _said(row.theme, "mandates"), is_shown=False),
    Column("依据", lambda row: _said(row.theme, "basis"), is_shown=False),
    Column("来源", chips=_chips),
)


def _rows(asking: Asking[ThemeFilters]) -> Listed[PlannedRow]:
    services, district = asking.services, asking.viewer.district
    asking.viewer.require_register()
    today = local_date(services.server.clock())
    year = asking.wanted.of(today)
    titles = checklist_titles(services.server.database, district)
    rows = [
        PlannedRow(
            year,
            each,
            titles.get(each.theme.checklist_id, "") if each.theme else "",
            _address(each, year, asking.viewer),
        )
        for each in plan_of(themes_of(services.server.database, district), year)
    ]
    found = InOrder(rows, lambda _: True, lambda row: row.code)
    options = {"year": {"": "本年", **years(today), str(year): f"{year}年"}}
    return found.listed(options, f"{year}年")


def _begun_by(asking: Asking[ThemeFilters]) -> str:
    return f"?year={asking.wanted.of(local_date(asking.services.server.clock()))}"


def _beside(asking: Asking[ThemeFilters]) -> Mapping[str, Any]:
    year = asking.wanted.of(local_date(asking.services.server.clock()))
    return {"copying": Shown(CopyForm, "copy", {"year": str(year)}), "year": year}


def _about(opened: Opened) -> About:
    theme = body_of(opened.history, ThemeSet).theme
    return About(_facts(opened, theme))


def _facts(opened: Opened, theme: Theme) -> Iterator[Fact]:
    titles = checklist_titles(opened.services.server.database, opened.viewer.district)
    when = f"{theme.year}年{theme.month}月" if theme.year else f"每年{theme.month}月"
    yield Fact("月份", when)
    yield Fact("层级", label(theme.level))
    yield Fact("督导清单", titles.get(theme.checklist_id, theme.checklist_id))
    yield Fact("职能", _said(theme, "mandates"))
    yield Fact("内容", "\n".join(theme.items) or "没有写")
    yield Fact("依据", "\n".join(theme.basis) or "没有写")


NOUN = Noun(
    form=FORM,
    filters=ThemeFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有主题", "逐月登记，或者照上一年补齐。"),
    begun_by=_begun_by,
    about=_about,
    done={"copied": "已照上一年补齐，逐月看一看再改。"},
    list_template="themes.html",
    beside=_beside,
)
add_noun(router, NOUN)


@router.post("/themes/copy")
def copy(request: Request, services: Services, sent: SentForm) -> Response:
    """Copy the themes that the year lacks from the year before; what it has stays as it is."""
    user = sent.user
    user.viewer.require_set_register()

    def act(form: CopyForm) -> None:
        themes = themes_of(services.server.database, user.viewer.district)
        missing = missing_of(themes, form.year)
        if not missing:
            raise BadInput(f"{form.year}年没有空缺，或者上一年也没有主题。", code="year")
        entries = [OfficeEntry(ThemeSet(theme=each), expects=NEW) for each in missing]
        services.office.set_register(user.viewer.account, entries)

    form = carry_out(Shown(CopyForm, "copy"), sent.typed, act)
    if isinstance(form, Shown):
        return NOUN.list.response(request, services, user, form.status, copying=form)
    return RedirectResponse(f"/themes?year={form.year}&done=copied", 303)
