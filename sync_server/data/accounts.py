"""Reading and writing how accounts prove themselves, their devices' tokens and sessions."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, bindparam, delete, func, insert, update
from sqlmodel import Session, col, select

from domain.kinds.author import ON_PHONES, PEOPLE, Role
from sync_server.data.runs import MOST_LINES
from sync_server.data.tables import (
    AccountRow,
    CampaignPersonRow,
    ChainRow,
    ConsoleSessionRow,
    DeviceAnswerRow,
    DeviceTokenRow,
    DistrictRow,
    PersonRow,
    RunRow,
)

WITHOUT_BROWSER = (Role.DELEGATE.value,)
WITHOUT_PHONE = tuple(role.value for role in PEOPLE - ON_PHONES)


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Who an account is, as a district has it: that of its register, or one it is a guest of."""

    account: str
    name: str
    role: str
    district: str
    district_name: str
    zone: str | None
    is_guest: bool = False


@dataclass(frozen=True, slots=True)
class DeviceFacts:
    """Which chain a token's device writes, for whom, and whether the chain was revoked."""

    token_hash: str
    chain: str
    person: PersonFacts
    is_chain_revoked: bool


def account(session: Session, name: str) -> AccountRow | None:
    """The account's credentials, or None."""
    return session.get(AccountRow, name)


def account_typed(session: Session, typed: str) -> AccountRow | None:
    """The account meant: the one of this name, else the only one but for large letters."""
    exact = account(session, typed)
    if exact is not None:
        return exact
    alike = select(AccountRow).where(func.lower(AccountRow.account) == typed.lower())
    found = list(session.exec(alike.limit(2)))
    return found[0] if len(found) == 1 else None


def accounts(session: Session) -> list[tuple[AccountRow, PersonRow | None]]:
    """Every account and who it is, by name."""
    found = session.exec(
        select(AccountRow, PersonRow)
        .join(PersonRow, col(PersonRow.account) == AccountRow.account, isouter=True)
        .order_by(AccountRow.account)
    )
    return [(row, person) for row, person in found]


def with_credentials(session: Session, names: Iterable[str]) -> set[str]:
    """Those of the accounts that have, or once had, a password or a code."""
    wanted = set(names)
    return {name for name in session.exec(select(AccountRow.account)) if name in wanted}


def keep_account(connection: Connection, name: str, **credentials: str | bool | None) -> None:
    """Set these credentials of the account, which is made when there is none."""
    mine = col(AccountRow.account) == name
    statement = update(AccountRow).where(mine).values(account=name, **credentials)
    if connection.execute(statement).rowcount == 0:
        row = {"is_disabled": False, **credentials, "account": name}
        connection.execute(insert(AccountRow).values(**row))


def has_account(connection: Connection, name: str) -> bool:
    """Whether the account has, or once had, a password or a code."""
    found = sa.select(col(AccountRow.account)).where(col(AccountRow.account) == name)
    return connection.execute(found).first() is not None


def bind_code(connection: Connection, name: str, unbound: str, bound: str, expires_at: str) -> bool:
    """Give the account's code to one device, unless another device was faster."""
    done = connection.execute(
        update(AccountRow)
        .where(col(AccountRow.account) == name, col(AccountRow.code_hash) == unbound)
        .values(code_hash=bound, code_expires_at=expires_at)
    )
    return done.rowcount == 1


def swap_code(connection: Connection, name: str, unbound: str, password_hash: str) -> bool:
    """Set a password in place of a code that no device has used; False where one was faster."""
    gone = {"code_hash": None, "code_expires_at": None}
    done = connection.execute(
        update(AccountRow)
        .where(col(AccountRow.account) == name, col(AccountRow.code_hash) == unbound)
        .values(password_hash=password_hash, **gone)
    )
    return done.rowcount == 1


def has_place(today: Any) -> sa.ColumnElement[bool]:
    """That a person has a place in the register on this local day, and one that lasts still."""
    return sa.and_(_is_listed(today), _is_kept())


def _is_listed(today: Any) -> sa.ColumnElement[bool]:
    closed_on = col(PersonRow.closed_on)
    goes_on = sa.or_(closed_on.is_(None), closed_on > today)
    return sa.and_(col(PersonRow.is_active).is_(True), goes_on)


def _is_kept() -> sa.ColumnElement[bool]:
    """As `domain.campaigns.delegates.may_sign_in` says, of what campaigns keep now."""
    named = sa.and_(
        col(CampaignPersonRow.account) == col(PersonRow.account),
        col(CampaignPersonRow.district) == col(PersonRow.district),
    )
    is_other = col(PersonRow.role) != Role.DELEGATE.value
    return sa.or_(is_other, sa.exists().where(named).correlate(PersonRow))


def is_let_go(connection: Connection, account: str, today: str) -> bool:
    """Whether the account is a delegate's that no campaign keeps, and lacks nothing else."""
    found = sa.select(col(PersonRow.account)).where(
        col(PersonRow.account) == account, _is_listed(today), sa.not_(_is_kept())
    )
    return connection.execute(found).first() is not None


def token_account(connection: Connection, token_hash: str) -> str | None:
    """Whose device has the token, unless it was revoked."""
    found = sa.select(col(DeviceTokenRow.account)).where(
        col(DeviceTokenRow.token_hash) == token_hash, col(DeviceTokenRow.revoked_at).is_(None)
    )
    return connection.execute(found).scalar_one_or_none()


def person(session: Session, name: str, today: str) -> PersonFacts | None:
    """Who the account is; None when the register has nobody, or nobody with a place today."""
    found = session.exec(
        select(PersonRow, DistrictRow)
        .join(DistrictRow, col(DistrictRow.district) == PersonRow.district, isouter=True)
        .where(PersonRow.account == name, has_place(today))
    ).first()
    return None if found is None else _facts(*found)


def district_of(session: Session, name: str) -> str | None:
    """The district that has the account in its register, active or not."""
    return session.exec(select(PersonRow.district).where(PersonRow.account == name)).first()


def _facts(row: PersonRow, district: DistrictRow | None) -> PersonFacts:
    return PersonFacts(
        account=row.account,
        name=row.name,
        role=row.role,
        district=row.district,
        district_name=district.name if district else row.district,
        zone=row.zone,
    )


def chain(session: Session, name: str) -> ChainRow | None:
    """The enrolled chain, or None."""
    return session.get(ChainRow, name)


def keep_token(connection: Connection, row: DeviceTokenRow) -> None:
    """Write a new token."""
    connection.execute(insert(DeviceTokenRow).values(**row.model_dump()))


_OF_PERSON = tuple(each.name for each in fields(PersonFacts) if each.name != "is_guest")

# Built once: putting the statement together takes longer than running it.
_DEVICE = (
    sa.select(
        col(DeviceTokenRow.chain),
        col(ChainRow.revoked_at),
        col(PersonRow.account),
        col(PersonRow.name),
        col(PersonRow.role),
        col(PersonRow.district),
        func.coalesce(DistrictRow.name, PersonRow.district).label("district_name"),
        col(PersonRow.zone),
    )
    .select_from(DeviceTokenRow)
    .join(AccountRow, col(AccountRow.account) == DeviceTokenRow.account)
    .join(PersonRow, col(PersonRow.account) == DeviceTokenRow.account)
    .join(ChainRow, col(ChainRow.chain) == DeviceTokenRow.chain)
    .join(DistrictRow, col(DistrictRow.district) == PersonRow.district, isouter=True)
    .where(
        col(DeviceTokenRow.token_hash) == bindparam("token_hash"),
        col(DeviceTokenRow.revoked_at).is_(None),
        col(AccountRow.is_disabled).is_(False),
        has_place(bindparam("today")),
        col(PersonRow.role).not_in(WITHOUT_PHONE),
    )
)


def device(connection: Connection, token_hash: str, today: str) -> DeviceFacts | None:
    """Whose token this is; None when unknown, revoked, or its account may not sign in."""
    found = connection.execute(_DEVICE, {"token_hash": token_hash, "today": today}).one_or_none()
    if found is None:
        return None
    values = found._mapping
    person = PersonFacts(**{name: values[name] for name in _OF_PERSON})
    return DeviceFacts(token_hash, found.chain, person, found.revoked_at is not None)


def revoke_tokens(connection: Connection, name: str, at: str, chain_id: str | None = None) -> int:
    """Revoke the account's tokens, or those of one of its chains; how many were good before."""
    where = [col(DeviceTokenRow.account) == name, col(DeviceTokenRow.revoked_at).is_(None)]
    if chain_id is not None:
        where.append(col(DeviceTokenRow.chain) == chain_id)
    statement = update(DeviceTokenRow).where(*where).values(revoked_at=at)
    return connection.execute(statement).rowcount


def chains_of_phones(session: Session, district: str, log_key: str) -> list[ChainRow]:
    """The district's chains, those that the log's own key signs left out, newest first."""
    query = select(ChainRow).where(ChainRow.district == district, ChainRow.public_key != log_key)
    return list(session.exec(query.order_by(col(ChainRow.enrolled_at).desc(), ChainRow.chain)))


def forked_chains(session: Session, district: str) -> list[ChainRow]:
    """The district's chains of which some entry has two that follow it, by whose they are."""
    query = select(ChainRow).where(ChainRow.district == district, col(ChainRow.is_forked).is_(True))
    return list(session.exec(query.order_by(ChainRow.account, ChainRow.chain)))


def tokens_of(session: Session, chains: Iterable[str]) -> list[DeviceTokenRow]:
    """The tokens that were ever given for these chains, the oldest first."""
    query = select(DeviceTokenRow).where(col(DeviceTokenRow.chain).in_(list(chains)))
    return list(session.exec(query.order_by(DeviceTokenRow.created_at)))


def last_heard(session: Session, chains: Iterable[str]) -> dict[str, str]:
    """When each of these chains was last answered, or last brought something."""
    wanted = list(chains)
    answered = (
        select(DeviceTokenRow.chain, func.max(DeviceAnswerRow.at))
        .join(DeviceAnswerRow, col(DeviceAnswerRow.token_hash) == DeviceTokenRow.token_hash)
        .where(col(DeviceTokenRow.chain).in_(wanted))
        .group_by(DeviceTokenRow.chain)
    )
    brought = (
        select(ChainRow.chain, func.max(RunRow.accepted_at))
        .join(RunRow, (col(RunRow.chain) == ChainRow.chain) & _has_the_tip())
        .where(col(ChainRow.chain).in_(wanted))
        .group_by(ChainRow.chain)
    )
    found: dict[str, str] = dict(session.exec(brought).all())
    for name, at in session.exec(answered).all():
        found[name] = max(at, found.get(name, ""))
    return found


def _has_the_tip() -> sa.ColumnElement[bool]:
    """That the run has an entry where the main branch of its chain ends."""
    seq, tip = col(RunRow.seq), col(ChainRow.tip_seq)
    return sa.and_(seq <= tip, seq > tip - MOST_LINES, seq + RunRow.entries > tip)


def keep_session(connection: Connection, row: ConsoleSessionRow) -> None:
    """Write a new console session."""
    connection.execute(insert(ConsoleSessionRow).values(**row.model_dump()))


def open_session(session: Session, secret_hash: str, now: str) -> ConsoleSessionRow | None:
    """The session; None when unknown, over, or its account may not sign in."""
    return session.exec(
        select(ConsoleSessionRow)
        .join(AccountRow, col(AccountRow.account) == ConsoleSessionRow.account)
        .where(
            ConsoleSessionRow.secret_hash == secret_hash,
            ConsoleSessionRow.expires_at > now,
            col(AccountRow.is_disabled).is_(False),
        )
    ).first()


def look_at(connection: Connection, secret_hash: str, district: str | None) -> None:
    """Let the session look at this district, or at the account's own."""
    mine = col(ConsoleSessionRow.secret_hash) == secret_hash
    connection.execute(update(ConsoleSessionRow).where(mine).values(district=district))


def drop_session(connection: Connection, secret_hash: str) -> None:
    """End one session."""
    statement = delete(ConsoleSessionRow).where(col(ConsoleSessionRow.secret_hash) == secret_hash)
    connection.execute(statement)


def drop_sessions(connection: Connection, name: str, now: str, but: str = "") -> None:
    """End the account's sessions, but the one of this hash; forget those that are over."""
    mine = sa.and_(
        col(ConsoleSessionRow.account) == name, col(ConsoleSessionRow.secret_hash) != but
    )
    over = col(ConsoleSessionRow.expires_at) <= now
    connection.execute(delete(ConsoleSessionRow).where(mine | over))
