"""两步登录: for those who ask, signing in to a browser wants a code of their phone as well (TOTP).

The key that makes the codes must be read again, so it cannot be kept as a hash: it is sealed with
a key derived from the server's ``log.key``, a file beside the database. So a copy of the database
alone (a stolen backup without the key files) makes no codes; whoever has the files too can. The
recovery codes have 80 random bits each and are kept as hashes. A lost ``log.key`` only means that
a supervisor switches the second step off and its owner sets it up again.

A code is good for its own half minute and the one before and after it (RFC 6238), and only once:
the step of the newest one used is kept, and none up to it is taken again.
"""

import base64
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pyotp
from pyotp.exceptions import OTPVerificationError

from domain.clock import Clock, format_instant, parse_instant
from domain.errors import BadInput, Conflict, NotSignedIn, TooMany
from domain.sign_in import half_width, plain_code
from sync_server.access.accounts import AccountLimits
from sync_server.access.credentials import is_same, secret_hash
from sync_server.access.rate_limits import Guessing
from sync_server.access.sealing import seal, unseal
from sync_server.data.engine import Database
from sync_server.data.own import second_factors as rows
from sync_server.data.own.second_factors import Factor

ISSUER = "督迹"
RECOVERY_CODES = 8
HALF_LASTS = timedelta(minutes=5)
WRONG = "动态码不对，或者已经用过。请等手机上换出下一个再试。"
_WINDOW = 1
_KEY, _HALF = "duji-second-factor-v1", "duji-half-sign-in-v1"
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


PasswordHashOf = Callable[[str], str | None]
"""What is kept of an account's password."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """A second factor that is being set up: the key to type, and what a camera reads."""

    key: str
    address: str

    @property
    def grouped(self) -> str:
        """The key in groups of four, to be typed."""
        return " ".join(self.key[at : at + 4] for at in range(0, len(self.key), 4))


class SecondFactors:
    """Sets second factors up, asks for them, and lets go of them; ``secret`` seals the keys."""

    def __init__(
        self, database: Database, clock: Clock, secret: bytes, limits: AccountLimits
    ) -> None:
        self._database = database
        self._clock = clock
        self._secret = secret
        self._guessing = Guessing(limits.attempts)

    def is_on(self, account: str) -> bool:
        """Whether signing in asks for it."""
        found = self._factor(account)
        return found is not None and found.confirmed_at is not None

    def begin(self, account: str) -> Beginning:
        """The key to set the phone up with; the same until it has been confirmed.

        Conflict (``factor_is_on``) where the account has one already.
        """
        found = self._factor(account)
        if found is not None and found.confirmed_at is not None:
            raise Conflict("There is a second factor already.", code="factor_is_on")
        key = self._key(found) if found else None
        if key is None:
            key = pyotp.random_base32()
            sealed = seal(self._secret, _purpose(account), key.encode())
            kept = Factor(account, sealed)
            self._database.write(lambda tx: rows.keep_factor(tx.ledger, kept))
        address = pyotp.TOTP(key).provisioning_uri(name=account, issuer_name=ISSUER)
        return Beginning(key, address)

    def check_first(self, account: str, code: str, address: str) -> int:
        """The step of the first code from a phone that was set up with the key of ``begin``.

        BadInput (``code``) for another one, TooMany when guessing.
        """
        self._attempt(account, address)
        found = self._factor(account)
        step = self._step(found, code) if found and found.confirmed_at is None else None
        if step is None:
            raise BadInput(WRONG, code="code")
        self._guessing.succeeded(account, address)
        return step

    def turn_on(self, account: str, step: int) -> list[str]:
        """Ask for it from now on; the recovery codes, which are told this once."""
        codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
        found = self._factor(account)
        if found is None:
            raise Conflict("The second factor is not there any more.", code="factor_gone")
        kept = Factor(
            account,
            found.sealed,
            format_instant(self._clock()),
            step,
            "\n".join(_hashed(account, code) for code in codes),
        )
        self._database.write(lambda tx: rows.keep_factor(tx.ledger, kept))
        return codes

    def turn_off(self, account: str) -> bool:
        """Ask for none any more; whether there was one."""
        return self._database.write(lambda tx: rows.drop_factor(tx.ledger, account))

    def recovery_left(self, account: str) -> int:
        """How many recovery codes were not used."""
        found = self._factor(account)
        return len(found.recovery.splitlines()) if found else 0

    def everybody(self) -> set[str]:
        """The accounts that are asked for one."""
        with self._database.reading_ledger() as found:
            return rows.accounts_with_factor(found.ledger)

    # --- signing in ----------------------------------------------------------------------

    def half(self, account: str, password_hash: str) -> str:
        """Says that the account's password was right, to come back with the code.

        Only this server can write or read it; it is good for five minutes, and for this password.
        """
        at = format_instant(self._clock())
        told = json.dumps([account, at, secret_hash(password_hash)])
        return base64.urlsafe_b64encode(seal(self._secret, _HALF, told.encode())).decode()

    def whose_half(self, half: str, password_hash_of: PasswordHashOf) -> str:
        """The account of a ``half``; NotSignedIn where it is none, over, or of an old password."""
        try:
            sealed = base64.urlsafe_b64decode(half.encode())
        except ValueError:
            sealed = b""
        plain = unseal(self._secret, _HALF, sealed)
        if plain is None:
            raise NotSignedIn("This is no half of a sign-in.", code="half_over")
        account, at, kept = json.loads(plain)
        is_over = self._clock() > parse_instant(at) + HALF_LASTS
        if is_over or not is_same(kept, secret_hash(password_hash_of(account) or "")):
            raise NotSignedIn("The half of this sign-in is over.", code="half_over")
        found: str = account
        return found

    def check(self, account: str, code: str, address: str) -> None:
        """Use the phone's code, or a recovery code, up; NotSignedIn for one that is wrong or used.

        TooMany after too many attempts, counted apart from those for the password.
        """
        self._attempt(account, address)
        found = self._factor(account)
        if found is None or found.confirmed_at is None or not self._uses(found, code):
            raise NotSignedIn(WRONG, code="wrong_code")
        self._guessing.succeeded(account, address)

    def _uses(self, found: Factor, code: str) -> bool:
        step = self._step(found, code)
        if step is not None:
            return self._database.write(lambda tx: rows.use_step(tx.ledger, found.account, step))
        return self._uses_recovery(found, code)

    def _uses_recovery(self, found: Factor, code: str) -> bool:
        wanted = _hashed(found.account, code)
        held = found.recovery.splitlines()
        left = [each for each in held if not is_same(each, wanted)]
        if len(left) == len(held):
            return False
        texts = (found.recovery, "\n".join(left))
        return self._database.write(lambda tx: rows.use_recovery(tx.ledger, found.account, *texts))

    def _step(self, found: Factor, code: str) -> int | None:
        """Which step the code is of; None where it is of none that counts now."""
        key = self._key(found)
        if key is None:
            return None
        try:
            return pyotp.TOTP(key).verify_and_get_timecode(
                half_width(code), for_time=self._clock(), valid_window=_WINDOW
            )
        except OTPVerificationError:
            return None

    def _key(self, found: Factor) -> str | None:
        key = unseal(self._secret, _purpose(found.account), found.sealed)
        return None if key is None else key.decode()

    def _factor(self, account: str) -> Factor | None:
        with self._database.reading_ledger() as found:
            return rows.factor(found.ledger, account)

    def _attempt(self, account: str, address: str) -> None:
        try:
            self._guessing.attempt(account, address)
        except TooMany as error:
            wait_s = error.facts.get("retry_after_s")
            raise TooMany("动态码试得太多了，请稍后再试。", retry_after_s=wait_s) from error


def _purpose(account: str) -> str:
    return f"{_KEY}/{account}"


def _recovery_code() -> str:
    """80 random bits in four groups."""
    text = "".join(secrets.choice(_LETTERS) for _ in range(16))
    return "-".join(text[at : at + 4] for at in range(0, 16, 4))


def _hashed(account: str, code: str) -> str:
    return secret_hash(f"recovery/{account}/{plain_code(code)}")
