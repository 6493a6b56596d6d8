"""How long the account of somebody lasts whom another department sends (联合部门人员)."""

from collections.abc import Iterable

from domain.kinds.author import Role
from domain.kinds.campaign.campaign import Campaign


def kept_by(campaign: Campaign) -> tuple[str, ...]:
    """Whose accounts the campaign keeps: all that its plan names, until it is over.

    A draft keeps them too, so that a phone is set up before the day; closing and withdrawing let
    go of them, reopening keeps them again, and whoever the plan names no more is let go of.
    """
    return () if campaign.state.is_over else campaign.plan.people


def may_sign_in(account: str, role: Role, campaigns: Iterable[Campaign]) -> bool:
    """Whether the account may sign in and bring records, as far as campaigns have a say in it.

    Nobody but a delegate depends on them.
    """
    return role is not Role.DELEGATE or any(account in kept_by(each) for each in campaigns)
