"""Which entries count on a visit: one table, kind × role × relation."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.entries.chain import Role


class Relation(StrEnum):
    """How the writer of an entry stands to the visit it is about."""

    OWNER = "owner"
    SUCCESSOR = "successor"
    PARTICIPANT = "participant"
    SAME_ACCOUNT = "same_account"
    OFFICE = "office"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes a chain, as the server enrolled it."""

    chain: str
    account: str
    role: Role
    district: str
    is_practice: bool = False


INSPECTING = frozenset({Role.INSPECTOR, Role.SUPERVISOR, Role.ADMIN})
REVIEWING = frozenset({Role.SUPERVISOR, Role.ADMIN})

_LEADING = frozenset({Relation.OWNER, Relation.SUCCESSOR})
_RECORDING = _LEADING | {Relation.PARTICIPANT}

Rule = tuple[frozenset[Role], frozenset[Relation]]


def _rules(
    kinds: Iterable[str], roles: frozenset[Role], relations: Iterable[Relation]
) -> dict[str, list[Rule]]:
    return {kind: [(roles, frozenset(relations))] for kind in kinds}


_FIELD_WORK = (
    "item.answered",
    "visit.noted",
    "visit.counted",
    "lesson.observed",
    "photo.taken",
    "photo.captioned",
    "finding.raised",
    "follow_up.recorded",
    "visit.signed",
)
_COURSE = (
    "visit.planned",
    "visit.checked_in",
    "visit.checked_out",
    "position.proposed",
    "visit.submitted",
    "visit.amended",
    "visit.cancelled",
)

_OFFICE_WORK = ("visit.approved", "visit.returned", "notice.issued", "rectification.reported")

TABLE: dict[str, list[Rule]] = {
    **_rules(("visit.opened",), INSPECTING, (Relation.OWNER,)),
    **_rules(_FIELD_WORK, INSPECTING, _RECORDING),
    **_rules(_COURSE, INSPECTING, _LEADING),
    **_rules(_OFFICE_WORK, REVIEWING, (Relation.OFFICE,)),
    "visit.commented": [(INSPECTING, _RECORDING), (REVIEWING, frozenset({Relation.OFFICE}))],
    "visit.merged": [(INSPECTING, _LEADING), (REVIEWING, frozenset({Relation.OFFICE}))],
    "visit.taken_over": [
        (INSPECTING, _LEADING | {Relation.SAME_ACCOUNT}),
        (REVIEWING, frozenset({Relation.OFFICE})),
    ],
}


def may(kind: str, role: Role, relation: Relation) -> bool:
    """Whether an entry of this kind by this role in this relation counts on a visit."""
    return any(role in roles and relation in relations for roles, relations in TABLE.get(kind, ()))


def relation(
    author: Author, owner: Author, participants: Iterable[str], successors: Iterable[str]
) -> Relation:
    """How the author stands to a visit that ``owner`` opened.

    The nearest relation wins: whoever owns a visit or takes part in it is never its office,
    so nobody reviews their own visit.
    """
    successors = tuple(successors)
    if author.chain == owner.chain:
        return Relation.OWNER
    if author.chain in successors or author.account in successors:
        return Relation.SUCCESSOR
    if author.account == owner.account:
        return Relation.SAME_ACCOUNT
    if author.account in participants:
        return Relation.PARTICIPANT
    if author.district == owner.district and author.role in REVIEWING:
        return Relation.OFFICE
    return Relation.STRANGER
