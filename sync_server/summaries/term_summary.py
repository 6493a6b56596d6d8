"""学期工作总结: a term or a year in six parts, 任务、过程、典型经验、突出问题、结论、建议."""

from collections.abc import Sequence

from domain.kinds.visit.finding import Category
from domain.kinds.visit.record import NoteSection
from domain.month.duty import SchoolDuty
from domain.month.month import Grouping
from domain.visit.visit import Visit
from domain.words.values import label
from sync_server.data.engine import Transaction
from sync_server.data.summaries import rows
from sync_server.documents.contexts.papers import day_words
from sync_server.documents.contexts.summaries import FigureRow, Highlight, TermSummary
from sync_server.month.rules import month_words
from sync_server.summaries import texts
from sync_server.summaries.facts import PeriodBook, duties_now, figure, listed, span_of

MOST_LOOKED_THROUGH = 200
MOST_HIGHLIGHTS = 20
_MOST_NAMED = 3
_MANY = f"下面是审核通过的督导记录里写到的亮点，最近的在前，最多 {MOST_HIGHLIGHTS} 条。"


def term_summary(transaction: Transaction, book: PeriodBook, words: str) -> TermSummary:
    """The summary of a longer period, which is called ``words``."""
    total = book.total
    good = highlights(transaction, book)
    return TermSummary(
        organ=book.organ,
        title=f"{book.official.district_name}{words}教育督导工作总结",
        period=words,
        made_on=book.made_on,
        standing=book.source,
        task=_task(book),
        course=f"{texts.team(book)}\n{texts.made(book)}",
        months=_months(transaction, book),
        experience=_MANY if good else "审核通过的督导记录里没有写亮点。",
        highlights=good,
        problems=texts.found(book, "期末"),
        categories=texts.category_rows(book.categories),
        conclusion=(
            f"应督导 {total('due')} 次，已完成 {total('done')} 次，完成率 {total('completion')}；"
            f"责任校 {total('held')} 所，去过 {total('covered')} 所；"
            f"提出问题 {total('findings')} 条，销号 {total('closed')} 条。"
        ),
        advice=_advice(book),
    )


def _task(book: PeriodBook) -> str:
    sheet = book.sheet(Grouping.ZONE)
    themes = [f"{month_words(month)}：{listed(book.themes(month))}" for month in _with(book)]
    lines = ("".join(sheet.rules), f"各月主题：{'；'.join(themes)}。" if themes else "")
    return "\n".join(each for each in lines if each) or "按教育督导条例开展督导。"


def _with(book: PeriodBook) -> list[str]:
    return [month for month in book.period.months if book.themes(month)]


def _months(transaction: Transaction, book: PeriodBook) -> tuple[FigureRow, ...]:
    """The figures month by month as the records have them, those to come left out."""
    sums = rows.by_month(transaction.tables, span_of(book.asked))
    owed = duties_now(transaction, book)
    until = book.official.until
    return tuple(
        _month(month, sums.get(month, rows.MonthSums(month, 0, 0, 0)), owed)
        for month in book.period.months
        if month <= until
    )


def _month(month: str, sums: rows.MonthSums, duties: Sequence[SchoolDuty]) -> FigureRow:
    own = [each for each in duties if each.month == month]
    due, done = sum(each.due for each in own), sum(each.done for each in own)
    return FigureRow(
        name=month_words(month),
        due=figure(due),
        done=figure(done),
        completion=figure(done / due if due else None),
        visits=figure(sums.visits),
        lessons=figure(sums.lessons),
        findings=figure(sums.findings),
    )


def highlights(
    transaction: Transaction, book: PeriodBook, of: rows.OfWhom = rows.ALL
) -> tuple[Highlight, ...]:
    """What the newest approved records say was well done."""
    with transaction.session() as session:
        approved = rows.newest(session, span_of(book.asked), of, MOST_LOOKED_THROUGH)
    found = [
        Highlight(school=book.names.school(row.school_id), day=day_words(row.visit_on), text=note)
        for row in approved
        if (note := _highlight(row.folded))
    ]
    return tuple(found[:MOST_HIGHLIGHTS])


def _highlight(folded: str) -> str:
    note = Visit.model_validate_json(folded).counting.notes.get(NoteSection.HIGHLIGHT)
    return note.text.strip() if note else ""


def _advice(book: PeriodBook) -> str:
    """What follows from the figures; the office goes on with it in its own words."""
    most = sorted(book.categories, key=lambda each: (-each.number, each.category))[:_MOST_NAMED]
    named = listed([label(Category(each.category)) for each in most])
    overdue = book.total("overdue")
    lines: Sequence[str] = (
        f"围绕{named}等问题较多的方面，组织排查和专项督导。" if named else "",
        f"督促 {overdue} 条逾期的问题限期整改，整改不力的按规定督办、约谈。"
        if overdue != "0"
        else "",
        texts.behind(book),
    )
    return "\n".join(each for each in lines if each) or "继续按计划做好经常性督导。"
