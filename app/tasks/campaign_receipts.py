"""Signing for the plans of campaigns on this phone (签收专项方案)."""

from app.store.journal import Journal
from app.store.store import Store
from app.store.tasks.rows import written
from domain.kinds.campaign.preparing import CampaignReceived
from domain.trail.chain import Subject
from domain.wire.workbook import WorkbookCampaign

_KINDS = (CampaignReceived.kind,)


class CampaignReceipts:
    """What one account has signed for. All calls block."""

    def __init__(self, store: Store, journal: Journal, account: str) -> None:
        self._store = store
        self._journal = journal
        self._account = account

    def awaits(self, campaign: WorkbookCampaign) -> bool:
        """Whether the account is of a team of it, and has not signed for it as it stands."""
        if not campaign.team or campaign.is_received:
            return False
        with self._store.database.read() as transaction:
            mine = written(transaction, self._account, _KINDS)
        bodies = (each.reading.body for each in mine.get(campaign.campaign, ()))
        editions = {each.edition for each in bodies if isinstance(each, CampaignReceived)}
        return campaign.edition not in editions

    def receive(self, campaign: WorkbookCampaign) -> None:
        """Sign for it as it now stands, once."""
        if not self.awaits(campaign):
            return
        body = CampaignReceived(edition=campaign.edition)
        subject = Subject(campaign.campaign, campaign.tip)
        with self._store.database.write() as transaction:
            line = self._journal.compose(transaction, subject, body, None)
            self._journal.append(transaction, line)
