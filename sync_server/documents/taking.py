"""Documents that leave the system as Word files: that somebody took one is an entry."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.kinds.office.template import DocumentKind
from domain.words.values import label
from sync_server.access.viewer import Viewer
from sync_server.documents.contexts.naming import Named
from sync_server.documents.desk import ENDING, TemplateDesk
from sync_server.office.export.exports import Exports

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


class About(NamedTuple):
    """In words which documents these are: each of them, and all together."""

    each: Sequence[str]
    all: str


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
        return TakenDocument(f"{file_name(document, about)}{ENDING}", content)

    def take_all(
        self, viewer: Viewer, document: DocumentKind, all_named: Sequence[Named], about: About
    ) -> TakenDocument:
        """Several of one kind in one archive (.zip), once the log says that the viewer has them."""
        viewer.require_export()
        packed = io.BytesIO()
        make = self.desk.maker(viewer.district, document)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for each, named in zip(about.each, all_named, strict=True):
                info = zipfile.ZipInfo(f"{file_name(document, each)}{ENDING}", _ZIP_EPOCH)
                archive.writestr(info, make(named))
        content = packed.getvalue()
        self.exports.note(viewer.account, (document.value, "zip"), content, about.all)
        return TakenDocument(f"{file_name(document, about.all)}.zip", content)


def file_name(document: DocumentKind, about: str) -> str:
    """What the file is called, without what no file may be called."""
    name = f"{label(document)}_{about}"
    return "".join("_" if each in '\\/:*?"<>|' else each for each in name)
