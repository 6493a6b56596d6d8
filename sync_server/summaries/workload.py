"""督学工作量统计表: every inspector's figures of a month, a term or a year."""

from domain.month.month import Grouping
from sync_server.documents.contexts.people import Workload, WorkloadRow
from sync_server.summaries.facts import PeriodBook, by_name, total_by_name

SHOWN = (
    "held",
    "due",
    "done",
    "completion",
    "visits",
    "inspector_visits",
    "lessons",
    "lesson_plans",
    "findings",
    "follow_ups",
    "notices",
    "closed",
)
ALL = "合计"


def workload(book: PeriodBook, words: str) -> Workload:
    """The table of a period, which is called ``words``; in the office's order, not by figures."""
    sheet = book.sheet(Grouping.INSPECTOR)
    rows = [
        _row(str(number), (row.name, *row.notes), by_name(sheet, row))
        for number, row in enumerate(sheet.rows, 1)
    ]
    return Workload(
        title=f"{book.official.district_name}{words}督学工作量统计表",
        standing=book.source,
        people=(*rows, _row("", (ALL, "", ""), total_by_name(sheet))),
        rules="".join(sheet.rules),
    )


def _row(number: str, told: tuple[str, ...], values: dict[str, str]) -> WorkloadRow:
    name, zone, post = told
    shown = {each: values[each] for each in SHOWN}
    return WorkloadRow(number=number, name=name, zone=zone, post=post, **shown)
