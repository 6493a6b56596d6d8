"""信息报送: the news that units sent on, who took it on, and the files beside it."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from domain.clock import local_date
from domain.kinds.office.news import AdoptionLevel, NewsAdopted, NewsRecorded
from domain.words.values import label, words_of
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, SentForm, Shown, carry_out
from sync_server.console.guard import Services
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.filters import Choice, Filters, Search
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed
from sync_server.console.kinds.noun import About, Noun, Opened, add_noun
from sync_server.console.kinds.thing_form import Content, body_of
from sync_server.console.kinds.thing_page import Fact, related
from sync_server.console.news.form import (
    FORM,
    AdoptionForm,
    private_of,
    with_adoption,
)
from sync_server.console.office_work.attached import add_attached, attached
from sync_server.console.pages import day, month_words, thing_path
from sync_server.console.records.meanwhile import of_thing
from sync_server.data.news import listing as stored
from sync_server.data.paging import Place
from sync_server.ledger.append import OfficeEntry
from sync_server.month.period import read_period

router = APIRouter()

HOME = "/news"
LEVELS = {stored.ADOPTED: "有采用的", stored.NOT_ADOPTED: "没有采用的"}


class NewsFilters(Filters):
    """Which news the list shows."""

    home = HOME
    key = (str, str)

    title: Annotated[Search, Field(title="标题", examples=["标题里的字"])] = ""
    unit: Annotated[Choice, Field(title="报送单位")] = ""
    period: Annotated[Choice, Field(title="年份", pattern=r"^([0-9]{4}(-[0-9]{2})?)?$")] = ""
    level: Annotated[Choice, Field(title="采用")] = ""

    def of(self, district: str) -> stored.NewsFilter:
        """The same for the tables; BadInput for a month that there is not."""
        span = read_period(self.period) if self.period else None
        first, last = (span.first, span.last) if span else ("", "")
        return stored.NewsFilter(district, self.unit, first, last, self.level, self.title)


def _levels(news: NewsRecorded) -> Sequence[Chip]:
    levels = dict.fromkeys(each.level for each in news.adoptions)
    return [Chip(label(each), "chip-approved") for each in levels]


def _rows(asking: Asking[NewsFilters]) -> Listed[tuple[NewsRecorded, str]]:
    asking.viewer.require_months()
    database, wanted = asking.services.server.database, asking.wanted
    district = asking.viewer.district
    narrowed = wanted.of(district)
    with database.looking_up() as connection:
        sums = stored.NewsList(connection, narrowed).sums()
        known = stored.unit_names(connection, district)
        years = stored.years(connection, district)

    def read(place: Place, limit: int) -> list[tuple[NewsRecorded, str]]:
        with database.looking_up() as connection:
            rows = stored.NewsList(connection, narrowed).read(place, limit)
        found = [NewsRecorded.model_validate_json(row.facts) for row in rows]
        return [(each, known.get(each.unit_id, each.unit_id)) for each in found]

    periods = {each: f"{each}年" for each in years}
    if len(wanted.period) > len("2026"):
        periods[wanted.period] = month_words(wanted.period)
    levels = {each.value: f"{word}采用" for each, word in words_of(AdoptionLevel).items()}
    return Listed(
        read=read,
        key=lambda each: stored.key_of(each[0]),
        total=sums.news,
        options={"unit": known, "period": periods, "level": {**LEVELS, **levels}},
        note=f"采用 {sums.adopted:,} 条",
    )


COLUMNS: tuple[Column[tuple[NewsRecorded, str]], ...] = (
    Column("标题", lambda each: each[0].title, lambda each: thing_path("news", each[0].news_id)),
    Column("报送单位", lambda each: each[1]),
    Column("报送日期", lambda each: each[0].sent_on),
    Column("采用", chips=lambda each: _levels(each[0])),
    Column(
        "刊发于",
        lambda each: "、".join(found.published_in for found in each[0].adoptions),
        is_on_phones=False,
    ),
)


def _links(asking: Asking[NewsFilters]) -> Sequence[Link]:
    month = local_date(asking.services.server.clock()).isoformat()[:7]
    return (Link("报送进度", f"/news-quotas?period={asking.wanted.period or month}"),)


_ADOPTED: tuple[Column[NewsAdopted], ...] = (
    Column("采用层级", lambda each: label(each.level)),
    Column("采用日期", lambda each: each.adopted_on),
    Column("刊发于", lambda each: each.published_in),
)


def _about(opened: Opened) -> About:
    news = body_of(opened.history, NewsRecorded)
    unit = opened.history.names.reporting_unit(news.unit_id)
    facts = [
        Fact("报送单位", unit, thing_path("reporting_unit", news.unit_id)),
        Fact("报送日期", f"{news.sent_on[:4]}年{day(news.sent_on)}"),
        Fact("正文", private_of(opened.history).text or "没有写，见附件"),
    ]
    lists = [related("采用", _ADOPTED, news.adoptions, "还没有单位采用")]
    chips = [Chip("已撤销，不计入")] if news.is_withdrawn else _levels(news)
    return About(facts, chips, related=lists)


def _adopting(opened: Opened) -> Shown[AdoptionForm]:
    today = local_date(opened.services.server.clock()).isoformat()
    typed = {"version": opened.history.version, "adopted_on": today}
    return Shown(AdoptionForm, "adoption", typed)


def _beside(opened: Opened) -> Mapping[str, Any]:
    return {"adopting": _adopting(opened), "attached": attached(opened, HOME)}


NOUN = Noun(
    form=FORM,
    filters=NewsFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有登记信息", "各单位报送的信息登记在这里，采用了的再记下哪一级采用。"),
    links=_links,
    begun_by=lambda asking: f"?unit={asking.wanted.unit}" if asking.wanted.unit else "",
    about=_about,
    done={
        "opened": "已登记。",
        "adopted": "已登记采用。",
    },
    template="news/one.html",
    beside_one=_beside,
)


@router.post("/news/{code}/adopted")
def adopt(request: Request, services: Services, sent: SentForm, code: str) -> Response:
    """Record that somebody took the news on."""
    user = sent.user
    user.viewer.require_count()
    opened = NOUN.opened(services, user, code)

    def act(form: AdoptionForm) -> None:
        content = with_adoption(opened.history, form, local_date(services.server.clock()))
        _write(opened, content, form.version)

    def latest(typed: Typed) -> Latest:
        return of_thing(NOUN.opened(services, user, code).history, typed)

    form = carry_out(_adopting(opened), sent.typed, act, latest)
    if isinstance(form, Shown):
        again = NOUN.opened(services, user, code)
        return NOUN.response(request, again, form.status, **{**_beside(again), "adopting": form})
    return RedirectResponse(f"{thing_path('news', code)}?done=adopted", 303)


def _write(opened: Opened, content: Content, version: str) -> None:
    entry = OfficeEntry(content.body, content.private, expects=version)
    opened.services.office.set_register(opened.viewer.account, [entry])


add_attached(router, NOUN)
add_noun(router, NOUN)
