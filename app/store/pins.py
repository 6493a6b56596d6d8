"""PINs: the salted digest, the failures in a row, and when the last of them was."""

from datetime import datetime

from pydantic import BaseModel

from app.store import settings
from app.store.database import Transaction
from app.store.tables import PinRow
from domain.clock import format_instant, parse_instant
from domain.phone.pin import PhoneTime
from domain.trail.line import Tick

NAME = "pin_failed"


class _Failed(BaseModel):
    at: str
    tick: Tick | None = None


def pin(transaction: Transaction, account: str) -> PinRow | None:
    """The account's PIN; None where it has none."""
    return transaction.get(PinRow, account)


def put_pin(transaction: Transaction, account: str, salt: bytes, digest: bytes) -> None:
    """Set the account's PIN; what was mistyped before is forgotten."""
    transaction.merge(PinRow(account=account, salt=salt, digest=digest, failures=0))


def drop_pin(transaction: Transaction, account: str) -> None:
    """The account has no PIN any more."""
    row = pin(transaction, account)
    if row is not None:
        transaction.delete(row)


def note_failure(transaction: Transaction, row: PinRow, when: PhoneTime, until: datetime) -> None:
    """One more wrong PIN; the wait counts from this moment."""
    row.failures += 1
    row.wait_until = format_instant(until)
    transaction.add(row)
    _put_failed(transaction, row.account, when)


def note_success(transaction: Transaction, row: PinRow) -> None:
    """The right PIN: failures count from nothing again."""
    row.failures, row.wait_until = 0, None
    transaction.add(row)


def forgive(transaction: Transaction, account: str) -> None:
    """The account proved itself at the server: wrong PINs count from nothing again."""
    row = pin(transaction, account)
    if row is not None:
        note_success(transaction, row)


def last_failure(transaction: Transaction, account: str) -> PhoneTime | None:
    """When the last wrong PIN was typed; None where that is not known."""
    text = settings.get(transaction, settings.of_account(NAME, account))
    if text is None:
        return None
    kept = _Failed.model_validate_json(text)
    return PhoneTime(parse_instant(kept.at), kept.tick)


def begin_wait_anew(transaction: Transaction, account: str, when: PhoneTime) -> None:
    """Count the wait from this moment, because the clock was set back behind its beginning."""
    _put_failed(transaction, account, when)


def _put_failed(transaction: Transaction, account: str, when: PhoneTime) -> None:
    text = _Failed(at=format_instant(when.at), tick=when.tick).model_dump_json()
    settings.put(transaction, settings.of_account(NAME, account), text)
