"""Where an uploaded form waits until what was read of it has been looked at."""

from dataclasses import dataclass

from domain.clock import Clock, format_instant
from domain.errors import NotFound
from domain.ids import uuid7
from sync_server.access.holding import ToHold, hold
from sync_server.data.engine import Database
from sync_server.data.own import held_files as rows
from sync_server.register.checklists.xlsform.read import ReadForm, read_xlsform
from sync_server.register.import_desk.desk import plain_title
from sync_server.register.importing.workbook_file import open_workbook

SORT = "checklist"


def new_item_id() -> str:
    """A name for a new item, which no other has."""
    return f"q{uuid7().replace('-', '')[-12:]}"


def new_checklist_id() -> str:
    """A name for a new checklist, which no other has."""
    return f"list-{uuid7().replace('-', '')[-12:]}"


@dataclass(frozen=True, slots=True)
class LookedForm:
    """A form that waits, and what was read of it."""

    file: str
    title: str
    read: ReadForm


@dataclass(frozen=True, slots=True)
class FormDesk:
    """Takes forms in, one an account, which nobody else can name, for two hours."""

    database: Database
    clock: Clock

    def take(self, raw: bytes, title: str, whose: tuple[str, str]) -> str:
        """Hold the form for an account of a district and answer its name.

        BadInput in one sentence where it is none, or too large to be looked into.
        """
        read(raw)
        return hold(self.database, self.clock(), whose, ToHold(SORT, plain_title(title), raw))

    def look(self, file: str, account: str) -> LookedForm:
        """What the account's form holds; NotFound where it is over, or somebody else's."""
        with self.database.reading_ledger() as found:
            row = rows.held_file(found.ledger, file, account, format_instant(self.clock()))
        if row is None or row.sort != SORT or row.report is not None:
            raise NotFound("The file is not held any more.", code="no_held_file", file=file)
        return LookedForm(file, row.title, read(row.content))

    def done(self, file: str) -> None:
        """Let go of the form: a draft was made of it."""
        self.database.write(lambda found: rows.keep_report(found.ledger, file, ""))


def read(raw: bytes) -> ReadForm:
    """What a file holds; BadInput where it is no workbook, or no form of the convention."""
    return read_xlsform(open_workbook(raw), new_item_id)
