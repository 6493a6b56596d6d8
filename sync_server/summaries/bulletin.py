"""督导通报 of a theme: which units were visited, what was found by category, what is demanded."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from domain.kinds.visit.finding import Category
from domain.words.values import label, words_of
from sync_server.data.engine import Transaction
from sync_server.data.summaries import rows
from sync_server.data.summaries.rows import CategoryCount, OfWhom
from sync_server.documents.contexts.papers import CircularPaper, PaperItem
from sync_server.summaries.facts import PeriodBook, figure, listed, span_of
from sync_server.summaries.term_summary import highlights

UNNUMBERED = "（签发后编号）"
TO = "各中小学、幼儿园"
MOST_NAMED = 60
MOST_ITEMS = 200
REQUIREMENT = (
    "被点名的单位要对照问题逐条整改，明确措施、责任人和时限，并把整改情况书面报我办；"
    "其他单位要对照自查、举一反三。我办将适时回访。"
)


@dataclass(frozen=True, slots=True)
class Bulletin:
    """The draft, and the figures that stand in it; ``units`` are those visited, each once.

    ``named`` are the units with a finding, by their codes.
    """

    paper: CircularPaper
    visits: int
    units: int
    findings: int
    categories: Sequence[CategoryCount]
    named: Sequence[str]


def bulletin(transaction: Transaction, book: PeriodBook, theme: str) -> Bulletin:
    """The draft about a theme's visits in the period; of no theme about all of them."""
    span, of, tables = span_of(book.asked), OfWhom(theme=theme), transaction.tables
    units = rows.units(tables, span, of)
    found = sorted(rows.findings(tables, span, of), key=_by_category)
    counts = rows.categories(tables, span, of)
    good = highlights(transaction, book, of)
    title = book.names.theme(theme)
    about = f"“{title}”" if title else "教育"
    visits = len({each.visit for each in units})
    schools = list(dict.fromkeys(each.school_id for each in units))
    return Bulletin(
        paper=CircularPaper(
            organ=book.organ,
            number=UNNUMBERED,
            unit=TO,
            issued_on=book.made_on,
            background=f"{book.period.title}，我办组织开展了{about}督导。现将有关情况通报如下。",
            scope=_scope(book, schools, visits),
            merits="\n".join(f"{each.school}：{each.text}" for each in good),
            items=_items(book, found),
            requirement=f"{_counted(counts)}{REQUIREMENT}",
        ),
        visits=visits,
        units=len(schools),
        findings=len(found),
        categories=counts,
        named=list(dict.fromkeys(each.school_id for each in found)),
    )


def _scope(book: PeriodBook, schools: Sequence[str], visits: int) -> str:
    names = [book.names.school(each) for each in schools]
    more = "等" if len(names) > MOST_NAMED else ""
    named = f"：{listed(names[:MOST_NAMED])}{more}" if names else ""
    return f"共督导 {figure(visits)} 次，到 {figure(len(names))} 个单位{named}。"


def _by_category(row: Any) -> tuple[int, str, int]:
    order = [each.value for each in words_of(Category)]
    return order.index(row.category), row.visit_on, row.position


def _items(book: PeriodBook, found: Sequence[Any]) -> tuple[PaperItem, ...]:
    """One for each finding, by category; beyond what a paper holds the rest is counted."""
    shown = [
        PaperItem(
            number=str(number),
            text=f"【{label(Category(row.category))}】{book.names.school(row.school_id)}："
            f"{row.text or '（没有写明）'}",
            advice=row.suggestion,
        )
        for number, row in enumerate(found[:MOST_ITEMS], 1)
    ]
    left = len(found) - len(shown)
    if left:
        text = f"另有 {figure(left)} 条，见问题清单。"
        shown.append(PaperItem(number=str(len(shown) + 1), text=text, advice=""))
    return tuple(shown or [PaperItem(number="1", text="没有发现问题。", advice="")])


def _counted(counts: Sequence[CategoryCount]) -> str:
    if not counts:
        return ""
    words = words_of(Category)
    by = {each.category: each for each in counts}
    told = [f"{words[each]} {by[each.value].number} 条" for each in words if each.value in by]
    return f"以上问题共 {figure(sum(each.number for each in counts))} 条（{listed(told)}）。"
