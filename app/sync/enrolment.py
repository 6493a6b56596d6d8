"""Taking an account in on this phone: the server's word, a chain, its key and its first entry."""

from collections.abc import Callable
from dataclasses import dataclass

from app.device.device import Device
from app.device.keys import has_key, make_key, signer
from app.store import Transaction, chains, lines, pins, settings
from app.store.journal import Journal
from app.store.photos import rows as photo_rows
from app.store.store import Store
from app.store.tables import ChainRow
from app.sync.messages import CAMPAIGN_OVER, key_missing, key_not_kept
from app.sync.transport import Request, Transport
from app.version import APP_VERSION
from domain.errors import Conflict, NotSignedIn
from domain.ids import uuid7
from domain.kinds.author import Role
from domain.kinds.chain import ChainOpened, ForkPoint
from domain.sign_in import server_address, typed_account, typed_code, typed_password
from domain.trail.chain import Moment
from domain.wire.messages import EnrolAnswer, EnrolRequest

PRACTICE_URL = ""
BEGINNING = "beginning"
"""The setting of a chain that the server was asked to take in and has not answered for."""


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """An account on this installation. A practice account has no server."""

    account: str
    name: str
    district: str
    district_name: str
    server_url: str
    chain: str
    public_key: str
    is_practice: bool


@dataclass(frozen=True, slots=True)
class Credentials:
    """How the account proves itself: a one-time code, or its password."""

    account: str
    code: str | None = None
    password: str | None = None

    def read(self) -> "Credentials":
        """What was meant by what was typed; BadInput in words for what can be none."""
        return Credentials(
            typed_account(self.account),
            None if self.code is None else typed_code(self.code),
            None if self.password is None else typed_password(self.password),
        )


class Enrolment:
    """The accounts of this installation: taken in, listed, signed out."""

    def __init__(
        self,
        store: Store,
        device: Device,
        transport: Transport,
        moment: Callable[[], Moment],
    ) -> None:
        self._store = store
        self._device = device
        self._transport = transport
        self._moment = moment

    def list(self) -> list[AccountFacts]:
        """The accounts signed in here, in order."""
        with self._store.database.read() as transaction:
            return [_facts(row) for row in chains.current_chains(transaction)]

    def facts(self, account: str) -> AccountFacts:
        """One account; NotSignedIn when it is not signed in here."""
        for each in self.list():
            if each.account == account:
                return each
        raise NotSignedIn("这个账号还没有在这部手机上登录。", code="account_unknown")

    def enrol(self, server_url: str, credentials: Credentials) -> AccountFacts:
        """Sign the account in at the server.

        A chain of an earlier sign-in goes on when its key is still here and nothing is wrong
        with it; else a new chain begins, which names where it goes on from. Errors in words.
        """
        server_url, credentials = server_address(server_url), credentials.read()
        with self._store.database.read() as transaction:
            installation = chains.installation_id(transaction)
            old = chains.current_chain_typed(transaction, credentials.account)
        if old is not None and old.server_url not in (server_url, PRACTICE_URL):
            raise Conflict(
                f"这个账号在这部手机上登录的是另一个服务器（{old.server_url}）。",
                code="other_server",
            )
        goes_on = old is not None and self._may_go_on(old)
        if old is not None and goes_on:
            chain, public_key = old.chain, old.public_key
        else:
            chain, public_key = self._new_chain(credentials.account)
        wish = EnrolRequest(
            account=credentials.account,
            code=credentials.code,
            password=credentials.password,
            installation=installation,
            device_name=self._device.name[:200],
            chain=chain,
            public_key=public_key,
            app_version=APP_VERSION,
        )
        answer = self._ask(server_url, wish)
        row = _row(server_url, wish, answer)
        with self._store.database.write() as transaction:
            if goes_on:
                _renew(transaction, row)
            else:
                self.begin_chain(transaction, row, old)
                settings.drop(transaction, settings.of_account(BEGINNING, credentials.account))
            pins.forgive(transaction, row.account)
        return self.facts(row.account)

    def begin_chain(
        self, transaction: Transaction, row: ChainRow, old: ChainRow | None = None
    ) -> None:
        """Make the row the account's chain and write its first entry."""
        chains.add_chain(transaction, row)
        opened = ChainOpened(
            account=row.account,
            district=row.district,
            installation=chains.installation_id(transaction),
            public_key=row.public_key,
            is_practice=row.is_practice,
            forked_from=_fork_point(old),
            app_version=APP_VERSION,
        )
        sign = signer(self._device.keys, row.chain, row.public_key, key_missing)
        Journal(row.chain, sign, self._moment).write(transaction, opened)

    def sign_out(self, account: str) -> None:
        """Sign the account out; Conflict while anything of it is on this phone alone.

        What was sent, or is in a trail file, does not hold it back. All that was recorded stays
        on the phone for when the account signs in again.
        """
        with self._store.database.write() as transaction:
            row = chains.current_chain(transaction, account)
            if row is None:
                return
            entries = lines.unsaved_count(transaction, account)
            photos = photo_rows.unsaved_count(transaction, account)
            if not row.is_practice and (entries or photos):
                raise Conflict(
                    f"还有 {entries} 条记录、{photos} 张照片只在这部手机上，不能退出。"
                    "请先同步；没有网络的，先到“同步”里导出成文件。",
                    code="unsent",
                    entries=entries,
                    photos=photos,
                )
            row.is_signed_out, row.token = True, ""
            transaction.add(row)
            pins.drop_pin(transaction, account)

    def _new_chain(self, account: str) -> tuple[str, str]:
        """The id and the public key of a chain to begin.

        They stay the same until the server has answered: a code whose answer was lost on the
        way serves them alone from then on.
        """
        name = settings.of_account(BEGINNING, account)
        with self._store.database.read() as transaction:
            chain, _, public_key = (settings.get(transaction, name) or "").partition(" ")
        if not (chain and has_key(self._device.keys, chain, public_key)):
            chain = uuid7()
            public_key = make_key(self._device.keys, chain, key_not_kept)
            with self._store.database.write() as transaction:
                settings.put(transaction, name, f"{chain} {public_key}")
        return chain, public_key

    def _may_go_on(self, row: ChainRow) -> bool:
        is_sound = row.trouble is None and not row.is_practice
        return is_sound and has_key(self._device.keys, row.chain, row.public_key)

    def _ask(self, server_url: str, wish: EnrolRequest) -> EnrolAnswer:
        body = wish.model_dump_json(exclude_none=True).encode()
        headers = {"Content-Type": "application/json"}
        request = Request("POST", "/api/v1/enrol", headers=headers, body=body)
        try:
            return self._transport.send(server_url, request).read(EnrolAnswer)
        except NotSignedIn as error:
            if error.specific_code == CAMPAIGN_OVER:
                raise
            raise NotSignedIn(
                "账号、登录码或密码不对，或登录码已用过、过期。请核对后重试，或向督导室要新的登录码。",
                code=error.specific_code,
            ) from error


def _row(server_url: str, wish: EnrolRequest, answer: EnrolAnswer) -> ChainRow:
    return ChainRow(
        chain=wish.chain,
        account=answer.account,
        role=answer.role.value,
        name=answer.name,
        district=answer.district,
        district_name=answer.district_name,
        server_url=server_url,
        token=answer.token,
        log_public_key=answer.log_public_key,
        epoch=answer.epoch,
        public_key=wish.public_key,
        export_public_key=answer.export_public_key,
    )


def practice_row(account: str, chain: str, public_key: str) -> ChainRow:
    """The chain of an account that only practises: marked so in its first entry, never sent."""
    return ChainRow(
        chain=chain,
        account=account,
        role=Role.INSPECTOR.value,
        name=account,
        district=account,
        district_name=account,
        server_url=PRACTICE_URL,
        token="",
        log_public_key="",
        epoch="",
        public_key=public_key,
        is_practice=True,
    )


def following_row(old: ChainRow, chain: str, public_key: str) -> ChainRow:
    """The chain that the same account goes on with, of which the server does not know yet.

    Without a token, so that nothing is sent before somebody has signed in anew.
    """
    kept = old.model_dump(
        include={"account", "role", "name", "district", "district_name", "server_url", "epoch"}
        | {"log_public_key", "export_public_key", "is_practice"}
    )
    return ChainRow(**kept, chain=chain, public_key=public_key, token="")


def _renew(transaction: Transaction, fresh: ChainRow) -> None:
    """The same chain with a new token: who, where and how the server knows it.

    The epoch stays the one this phone last synced with: if the server went back to a backup
    since, the next sync must notice.
    """
    row = transaction.get(ChainRow, fresh.chain)
    if row is None:
        return
    same = ("role", "name", "district", "district_name", "server_url", "token", "log_public_key")
    if fresh.export_public_key is not None:
        row.export_public_key = fresh.export_public_key
    for name in same:
        setattr(row, name, getattr(fresh, name))
    row.is_signed_out = False
    transaction.add(row)


def _fork_point(old: ChainRow | None) -> ForkPoint | None:
    if old is None or old.head_id is None or old.is_practice:
        return None
    return ForkPoint(chain=old.chain, id=old.head_id)


def _facts(row: ChainRow) -> AccountFacts:
    return AccountFacts(
        account=row.account,
        name=row.name,
        district=row.district,
        district_name=row.district_name,
        server_url=row.server_url,
        chain=row.chain,
        public_key=row.public_key,
        is_practice=row.is_practice,
    )
