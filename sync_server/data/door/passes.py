"""Entry passes."""

from sqlmodel import Session, col, select

from sync_server.data.tables import EntryPassRow


def entry_pass(session: Session, pass_id: str) -> EntryPassRow | None:
    """The pass of this id, of whatever district."""
    return session.exec(select(EntryPassRow).where(EntryPassRow.pass_id == pass_id)).first()


def of_district(session: Session, district: str) -> list[EntryPassRow]:
    """The district's passes, the last day first."""
    query = select(EntryPassRow).where(EntryPassRow.district == district)
    return list(
        session.exec(query.order_by(col(EntryPassRow.valid_on).desc(), EntryPassRow.pass_id))
    )
