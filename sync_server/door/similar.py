"""Similar checks (举一反三) at the door of the units that they were sent to."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.clock import Clock, local_date
from domain.errors import BadInput, Conflict, NotFound
from domain.findings.similar import SaidAnswer, SimilarState, answer_fault, asked_unit
from domain.kinds.finding.reply import ReplyPhoto
from domain.kinds.finding.similar_check import (
    SimilarAnswer,
    SimilarAnswerPrivate,
    SimilarCheck,
    SimilarCheckAnswered,
)
from sync_server.data.engine import Database
from sync_server.data.findings import similar as rows
from sync_server.door.entering import Unit
from sync_server.ledger.append import CHANGED, OfficeEntry, UnderLock
from sync_server.ledger.committer import Committer
from sync_server.projection.chain_book import SERVER_ACCOUNT

WITHDRAWN = "similar_withdrawn"


@dataclass(frozen=True, slots=True)
class DoorCheck:
    """A check as one of its units sees it: nothing of the others, nor of where it came from."""

    check_id: str
    title: str
    text: str
    sent_on: str
    due_on: str
    state: SimilarState
    answer: SimilarAnswer | None

    @property
    def seen(self) -> str:
        """Which answer the unit has seen of its own; empty before the first."""
        return self.answer.stamp.entry if self.answer else ""

    @property
    def is_waiting(self) -> bool:
        """Whether the unit has still to answer."""
        return self.state in (SimilarState.WAITING, SimilarState.OVERDUE)


@dataclass(frozen=True, slots=True)
class UnitsAnswer:
    """What a unit says of a check; ``seen`` is its own answer that stood on the page."""

    check_id: str
    seen: str
    said: SaidAnswer
    told_by: str
    photos: Sequence[ReplyPhoto]


@dataclass(frozen=True, slots=True)
class ChecksAtDoor:
    """Shows a unit its checks, and writes down what it answers."""

    database: Database
    committer: Committer
    clock: Clock

    @property
    def _today(self) -> str:
        return local_date(self.clock()).isoformat()

    def of_unit(self, unit: Unit) -> Sequence[DoorCheck]:
        """The unit's checks: what waits for its answer first, then the newest."""
        with self.database.session() as session:
            found = rows.of_school(session, unit.district, unit.school_id)
        checks = [self._shown(SimilarCheck.model_validate_json(row.folded), unit) for row in found]
        return sorted(checks, key=lambda each: not each.is_waiting)

    def check(self, unit: Unit, check_id: str) -> DoorCheck:
        """One of them; NotFound for what was not sent to the unit."""
        with self.database.session() as session:
            row = rows.check(session, check_id)
        return self._shown(_of_unit(row.folded if row else "", unit), unit)

    def answer(self, unit: Unit, answer: UnitsAnswer) -> None:
        """Write it down for the unit, in place of what it said before.

        BadInput under the name of a field for what the answer lacks, Conflict where the unit has
        said something else since, or is not asked any more.
        """
        if fault := answer_fault(answer.said, self._today):
            raise BadInput(fault.words, code=fault.field)

        def requires(lock: UnderLock) -> None:
            folded = rows.folded_check(lock.transaction.tables, answer.check_id)
            now = self._shown(_of_unit(folded, unit), unit)
            if now.state is SimilarState.WITHDRAWN:
                raise Conflict("The unit is not asked any more.", code=WITHDRAWN)
            if now.seen != answer.seen:
                raise Conflict("The unit has answered meanwhile.", code=CHANGED)

        said = answer.said
        body = SimilarCheckAnswered(
            school_id=unit.school_id,
            outcome=said.outcome,
            answered_on=self._today,
            measure_due_on=said.measure_due_on,
            photos=tuple(answer.photos),
        )
        private = SimilarAnswerPrivate(
            looked=said.looked,
            measures=said.measures,
            responsible=said.responsible,
            told_by=answer.told_by,
        )
        entry = OfficeEntry(body, private, answer.check_id, requires=requires)
        self.committer.write(SERVER_ACCOUNT, [entry], unit.district)

    def _shown(self, check: SimilarCheck, unit: Unit) -> DoorCheck:
        return DoorCheck(
            check_id=check.check_id,
            title=check.title or "（没有写明）",
            text=check.text or "（没有写明）",
            sent_on=check.sent_on,
            due_on=check.due_on,
            state=asked_unit(check, unit.school_id).state(self._today),
            answer=check.answers.get(unit.school_id),
        )


def _of_unit(folded: str, unit: Unit) -> SimilarCheck:
    """The check, where it was sent to the unit; NotFound for any other."""
    check = SimilarCheck.model_validate_json(folded) if folded else None
    if check is None or check.district != unit.district or unit.school_id not in check.schools:
        raise NotFound("No such check was sent to the unit.")
    return check
