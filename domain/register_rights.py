"""Which entries count that are about no visit: one table, kind × role.

The register (schools, people, themes …) is set by whoever leads the district's office, or by
the server itself when it imports; who keeps the counts may record activities.
"""

from domain.authority import INSPECTING, REVIEWING, Author
from domain.entries.chain import Role

_SERVER = frozenset({Role.SYSTEM})
_LEADING = REVIEWING | _SERVER
_COUNTING = _LEADING | {Role.CLERK}
_READING = INSPECTING | {Role.CLERK}

TABLE: dict[str, frozenset[Role]] = {
    "chain.enrolled": _SERVER,
    "chain.revoked": _LEADING,
    "district.set": _LEADING,
    "zone.set": _LEADING,
    "school.set": _LEADING,
    "person.set": _LEADING,
    "assignment.set": _LEADING,
    "theme.set": _LEADING,
    "checklist.set": _LEADING,
    "campaign.set": _LEADING,
    "policy.set": _LEADING,
    "policy.read": _READING,
    "training.recorded": _COUNTING,
    "activity.recorded": _COUNTING,
}


def may_set(kind: str, author: Author) -> bool:
    """Whether an entry of this kind by this author counts in the author's own district.

    What is written on a practice chain never does.
    """
    return not author.is_practice and author.role in TABLE.get(kind, ())
