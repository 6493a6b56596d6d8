"""Tables that somebody took out of the system."""

from typing import ClassVar

from domain.kinds.author import REVIEWING, Role
from domain.kinds.kind import alone
from domain.kinds.piece import Body, Code

EXPORTING = REVIEWING | {Role.CLERK}


class TableExported(Body):
    """Somebody took a table out of the system: which, for which month, with which hash."""

    kind: ClassVar[str] = "table.exported"

    table: Code
    month: Code
    format: Code
    sha256: Code


alone(TableExported, "导出表格", EXPORTING)
