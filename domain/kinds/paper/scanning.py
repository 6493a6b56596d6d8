"""Scans and photos of what was signed by hand (扫描件), kept beside the paper as they came."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import Relation, right
from domain.kinds.folding import Stamp, facts_of
from domain.kinds.kept_file import FileKind
from domain.kinds.kind import PAPER, Apply, Kind, Trait, register
from domain.kinds.paper.builder import UNTIMELY, PaperBuilder, PaperState, Said, Scan, ScanKind
from domain.kinds.paper.drafting import DRAFTING
from domain.kinds.piece import OfficeBody, Private, ReasonPrivate, Text
from domain.trail.line import Sha256Hex


class ScanPrivate(Private):
    """What the file was called."""

    name: Text = ""


class PaperScanFiled(OfficeBody):
    """A file of what was signed by hand; its content is the one of this hash."""

    kind: ClassVar[str] = "paper.scan_filed"
    private: ClassVar[type[Private]] = ScanPrivate

    scan_kind: ScanKind
    file_kind: FileKind
    sha256: Sha256Hex
    size_bytes: Annotated[int, Field(ge=1, le=20_000_000)]


class PaperScanWithdrawn(OfficeBody):
    """The file does not belong to the paper, for a stated reason; it is kept all the same."""

    kind: ClassVar[str] = "paper.scan_withdrawn"
    private: ClassVar[type[Private]] = ReasonPrivate

    sha256: Sha256Hex


def _filed(
    paper: PaperBuilder, body: PaperScanFiled, private: ScanPrivate, stamp: Stamp
) -> str | None:
    if paper.state is PaperState.DRAFT:
        return UNTIMELY
    paper.scans[body.sha256] = Scan(stamp=stamp, **facts_of(body), **facts_of(private))
    return None


def _withdrawn(
    paper: PaperBuilder, body: PaperScanWithdrawn, private: ReasonPrivate, stamp: Stamp
) -> str | None:
    scan = paper.scans.get(body.sha256)
    if scan is None or scan.withdrawal is not None:
        return "scan_unknown"
    said = Said(stamp=stamp, text=private.reason)
    paper.scans[body.sha256] = scan.model_copy(update={"withdrawal": said})
    return None


def _kept(body: type[OfficeBody], word: str, apply: Apply) -> None:
    traits = frozenset({Trait.CHANGES, Trait.IN_OFFICE})
    register(Kind(body, word, PAPER, right(DRAFTING, Relation.OFFICE), traits=traits, apply=apply))


_kept(PaperScanFiled, "存入扫描件", _filed)
_kept(PaperScanWithdrawn, "撤下扫描件", _withdrawn)
