"""The parts of a workbook: each changes, and is fetched, by itself."""

from enum import StrEnum


class BookPart(StrEnum):
    """What a part tells: the register, own visits, findings, campaigns, papers, the duty,
    what parents wrote and the office passed on, or the tasks that the office gave.

    ``server`` is what the server says of itself, and the district of who runs it.
    """

    SERVER = "server"
    REGISTER = "register"
    MINE = "mine"
    FINDINGS = "findings"
    CAMPAIGNS = "campaigns"
    PAPERS = "papers"
    DUTY = "duty"
    MESSAGES = "messages"
    TASKS = "tasks"


TOLD_BY_ENTRIES = frozenset(BookPart) - {BookPart.SERVER}
"""The parts that follow the ledger."""
