"""Papers in the making: bodies, offices to write them, and any sequence of acts by anybody."""

from dataclasses import replace

from hypothesis import strategies as st

from domain import kinds
from domain.kinds.author import Author, Role
from domain.kinds.kept_file import FileKind, KeptFile
from domain.kinds.paper.answering import (
    PaperAnswered,
    PaperFinished,
    PaperServed,
    ServedPrivate,
    TalkHeld,
    TalkPrivate,
)
from domain.kinds.paper.builder import AnsweredBy, Delivery, EnclosureSort, Paper, PaperAct
from domain.kinds.paper.content import PaperDrafted, PaperFinding, PaperPrivate
from domain.kinds.paper.drafting import PaperReturned, PaperSubmitted
from domain.kinds.paper.enclosing import PaperEnclosed
from domain.kinds.paper.issuing import IssuedPrivate, PaperIssued, PaperVoided
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.piece import Body, Private, ReasonPrivate, TextPrivate
from domain.paper.fold import fold_paper
from domain.trail.line import Line
from tests.builders.trail import Pen, an_author

FIRST, SECOND = "a" * 64, "b" * 64
FINDINGS = tuple(
    PaperFinding(visit=visit, finding_id=finding, entry="e" * 64, version="f" * 64)
    for visit, finding in ((FIRST, "f1"), (FIRST, "f2"), (SECOND, "f1"))
)
BODY = PaperDrafted(
    paper_kind=PaperKind.TALK, school_id="school-1", findings=FINDINGS, due_on="2026-06-03"
)
PRIVATE = PaperPrivate(title="约谈通知", requirement="限期更换")
SCAN = KeptFile(name="回执.pdf", kind=FileKind.PDF, sha256="a" * 64, size_bytes=9)
Content = tuple[Body, Private]
CONTENTS: dict[PaperAct, Content] = {
    PaperAct.DRAFT: (BODY, PRIVATE),
    PaperAct.SUBMIT: (PaperSubmitted(), Private()),
    PaperAct.RETURN: (PaperReturned(), ReasonPrivate(reason="期限太紧")),
    PaperAct.ISSUE: (
        PaperIssued(
            paper_kind=PaperKind.TALK,
            number="万教督谈〔2026〕7号",
            serial=7,
            issued_on="2026-05-20",
        ),
        IssuedPrivate(signer="李主任"),
    ),
    PaperAct.SERVE: (
        PaperServed(delivery=Delivery.LEFT, served_on="2026-05-21", witnesses=2),
        ServedPrivate(witnesses=("甲", "乙")),
    ),
    PaperAct.ANSWER: (
        PaperAnswered(answered_on="2026-05-25", answered_by=AnsweredBy.UNIT),
        TextPrivate(text="已更换"),
    ),
    PaperAct.TALK: (
        TalkHeld(held_on="2026-05-28"),
        TalkPrivate(persons="校长", minutes="承诺月底前改完"),
    ),
    PaperAct.FINISH: (PaperFinished(), TextPrivate(text="已落实")),
    PaperAct.ENCLOSE: (PaperEnclosed(sort=EnclosureSort.RECEIPT, file=SCAN), Private()),
    PaperAct.VOID: (PaperVoided(), ReasonPrivate(reason="写错了单位")),
}


def in_office(
    account: str = "li.zhuren", role: Role = Role.SUPERVISOR, district: str = "wanshan"
) -> Author:
    """Somebody who writes on the server."""
    return replace(an_author(account, role, district), is_in_office=True)


def made(paper_id: str, *pens: Pen) -> Paper | None:
    """The paper that all of these wrote."""
    lines = {line.id: line for pen in pens for line in pen.lines}
    known = {pen.author.chain: pen.author for pen in pens}
    return fold_paper(paper_id, [kinds.read(line) for line in lines.values()], known)


def after(*acts: PaperAct, body: PaperDrafted = BODY) -> tuple[Paper, Pen]:
    """A paper drafted by a supervisor who did these acts on it, and the pen."""
    pen = Pen(in_office())
    paper_id = pen.write(body, PRIVATE).id
    for act in acts:
        pen.write(*CONTENTS[act], subject=paper_id)
    paper = made(paper_id, pen)
    assert paper is not None
    return paper, pen


@st.composite
def histories(draw: st.DrawFn) -> tuple[str, list[Line], dict[str, Author]]:
    """A paper and entries about it, by people of every role, each having seen any of them."""
    authors = [in_office(f"{role.value}.a", role) for role in Role]
    authors += [in_office("wu.hao", district="other"), an_author("li.zhuren", Role.SUPERVISOR)]
    pens = [Pen(author) for author in authors]
    opening = draw(st.sampled_from([Role.CLERK, Role.SUPERVISOR]))
    paper_id = pens[list(Role).index(opening)].write(BODY, PRIVATE).id
    last = paper_id
    for _ in range(draw(st.integers(0, 14))):
        pen, act = draw(st.sampled_from(pens)), draw(st.sampled_from(PaperAct))
        saw = draw(st.sampled_from([last, paper_id, "0" * 64]))
        last = pen.write(*CONTENTS[act], subject=paper_id, saw=saw).id
    lines = [line for pen in pens for line in pen.lines]
    return paper_id, lines, {author.chain: author for author in authors}
