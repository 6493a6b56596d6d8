"""Who may read a visit and its photos."""

from domain.kinds.author import OVERSEEING, Author, Relation, Role, relation
from domain.visit.visit import Visit
from sync_server.data.accounts import PersonFacts


def may_read_visit(visit: Visit, person: PersonFacts, chain: str = "") -> bool:
    """Whether the visit is the person's own, or shared with them, or their office's.

    Its owner, the same account on another device, a successor, participants, and supervisors and
    auditors of the visit's district may; ``chain`` is the device that asks, where a device asks.
    """
    if Role(person.role) in OVERSEEING and person.district == visit.district:
        return True
    owner = Author(visit.chain, visit.owner, Role.INSPECTOR, visit.district)
    reader = Author(chain, person.account, Role(person.role), person.district)
    return relation(reader, owner, visit.participants, visit.successors) is not Relation.STRANGER
