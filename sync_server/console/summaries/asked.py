"""Which period somebody asks a summary of, and how a file of it is given out."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query
from fastapi.responses import Response

from domain.kinds.office.template import DocumentKind
from sync_server.console.documents.taking import word_file
from sync_server.console.grid.filters import period_words
from sync_server.console.guard import SignedIn
from sync_server.console.services import ConsoleServices
from sync_server.documents.contexts.naming import Named
from sync_server.month.period import month_after, months_before, read_period
from sync_server.summaries.desk import Wanted

SECTION = "month"


@dataclass(frozen=True, slots=True)
class AskedPeriod:
    """A period as its address has it, and about which theme.

    ``version`` is that of a sealed month, 0 for what the records have now, None for the official.
    """

    period: str
    version: int | None
    theme: str

    @property
    def words(self) -> str:
        """The period in words; BadInput for one that is none."""
        return period_words(self.period)

    @property
    def wanted(self) -> Wanted:
        """The same for whoever makes summaries."""
        return Wanted(self.period, self.words, self.version)

    @property
    def address(self) -> str:
        """What stands behind the address of a page about the same."""
        said = {"version": self.version, "theme": self.theme or None}
        told = {name: value for name, value in said.items() if value is not None}
        return f"?{urlencode(told)}" if told else ""

    @property
    def beside(self) -> list[tuple[str, str]]:
        """The month before and the one after, each by its words; none beside a longer period."""
        found = read_period(self.period)
        if not found.is_month:
            return []
        months = (months_before(found.first, 1), month_after(found.first))
        return [(month, period_words(month)) for month in months]

    @property
    def table(self) -> str:
        """Where the table is that it is made of."""
        said = {"period": self.period, "version": self.version}
        return "/month?" + urlencode({k: v for k, v in said.items() if v is not None})


def asked_period(
    period: str,
    version: Annotated[int | None, Query(ge=0, le=9_999)] = None,
    theme: Annotated[str, Query(max_length=64)] = "",
) -> AskedPeriod:
    """What an address below `/month/{period}` asks for."""
    return AskedPeriod(period, version, theme)


Asking = Annotated[AskedPeriod, Depends(asked_period)]


def taken(
    services: ConsoleServices, user: SignedIn, document: DocumentKind, named: Named, about: str
) -> Response:
    """The document as a Word file; that somebody took it is written first."""
    found = services.documents.take(user.viewer, document, named, about)
    return word_file(found.content, found.name, document.value)
