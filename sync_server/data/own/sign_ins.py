"""How the people of a district can sign in: their credentials, and the phones they use."""

from sqlmodel import Session, col, func, select

from sync_server.data.tables import AccountRow, ChainRow, DeviceTokenRow, PersonRow


def accounts_in(session: Session, district: str) -> dict[str, AccountRow]:
    """The credentials of a district's people, by account; who never had any is not among them."""
    query = select(AccountRow).join(PersonRow, col(PersonRow.account) == AccountRow.account)
    return {row.account: row for row in session.exec(query.where(PersonRow.district == district))}


def phones_in(session: Session, district: str) -> dict[str, int]:
    """On how many phones each of a district's people is signed in."""
    query = (
        select(DeviceTokenRow.account, func.count(func.distinct(col(DeviceTokenRow.chain))))
        .join(ChainRow, col(ChainRow.chain) == DeviceTokenRow.chain)
        .where(
            ChainRow.district == district,
            col(DeviceTokenRow.revoked_at).is_(None),
            col(ChainRow.revoked_at).is_(None),
        )
        .group_by(DeviceTokenRow.account)
    )
    return dict(session.exec(query).all())
