"""Who goes on with a visit: the phone that asks, another phone of its account, or somebody else."""

from collections.abc import Mapping
from enum import StrEnum

from domain.kinds.author import Author
from domain.visit.visit import Visit


class Hand(StrEnum):
    """In whose hand a visit is, seen from one chain.

    ``here``: this chain's. ``never_here``: another chain of the account, and this one has not
    had it yet. ``other_phone``: this chain had it, and another chain of the account took it
    over. ``other_person``: it was given to somebody else, or never was this account's.
    """

    HERE = "here"
    NEVER_HERE = "never_here"
    OTHER_PHONE = "other_phone"
    OTHER_PERSON = "other_person"


def hand_of(visit: Visit, chain: str, account: str, authors: Mapping[str, Author]) -> Hand:
    """In whose hand the visit is: its owner's chain, or whoever took it over last."""
    hands = (visit.chain, *visit.successors)
    newest = hands[-1]
    if newest in (chain, account):
        return Hand.HERE
    author = authors.get(newest)
    if author is None or author.account != account:
        return Hand.OTHER_PERSON
    return Hand.OTHER_PHONE if chain in hands else Hand.NEVER_HERE
