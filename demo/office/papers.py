"""The demo's papers: the clerk drafts them, the supervisor signs, the units answer or do not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from demo.dice import dice
from demo.region import CLERK, DISTRICT, SUPERVISOR
from demo.timeline import Finish, Send, Timeline
from domain.clock import local_date
from domain.errors import Conflict
from domain.kinds.paper.answering import (
    PaperAnswered,
    PaperServed,
    ServedPrivate,
    TalkHeld,
    TalkPrivate,
)
from domain.kinds.paper.builder import AnsweredBy, Delivery
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.piece import TextPrivate
from domain.words.paper_texts import usual_requirement
from sync_server.data.papers.papers import open_findings
from sync_server.data.subjects import subjects
from sync_server.office.commands import Office
from sync_server.office.papers import PaperCommands, PaperDraft, SeenFinding, SeenPaper, Signature
from sync_server.server import Server

_DRAFTED_AFTER, _SIGNED_AFTER = timedelta(minutes=40), timedelta(hours=5)
_SERVED_AFTER, _ANSWERED_AFTER = timedelta(days=1), timedelta(days=8)
_FINISHED_AFTER = timedelta(days=6)
_LADDER_AFTER = timedelta(days=9)
_LEFT_SHARE = 0.06
_NEXT = {
    PaperKind.RECTIFICATION: PaperKind.TIP,
    PaperKind.TIP: PaperKind.SUPERVISION,
    PaperKind.SUPERVISION: PaperKind.TALK,
    PaperKind.TALK: PaperKind.CIRCULAR,
}
_WITNESSES = ("甄明远", "温叙白")
_ANSWER = "已逐项整改，责任到人，整改情况和照片附后。"
_TALK = "就逾期未整改的问题约谈，单位负责人说明了原因，承诺两周内改完。"


@dataclass(frozen=True, slots=True)
class Asked:
    """A paper that the office wants: to whom, about which findings, and how it goes on.

    ``findings`` are visit and id. A unit that ``is_silent`` never answers, and gets the papers of
    the ladder one after the other.
    """

    school_id: str
    head: str
    findings: Sequence[tuple[str, str]] = ()
    days: int | None = 15
    paper_kind: PaperKind = PaperKind.RECTIFICATION
    addressee: str | None = None
    follows: str | None = None
    title: str = ""
    is_answered: bool = True
    is_silent: bool = False
    number: int = 0


class PaperDesk:
    """Plans what becomes of each paper, as far as the story goes."""

    def __init__(self, server: Server, timeline: Timeline, now: datetime) -> None:
        self._server, self._timeline, self.now = server, timeline, now
        self._commands = PaperCommands(Office(server.database, server.committer))

    def plan(self, asked: Asked, when: datetime) -> None:
        """Draft the paper a while after this instant; the rest follows."""
        self._at(when + _DRAFTED_AFTER, lambda at: self._draft(asked, at))

    def leave_some(self, school_id: str, head: str) -> None:
        """Papers of the last days: one voided, one signed just now, one pending, one a draft."""
        opinion = Asked(school_id, head, (), 20, PaperKind.OPINION, title="关于课后服务的意见")
        wrong = replace(opinion, paper_kind=PaperKind.TALK, title="关于门卫值守")
        last = self.now - timedelta(hours=3)
        self._at(last - timedelta(days=2), lambda at: self._void(wrong, at))
        self._at(last, lambda at: self._sign_now(opinion, at))
        circular = replace(opinion, paper_kind=PaperKind.CIRCULAR, days=None, title="本月督导情况")
        self._at(last, lambda at: self._hand_in(circular, at))
        self._at(last, lambda at: self._written(replace(opinion, title="关于图书馆开放"), at))

    def _at(self, when: datetime, act: Callable[[datetime], object]) -> None:
        """Do it then, where the story goes as far."""
        if when >= self.now:
            return

        def send() -> Finish:
            act(when)
            return lambda: None

        def event() -> Send:
            return send

        self._timeline.add(when, event)

    def _written(self, asked: Asked, at: datetime) -> str | None:
        """A draft about what is open still of it; None where nothing is."""
        seen = self._open(asked)
        if asked.findings and not seen:
            return None
        days = asked.days
        draft = PaperDraft(
            paper_kind=asked.paper_kind,
            school_id=asked.school_id,
            findings=seen,
            due_on=(local_date(at) + timedelta(days=days)).isoformat() if days else None,
            follows=asked.follows,
            addressee=asked.addressee,
            title=asked.title,
            requirement=usual_requirement(asked.paper_kind),
        )
        return self._commands.draft(CLERK[0], draft).id

    def _hand_in(self, asked: Asked, at: datetime) -> str | None:
        paper = self._written(asked, at)
        if paper is not None:
            self._commands.submit(CLERK[0], self._seen(paper))
        return paper

    def _draft(self, asked: Asked, at: datetime) -> None:
        paper = self._hand_in(asked, at)
        if paper is not None:
            self._at(at + _SIGNED_AFTER, lambda later: self._sign(paper, asked, later))

    def _sign_now(self, asked: Asked, at: datetime) -> str | None:
        paper = self._hand_in(asked, at)
        if paper is not None:
            self._issue(paper, at)
        return paper

    def _void(self, asked: Asked, at: datetime) -> None:
        paper = self._sign_now(asked, at)
        if paper is not None:
            self._commands.void(SUPERVISOR[0], self._seen(paper), "单位写错了，另行下达。")

    def _issue(self, paper: str, at: datetime) -> None:
        signature = Signature(local_date(at).isoformat(), SUPERVISOR[1])
        self._commands.issue(SUPERVISOR[0], self._seen(paper), signature)

    def _sign(self, paper: str, asked: Asked, at: datetime) -> None:
        try:
            self._issue(paper, at)
        except Conflict:
            # Somebody looked again at noon and found it put right.
            self._commands.void(SUPERVISOR[0], self._seen(paper), "问题已整改，不再下达。")
            return
        self._at(at + _SERVED_AFTER, lambda later: self._serve(paper, asked, later))

    def _serve(self, paper: str, asked: Asked, at: datetime) -> None:
        is_left = dice("left", asked.number).random() < _LEFT_SHARE or (
            asked.is_silent and asked.paper_kind is PaperKind.SUPERVISION
        )
        names = _WITNESSES if is_left else ()
        body = PaperServed(
            delivery=Delivery.LEFT if is_left else Delivery.RECEIVED,
            served_on=local_date(at).isoformat(),
            witnesses=len(names),
        )
        private = ServedPrivate(signed_by="" if is_left else asked.head, witnesses=names)
        self._commands.serve(CLERK[0], self._seen(paper), body, private)
        if asked.is_silent:
            self._go_on(paper, asked, at)
        elif asked.is_answered:
            self._at(at + _ANSWERED_AFTER, lambda later: self._answer(paper, later))

    def _go_on(self, paper: str, asked: Asked, at: datetime) -> None:
        """The next step of the ladder, behind the talk where that is what was called for."""
        if asked.paper_kind is PaperKind.TALK:
            body = TalkHeld(held_on=local_date(at).isoformat())
            private = TalkPrivate(persons=f"{asked.head}、{SUPERVISOR[1]}", minutes=_TALK)
            self._commands.hold_talk(CLERK[0], self._seen(paper), body, private)
        further = _NEXT.get(asked.paper_kind)
        if further is not None:
            later = replace(asked, paper_kind=further, follows=paper, days=7)
            self._at(at + _LADDER_AFTER, lambda when: self._draft(later, when))

    def _answer(self, paper: str, at: datetime) -> None:
        body = PaperAnswered(answered_on=local_date(at).isoformat(), answered_by=AnsweredBy.OFFICE)
        self._commands.answer(CLERK[0], self._seen(paper), body, TextPrivate(text=_ANSWER))
        self._at(at + _FINISHED_AFTER, lambda _: self._finish(paper))

    def _finish(self, paper: str) -> None:
        self._commands.finish(CLERK[0], self._seen(paper), "已核实整改情况。")

    def _open(self, asked: Asked) -> tuple[SeenFinding, ...]:
        wanted = set(asked.findings)
        with self._server.database.session() as session:
            found = open_findings(session, DISTRICT, asked.school_id)
        return tuple(
            SeenFinding(row.visit, row.finding_id, version)
            for row, version in found
            if (row.visit, row.finding_id) in wanted
        )

    def _seen(self, paper: str) -> SeenPaper:
        with self._server.database.reading() as transaction:
            return SeenPaper(paper, subjects(transaction.tables, [paper])[paper].version)
