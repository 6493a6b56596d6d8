"""督导意见书 of a campaign: which units may get theirs, and what each begins with."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.campaigns.faults import unit_letter_fault
from domain.campaigns.letter_text import LetterFacts, letter_words
from domain.clock import Clock, local_date
from domain.kinds.campaign.course import UnitPlea
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.visit.record import NoteSection
from domain.visit.visit import Visit
from sync_server.access.viewer import Viewer
from sync_server.campaigns.desk import CampaignPage, CampaignUnit
from sync_server.data.campaigns.found import visits_behind
from sync_server.data.engine import Database, ReadingSession
from sync_server.data.papers.papers import open_findings
from sync_server.data.visits.rows import visits_of
from sync_server.documents.contexts.papers import day_words
from sync_server.office.papers import PaperDraft, SeenFinding

UNVISITED, WRITTEN = "还没有督导。", "已有意见书。"


@dataclass(frozen=True, slots=True)
class LetterOffer:
    """A unit of a campaign, and why no letter can be written to it now; empty where one can."""

    unit: CampaignUnit
    refusal: str

    @property
    def code(self) -> str:
        """The unit."""
        return self.unit.there.unit


@dataclass(frozen=True, slots=True)
class LetterDesk:
    """Writes the drafts, within the viewer's district."""

    database: Database
    clock: Clock

    def offers(self, page: CampaignPage) -> list[LetterOffer]:
        """Every unit of the plan, in its order."""
        return [LetterOffer(each, self._refusal(page, each)) for each in page.units]

    def draft(
        self, viewer: Viewer, page: CampaignPage, unit: CampaignUnit, asked: "Asked"
    ) -> PaperDraft:
        """What the unit's letter begins with, over its findings that are still open."""
        viewer.require_draft_papers()
        campaign, code = page.campaign, unit.there.unit
        with self.database.session() as session:
            behind = visits_behind(session.connection(), campaign.district, campaign.campaign)
            rows = open_findings(session, campaign.district, code)
            merits = _merits(session, [each.visit for each in unit.there.visits])
        seen = tuple(
            SeenFinding(row.visit, row.finding_id, version)
            for row, version in rows
            if row.visit in behind
        )
        plea = campaign.pleas.get(code)
        is_waived = plea is not None and plea.outcome is UnitPlea.WAIVED
        facts = LetterFacts(
            title=campaign.plan.title,
            days=[day_words(each.visit_on) for each in unit.there.visits],
            findings=unit.there.findings,
            listed=len(seen),
            merits=merits,
            plea=plea.text if plea else "",
            is_waived=is_waived,
        )
        return PaperDraft(
            paper_kind=PaperKind.OPINION,
            school_id=code,
            findings=seen,
            due_on=asked.due_on,
            title=campaign.plan.title,
            requirement=letter_words(facts, asked.requirement),
            campaign_id=campaign.plan.campaign_id,
        )

    def _refusal(self, page: CampaignPage, unit: CampaignUnit) -> str:
        if unit.letter is not None:
            return WRITTEN
        if not unit.there.visits:
            return UNVISITED
        today = local_date(self.clock()).isoformat()
        fault = unit_letter_fault(page.campaign, unit.there.unit, today)
        return fault.words if fault else ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the office says of all letters that it writes in one go."""

    requirement: str
    due_on: str | None


def _merits(session: ReadingSession, visits: Sequence[str]) -> list[str]:
    """What these visits say was well done."""
    found = (Visit.model_validate_json(each.folded) for each in visits_of(session, visits))
    notes = (each.counting.notes.get(NoteSection.HIGHLIGHT) for each in found)
    return [each.text for each in notes if each]
