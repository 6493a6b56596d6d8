"""Checking that every file which an entry names is kept, and is what the entry says."""

from collections.abc import Iterator

from domain.kinds import read
from domain.kinds.named_files import NAMING_FILES, named_files
from domain.trail.line import sha256_hex
from sync_server.data.engine import Transaction
from sync_server.data.ledger import of_kinds
from sync_server.data.own.kept_files import file_content
from sync_server.verification.fault import Fault, FaultKind


def kept_file_faults(transaction: Transaction) -> Iterator[Fault]:
    """Each file that entries name and that is gone or changed; the entries are sound already."""
    checked: set[str] = set()
    for each in of_kinds(transaction.tables, NAMING_FILES):
        body = read(each.line).body
        for file in named_files(body) if body else ():
            if file.sha256 in checked:
                continue
            checked.add(file.sha256)
            content = file_content(transaction.ledger, file.sha256)
            if content is None:
                yield Fault(FaultKind.FILE_GONE, "kept_file", file.sha256, "", file.name)
            elif sha256_hex(content) != file.sha256:
                yield Fault(FaultKind.FILE_CHANGED, "kept_file", file.sha256, "content", file.name)
