"""Tables that somebody took out of the system."""

from typing import ClassVar

from domain.kinds.author import OVERSEEING, Role
from domain.kinds.kind import alone
from domain.kinds.piece import Body, Code, Private, Quantity, Text

EXPORTING = OVERSEEING | {Role.CLERK}
"""Who takes tables out: an auditor too, whose work it is, and whose every table is noted."""


class TableExportedPrivate(Private):
    """Which part of the list it was, in words; it may hold a name that somebody looked for."""

    filters: Text = ""


class TableExported(Body):
    """Somebody took a table out of the system: which, with which hash.

    A table of a month or a longer period names it; a list says how many rows left. Where another
    system took it, ``token`` is the one that it showed.
    """

    kind: ClassVar[str] = "table.exported"
    private: ClassVar[type[Private]] = TableExportedPrivate

    table: Code
    month: Code | None = None
    format: Code
    sha256: Code
    rows: Quantity | None = None
    token: Code | None = None


alone(TableExported, "导出表格", EXPORTING)
