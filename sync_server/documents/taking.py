"""Documents that leave the system as Word files: that somebody took one is an entry."""

from dataclasses import dataclass

from domain.kinds.office.template import DocumentKind
from sync_server.access.viewer import Viewer
from sync_server.documents.contexts.naming import Named
from sync_server.documents.desk import ENDING, TemplateDesk
from sync_server.office.export.exports import Exports


@dataclass(frozen=True, slots=True)
class TakenDocument:
    """A document's file that may leave, and what it is called."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class DocumentExports:
    """Makes documents by the district's templates, and writes down who took which."""

    desk: TemplateDesk
    exports: Exports

    def take(
        self, viewer: Viewer, document: DocumentKind, named: Named, about: str
    ) -> TakenDocument:
        """The document as a Word file, once the log says that the viewer has it.

        ``about`` says in words which one it is, such as its number or its school and day.
        """
        viewer.require_export()
        content = self.desk.made(viewer.district, document, named)
        self.exports.note(viewer.account, (document.value, "docx"), content, about)
        title = self.desk.template(viewer, document).title
        name = "".join("_" if each in '\\/:*?"<>|' else each for each in f"{title}_{about}")
        return TakenDocument(f"{name}{ENDING}", content)
