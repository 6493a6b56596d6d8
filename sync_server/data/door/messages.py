"""Messages from the public card."""

from sqlmodel import Session, col, select

from sync_server.data.tables import MessageRow


def message(session: Session, message_id: str) -> MessageRow | None:
    """One message, of whatever district: whoever asks checks the scope."""
    return session.get(MessageRow, message_id)


def of_district(session: Session, district: str) -> list[MessageRow]:
    """The district's messages, the newest first."""
    query = select(MessageRow).where(MessageRow.district == district)
    return list(session.exec(query.order_by(col(MessageRow.sent_on).desc(), MessageRow.message)))


def asked_by(session: Session, hashed: str) -> MessageRow | None:
    """The message whose sender has the code of this hash."""
    return session.exec(select(MessageRow).where(MessageRow.asked == hashed)).first()
