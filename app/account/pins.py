"""The PINs of one installation: set, asked for, and what somebody who guesses runs into.

A PIN keeps one person's records from another's eyes on a shared phone, and stands in for the
password where there is no network. It does not encrypt: six digits could not.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from app.device.device import Device
from app.store import Transaction, pins
from app.store.store import Store
from app.store.tables import PinRow
from domain.errors import BadInput
from domain.phone.pin import MOST_FAILURES, PhoneTime, PinProblem, problem, time_left, wait_after

SALT_BYTES, DIGEST_BYTES = 16, 32
# 16 MB and about a tenth of a second on a cheap phone.
COST, BLOCK, LANES = 2**14, 8, 1

WORDS = {
    PinProblem.NOT_DIGITS: "PIN 只能是数字。",
    PinProblem.WRONG_LENGTH: "PIN 要 4 到 6 位数字。",
    PinProblem.EASY_TO_GUESS: "这个 PIN 太好猜，请换一个，不要用相同或连着的数字。",
}


@dataclass(frozen=True, slots=True)
class Gate:
    """How an account's PIN stands: wrong ones in a row, what is left to wait, and whether only
    signing in at the server helps."""

    failures: int = 0
    wait_s: int = 0
    must_sign_in: bool = False


class Pins:
    """Sets and checks PINs. Every call blocks, and checking takes a while on purpose."""

    def __init__(self, store: Store, device: Device) -> None:
        self._store = store
        self._device = device

    def has(self, account: str) -> bool:
        """Whether the account has a PIN on this phone."""
        with self._store.database.read() as transaction:
            return pins.pin(transaction, account) is not None

    def objection(self, pin: str) -> str | None:
        """Why the digits would not be taken as a PIN, in words; None where they would."""
        trouble = problem(pin)
        return None if trouble is None else WORDS[trouble]

    def set(self, account: str, pin: str) -> None:
        """Give the account this PIN; BadInput in words for one that is none."""
        objection = self.objection(pin)
        if objection is not None:
            raise BadInput(objection, code="bad_pin")
        salt = secrets.token_bytes(SALT_BYTES)
        digest = _digest(pin, salt)
        with self._store.database.write() as transaction:
            pins.put_pin(transaction, account, salt, digest)

    def drop(self, account: str) -> None:
        """The account opens without a PIN from now on."""
        with self._store.database.write() as transaction:
            pins.drop_pin(transaction, account)

    def gate(self, account: str) -> Gate:
        """How the account's PIN stands at this moment."""
        with self._store.database.write() as transaction:
            row = pins.pin(transaction, account)
            return Gate() if row is None else self._gate(transaction, row)

    def check(self, account: str, pin: str) -> bool:
        """Whether this is the account's PIN; always false while there is something to wait for.

        A failure is counted before the PIN is looked at, so that ending the app in between
        gives nobody a free try.
        """
        now = self._now()
        with self._store.database.write() as transaction:
            row = pins.pin(transaction, account)
            if row is None:
                return True
            gate = self._gate(transaction, row)
            if gate.wait_s or gate.must_sign_in:
                return False
            until = now.at + wait_after(row.failures + 1)
            pins.note_failure(transaction, row, now, until)
            salt, digest = row.salt, row.digest
        is_right = hmac.compare_digest(_digest(pin, salt), digest)
        if is_right:
            with self._store.database.write() as transaction:
                row = pins.pin(transaction, account)
                if row is not None:
                    pins.note_success(transaction, row)
        return is_right

    def _gate(self, transaction: Transaction, row: PinRow) -> Gate:
        must_sign_in = row.failures >= MOST_FAILURES
        since, now = pins.last_failure(transaction, row.account), self._now()
        if must_sign_in or since is None:
            return Gate(row.failures, 0, must_sign_in)
        is_other_boot = not (since.tick and now.tick and since.tick.boot == now.tick.boot)
        if is_other_boot and now.at < since.at:
            pins.begin_wait_anew(transaction, row.account, now)
            since = now
        left = time_left(row.failures, since, now)
        return Gate(row.failures, -(-left // timedelta(seconds=1)))

    def _now(self) -> PhoneTime:
        return PhoneTime(self._device.clock.now(), self._device.clock.tick())


def _digest(pin: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=DIGEST_BYTES, n=COST, r=BLOCK, p=LANES).derive(pin.encode())
