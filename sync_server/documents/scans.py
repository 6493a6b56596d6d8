"""Scans of what was signed by hand: put beside a paper, read, and withdrawn."""

import io
from dataclasses import dataclass
from pathlib import Path

from domain.errors import BadInput, Conflict, NotAllowed, NotFound
from domain.kinds.kept_file import FileKind
from domain.kinds.paper.builder import UNTIMELY, Paper, Scan, ScanKind
from domain.kinds.paper.drafting import DRAFTING
from domain.kinds.paper.scanning import PaperScanFiled, PaperScanWithdrawn, ScanPrivate
from domain.kinds.piece import ReasonPrivate
from domain.trail.receipt import Leaf
from sync_server.data.papers.rows import folded_paper
from sync_server.files.attachments import MOST_FILE_BYTES, attachment
from sync_server.ledger.append import CHANGED, OfficeEntry
from sync_server.office.commands import Office
from sync_server.office.papers import SeenPaper
from sync_server.photos.keeping import Pool
from sync_server.photos.pixels import likenesses

KINDS = frozenset({FileKind.PDF, FileKind.JPEG, FileKind.PNG})
MOST_SCANS = 20
MOST_SCAN_BYTES = MOST_FILE_BYTES
OTHER_KIND = "扫描件只收 PDF 和 JPEG、PNG 图片；其他格式请另存为 PDF 再传。"
DAMAGED = "这张图片打不开，可能已损坏，或像素太多；请重新扫描或拍照再传。"
THERE_ALREADY = "这个文件已经存在这份文书里了。"
TOO_MANY = f"一份文书最多存 {MOST_SCANS} 个扫描件，请合成一个 PDF 再传。"
DRAFT_STILL = "文书还是草稿，送签以后才能存扫描件。"


@dataclass(frozen=True, slots=True)
class PaperScans:
    """The verbs; each raises as those of `PaperCommands` do, BadInput (``file``) for a file."""

    office: Office
    pool: Pool

    def file(
        self, account: str, seen: SeenPaper, scan_kind: ScanKind, name: str, raw: bytes
    ) -> Leaf:
        """Keep the file as it came, and say in an entry that it is the paper's."""
        paper = self._seen(account, seen)
        if not paper.may_take_scans:
            raise BadInput(DRAFT_STILL, code=UNTIMELY)
        body, private = _scan(scan_kind, name, raw)
        kept = {each.sha256 for each in paper.scans if each.withdrawal is None}
        if body.sha256 in kept:
            raise BadInput(THERE_ALREADY, code="file")
        if len(kept) >= MOST_SCANS:
            raise BadInput(TOO_MANY, code="file")
        self.pool.keep(raw)
        (leaf,) = self.office.write(account, [OfficeEntry(body, private, seen.paper, seen.version)])
        return leaf

    def withdraw(self, account: str, seen: SeenPaper, sha256: str, reason: str) -> Leaf:
        """Say that a file does not belong to the paper; it stays where it is kept."""
        scan_in(self._seen(account, seen), sha256)
        if not reason.strip():
            raise BadInput("撤下要写明原因。", code="reason")
        body, private = PaperScanWithdrawn(sha256=sha256), ReasonPrivate(reason=reason)
        (leaf,) = self.office.write(account, [OfficeEntry(body, private, seen.paper, seen.version)])
        return leaf

    def path(self, paper: Paper, sha256: str) -> tuple[Scan, Path]:
        """A file of the paper, and where its content is; NotFound for any other."""
        scan, path = scan_in(paper, sha256), self.pool.store.path(sha256)
        if not path.exists():
            raise NotFound("The file is not here.", sha256=sha256)
        return scan, path

    def _seen(self, account: str, seen: SeenPaper) -> Paper:
        author = self.office.author(account)
        if author.role not in DRAFTING:
            raise NotAllowed("This account's role does not do this with papers.", code="no_papers")
        with self.office.database.reading() as transaction:
            text = folded_paper(transaction.tables, seen.paper)
        paper = Paper.model_validate_json(text) if text else None
        if paper is None or paper.district != author.district:
            raise NotFound("There is no such paper in this district.", paper=seen.paper)
        if paper.version != seen.version:
            raise Conflict("The paper has changed.", code=CHANGED, subject=seen.paper)
        return paper


def scan_in(paper: Paper, sha256: str) -> Scan:
    """The file of this hash; NotFound where the paper has none, or has it no more."""
    for each in paper.scans:
        if each.sha256 == sha256 and each.withdrawal is None:
            return each
    raise NotFound("The paper has no such file.", paper=paper.paper_id, sha256=sha256)


def _scan(scan_kind: ScanKind, name: str, raw: bytes) -> tuple[PaperScanFiled, ScanPrivate]:
    """What is said of the file; BadInput (``file``) for what is no PDF and no whole picture."""
    file = attachment(name, raw)
    if file.kind not in KINDS:
        raise BadInput(OTHER_KIND, code="file")
    if file.kind is not FileKind.PDF and likenesses(io.BytesIO(raw), ()) is None:
        raise BadInput(DAMAGED, code="file")
    body = PaperScanFiled(
        scan_kind=scan_kind,
        file_kind=file.kind,
        sha256=file.sha256,
        size_bytes=file.size_bytes,
    )
    return body, ScanPrivate(name=file.name)
