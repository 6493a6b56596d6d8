"""A paper as it is printed: what stands on the sheet, of one that is there or still a draft."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.kinds.paper.builder import Issue, Paper
from domain.kinds.paper.paper_kind import PaperKind
from domain.words.paper_texts import closing, opening
from domain.words.values import label


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the sheet of a paper is made from, be it there or still being written."""

    paper_kind: PaperKind
    unit: str
    findings: Sequence[str]
    addressee: str = ""
    heading: str = ""
    requirement: str = ""
    due_on: str | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """What the sheet says.

    ``number`` and ``signer`` are empty until it is signed, ``opening`` where no finding is named.
    ``note`` says what is particular about how it was signed.
    """

    sheet: Sheet
    closing: str
    number: str = ""
    signer: str = ""
    issued_on: str = ""
    note: str = ""

    @property
    def title(self) -> str:
        """What it is called above all."""
        return label(self.sheet.paper_kind)

    @property
    def to(self) -> str:
        """Whom it goes to."""
        return self.sheet.addressee or self.sheet.unit

    @property
    def opening(self) -> str:
        """The sentence before the findings."""
        return opening(self.sheet.paper_kind, self.sheet.unit) if self.sheet.findings else ""


def printed(sheet: Sheet, today: str, issue: Issue | None = None, note: str = "") -> Printed:
    """The sheet; before it is signed, days count from today."""
    from_on = issue.issued_on if issue else today
    said = closing(sheet.paper_kind, from_on, sheet.due_on)
    if issue is None:
        return Printed(sheet, said)
    return Printed(sheet, said, issue.number, issue.signer, issue.issued_on, note)


def printed_paper(paper: Paper, unit: str, findings: Sequence[str], today: str) -> Printed:
    """The sheet of a paper; ``findings`` are their texts as its writer saw them."""
    sheet = Sheet(
        paper.paper_kind,
        unit,
        findings,
        paper.addressee or "",
        paper.title,
        paper.requirement,
        paper.due_on,
    )
    note = "起草人本人签发" if paper.is_signed_by_drafter else ""
    if paper.issue and paper.issue.is_signed_on_paper:
        note = "；".join(each for each in (note, "纸质件已签字存档") if each)
    return printed(sheet, today, paper.issue, note)
