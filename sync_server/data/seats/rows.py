"""Reading the seats of accounts: who they are in their own district, and in further ones."""

from sqlalchemy import Connection, or_, select
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from domain.kinds.author import Author, Role
from domain.register.in_use import is_in_use
from sync_server.data import projection
from sync_server.data.accounts import WITHOUT_BROWSER, PersonFacts, person
from sync_server.data.tables import DistrictRow, GrantRow
from sync_server.data.upsert import table_named

_GRANT = table_named("account_grant")


def seats(session: Session, account: str, today: str) -> list[PersonFacts]:
    """The account's place in its own district first, then the further ones by their codes.

    None at all where its own register has nobody active: what others granted hangs on that. Nor
    for who works on a phone alone.
    """
    own = person(session, account, today)
    if own is None or own.role in WITHOUT_BROWSER:
        return []
    query = (
        rows_of(GrantRow, DistrictRow)
        .join(DistrictRow, col(DistrictRow.district) == GrantRow.district)
        .where(GrantRow.account == account, GrantRow.district != own.district)
        .where(GrantRow.from_on <= today)
        .where(or_(col(GrantRow.to_on).is_(None), col(GrantRow.to_on) >= today))
        .order_by(GrantRow.district)
    )
    further = [
        PersonFacts(account, own.name, grant.role, grant.district, district.name, None, True)
        for grant, district in session.exec(query)
    ]
    return [own, *further]


def granted_role(connection: Connection, account: str, district: str, today: str) -> str | None:
    """What the district lets the account be on this day; None where it grants it nothing."""
    query = select(_GRANT.c.role).where(
        _GRANT.c.district == district,
        _GRANT.c.account == account,
        _GRANT.c.from_on <= today,
        or_(_GRANT.c.to_on.is_(None), _GRANT.c.to_on >= today),
    )
    return connection.execute(query).scalar_one_or_none()


def grants(session: Session, district: str) -> list[GrantRow]:
    """What the district granted to accounts of others, past grants too, by account."""
    query = rows_of(GrantRow).where(GrantRow.district == district)
    return list(session.exec(query.order_by(GrantRow.account)))


def author_in(
    connection: Connection, account: str, district: str | None, today: str
) -> Author | None:
    """Who the account writes as in the district, without one in its own; None for nobody active."""
    found = projection.person(connection, account)
    if found is None or not is_in_use(found, today):
        return None
    where = district or found.district
    is_own = where == found.district
    role = found.role if is_own else granted_role(connection, account, where, today)
    return Author("", account, Role(role), where, is_in_office=True) if role else None
