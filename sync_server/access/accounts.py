"""Who may sign in: passwords, one-time codes, browser sessions and phones' tokens."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.audit.use import Use, UseKind
from domain.clock import Clock, format_instant, local_date
from domain.errors import NotAllowed, NotFound, NotSignedIn
from domain.kinds.author import Role
from domain.sign_in import typed_account
from domain.words.values import label
from sync_server.access import credentials
from sync_server.access.credentials import Passwords
from sync_server.access.rate_limits import Guessing
from sync_server.access.usage import Usage
from sync_server.data import accounts as rows
from sync_server.data.accounts import DeviceFacts, PersonFacts
from sync_server.data.engine import Database, Transaction
from sync_server.data.seats import rows as seat_rows
from sync_server.data.tables import AccountRow, ConsoleSessionRow, DeviceTokenRow
from sync_server.ledger.acceptance import LET_GO, OVER, SHUT_OUT

WRONG = "账号、密码或登录码不对，或者账号已停用。"
BOUND_CODE_LASTS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AccountLimits:
    """The office's settings for signing in."""

    code_days: int = 14
    session_hours: int = 12
    attempts: int = 10


@dataclass(frozen=True, slots=True)
class AccountState:
    """One account for a list: who it is (None: not in the register) and how it may sign in."""

    account: str
    name: str | None
    role: str | None
    district: str | None
    has_password: bool
    has_code: bool
    is_disabled: bool


@dataclass(frozen=True, slots=True)
class Device:
    """What a phone says of itself when it gets a token for its chain."""

    chain: str
    name: str
    app_version: str | None = None


def require_phone(person: PersonFacts) -> None:
    """NotAllowed (``no_phone``) for whoever works in the browser alone."""
    if person.role in rows.WITHOUT_PHONE:
        raise NotAllowed(
            f"{label(Role(person.role))}的账号只在浏览器里查看，不能登录手机。", code="no_phone"
        )


def require_browser(person: PersonFacts) -> None:
    """NotAllowed (``no_browser``) for whoever works on the phone alone."""
    if person.role in rows.WITHOUT_BROWSER:
        raise NotAllowed(
            f"{label(Role(person.role))}在手机上办理专项，不用登录这里。", code="no_browser"
        )


class Accounts:
    """How accounts prove themselves; who they are is the register's matter."""

    def __init__(
        self, database: Database, clock: Clock, limits: AccountLimits, usage: Usage
    ) -> None:
        self._database = database
        self._clock = clock
        self._usage = usage
        self._limits = limits
        self._passwords = Passwords()
        self._guessing = Guessing(limits.attempts)

    @property
    def limits(self) -> AccountLimits:
        """The office's settings for signing in."""
        return self._limits

    # --- for the office ------------------------------------------------------------------

    def everyone(self) -> list[AccountState]:
        """Every account by name."""
        with self._database.session() as session:
            now = self.now()
            return [
                AccountState(
                    account=row.account,
                    name=person.name if person else None,
                    role=person.role if person else None,
                    district=person.district if person else None,
                    has_password=row.password_hash is not None,
                    has_code=row.code_hash is not None and (row.code_expires_at or "") > now,
                    is_disabled=row.is_disabled,
                )
                for row, person in rows.accounts(session)
            ]

    def set_password(self, account: str, password: str, but_session: str = "") -> None:
        """Set the account's password; its sessions end, but this one. BadInput for a bad one."""
        kept = self._passwords.hash(password)
        stays = credentials.secret_hash(but_session) if but_session else ""

        def work(transaction: Transaction) -> None:
            rows.keep_account(transaction.ledger, account, password_hash=kept)
            rows.drop_sessions(transaction.ledger, account, self.now(), stays)

        self._database.write(work)

    def issue_code(self, account: str) -> str:
        """A new one-time code for the account; an earlier one stops working."""
        return self.issue_codes([account])[account]

    def issue_codes(self, accounts: Iterable[str]) -> dict[str, str]:
        """New one-time codes for many accounts at once."""
        codes = {account: credentials.new_code() for account in accounts}
        self.keep_codes(codes)
        return codes

    def keep_codes(self, codes: Mapping[str, str]) -> None:
        """Let accounts sign in once by these codes, of which only hashes are kept.

        Whoever makes them before can hand them out first, so that none is good and unknown.
        """
        hashes = {account: credentials.code_hash(account, code) for account, code in codes.items()}
        expires = format_instant(self.codes_last_until())

        def work(transaction: Transaction) -> None:
            for account, kept in hashes.items():
                rows.keep_account(
                    transaction.ledger, account, code_hash=kept, code_expires_at=expires
                )

        self._database.write(work)

    def drop_code(self, account: str) -> None:
        """Let nobody sign in by the account's one-time code any more."""
        self._database.write(
            lambda tx: rows.keep_account(tx.ledger, account, code_hash=None, code_expires_at=None)
        )

    def sign_out(self, account: str) -> None:
        """End the account's sessions and its one-time code.

        A phone is kept out for as long as the register has nobody active, and no longer: what
        it has not brought yet is brought once they are active again.
        """
        now = self.now()

        def work(transaction: Transaction) -> None:
            rows.drop_sessions(transaction.ledger, account, now)
            if rows.has_account(transaction.ledger, account):
                gone = {"code_hash": None, "code_expires_at": None}
                rows.keep_account(transaction.ledger, account, **gone)

        self._database.write(work)

    def codes_last_until(self) -> datetime:
        """When a code that is made now will have expired."""
        return self._clock() + timedelta(days=self._limits.code_days)

    def disable(self, account: str, *, is_disabled: bool = True) -> None:
        """Keep the account out: its sessions and tokens end. Or let it in again.

        NotFound for an unknown account.
        """
        with self._database.session() as session:
            if rows.account(session, account) is None:
                raise NotFound(f"没有账号 {account}。", account=account)
        now = self.now()

        def work(transaction: Transaction) -> None:
            rows.keep_account(transaction.ledger, account, is_disabled=is_disabled)
            rows.drop_sessions(transaction.ledger, account, now)
            rows.revoke_tokens(transaction.ledger, account, now)

        self._database.write(work)

    # --- proving oneself -----------------------------------------------------------------

    def verify_password(self, account: str, password: str, address: str = "") -> PersonFacts:
        """Who signs in with this password; ``account`` is as typed.

        NotSignedIn, always in the same words, for an unknown, disabled or inactive account
        or a wrong password; BadInput for what can be no account; TooMany after too many attempts.
        """
        account = typed_account(account)
        self._guessing.attempt(account.lower(), address)
        row, person = self._meant(account)
        is_right = self._passwords.is_right(password, row.password_hash if row else None)
        if not is_right or row is None or row.is_disabled:
            raise self._refused(row, address)
        if person is None:
            raise self._let_go_or_refused(row, address)
        self._guessing.succeeded(account.lower(), address)
        return person

    def verify_code(
        self, account: str, code: str, device: tuple[str, str], address: str = ""
    ) -> PersonFacts:
        """Who enrols with this one-time code, which from now on serves this device alone.

        ``device`` is the chain and its public key. The same device may use it again for a day,
        because the first answer may have been lost. Errors as for a password; NotAllowed
        (``no_phone``) where their role has none, and the code stays good for the browser.
        """
        account = typed_account(account)
        self._guessing.attempt(account.lower(), address)
        row, person = self._meant(account)
        if row is None or row.is_disabled:
            raise self._refused(row, address)
        unbound = credentials.code_hash(row.account, code)
        bound = credentials.bound_code_hash(unbound, *device)
        is_bound = credentials.is_same(bound, row.code_hash)
        is_right = is_bound or credentials.is_same(unbound, row.code_hash)
        if (row.code_expires_at or "") <= self.now() or not is_right:
            raise self._refused(row, address)
        if person is None:
            raise self._let_go_or_refused(row, address)
        if not is_bound:
            require_phone(person)
            self._bind(row.account, unbound, bound)
        self._guessing.succeeded(account.lower(), address)
        return person

    def code_person(self, account: str, code: str, address: str = "") -> PersonFacts:
        """Who has this one-time code, which no phone has used yet; errors as for a password."""
        account = typed_account(account)
        self._guessing.attempt(account.lower(), address)
        row, person = self._meant(account)
        if row is None or row.is_disabled or person is None:
            raise self._refused(row, address)
        is_over = (row.code_expires_at or "") <= self.now()
        if is_over or not credentials.is_same(self._unbound(row.account, code), row.code_hash):
            raise self._refused(row, address)
        self._guessing.succeeded(account.lower(), address)
        return person

    def swap_code(self, account: str, code: str, password: str) -> bool:
        """Set the password and use the code up; False where somebody else has used it meanwhile."""
        kept, unbound = self._passwords.hash(password), self._unbound(account, code)

        def work(transaction: Transaction) -> bool:
            if not rows.swap_code(transaction.ledger, account, unbound, kept):
                return False
            rows.drop_sessions(transaction.ledger, account, self.now())
            return True

        return self._database.write(work)

    def note_refused(self, account: str, kind: UseKind, address: str = "") -> None:
        """Keep for the audit page that somebody tried to be this account, and was refused."""
        with self._database.session() as session:
            district = rows.district_of(session, account)
        if district is not None:
            self._usage.note(Use(district, account, kind, note=address))

    def password_hash(self, account: str) -> str | None:
        """What is kept of the account's password."""
        row, _ = self._meant(account)
        return row.password_hash if row else None

    def _unbound(self, account: str, code: str) -> str:
        return credentials.code_hash(account, code)

    def _refused(self, row: AccountRow | None, address: str) -> NotSignedIn:
        """The answer to who proved nothing; that it was tried on an account that is there is kept.

        What was typed for an account that is none is kept nowhere: it may be a password.
        """
        if row is not None:
            self.note_refused(row.account, UseKind.NOT_PROVED, address)
        return NotSignedIn(WRONG)

    def _let_go_or_refused(self, row: AccountRow, address: str) -> NotSignedIn:
        """The answer to who proved who they are, and has no place any more."""
        refused = self._refused(row, address)
        with self._database.looking_up() as connection:
            is_let_go = rows.is_let_go(connection, row.account, self._today())
        return NotSignedIn(LET_GO, code=OVER) if is_let_go else refused

    def _meant(self, account: str) -> tuple[AccountRow | None, PersonFacts | None]:
        """The account's credentials, and who it is."""
        with self._database.session() as session:
            row = rows.account_typed(session, account)
            return row, None if row is None else rows.person(session, row.account, self._today())

    def _bind(self, account: str, unbound: str, bound: str) -> None:
        expires = format_instant(self._clock() + BOUND_CODE_LASTS)
        is_ours = self._database.write(
            lambda tx: rows.bind_code(tx.ledger, account, unbound, bound, expires)
        )
        if not is_ours:
            raise NotSignedIn(WRONG)

    # --- browsers ------------------------------------------------------------------------

    def open_session(self, account: str) -> str:
        """The secret of a new browser session, for its cookie."""
        secret, now = credentials.new_secret(), self._clock()
        row = ConsoleSessionRow(
            secret_hash=credentials.secret_hash(secret),
            account=account,
            created_at=format_instant(now),
            expires_at=format_instant(now + timedelta(hours=self._limits.session_hours)),
        )
        self._database.write(lambda tx: rows.keep_session(tx.ledger, row))
        return secret

    def session_account(self, secret: str) -> PersonFacts | None:
        """Who is signed in with this secret, in the district that is looked at.

        None when the session is unknown, over or shut out.
        """
        found = self.seats(secret)
        return found[0] if found else None

    def seats(self, secret: str) -> list[PersonFacts]:
        """All that who is signed in with this secret is: first where the session looks.

        The account's own district comes next, or first where the session looks nowhere else or
        its further district grants nothing any more. None for a session that is no more.
        """
        with self._database.session() as session:
            row = rows.open_session(session, credentials.secret_hash(secret), self.now())
            if row is None:
                return []
            found = seat_rows.seats(session, row.account, self._today())
        return sorted(found, key=lambda each: each.district != row.district)

    def look_at(self, secret: str, district: str) -> None:
        """Let the session look at this district; NotFound where its account is nothing there."""
        if district not in {each.district for each in self.seats(secret)}:
            raise NotFound("The account has no role in such a district.", district=district)
        kept = credentials.secret_hash(secret)
        self._database.write(lambda tx: rows.look_at(tx.ledger, kept, district))

    def _today(self) -> str:
        return local_date(self._clock()).isoformat()

    def close_session(self, secret: str) -> None:
        """Sign the browser out."""
        kept = credentials.secret_hash(secret)
        self._database.write(lambda tx: rows.drop_session(tx.ledger, kept))

    # --- phones --------------------------------------------------------------------------

    def issue_token(self, account: str, device: Device) -> str:
        """A new token for the device; it is kept only as its hash."""
        token = credentials.new_secret()
        row = DeviceTokenRow(
            token_hash=credentials.secret_hash(token),
            account=account,
            chain=device.chain,
            device_name=device.name,
            app_version=device.app_version,
            created_at=self.now(),
        )
        self._database.write(lambda tx: rows.keep_token(tx.ledger, row))
        return token

    def token_device(self, token: str) -> DeviceFacts:
        """Whose phone this token belongs to; NotSignedIn when unknown, revoked or shut out.

        With ``campaign_over`` where it was a delegate's, whom no campaign keeps any more.
        """
        with self._database.looking_up() as connection:
            found = rows.device(connection, credentials.secret_hash(token), self._today())
            if found is not None:
                return found
            whose = rows.token_account(connection, credentials.secret_hash(token))
            is_let_go = whose and rows.is_let_go(connection, whose, self._today())
        raise NotSignedIn(LET_GO, code=OVER) if is_let_go else NotSignedIn(SHUT_OUT)

    def revoke_tokens(self, account: str, chain: str | None = None) -> int:
        """Sign the account's phones out, or one of them; how many were signed in."""
        now = self.now()
        return self._database.write(lambda tx: rows.revoke_tokens(tx.ledger, account, now, chain))

    def now(self) -> str:
        """The present, as it is kept."""
        return format_instant(self._clock())
