"""What is written of a piece of news: itself, who took it on, and the files beside it."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import Field

from domain.clock import local_date
from domain.errors import BadInput
from domain.ids import uuid7
from domain.kinds.office.news import (
    AdoptionLevel,
    NewsAdopted,
    NewsPrivate,
    NewsRecorded,
)
from domain.register.in_use import is_in_use
from domain.words.values import label
from sync_server.console.form_fields import Options, Typed
from sync_server.console.forms import OfficeForm, Ticks, typed_of
from sync_server.console.kinds.thing_form import (
    WHO_COUNTS,
    Content,
    ThingForm,
    Writing,
    body_of,
)
from sync_server.data.news.listing import units
from sync_server.register.history import History

MOST_ADOPTIONS = 20


class NewsForm(OfficeForm):
    """One piece of news."""

    unit_id: Annotated[str, Field(min_length=1, title="报送单位")]
    title: Annotated[str, Field(min_length=1, max_length=200, title="标题")]
    sent_on: Annotated[date, Field(title="报送日期")]
    text: Annotated[str, Field(max_length=8000, title="正文", description="有附件的可不填")] = ""
    adoptions: Annotated[Ticks, Field(title="采用", description="去掉勾就是撤下")] = ()
    files: Annotated[Ticks, Field(title="附件", description="去掉勾就是去掉附件")] = ()
    is_withdrawn: Annotated[bool, Field(title="撤销这条信息，不再计入")] = False


class AdoptionForm(OfficeForm):
    """That somebody took it on."""

    level: Annotated[AdoptionLevel, Field(title="采用层级")]
    adopted_on: Annotated[date, Field(title="采用日期")]
    published_in: Annotated[
        str,
        Field(min_length=1, max_length=200, title="刊发于", description="报刊、网站或简报"),
    ]


def adoption_words(adopted: NewsAdopted) -> str:
    """Who took it on, when and where, in one line."""
    return f"{label(adopted.level)} {adopted.adopted_on} {adopted.published_in}"


def private_of(history: History) -> NewsPrivate:
    """What it tells; nothing where that was erased."""
    steps = [each for each in history.steps if each.reading.body is history.body]
    private = steps[-1].reading.private if steps else None
    return private if isinstance(private, NewsPrivate) else NewsPrivate()


def with_adoption(history: History, form: AdoptionForm, today: date) -> Content:
    """The news taken on once more; BadInput for a day before it was sent, or to come."""
    news = body_of(history, NewsRecorded)
    adopted_on = form.adopted_on.isoformat()
    if adopted_on < news.sent_on:
        raise BadInput("采用日期不能早于报送日期。", code="adopted_on")
    if form.adopted_on > today:
        raise BadInput("采用日期不能晚于今天。", code="adopted_on")
    if len(news.adoptions) >= MOST_ADOPTIONS:
        raise BadInput(f"一条信息最多登记 {MOST_ADOPTIONS} 次采用。", code="level")
    adopted = NewsAdopted(level=form.level, adopted_on=adopted_on, published_in=form.published_in)
    if adopted in news.adoptions:
        raise BadInput("这次采用已经登记过了。", code="published_in")
    body = news.model_copy(update={"adoptions": (*news.adoptions, adopted)})
    return Content(body, private_of(history))


def _content(writing: Writing, form: NewsForm) -> Content:
    if form.sent_on > local_date(writing.services.server.clock()):
        raise BadInput("报送日期不能晚于今天。", code="sent_on")
    stood = body_of(writing.history, NewsRecorded) if writing.history else None
    adoptions = stood.adoptions if stood else ()
    body = NewsRecorded(
        news_id=stood.news_id if stood else uuid7(),
        unit_id=form.unit_id,
        title=form.title,
        sent_on=form.sent_on.isoformat(),
        adoptions=tuple(each for each in adoptions if adoption_words(each) in form.adoptions),
        files=tuple(each for each in (stood.files if stood else ()) if each.sha256 in form.files),
        is_withdrawn=form.is_withdrawn,
    )
    return Content(body, NewsPrivate(text=form.text))


def _typed(history: History) -> Typed:
    news = body_of(history, NewsRecorded)
    adoptions = "\n".join(adoption_words(each) for each in news.adoptions)
    files = "\n".join(each.sha256 for each in news.files)
    text = private_of(history).text
    return typed_of(NewsForm, news, text=text, adoptions=adoptions, files=files)


def _options(writing: Writing) -> Options:
    """The units in use, and the one that the news has already; those over all report nothing."""
    today = local_date(writing.services.server.clock()).isoformat()
    news = body_of(writing.history, NewsRecorded) if writing.history else None
    with writing.services.server.database.looking_up() as connection:
        known = units(connection, writing.viewer.district)
    held = news.unit_id if news else ""
    found = {
        each.unit_id: each.name
        for each in known
        if each.unit_id == held or (is_in_use(each, today) and not each.counts_all)
    }
    ticks = (
        {
            "adoptions": {adoption_words(each): adoption_words(each) for each in news.adoptions},
            "files": {each.sha256: each.name for each in news.files},
        }
        if news
        else {}
    )
    return {"unit_id": found, **{name: some for name, some in ticks.items() if some}}


def _begun(writing: Writing, asked: Mapping[str, str]) -> Typed:
    today = local_date(writing.services.server.clock()).isoformat()
    return {"sent_on": today, "unit_id": asked.get("unit", "")}


FORM = ThingForm(
    noun="news",
    form=NewsForm,
    content=_content,
    typed=_typed,
    options=_options,
    begun=_begun,
    left_out_of_new=("adoptions", "files", "is_withdrawn"),
    new="登记信息",
    writers=WHO_COUNTS,
)
