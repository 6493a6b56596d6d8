"""Whether a month's file is one that was given out here, byte for byte."""

from dataclasses import dataclass

from pydantic import ValidationError

from domain import kinds
from domain.errors import BadInput
from domain.kinds.office.export import TableExported
from domain.trail.line import sha256_hex
from sync_server.data import trails
from sync_server.data.audit.given_out import entries_naming
from sync_server.data.engine import Database
from sync_server.month.month_file import MonthContent, MonthFile
from sync_server.projection.chain_book import SERVER_ACCOUNT

NO_FILE = "这不是督迹给出的月报文件（JSON），或者已经损坏。"
CHANGED = "文件里写的 sha256 和内容不符：给出以后被改动过。"
UNKNOWN = (
    "本服务器没有给出过这个文件：日志里没有它的 SHA-256。"
    "它来自别的服务器，或者给出以后改动过（重新排版也算）。"
)


@dataclass(frozen=True, slots=True)
class GivenOut:
    """A file that was given out: what it says, when it left, and who took it."""

    content: MonthContent
    at: str
    by: str

    @property
    def which(self) -> str:
        """Which figures it has, in words."""
        content = self.content
        version = (
            f"锁定的第 {content.locked.version} 版" if content.locked else "没有锁定时的现有数"
        )
        return f"{content.district_name} {content.month} 的月报（{version}）"


def known_file(database: Database, raw: bytes) -> GivenOut:
    """The file as it was given out; BadInput, which says why, for any other."""
    try:
        file = MonthFile.model_validate_json(raw)
    except ValidationError as error:
        raise BadInput(NO_FILE, code="no_month_file") from error
    if not file.is_whole:
        raise BadInput(CHANGED, code="month_file_changed")
    sha256 = sha256_hex(raw)
    with database.reading() as transaction:
        for entry in entries_naming(transaction.ledger, file.content.district, sha256):
            body = kinds.read(entry.line).body
            if not isinstance(body, TableExported) or body.sha256 != sha256:
                continue
            chain = entry.line.header.chain
            with transaction.session() as session:
                account, name = trails.writers(session, [chain])[chain]
            by = "系统（命令行）" if account == SERVER_ACCOUNT else name or account
            return GivenOut(file.content, entry.accepted_at, by)
    raise BadInput(UNKNOWN, code="month_file_unknown")
