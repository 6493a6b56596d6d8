"""Series of numbers (文号) that the office gives its papers, counted on under the log's lock."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import REVIEWING
from domain.kinds.kind import Trait, sets
from domain.kinds.piece import Code, OfficeBody, Private, ReasonPrivate, Text

MAX_SERIAL = 99_999
Serial = Annotated[int, Field(ge=1, le=MAX_SERIAL)]


class SeriesPrivate(ReasonPrivate):
    """Why the count goes on behind this number."""

    reason: Text = Field(default="", title="原因")


class SeriesSet(OfficeBody, title="文号"):
    """The last number given in a series so far: from outside, or before a restore forgot it.

    ``series`` is the paper's kind and the year, such as ``rectification-2026``.
    """

    kind: ClassVar[str] = "series.set"
    private: ClassVar[type[Private]] = SeriesPrivate

    series: Code = Field(title="编号")
    last: Annotated[int, Field(ge=0, le=MAX_SERIAL, title="已用到")]


sets("series", SeriesSet, "核定文号", REVIEWING, lambda body: body.series, Trait.IN_OFFICE)
