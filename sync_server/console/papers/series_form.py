"""The form about the numbers of papers: which was the last one of a kind and year."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.office.series import MAX_SERIAL
from domain.kinds.paper.paper_kind import PaperKind
from domain.paper.numbers import series_of
from domain.words.values import label
from sync_server.console.forms import OfficeForm, Shown, Ticks
from sync_server.data.papers.rows import StatedSeries
from sync_server.ledger.append import NEW


class SeriesForm(OfficeForm):
    """Which number was the last one; ``seen`` are the stated series and their versions.

    Which of them it is about is known only once kind and year have been chosen.
    """

    changed: ClassVar[str] = "刚才有人核定过这一年的文号，没有改动；请看过现在的号，再核定。"

    seen: Ticks = ()
    paper_kind: Annotated[PaperKind, Field(title="文书")]
    year: Annotated[int, Field(ge=2000, le=9999, title="年份")]
    last: Annotated[
        int, Field(ge=0, le=MAX_SERIAL, title="最后一个文号", description="没有用过写 0")
    ]
    reason: Annotated[
        str,
        Field(
            min_length=1,
            max_length=200,
            title="原因",
            description="例如启用前已编到这个号；跳号的写明为什么",
        ),
    ]

    @property
    def series(self) -> str:
        """The series of the kind and year."""
        return series_of(self.paper_kind, self.year)

    @property
    def seen_version(self) -> str:
        """The version in which that series was seen; ``NEW`` where none was stated."""
        versions = {series: version for series, _, version in (e.partition(":") for e in self.seen)}
        return versions.get(self.series, NEW)


def series_form(series: Mapping[str, StatedSeries], today: date) -> Shown[SeriesForm]:
    """The form as it begins."""
    typed = {"paper_kind": PaperKind.RECTIFICATION.value, "year": str(today.year)}
    return Shown(SeriesForm, "series-form", {**typed, **seen_now(series)})


def seen_now(series: Mapping[str, StatedSeries]) -> dict[str, str]:
    """What the form carries: the series that have been stated, as they now stand."""
    return {"seen": "\n".join(f"{name}:{each.version}" for name, each in series.items())}


def series_words(series: str) -> str:
    """A series in words, such as 2026年整改通知书."""
    kind, _, year = series.rpartition("-")
    return f"{year}年{label(PaperKind(kind))}" if kind in set(PaperKind) else series
