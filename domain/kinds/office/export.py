"""Tables that somebody took out of the system."""

from typing import ClassVar

from domain.kinds.author import REVIEWING, Role
from domain.kinds.kind import off_visits
from domain.kinds.piece import Body, Code

EXPORTING = REVIEWING | {Role.CLERK}


class TableExported(Body):
    """Somebody took a table out of the system: which, for which month, with which hash."""

    kind: ClassVar[str] = "table.exported"

    table: Code
    month: Code
    format: Code
    sha256: Code


off_visits(TableExported, "导出表格", EXPORTING)
