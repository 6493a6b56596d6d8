"""The feeds of units and of people: what the district's register has, without private data."""

from collections.abc import Sequence

from domain.kinds.author import Role
from domain.kinds.office.token import TokenScope
from domain.kinds.register.person import Post
from domain.kinds.register.school import Ownership, SchoolKind
from domain.register.in_use import is_in_use
from domain.words.values import label
from sync_server.data.engine import Transaction
from sync_server.data.tables import PersonRow, SchoolRow
from sync_server.feeds.feed import SAME, Asked, Feed
from sync_server.feeds.in_memory import at_place, picked
from sync_server.feeds.models import PersonRead, UnitRead
from sync_server.register.names import Names, names_in


def _known(transaction: Transaction, asked: Asked) -> Names:
    with transaction.session() as session:
        return names_in(session, asked.ask.district)


def _units(transaction: Transaction, asked: Asked) -> list[UnitRead]:
    known, today = _known(transaction, asked), asked.today.isoformat()
    return [_unit(row, known, today) for row in known.schools.values()]


def _unit(row: SchoolRow, known: Names, today: str) -> UnitRead:
    facts = row.model_dump(include=UnitRead.model_fields.keys() - {"is_active"})
    return UnitRead(
        **facts,
        zone_name=known.zone(row.zone),
        school_kind_name=label(SchoolKind(row.school_kind)),
        ownership_name=label(Ownership(row.ownership)),
        is_active=is_in_use(row, today),
    )


def _people(transaction: Transaction, asked: Asked) -> list[PersonRead]:
    known, today = _known(transaction, asked), asked.today.isoformat()
    return [_person(row, known, today) for row in known.people.values()]


def _person(row: PersonRow, known: Names, today: str) -> PersonRead:
    facts = row.model_dump(include=PersonRead.model_fields.keys() - {"is_active"})
    return PersonRead(
        **facts,
        role_name=label(Role(row.role)),
        zone_name=known.zone(row.zone) if row.zone else "",
        post_name=label(Post(row.post)) if row.post else "",
        is_active=is_in_use(row, today),
    )


def _read_units(transaction: Transaction, asked: Asked) -> Sequence[UnitRead]:
    return at_place(_units(transaction, asked), asked.ask)


def _read_people(transaction: Transaction, asked: Asked) -> Sequence[PersonRead]:
    return at_place(_people(transaction, asked), asked.ask)


UNITS = Feed(
    name="schools",
    path="units",
    entity="Unit",
    plural="Units",
    scope=TokenScope.REGISTER,
    model=UnitRead,
    key="school_id",
    order=("school_id",),
    filters=dict.fromkeys(("school_id", "zone", "school_kind", "ownership", "is_active"), SAME),
    read=_read_units,
    count=lambda transaction, asked: len(picked(_units(transaction, asked), asked.ask)),
    is_rising=True,
    says="学校、幼儿园和机构，停用的也在。",
)
PEOPLE = Feed(
    name="people",
    path="people",
    entity="Person",
    plural="People",
    scope=TokenScope.REGISTER,
    model=PersonRead,
    key="account",
    order=("account",),
    filters=dict.fromkeys(("account", "role", "zone", "is_active"), SAME),
    read=_read_people,
    count=lambda transaction, asked: len(picked(_people(transaction, asked), asked.ask)),
    is_rising=True,
    says="只有账号和职责，没有姓名、电话、证号。",
)
