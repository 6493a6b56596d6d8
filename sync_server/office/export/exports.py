"""Taking a table out of the system: that somebody did is an entry before they have it."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, cast

from domain.kinds.office.export import TableExported, TableExportedPrivate
from sync_server.ledger.append import OfficeEntry
from sync_server.ledger.committer import Committer
from sync_server.office.export.csv_file import write_csv
from sync_server.office.export.table import Table
from sync_server.office.export.xlsx_file import write_xlsx

# What is longer than this lies on the disk and not in memory.
IN_MEMORY_BYTES = 2_000_000
_PIECE_BYTES = 65_536


class Format(StrEnum):
    """As what a table is taken away; the value is the file's ending."""

    XLSX = "xlsx"
    CSV = "csv"


WRITERS: dict[Format, Callable[[Table, BinaryIO], int]] = {
    Format.XLSX: write_xlsx,
    Format.CSV: write_csv,
}


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that may leave: what it is called, how large it is, and its bytes piece by piece."""

    name: str
    size_bytes: int
    file: IO[bytes]

    def pieces(self) -> Iterator[bytes]:
        """The file from its beginning; it is gone afterwards."""
        with self.file:
            self.file.seek(0)
            while piece := self.file.read(_PIECE_BYTES):
                yield piece


@dataclass(frozen=True, slots=True)
class Exports:
    """Makes the files that people take away, and writes down who took which.

    ``district`` is whose they are; without one, that of who takes them.
    """

    committer: Committer
    district: str | None = None

    def take(self, account: str, table: Table, format_: Format) -> Exported:
        """The table as a file, once the log says that the account has it.

        The whole file is made first, because the entry names its hash.
        """
        file = SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 - pieces() closes it
        try:
            rows = WRITERS[format_](table, cast(BinaryIO, file))
            size, sha256 = file.tell(), _hash_of(file)
            body = TableExported(table=table.code, format=format_.value, sha256=sha256, rows=rows)
            private = TableExportedPrivate(filters=table.filters)
            # It is about no subject: it tells of what was taken out, and changes nothing.
            self.committer.write(account, [OfficeEntry(body, private)], self.district)
        except BaseException:
            file.close()
            raise
        return Exported(f"{table.file_name}.{format_.value}", size, file)

    def note(self, account: str, what: tuple[str, str], content: bytes, about: str) -> None:
        """Write down that the account takes a file: what it is and its format, and about what."""
        table, format_ = what
        sha256 = hashlib.sha256(content).hexdigest()
        body = TableExported(table=table, format=format_, sha256=sha256)
        private = TableExportedPrivate(filters=about)
        self.committer.write(account, [OfficeEntry(body, private)], self.district)


def _hash_of(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while piece := file.read(_PIECE_BYTES):
        digest.update(piece)
    return digest.hexdigest()
