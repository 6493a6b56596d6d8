"""Checking that every file which an entry names is kept, and is what the entry says."""

from collections.abc import Iterator

from domain.kinds import read
from domain.kinds.kept_file import KeptFile
from domain.kinds.office.activity import ActivityRecorded
from domain.kinds.office.meeting import MeetingRecorded
from domain.kinds.office.news import NewsRecorded
from domain.kinds.office.policy import PolicySet
from domain.kinds.office.template import TemplateFile, TemplateSet
from domain.kinds.office.training import TrainingRecorded
from domain.kinds.paper.enclosing import PaperEnclosed
from domain.kinds.piece import Body
from domain.kinds.register.portrait import PortraitFile, PortraitSet
from domain.trail.line import sha256_hex
from sync_server.data.engine import Transaction
from sync_server.data.ledger import of_kinds
from sync_server.data.own.kept_files import file_content
from sync_server.data.tables.followed import NAMING_FILES
from sync_server.verification.fault import Fault, FaultKind


def kept_file_faults(transaction: Transaction) -> Iterator[Fault]:
    """Each file that entries name and that is gone or changed; the entries are sound already."""
    checked: set[str] = set()
    for each in of_kinds(transaction.tables, NAMING_FILES):
        for file in _named(read(each.line).body):
            if file.sha256 in checked:
                continue
            checked.add(file.sha256)
            content = file_content(transaction.ledger, file.sha256)
            if content is None:
                yield Fault(FaultKind.FILE_GONE, "kept_file", file.sha256, "", file.name)
            elif sha256_hex(content) != file.sha256:
                yield Fault(FaultKind.FILE_CHANGED, "kept_file", file.sha256, "content", file.name)


def _named(body: Body | None) -> tuple[KeptFile | PortraitFile | TemplateFile, ...]:
    match body:
        case (
            ActivityRecorded()
            | MeetingRecorded()
            | NewsRecorded()
            | PolicySet()
            | TrainingRecorded()
        ):
            return body.files
        case TemplateSet() | PortraitSet():
            return (body.file,) if body.file else ()
        case PaperEnclosed():
            return (body.file,)
        case _:
            return ()
