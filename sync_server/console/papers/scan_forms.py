"""The forms beside a paper's scans: one brings a file, one withdraws it."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from domain.kinds.kept_file import FileKind
from domain.kinds.paper.builder import Paper, Scan, ScanKind
from domain.words.values import words_of
from sync_server.access.viewer import Viewer
from sync_server.console.forms import Shown
from sync_server.console.papers.acts import ActForm


class WithdrawScanForm(ActForm):
    """Why a file does not belong to the paper."""

    reason: Annotated[str, Field(min_length=1, max_length=8000, title="撤下的原因")]


@dataclass(frozen=True, slots=True)
class ScanUpload:
    """The form that brings a file, and what was wrong with the one before."""

    scan_kind: ScanKind = ScanKind.SIGNED
    problem: str = ""
    status: int = 400

    @property
    def choices(self) -> dict[str, str]:
        """What a scan can show, in words."""
        return {each.value: word for each, word in words_of(ScanKind).items()}


@dataclass(frozen=True, slots=True)
class ListedScan:
    """A file beside a paper, and the form that withdraws it for who may."""

    scan: Scan
    form: Shown[WithdrawScanForm] | None

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown small."""
        return self.scan.file_kind is not FileKind.PDF


def withdrawal_of(paper: Paper, sha256: str) -> Shown[WithdrawScanForm]:
    """The form that withdraws this file, over the paper as it now stands."""
    return Shown(WithdrawScanForm, f"withdraw-{sha256[:12]}", {"version": paper.version})


def listed_scans(paper: Paper, viewer: Viewer) -> list[ListedScan]:
    """The paper's files in the order in which they came."""
    may = viewer.may_draft_papers
    return [
        ListedScan(each, withdrawal_of(paper, each.sha256) if may and not each.withdrawal else None)
        for each in paper.scans
    ]
