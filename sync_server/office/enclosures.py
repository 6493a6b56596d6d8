"""Scans put to papers: their contents are kept first, then the entry that names them is written."""

from dataclasses import dataclass

from domain.errors import BadInput, NotFound
from domain.kinds.kept_file import FileKind, KeptFile
from domain.kinds.paper.builder import EnclosureSort, Paper
from sync_server.access.viewer import Viewer
from sync_server.data.engine import Database
from sync_server.data.own.kept_files import file_content, keep_file
from sync_server.data.papers import papers as rows
from sync_server.files.attachments import attachment
from sync_server.office.papers import PaperCommands, SeenPaper

NO_WORD = "扫描件只收 PDF 和图片（PNG、JPEG、WebP）；Word 文件请打印签字后再扫描。"


@dataclass(frozen=True, slots=True)
class Enclosures:
    """Puts scans to papers and gives them out."""

    database: Database
    commands: PaperCommands

    def put(
        self, viewer: Viewer, seen: SeenPaper, sort: EnclosureSort, name: str, raw: bytes
    ) -> None:
        """Put a scan to the paper as it was seen.

        BadInput (``file``) for what is no PDF or picture, or is there already; as
        ``PaperCommands.enclose`` else.
        """
        viewer.require_draft_papers()
        file = attachment(name, raw)
        if file.kind is FileKind.DOCX:
            raise BadInput(NO_WORD, code="file")
        self.database.write(lambda found: keep_file(found.ledger, file.sha256, raw))
        self.commands.enclose(viewer.account, seen, sort, file)

    def file(self, viewer: Viewer, paper_id: str, sha256: str) -> tuple[KeptFile, bytes]:
        """A scan of the paper with its content; NotFound without one."""
        viewer.require_papers()
        with self.database.session() as session:
            row = rows.paper(session, paper_id)
            is_own = row is not None and row.district == viewer.district
            paper = Paper.model_validate_json(row.folded) if row and is_own else None
            named = (each.file for each in (paper.enclosures if paper else ()))
            found = next((each for each in named if each.sha256 == sha256), None)
            content = file_content(session.connection(), sha256) if found else None
        if found is None or content is None:
            raise NotFound("There is no such file.", paper=paper_id, sha256=sha256)
        return found, content
