"""The demo's supervisor: reads what came in, approves, returns, comments."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from demo.dice import dice
from demo.office.papers import PaperDesk
from demo.plan import Fate
from demo.records import Recorded
from demo.rectification import REPLY_AFTER, Answered, Rectifying
from demo.region import SUPERVISOR
from demo.texts import lessons as texts
from demo.timeline import Finish, Send
from domain.kinds.piece import Body, Private, ReasonPrivate, TextPrivate
from domain.kinds.visit.review import VisitApproved, VisitCommented, VisitReturned
from sync_server.ledger.append import OfficeEntry, OfficeWriting
from sync_server.ledger.committer import Committer

_AMENDED_AFTER = timedelta(hours=25)


def answering(committer: Committer, answers: Sequence[Answered]) -> Send:
    """Write what is said of these cases, all at once."""
    entries = [entry for each in answers for entry in each.entries]

    def send() -> Finish:
        if not entries:
            return lambda: None
        asked = committer.submit_office(OfficeWriting(SUPERVISOR[0], entries))

        def finish() -> None:
            leaves = iter(asked.result())
            for each in answers:
                each.case.written(next(leaves).id for _ in each.entries)

        return finish

    return send


class Reviewing:
    """Keeps the pile of visits that came in, and works it off in rounds."""

    def __init__(
        self,
        committer: Committer,
        rectifying: Rectifying,
        papers: PaperDesk,
        amend_at: Callable[[Recorded, datetime], None],
        reply_at: Callable[[Recorded, datetime], None],
    ) -> None:
        self._committer = committer
        self._rectifying = rectifying
        self._papers = papers
        self._amend_at = amend_at
        self._reply_at = reply_at
        self._pile: list[Recorded] = []
        self._returned: set[str] = set()

    def came_in(self, recorded: Recorded) -> None:
        """Put a visit on the pile, unless it is still going on, was cancelled, or has to wait."""
        if recorded.visit.fate not in (Fate.OPEN, Fate.CANCELLED, Fate.WAITING):
            self._pile.append(recorded)

    def round(self, now: datetime) -> Send:
        """Review the whole pile; whoever must amend does so the next day."""
        pile, self._pile = self._pile, []
        contents = [each for recorded in pile for each in self._opinion(recorded)]
        closings = self._rectifying.closings(now)
        entered = self._rectifying.completions(now)
        self._ask_papers(pile, now)
        for recorded in pile:
            is_back = recorded.visit.fate is Fate.MENDED and recorded.id not in self._returned
            if is_back:
                self._returned.add(recorded.id)
                self._amend_at(recorded, now + _AMENDED_AFTER)

        def send() -> Finish:
            closed = answering(self._committer, [*closings, *entered])()
            if not contents:
                return closed
            asked = self._committer.submit_office(OfficeWriting(SUPERVISOR[0], contents))

            def finish() -> None:
                known = {recorded.id: recorded for recorded in pile}
                for content, leaf in zip(contents, asked.result(), strict=True):
                    recorded = known[content.subject or ""]
                    recorded.answer = leaf.id
                    recorded.counted(leaf.id)
                closed()

            return finish

        return send

    def _ask_papers(self, pile: Sequence[Recorded], now: datetime) -> None:
        """The papers that follow the approvals of this round, a unit at a time."""
        approved: dict[str, list[Recorded]] = {}
        for recorded in pile:
            if recorded.visit.fate is Fate.APPROVED or recorded.id in self._returned:
                approved.setdefault(recorded.visit.school.school_id, []).append(recorded)
        for some in approved.values():
            asked = self._rectifying.papers([each.visit for each in some], now)
            for each in asked:
                self._papers.plan(each, now)
            for recorded in some if asked else ():
                self._reply_at(recorded, now + REPLY_AFTER)

    def _opinion(self, recorded: Recorded) -> list[OfficeEntry]:
        about = (recorded.id, recorded.version)
        return [OfficeEntry(body, private, *about) for body, private in self._said(recorded)]

    def _said(self, recorded: Recorded) -> list[tuple[Body, Private]]:
        visit, chance = recorded.visit, dice("review", recorded.visit.number)
        is_first = recorded.id not in self._returned
        if visit.fate in (Fate.RETURNED, Fate.MENDED) and is_first:
            reason = ReasonPrivate(reason=chance.choice(texts.REVIEWS_RETURNED))
            return [(VisitReturned(version=recorded.version), reason)]
        text = TextPrivate(text=chance.choice(texts.REVIEWS_APPROVED))
        said: list[tuple[Body, Private]] = [(VisitApproved(version=recorded.version), text)]
        if chance.random() < 0.04:
            comment = TextPrivate(text=chance.choice(texts.COMMENTS))
            said.append((VisitCommented(), comment))
        return said
