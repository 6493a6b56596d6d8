"""月度工作总结: a month under six heads, from its figures (3-01)."""

from sync_server.documents.contexts.summaries import MonthSummary
from sync_server.summaries import texts
from sync_server.summaries.facts import PeriodBook, listed


def month_summary(book: PeriodBook) -> MonthSummary:
    """The month's summary."""
    total, month = book.total, book.period
    trainings = f"组织培训 {total('trainings')} 场，{total('training_attendances')} 人次。"
    return MonthSummary(
        organ=book.organ,
        title=f"{book.official.district_name}{month.title}教育督导工作总结",
        period=month.title,
        made_on=book.made_on,
        standing=book.source,
        team=texts.team(book),
        routine=f"{_themes('本月主题', book.themes(month.first))}{texts.made(book)}",
        zones=texts.figure_rows(book),
        special=_special(book),
        campaigns=texts.held_campaigns(book),
        found=texts.found(book, "月末"),
        categories=texts.category_rows(book.categories),
        training=trainings,
        trainings=texts.held_others(book),
        plans=_plans(book),
    )


def _special(book: PeriodBook) -> str:
    tasks = f"布置给督学的专项任务 {len(book.campaigns)} 项。" if book.campaigns else ""
    return f"开展专项督导 {book.total('campaigns')} 次。{tasks}"


def _plans(book: PeriodBook) -> str:
    """Next month's theme, and what is left over from this one."""
    overdue = book.total("overdue")
    left = f"督促 {overdue} 条逾期的问题限期整改。" if overdue != "0" else ""
    themes = _themes("下月主题", book.themes(book.next_month))
    lines = (themes or "按计划做好下月经常性督导。", texts.behind(book), left)
    return "\n".join(each for each in lines if each)


def _themes(word: str, themes: list[str]) -> str:
    return f"{word}：{listed(themes)}。" if themes else ""
