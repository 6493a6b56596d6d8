"""The accounts of one installation, and the services of the account that is at work."""

import logging
from dataclasses import replace
from pathlib import Path

from app.account.session import AccountSession
from app.device.device import Device
from app.device.keys import has_key, make_key, signer
from app.library.library import Library
from app.messages.inbox import Messages
from app.preferences import Preferences
from app.store import chains, lines, practice_rows
from app.store.journal import Journal
from app.store.rescue import rescue
from app.store.rescue.owners import DAMAGED
from app.store.store import Store
from app.store.tables import ChainRow
from app.sync.enrolment import (
    AccountFacts,
    Credentials,
    Enrolment,
    following_row,
    practice_row,
)
from app.sync.messages import key_missing, key_not_kept
from app.sync.service import SyncService
from app.sync.trail_export import TrailExport
from app.sync.transport import Transport
from app.tasks.campaign_receipts import CampaignReceipts
from app.tasks.tasks import Tasks
from app.visits import practice
from app.visits.gate.entry_pass import EntryPasses, Holder
from app.visits.recorder import Recorder
from app.visits.service import VisitService
from domain.clock import format_instant
from domain.errors import DujiError
from domain.ids import uuid7
from domain.phone.rescue import Rescued
from domain.trail.chain import Moment

logger = logging.getLogger("duji.account")


class AccountService:
    """Signing in and out on this phone, and opening what an account has here."""

    def __init__(self, store: Store, device: Device, transport: Transport, assets: Path) -> None:
        self._store = store
        self._device = device
        self._transport = transport
        self._assets = assets
        self._enrolment = Enrolment(store, device, transport, self.moment)
        self._open: dict[str, AccountSession] = {}

    def list(self) -> list[AccountFacts]:
        """The accounts signed in on this installation."""
        return self._enrolment.list()

    def enrol(
        self,
        server_url: str,
        account: str,
        *,
        code: str | None = None,
        password: str | None = None,
    ) -> AccountFacts:
        """Sign the account in at the server; needs the network, and says in words what is wrong."""
        facts = self._enrolment.enrol(server_url, Credentials(account, code, password))
        self._open.pop(facts.account, None)
        return facts

    def practise(self) -> AccountFacts:
        """An account to practise with: needs no server, is marked, and never counts."""
        with self._store.database.write() as transaction:
            row = chains.current_chain(transaction, practice.ACCOUNT)
            if row is None or not has_key(self._device.keys, row.chain, row.public_key):
                chain = uuid7()
                row = practice_row(
                    practice.ACCOUNT, chain, make_key(self._device.keys, chain, key_not_kept)
                )
                row.name, row.district_name = practice.NAME, practice.DISTRICT_NAME
                self._enrolment.begin_chain(transaction, row)
            row.is_signed_out = False
            transaction.add(row)
            workbook = practice.practice_workbook(self._assets, self._device.clock.now())
            self._store.workbooks.put(transaction, practice.ACCOUNT, workbook)
        return self._enrolment.facts(practice.ACCOUNT)

    def clear_practice(self) -> None:
        """Forget everything that was only practised, its photos too; no other account's."""
        with self._store.database.write() as transaction:
            gone = practice_rows.clear_practice(transaction, practice.ACCOUNT)
        for photo in gone:
            self._store.files.remove(photo.sha256, photo.original_sha256)
        self._open.pop(practice.ACCOUNT, None)

    def open(self, account: str) -> AccountSession:
        """The account's services, offline too; NotSignedIn when it is not signed in here."""
        facts = self._enrolment.facts(account)
        if facts.is_practice and not has_key(self._device.keys, facts.chain, facts.public_key):
            # Nobody can sign in anew for it: it goes on in another chain by itself.
            facts = self.practise()
        known = self._open.get(account)
        if known is None or known.facts != facts:
            known = self._session(facts)
            self._open[account] = known
        return known

    def rescued(self) -> Rescued | None:
        """What there is to say of a damaged database: what was saved and what not; None without."""
        with self._store.database.read() as transaction:
            return rescue.report(transaction)

    def note_rescue_read(self) -> None:
        """It was read."""
        with self._store.database.write() as transaction:
            rescue.drop_report(transaction)

    def go_on_after_damage(self) -> None:
        """Export what a damaged database gave back, and begin new chains where entries are lost.

        Each names the one it goes on from. The server takes it in at the next sign-in; until
        then it is written as any other.
        """
        said = self.rescued()
        if said is None:
            return
        if not (said.files or said.not_exported):
            self._export_rescued(said)
        for facts in self.list():
            with self._store.database.read() as transaction:
                old = chains.current_chain(transaction, facts.account)
            if old is not None and old.trouble == DAMAGED:
                self._begin_after(old)

    def _export_rescued(self, said: Rescued) -> None:
        files: list[str] = []
        left: list[str] = []
        with self._store.database.read() as transaction:
            names = chains.names_of_accounts(transaction)
            waiting = {each for each in names if lines.unsent_count(transaction, each)}
        for facts in self.list():
            try:
                if facts.account in waiting and not facts.is_practice:
                    files.append(TrailExport(self._store, self._device, facts).make().name)
                    waiting.discard(facts.account)
            except DujiError:
                logger.exception("what was rescued could not be exported")
        left = [names[account] for account in sorted(waiting)]
        with self._store.database.write() as transaction:
            told = replace(said, files=tuple(files), not_exported=tuple(left))
            rescue.put_report(transaction, told)

    def _begin_after(self, old: ChainRow) -> None:
        """Begin the chain that goes on from a damaged one."""
        chain = uuid7()
        try:
            public_key = make_key(self._device.keys, chain, key_not_kept)
        except DujiError:
            logger.exception("no new chain could be begun; signing in again will")
            return
        row = following_row(old, chain, public_key)
        with self._store.database.write() as transaction:
            self._enrolment.begin_chain(transaction, row, old)

    def send_for_others(self, account: str) -> int:
        """Send what the phone's other accounts still have to; how many of them had something.

        People share phones: what one recorded must not wait until that one holds it again.
        """
        waiting = 0
        for facts in self.list():
            if facts.account == account or facts.is_practice:
                continue
            session = self.open(facts.account)
            state = session.sync.state()
            if state.unsent_entries or state.unsent_photos:
                waiting += 1
                session.sync.run(is_automatic=True)
        return waiting

    def sign_out(self, account: str) -> None:
        """Sign the account out; Conflict in words while anything of it is not on the server."""
        self._enrolment.sign_out(account)
        self._open.pop(account, None)

    def moment(self) -> Moment:
        """The device's claim of the present."""
        clock = self._device.clock
        return Moment(format_instant(clock.now()), clock.zone_minutes(), clock.tick())

    def _session(self, facts: AccountFacts) -> AccountSession:
        sign = signer(self._device.keys, facts.chain, facts.public_key, key_missing)
        journal = Journal(facts.chain, sign, self.moment)
        recorder = Recorder(self._store, journal, facts.account)
        font = self._assets / "fonts" / "NotoSansSC-Regular.ttf"
        visits = VisitService(recorder, self.moment, facts.name, font)
        sync = SyncService(self._store, self._device, self._transport, facts)
        library = Library(self._store, journal, facts.account, self._assets)
        preferences = Preferences(self._store, facts.account)
        export = TrailExport(self._store, self._device, facts)
        holder = Holder(facts.name, facts.district_name, facts.server_url)
        passes = EntryPasses(recorder, sign, holder, self._device.clock.now)
        own = (self._store, journal, facts.account, self._device.clock.now)
        return AccountSession(
            facts=facts,
            visits=visits,
            sync=sync,
            library=library,
            preferences=preferences,
            export=export,
            entry_passes=passes,
            messages=Messages(*own),
            tasks=Tasks(*own),
            campaign_receipts=CampaignReceipts(*own[:3]),
        )
