"""Which forms were carried out, and which page each was answered with."""

from sqlalchemy import Connection, delete, insert, select, update

from sync_server.data.own.held_files import HELD_FILE
from sync_server.data.tables import HeldFileRow

SORT = "sent_form"


def is_sent(connection: Connection, form: str, account: str) -> bool:
    """Whether the account's form of this print was carried out."""
    whose = (HELD_FILE.c.file == form, HELD_FILE.c.account == account)
    query = select(HELD_FILE.c.file).where(*whose, HELD_FILE.c.sort == SORT)
    return connection.execute(query).first() is not None


def keep_sent(connection: Connection, form: str, whose: tuple[str, str], until: str) -> None:
    """Keep that a form of this account of a district was carried out, until an instant."""
    account, district = whose
    row = HeldFileRow(
        file=form,
        account=account,
        district=district,
        sort=SORT,
        title="",
        content=b"",
        report="",
        expires_at=until,
    )
    connection.execute(insert(HELD_FILE).values(**row.model_dump()))


def let_go(connection: Connection, now: str) -> None:
    """Forget the forms whose time is over."""
    is_over = (HELD_FILE.c.sort == SORT, HELD_FILE.c.expires_at <= now)
    connection.execute(delete(HELD_FILE).where(*is_over))


def keep_place(connection: Connection, form: str, place: str) -> None:
    """Keep the address of the page that a form was answered with."""
    own = (HELD_FILE.c.file == form, HELD_FILE.c.sort == SORT)
    connection.execute(update(HELD_FILE).where(*own).values(title=place))


def place_of(connection: Connection, form: str, account: str) -> str | None:
    """That address; empty where nobody was answered yet, None where it was not carried out."""
    whose = (HELD_FILE.c.file == form, HELD_FILE.c.account == account)
    query = select(HELD_FILE.c.title).where(*whose, HELD_FILE.c.sort == SORT)
    found: str | None = connection.execute(query).scalar_one_or_none()
    return found
