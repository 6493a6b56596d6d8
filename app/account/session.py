"""What one account opens on this phone."""

from dataclasses import dataclass
from datetime import date

from app.library.library import Library
from app.messages.inbox import Messages
from app.preferences import Preferences
from app.sync.enrolment import AccountFacts
from app.sync.service import SyncService
from app.sync.trail_export import TrailExport
from app.tasks.campaign_receipts import CampaignReceipts
from app.tasks.tasks import Tasks
from app.visits.gate.entry_pass import EntryPasses
from app.visits.month import MonthView
from app.visits.service import VisitService
from domain.wire.workbook import Workbook


@dataclass(frozen=True)
class AccountSession:
    """One account at work on this phone. All calls block."""

    facts: AccountFacts
    visits: VisitService
    sync: SyncService
    library: Library
    preferences: Preferences
    export: TrailExport
    entry_passes: EntryPasses
    messages: Messages
    tasks: Tasks
    campaign_receipts: CampaignReceipts

    def workbook(self) -> Workbook | None:
        """The newest workbook; None before the first sync."""
        return self.visits.workbook()

    def month(self, today: date) -> MonthView:
        """This month's duty, what came back, and what is not finished."""
        return self.visits.month(today)
