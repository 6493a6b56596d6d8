"""The sheet 信息报送: news that units sent on, one piece a row.

A further adoption of it stands in a further row. What is there already, of the same unit, day
and title, stays as it is.
"""

from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from domain.kinds.office.news import AdoptionLevel, NewsAdopted, NewsPrivate, NewsRecorded
from domain.spelling import key_of
from domain.words.values import words_of
from sync_server.register.importing.carried.columns import meant
from sync_server.register.importing.changes import ImportDraft, ReportedNews
from sync_server.register.importing.faults import Faults
from sync_server.register.importing.sheets import Columns, Row
from sync_server.register.importing.zone_rows import new_code, row_in_words

UNIT, TITLE, SENT_ON, TEXT = "报送单位", "标题", "报送日期", "正文"
LEVEL, ADOPTED_ON, PUBLISHED_IN = "采用层级", "采用日期", "刊发于"
COLUMNS: Columns = {
    UNIT: ("信息报送单位", "上报单位"),
    TITLE: ("信息标题", "题目"),
    SENT_ON: ("上报日期", "报送时间"),
    TEXT: ("信息内容", "内容"),
    LEVEL: ("采用级别",),
    ADOPTED_ON: ("采用时间", "刊发日期"),
    PUBLISHED_IN: ("采用单位", "刊发媒体", "采用情况"),
}
MUST = (UNIT, TITLE, SENT_ON)
LEVELS = {word: each for each, word in words_of(AdoptionLevel).items()}
LONGEST, LONGEST_TEXT, MOST_ADOPTIONS = 200, 8000, 20

NewsKey = tuple[str, str, str]
"""What tells a piece of news from others: its unit, its day, and its title without spelling."""


@dataclass(slots=True)
class _Said:
    """A piece of news as the rows read so far have it, and the first of them."""

    row: Row
    key: NewsKey
    title: str
    text: str
    adoptions: list[NewsAdopted] = field(default_factory=list)


def read_news(rows: list[Row], today: date, draft: ImportDraft, faults: Faults) -> None:
    """Take the news that these rows tell of into the draft."""
    found: dict[NewsKey, _Said] = {}
    for row in rows:
        before = len(faults.found)
        unit, sent_on = _unit(row, draft, faults), _sent_on(row, today, faults)
        title = _title(row, faults)
        if unit is None or sent_on is None or len(faults.found) > before:
            continue
        key = (unit, sent_on.isoformat(), key_of(title))
        adopted = _adopted(row, (sent_on, today), faults)
        said = found.setdefault(key, _Said(row, key, title, row.lines(TEXT)[:LONGEST_TEXT]))
        if adopted is None and said.row is not row:
            problem = f"和{row_in_words(said.row, row)}重复（单位、日期、标题都相同）"
            faults.add(row.place(TITLE), problem, "请删掉一行；又有一级采用的，填上采用的三列")
        elif len(said.adoptions) == MOST_ADOPTIONS:
            faults.add(row.place(LEVEL), f"一条信息超过 {MOST_ADOPTIONS} 次采用", "请核对")
        elif adopted is not None and adopted not in said.adoptions:
            said.adoptions.append(adopted)
    for each in found.values():
        draft.at(each.row)
        draft.set_news(_news(each, draft), each.title)


def _news(said: _Said, draft: ImportDraft) -> ReportedNews:
    unit, sent_on, _ = said.key
    code = draft.register.news.get(said.key) or new_code("news", "\n".join(said.key))
    body = NewsRecorded(
        news_id=code,
        unit_id=unit,
        title=said.title,
        sent_on=sent_on,
        adoptions=tuple(said.adoptions),
    )
    return ReportedNews(body, NewsPrivate(text=said.text))


def _unit(row: Row, draft: ImportDraft, faults: Faults) -> str | None:
    text, known = row.text(UNIT), draft.register.reporting_units
    found = {key_of(name): code for code, name in known.items()}.get(key_of(text))
    if found is None:
        close = get_close_matches(text, known.values(), n=1)
        meant_so = f"，或者改成“{close[0]}”" if close else ""
        problem = f"没有叫“{text}”的报送单位" if text else "没有填报送单位"
        faults.add(row.place(UNIT), problem, f"请先在“报送单位”里登记{meant_so}")
    return found


def _title(row: Row, faults: Faults) -> str:
    title = row.text(TITLE)
    if not title:
        faults.add(row.place(TITLE), "没有填标题", "请补上标题")
    elif len(title) > LONGEST:
        faults.add(row.place(TITLE), f"有 {len(title)} 个字，太长", f"请缩短到 {LONGEST} 字以内")
    return title


def _sent_on(row: Row, today: date, faults: Faults) -> date | None:
    sent_on = _day(row, SENT_ON, faults)
    if sent_on is not None and sent_on > today:
        faults.add(row.place(SENT_ON), "报送日期晚于今天", "请核对日期")
    return sent_on


def _adopted(row: Row, between: tuple[date, date], faults: Faults) -> NewsAdopted | None:
    """Who took it on; half of it said is a fault beside the half that lacks."""
    if not any(row.text(each) for each in (LEVEL, ADOPTED_ON, PUBLISHED_IN)):
        return None
    level, published_in = meant(row.text(LEVEL), LEVELS), row.text(PUBLISHED_IN)
    adopted_on = _day(row, ADOPTED_ON, faults)
    if level is None:
        remedy = f"请填{'、'.join(f'“{each}”' for each in LEVELS)}之一"
        faults.add(row.place(LEVEL), f"看不懂“{row.text(LEVEL)}”", remedy)
    if not 0 < len(published_in) <= LONGEST:
        faults.add(row.place(PUBLISHED_IN), "没有填刊发于，或者太长", "请写报刊、网站或简报的名称")
    if adopted_on is not None and not between[0] <= adopted_on <= between[1]:
        faults.add(row.place(ADOPTED_ON), "采用日期早于报送日期，或者晚于今天", "请核对日期")
    if level is None or adopted_on is None or not 0 < len(published_in) <= LONGEST:
        return None
    return NewsAdopted(level=level, adopted_on=adopted_on.isoformat(), published_in=published_in)


def _day(row: Row, column: str, faults: Faults) -> date | None:
    try:
        day = row.day(column)
    except ValueError:
        faults.add(row.place(column), f"“{row.text(column)}”不是日期", "请填成 2026-09-01 这样")
        return None
    if day is None:
        faults.add(row.place(column), f"没有填{column}", "请填成 2026-09-01 这样")
    return day
