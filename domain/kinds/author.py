"""Who writes an entry, how they stand to what it is about, and which of them a rule lets write."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import product


class Role(StrEnum):
    """What an account is for in its district.

    A delegate is of another department, and helps in campaigns (联合部门人员): no 督学, and counted
    as none.
    """

    INSPECTOR = "inspector"
    DELEGATE = "delegate"
    SUPERVISOR = "supervisor"
    CLERK = "clerk"
    AUDITOR = "auditor"
    ADMIN = "admin"
    SYSTEM = "system"


class Relation(StrEnum):
    """How the writer of an entry stands to the subject it is about."""

    OWNER = "owner"
    SUCCESSOR = "successor"
    PARTICIPANT = "participant"
    SAME_ACCOUNT = "same_account"
    OFFICE = "office"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes a chain, as the server enrolled it.

    ``is_in_office`` says that the server itself writes the chain, for whoever is signed in there.
    """

    chain: str
    account: str
    role: Role
    district: str
    is_practice: bool = False
    is_in_office: bool = False


INSPECTING = frozenset({Role.INSPECTOR, Role.SUPERVISOR, Role.ADMIN})
VISITING = INSPECTING | {Role.DELEGATE}
"""Who goes to units and records what they see there: a delegate for a campaign alone."""

REVIEWING = frozenset({Role.SUPERVISOR, Role.ADMIN})
OVERSEEING = REVIEWING | {Role.AUDITOR}
"""Who sees all that the office sees; an auditor says nothing of it."""

SERVER = frozenset({Role.SYSTEM})
LEADING = REVIEWING | SERVER
COUNTING = LEADING | {Role.CLERK}
READING = INSPECTING | {Role.CLERK}
ON_PHONES = READING | {Role.DELEGATE}
PEOPLE = ON_PHONES | {Role.AUDITOR}
"""Every role that a person can have."""

Right = tuple[frozenset[Role], frozenset[Relation]]
Rights = tuple[Right, ...]


def right(roles: frozenset[Role], *relations: Relation) -> Rights:
    """Whoever has one of the roles and stands in one of the relations."""
    return ((roles, frozenset(relations)),)


def is_among(rights: Rights, role: Role, relation: Relation) -> bool:
    """Whether the role in this relation has one of the rights."""
    return (role, relation) in _pairs(rights)


@cache
def _pairs(rights: Rights) -> frozenset[tuple[Role, Relation]]:
    """Every role in every relation that has one of the rights: asked for with every entry."""
    return frozenset(pair for right in rights for pair in product(*right))


_LEADERS = (Relation.OWNER, Relation.SUCCESSOR)
FIELD_WORK = right(VISITING, *_LEADERS, Relation.PARTICIPANT)
"""What anybody on the visit may record."""
FOLLOW_UP_WORK = right(INSPECTING, *_LEADERS, Relation.PARTICIPANT)
"""What inspectors on the visit may record: a delegate looks at no earlier finding again."""
COURSE = right(VISITING, *_LEADERS)
"""What only who leads the visit may do."""
OFFICE_WORK = right(REVIEWING, Relation.OFFICE)
"""What the office says of somebody else's visit."""

UNIT_WORK = right(SERVER, Relation.OFFICE)
"""What a unit says at its door of what concerns it; the server writes it down for it."""

DESK_WORK = right(REVIEWING | {Role.CLERK}, Relation.OFFICE)
"""What whoever sits in the office may take down."""


def relation(
    author: Author, owner: Author, participants: Iterable[str], successors: Iterable[str]
) -> Relation:
    """How the author stands to a visit that ``owner`` opened.

    The nearest relation wins: whoever owns a visit or takes part in it is never its office,
    so nobody reviews their own visit.
    """
    if author.chain == owner.chain:
        return Relation.OWNER
    successors = tuple(successors)
    if author.chain in successors or author.account in successors:
        return Relation.SUCCESSOR
    if author.account == owner.account:
        return Relation.SAME_ACCOUNT
    if author.account in participants:
        return Relation.PARTICIPANT
    if author.district == owner.district and author.role in REVIEWING:
        return Relation.OFFICE
    return Relation.STRANGER
