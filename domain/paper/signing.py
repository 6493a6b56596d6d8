"""Who may sign a paper on a day, and why somebody may not."""

from dataclasses import dataclass
from enum import StrEnum

from domain.kinds.author import REVIEWING, Role
from domain.kinds.register.signing import DelegateSet, SigningSet


class SignRefusal(StrEnum):
    """Why an account may not sign a paper."""

    ROLE = "sign_role"
    NOT_APPROVER = "sign_not_approver"
    OWN_DRAFT = "sign_own_draft"


@dataclass(frozen=True, slots=True)
class Signatories:
    """Who signs in a district: its rule, and who stands in for whom.

    Without a rule, or approvers in it, every supervisor and admin signs what others wrote.
    """

    rule: SigningSet | None = None
    delegates: tuple[DelegateSet, ...] = ()

    def refusal(self, account: str, role: Role, drafter: str, day: str) -> SignRefusal | None:
        """Why the account may not sign on this local day what ``drafter`` wrote; None if it may."""
        if role not in REVIEWING:
            return SignRefusal.ROLE
        approvers = self.rule.approvers if self.rule else ()
        if approvers and account not in {*approvers, *self.deputies(day)}:
            return SignRefusal.NOT_APPROVER
        if account == drafter and not (self.rule and self.rule.drafter_may_sign):
            return SignRefusal.OWN_DRAFT
        return None

    def deputies(self, day: str) -> frozenset[str]:
        """Who signs on this day for an approver who is away."""
        approvers = self.rule.approvers if self.rule else ()
        return frozenset(
            each.deputy
            for each in self.delegates
            if each.approver in approvers and each.holds_on(day)
        )
