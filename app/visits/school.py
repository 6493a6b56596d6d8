"""One school before a visit: what is open there, who was there when, and which tasks there are."""

from dataclasses import dataclass
from datetime import date

from app.store import visit_lists, visit_rows
from app.visits.campaigns import CampaignTask, campaign_tasks
from app.visits.due_findings import OpenFinding, open_findings
from app.visits.messages import WORDS
from app.visits.month import from_office, seen_here
from app.visits.recorder import Recorder
from app.visits.records import VisitSummary, summaries, visits_of
from domain.clock import month_of
from domain.errors import NotFound
from domain.kinds.visit.builder import State
from domain.kinds.visit.signature import Signer
from domain.wire.workbook import WorkbookSchool

LATEST = 3
ENDED = (State.CANCELLED, State.MERGED)


@dataclass(frozen=True, slots=True)
class SchoolView:
    """A school and all that an inspector wants to know on the way there.

    ``begun`` are unfinished visits there, ``latest`` the newest finished ones, ``findings`` the
    open ones, the most urgent first, ``campaigns`` the running tasks the school belongs to.
    """

    school: WorkbookSchool
    begun: tuple[VisitSummary, ...]
    latest: tuple[VisitSummary, ...]
    findings: tuple[OpenFinding, ...]
    campaigns: tuple[CampaignTask, ...]


class Schools:
    """Reads what one account knows of a school."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def school(self, school_id: str, today: date) -> SchoolView:
        """The school; NotFound when it is not in the workbook."""
        recorder = self._recorder
        workbook, school = recorder.workbook(), recorder.school(school_id)
        if school is None:
            raise NotFound(WORDS["school_unknown"], code="school_unknown")
        with recorder.store.database.read() as transaction:
            rows = visit_lists.visits_at_school(transaction, recorder.account, school_id, 50)
            visits = summaries(transaction, rows, workbook)
            seen = [each for each in visits_of(workbook) if each.school_id == school_id]
            held = visit_rows.held_of(transaction, recorder.account, [each.visit for each in seen])
            visited = visit_rows.schools_of_campaigns(transaction, recorder.account)
            looked = seen_here(transaction, recorder, month_of(today))
        visits += [from_office(each, workbook) for each in seen if each.visit not in held]
        visits.sort(key=lambda each: each.visit_on, reverse=True)
        begun = [each for each in visits if each.state is State.IN_PROGRESS or each.is_amending]
        ended = [each for each in visits if each not in begun and each.state not in ENDED]
        findings = open_findings(workbook, looked, today)
        tasks = campaign_tasks(workbook, visited, today)
        return SchoolView(
            school=school,
            begun=tuple(begun),
            latest=tuple(ended[:LATEST]),
            findings=tuple(each for each in findings if each.finding.school_id == school_id),
            campaigns=tuple(each for each in tasks if school_id in each.campaign.schools),
        )

    def heads(self, school_id: str) -> tuple[str, ...]:
        """Who signed the account's last visits there as the school's head, the newest first."""
        recorder = self._recorder
        with recorder.store.database.read() as transaction:
            rows = visit_lists.visits_at_school(transaction, recorder.account, school_id, LATEST)
            read = visit_rows.folded_visits(transaction, [row.visit for row in rows])
        known = (read[row.visit] for row in rows if row.visit in read)
        signed = (each.signatures.get(Signer.SCHOOL_HEAD) for each in known)
        names = (each.name.strip() for each in signed if each and not each.is_refused)
        return tuple(dict.fromkeys(name for name in names if name))
