"""The chains this installation writes: who for, to which server, and how far they are."""

from dataclasses import dataclass

from sqlalchemy import bindparam
from sqlmodel import col, func, select, update

from app.store.database import Transaction, run
from app.store.tables import AuthorRow, ChainRow, SettingRow
from domain.ids import uuid7
from domain.kinds.author import Author, Role
from domain.trail.chain import ChainHead
from domain.trail.line import Tick

_HEAD = select(ChainRow.head_seq, ChainRow.head_id).where(ChainRow.chain == bindparam("chain"))
_OF_AUTHOR = ("chain", "account", "role", "district", "is_practice")
_AUTHORS = select(*(getattr(AuthorRow, name) for name in _OF_AUTHOR))


def installation_id(transaction: Transaction) -> str:
    """The id of this installation of the app, made at the first question."""
    row = transaction.get(SettingRow, "installation")
    if row is None:
        row = SettingRow(name="installation", value=uuid7())
        transaction.add(row)
    return row.value


def current_chains(transaction: Transaction) -> list[ChainRow]:
    """The chain each account writes now, in order of account."""
    wanted = select(ChainRow).where(ChainRow.is_current, col(ChainRow.is_signed_out).is_(False))
    return list(transaction.exec(wanted.order_by(ChainRow.account)))


def current_chain(transaction: Transaction, account: str) -> ChainRow | None:
    """The chain the account writes now, also when it has signed out; None if never enrolled."""
    wanted = select(ChainRow).where(ChainRow.account == account, ChainRow.is_current)
    return transaction.exec(wanted).first()


def current_chain_typed(transaction: Transaction, account: str) -> ChainRow | None:
    """The same for an account as typed: large and small letters do not matter."""
    wanted = select(ChainRow).where(
        func.lower(ChainRow.account) == account.lower(), ChainRow.is_current
    )
    found = list(transaction.exec(wanted))
    exact = [row for row in found if row.account == account]
    return next(iter(exact or found), None)


def chains_of(transaction: Transaction, account: str) -> list[ChainRow]:
    """Every chain the account has written on this installation, oldest first."""
    wanted = select(ChainRow).where(ChainRow.account == account).order_by(ChainRow.chain)
    return list(transaction.exec(wanted))


def names_of_accounts(transaction: Transaction) -> dict[str, str]:
    """The person's name of every account that has written here, practice apart."""
    wanted = select(ChainRow.account, ChainRow.name).where(col(ChainRow.is_practice).is_(False))
    return dict(transaction.exec(wanted.order_by(ChainRow.chain)).all())


def add_chain(transaction: Transaction, row: ChainRow) -> None:
    """Make this the chain its account writes from now on."""
    transaction.exec(
        update(ChainRow).where(col(ChainRow.account) == row.account).values(is_current=False)
    )
    transaction.add(row)
    transaction.flush()
    add_author(
        transaction,
        Author(row.chain, row.account, Role(row.role), row.district, row.is_practice),
    )


def add_author(transaction: Transaction, author: Author) -> None:
    """Know who writes the chain; a newer word replaces the older."""
    transaction.merge(
        AuthorRow(
            chain=author.chain,
            account=author.account,
            role=author.role.value,
            district=author.district,
            is_practice=author.is_practice,
        )
    )


def authors(transaction: Transaction) -> dict[str, Author]:
    """Who writes each chain known here."""
    return {
        chain: Author(chain, account, Role(role), district, is_practice)
        for chain, account, role, district, is_practice in run(transaction, _AUTHORS)
    }


def head(transaction: Transaction, chain: str) -> ChainHead | None:
    """How far the chain is; None for one that is not written here."""
    found = run(transaction, _HEAD, {"chain": chain}).one_or_none()
    return ChainHead(chain, found.head_seq, found.head_id) if found else None


@dataclass(frozen=True, slots=True)
class ServerTime:
    """A server's time, and the tick (None where there is none) when its answer came."""

    server_at: str
    tick: Tick | None
    at: str


def note_answer(
    transaction: Transaction, chain: str, heard: ServerTime, *, keeps_older: bool = False
) -> None:
    """Keep a server time the chain's device has heard, and when that was.

    ``keeps_older``: one heard earlier in the same boot stays, because something recorded
    between the two still has to go, and only an answer from before it says when it was.
    """
    row = transaction.get(ChainRow, chain)
    if row is None:
        return
    boot = heard.tick.boot if heard.tick else None
    if not (keeps_older and row.answer_at and row.answer_boot == boot):
        row.answer_at = heard.server_at
        row.answer_ms = heard.tick.ms if heard.tick else None
        row.answer_boot = boot
    row.last_contact_at = heard.at
    transaction.add(row)


def note_contact(transaction: Transaction, chain: str, at: str) -> None:
    """The server answered something at this moment."""
    _set(transaction, chain, last_contact_at=at)


def note_export_key(transaction: Transaction, account: str, public_key: str | None) -> None:
    """Keep the key that trail files for the account's server are sealed to."""
    if public_key:
        transaction.exec(
            update(ChainRow)
            .where(col(ChainRow.account) == account)
            .values(export_public_key=public_key)
        )


def note_epoch(transaction: Transaction, account: str, epoch: str) -> bool:
    """Keep the epoch of the server's log; whether it is another than before."""
    changed = False
    for row in chains_of(transaction, account):
        if row.epoch not in (epoch, ""):
            row.epoch, changed = epoch, True
            transaction.add(row)
    return changed


def note_trouble(transaction: Transaction, chain: str, trouble: str) -> None:
    """The chain cannot go on: ``forked`` or ``revoked``. The next sign-in begins another."""
    _set(transaction, chain, trouble=trouble)


def _set(transaction: Transaction, chain: str, **values: object) -> None:
    transaction.exec(update(ChainRow).where(col(ChainRow.chain) == chain).values(**values))
