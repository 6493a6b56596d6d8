"""What a paper of the office says, to whom, and about which findings."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.piece import Code, DateText, Label, OfficeBody, Piece, Private, Text
from domain.trail.line import Sha256Hex

MAX_FINDINGS = 100


class PaperPrivate(Private):
    """What the paper is called, and what it demands and how it is to be answered."""

    title: Text = ""
    requirement: Text = ""


class PaperFinding(Piece):
    """A finding of a visit as the paper's writer saw it.

    ``version`` is the visit's, ``entry`` the one that was the newest word on the finding.
    """

    visit: Sha256Hex
    finding_id: Code
    entry: Sha256Hex
    version: Sha256Hex


class PaperDrafted(OfficeBody):
    """A paper (文书) as its draft now stands; the id of the first such entry is the paper's id.

    ``follows`` is the paper before it in the ladder (1-03), ``addressee`` the department that a
    paper goes to which concerns the unit, ``campaign_id`` the campaign (专项督导) it comes from.
    """

    kind: ClassVar[str] = "paper.drafted"
    private: ClassVar[type[Private]] = PaperPrivate

    paper_kind: PaperKind
    school_id: Code
    findings: Annotated[tuple[PaperFinding, ...], Field(max_length=MAX_FINDINGS)] = ()
    due_on: DateText | None = None
    follows: Sha256Hex | None = None
    addressee: Label | None = None
    campaign_id: Code | None = None
