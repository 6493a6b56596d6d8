"""What a paper that comes from a campaign is held to: its unit was heard, and gets one letter."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.campaigns.faults import unit_letter_fault
from domain.errors import BadInput
from domain.kinds.campaign.campaign import Campaign
from domain.kinds.paper.content import PaperFinding
from domain.kinds.paper.paper_kind import PaperKind
from sync_server.data.campaigns.letters import folded_campaign, letters
from sync_server.data.engine import Transaction
from sync_server.findings.numbers import OpenFindings
from sync_server.ledger.append import UnderLock

TAKEN = "这个单位已经有这个专项的督导意见书；要重写的，先作废原来的。"


@dataclass(frozen=True, slots=True)
class Letter:
    """A paper to a unit, and the campaign it comes from; None where it comes from none."""

    district: str
    school_id: str
    paper_kind: PaperKind
    campaign_id: str | None

    def require(self, transaction: Transaction, day: str, paper: str) -> None:
        """BadInput unless it may be written on this day; ``paper`` is the one that is changed."""
        self.require_timely(transaction, day)
        self._require_only(transaction, paper)

    def require_timely(self, transaction: Transaction, day: str) -> None:
        """BadInput unless there is the campaign, and its unit has had its say by this day."""
        if self.campaign_id is None:
            return
        text = folded_campaign(transaction.tables, self.district, self.campaign_id)
        if text is None:
            raise BadInput("没有这个专项，请刷新后重选。", code="campaign")
        if self.paper_kind is not PaperKind.OPINION:
            return
        fault = unit_letter_fault(Campaign.model_validate_json(text), self.school_id, day)
        if fault is not None:
            raise BadInput(fault.words, code=fault.field)

    def with_open(
        self, findings: tuple[PaperFinding, ...], paper: str
    ) -> Callable[[UnderLock], None]:
        """Requires under the lock that the findings are open, and that it still is the only one."""
        are_open = OpenFindings(findings)

        def require(lock: UnderLock) -> None:
            are_open(lock)
            self._require_only(lock.transaction, paper)

        return require

    def _require_only(self, transaction: Transaction, paper: str) -> None:
        if self.campaign_id is None or self.paper_kind is not PaperKind.OPINION:
            return
        there = letters(transaction.tables, self.district, self.campaign_id)
        found = there.get(self.school_id)
        if found is not None and found.paper != paper:
            raise BadInput(TAKEN, code="campaign")
