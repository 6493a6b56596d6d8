"""The templates of an office: what each document is made by, put back, and taken away again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from domain.errors import BadInput, NotFound
from domain.kinds.office.template import DocumentKind, TemplateFile, TemplateSet
from domain.plain_text import is_plain_line
from domain.trail.line import sha256_hex
from domain.words.values import label
from sync_server.access.viewer import Viewer
from sync_server.data.engine import Database
from sync_server.data.own.kept_files import file_content, keep_file
from sync_server.data.papers.templates import templates
from sync_server.data.subjects import versions_called
from sync_server.documents.contexts.documents import MODELS, example
from sync_server.documents.contexts.naming import Name, Named, names_of
from sync_server.documents.word.checking import check_template
from sync_server.documents.word.package import FILE
from sync_server.documents.word.rendering import rendered
from sync_server.ledger.append import NEW, OfficeEntry

Write = Callable[[Sequence[OfficeEntry]], object]
"""Writes register entries in the name of who keeps the templates."""

NOUN = "template"
LONGEST_NAME = 100
ENDING = ".docx"
ALREADY_BUILT_IN = "现在用的就是内置模板。"
_BUILT_IN = Path(__file__).resolve().parents[2] / "assets" / "documents"


@dataclass(frozen=True, slots=True)
class Template:
    """By which template a document is made: the built-in one, or the office's own by its name."""

    document: DocumentKind
    name: str | None = None
    sha256: str | None = None

    @property
    def is_built_in(self) -> bool:
        """Whether it is the one that comes with the system."""
        return self.sha256 is None

    @property
    def title(self) -> str:
        """What the document is called."""
        return label(self.document)


def built_in(document: DocumentKind) -> bytes:
    """The built-in template's file."""
    return (_BUILT_IN / f"{document.value}{ENDING}").read_bytes()


@dataclass(frozen=True, slots=True)
class TemplateDesk:
    """Reads and sets the templates of the viewer's district."""

    database: Database

    def templates(self, viewer: Viewer) -> list[Template]:
        """By which template each document is made, in the documents' order."""
        viewer.require_register()
        with self.database.session() as session:
            found = templates(session, viewer.district)
        rows = ((each, found.get(each)) for each in DocumentKind)
        return [
            Template(each, row.name, row.sha256) if row else Template(each) for each, row in rows
        ]

    def template(self, viewer: Viewer, document: DocumentKind) -> Template:
        """By which template the document is made."""
        return next(each for each in self.templates(viewer) if each.document is document)

    def names(self, document: DocumentKind) -> tuple[Name, ...]:
        """The names that the document's template may use."""
        return names_of(MODELS[document])

    def file(self, viewer: Viewer, document: DocumentKind) -> bytes:
        """The file of the template that is used now."""
        viewer.require_register()
        return self._content(viewer.district, document)

    def version(self, viewer: Viewer, document: DocumentKind) -> str:
        """The version in which the template is seen now; ``NEW`` where nobody ever set it."""
        with self.database.session() as session:
            versions = versions_called(session.connection(), viewer.district)
        return versions.get((NOUN, document.value), NEW)

    def put(self, viewer: Viewer, write: Write, asked: "Putting") -> None:
        """Make the document by this file from now on.

        BadInput (``file``) for what can be no template of it (WrongTemplate says where it is
        wrong), Conflict where somebody else has set it since it was seen.
        """
        viewer.require_set_register()
        check_template(asked.document, asked.content)
        sha256 = sha256_hex(asked.content)
        file = TemplateFile(
            name=_name(asked.name, asked.document), sha256=sha256, size_bytes=len(asked.content)
        )
        self.database.write(lambda found: keep_file(found.ledger, sha256, asked.content))
        body = TemplateSet(document=asked.document, file=file)
        write([OfficeEntry(body, expects=asked.seen)])

    def back(self, viewer: Viewer, write: Write, document: DocumentKind, seen: str) -> None:
        """Make the document by the built-in template again.

        BadInput where it is; Conflict where somebody else has set it since it was seen.
        """
        viewer.require_set_register()
        if self.template(viewer, document).is_built_in:
            raise BadInput(ALREADY_BUILT_IN, code="built_in")
        write([OfficeEntry(TemplateSet(document=document), expects=seen)])

    def made(self, district: str, document: DocumentKind, named: Named) -> bytes:
        """The Word file that the district's template makes of it."""
        return rendered(self._content(district, document), named)

    def maker(self, district: str, document: DocumentKind) -> Callable[[Named], bytes]:
        """What makes many of them by the district's template, which is read once."""
        template = self._content(district, document)
        return lambda named: rendered(template, named)

    def preview(self, viewer: Viewer, document: DocumentKind) -> bytes:
        """The Word file that the template makes of example values."""
        viewer.require_register()
        return self.made(viewer.district, document, example(document))

    def _content(self, district: str, document: DocumentKind) -> bytes:
        with self.database.session() as session:
            row = templates(session, district).get(document)
            if row is None or row.sha256 is None:
                return built_in(document)
            content = file_content(session.connection(), row.sha256)
        if content is None:
            raise NotFound("The template's file is not here.", code="template_lost")
        return content


@dataclass(frozen=True, slots=True)
class Putting:
    """A file that is to be a document's template, over the version that was ``seen``."""

    document: DocumentKind
    name: str
    content: bytes
    seen: str


def _name(name: str, document: DocumentKind) -> str:
    """The file's name without folders; BadInput (``file``) for one that says it is no .docx."""
    stem = PurePath(name.replace("\\", "/")).name
    base, _, ending = stem.rpartition(".")
    if base and f".{ending.lower()}" != ENDING:
        text = f"这是 .{ending[:10]} 文件；请用 Word 或 WPS 另存为 .docx 再传。"
        raise BadInput(text, code=FILE)
    usable = base.strip() and is_plain_line(base)
    return f"{base.strip()[:LONGEST_NAME] if usable else label(document)}{ENDING}"
