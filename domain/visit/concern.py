"""Whose phones must pull anew when something is said of a visit."""

from collections.abc import Iterable

from domain.kinds import KINDS, Trait
from domain.visit.visit import Visit

EVERYBODY = "*"
"""Stands for every account of the district."""


def concerned(visit: Visit, kinds: Iterable[str]) -> frozenset[str]:
    """The accounts whose workbook holds something of the visit, given the kinds of its entries.

    A visit concerns its owner and whoever took it over. One that raises findings or looks at
    them again concerns everybody, because findings go to all who are responsible for the
    school; so does one of a campaign, which others may have a part in.
    """
    found = {visit.owner, *visit.successors}
    known = (KINDS.get(name) for name in kinds)
    if visit.campaign_id or any(kind and Trait.SHARED in kind.traits for kind in known):
        found.add(EVERYBODY)
    return frozenset(found)
