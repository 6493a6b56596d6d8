"""Sync for one account: one run at a time, phase by phase, resumable at every step."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock

from app.device.device import Device
from app.store import chains, runs, settings
from app.store.photos import rows as photo_rows
from app.store.runs import Run
from app.store.store import Store
from app.sync import overview
from app.sync.backoff import PACING, Backoff, Pacing
from app.sync.before_photos import fetch_before_photos
from app.sync.chunk_size import ChunkSize
from app.sync.enrolment import AccountFacts
from app.sync.link import Link
from app.sync.messages import unread_parts
from app.sync.overview import Safety, VisitSafety
from app.sync.photos import PhotosInFlight, recheck_photos, send_photos
from app.sync.policies import pull_policies
from app.sync.progress import Phase, SyncOutcome, SyncState, Watcher
from app.sync.push import push_entries
from app.sync.reconcile import REVOKED, reconcile_all
from app.sync.transport import Transport
from app.sync.workbook import pull_trails, pull_workbook
from domain.clock import format_instant
from domain.errors import DujiError, NotSignedIn, TooMany
from domain.kinds.book_part import BookPart
from domain.phone.data_use import PhotoPolicy

MOST_ROUNDS = 4


class SyncService:
    """Brings what the account recorded to its server, and fetches its workbook."""

    def __init__(
        self,
        store: Store,
        device: Device,
        transport: Transport,
        facts: AccountFacts,
        pacing: Pacing = PACING,
    ) -> None:
        self._store = store
        self._device = device
        self._transport = transport
        self._facts = facts
        self._pacing = pacing
        self._chunk_size = ChunkSize(watch=pacing.seconds)
        self._in_flight = PhotosInFlight()
        self._agreed: frozenset[str] = frozenset()
        self._running = Lock()
        self._is_wanted_again = False
        self._backoff = Backoff(pacing)
        self._photos_wait_until = 0.0
        self._last = SyncOutcome()
        self._phase: Phase = Phase.IDLE
        self._progress: float | None = None
        self._watchers: list[Watcher] = []

    def subscribe(self, watcher: Watcher) -> Callable[[], None]:
        """Tell the watcher of every step of a run, from the run's thread; answers how to stop."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    # --- what the screens ask

    def state(self) -> SyncState:
        """What waits, what went wrong last, and what a run is doing now."""
        doing = overview.RunStatus(
            is_running=self._running.locked(),
            phase=self._phase,
            progress=self._progress,
            photo=self._in_flight.now,
            last=self._last,
            retry_in_s=self._backoff.waits_s,
            agreed=self._agreed,
        )
        return overview.state(self._store, self._device, self._facts, doing)

    def safety(self) -> Safety:
        """What is confirmed and what is not, in all and visit by visit."""
        return overview.safety(self._store, self._facts.account)

    def visit_safety(self, visit_id: str) -> VisitSafety | None:
        """The same for one visit, photo by photo; None for a visit the account has not here."""
        return overview.visit_safety(self._store, self._facts.account, visit_id, self.state())

    # --- what somebody decides

    def set_photo_policy(self, policy: PhotoPolicy) -> None:
        """Decide whether photos may use mobile data, for everybody on this phone."""
        with self._store.database.write() as transaction:
            settings.put(transaction, overview.POLICY, policy.value)
        self._agreed = frozenset()

    def agree_to_mobile_data(self) -> None:
        """Let the photos that wait now use mobile data; later ones are asked for anew."""
        with self._store.database.read() as transaction:
            waiting = photo_rows.waiting(transaction, self._facts.account)
        self._agreed = frozenset(row.photo_id for row in waiting)

    # --- running

    def run(self, *, is_automatic: bool = False, is_new_chance: bool = False) -> SyncOutcome:
        """Entries, the workbook, then photos. Never raises for the network: see the outcome.

        A run that would overlap another is skipped, and the other goes round once more. One
        that starts by itself (``is_automatic``) waits out the back-off, and does not repeat
        what the server turned down; a person's tap always tries. ``is_new_chance``: the network
        has changed or the app came back, so that a server that was not reached is tried anew.
        """
        may_start = not is_automatic or self._backoff.may_try(is_new_chance=is_new_chance)
        if self._facts.is_practice or not may_start:
            return replace(SyncOutcome(), was_skipped=True)
        if not self._running.acquire(blocking=False):
            self._is_wanted_again = True
            return replace(SyncOutcome(), was_skipped=True)
        try:
            outcome = self._attempt(is_automatic=is_automatic)
        finally:
            self._phase, self._progress = Phase.IDLE, None
            self._running.release()
        self._tell()
        return outcome

    def _attempt(self, *, is_automatic: bool) -> SyncOutcome:
        done, link = RunTally(), None
        began, at = self._pacing.seconds(), self._device.clock.now()
        try:
            link = self._link()
            for _ in range(MOST_ROUNDS):
                self._is_wanted_again = False
                must_go_again = self._round(link, done, with_refused=not is_automatic)
                if not (must_go_again or self._is_wanted_again):
                    break
        except DujiError as error:
            if link is not None and error.specific_code == "chain_revoked":
                link.note_trouble(REVOKED)
            self._last = self._failed(done, error)
        else:
            if done.unread:
                self._last = self._failed(done, unread_parts(done.unread))
            else:
                self._backoff.succeeded()
                self._last = done.outcome()
        if link is not None:
            took = self._pacing.seconds() - began
            self._keep(done.run(link, format_instant(at), took, is_automatic=is_automatic))
        return self._last

    def _round(self, link: Link, done: "RunTally", *, with_refused: bool) -> bool:
        """All phases once, small things before large; whether another round is needed."""
        pushed = push_entries(link, self._chunk_size, with_refused=with_refused)
        done.entries += pushed.sent
        pulled = pull_workbook(link)
        done.has_new_workbook |= pulled.is_new
        done.unread = pulled.unread
        done.visits += pull_trails(link, is_new=pulled.is_new)
        must_go_again = pushed.must_go_again
        if pushed.is_new_epoch or pulled.is_new_epoch or (pulled.is_new and not pushed.sent):
            # A server restored from a backup may have forgotten what it had: ask how far it is.
            must_go_again |= reconcile_all(link)
        recheck_photos(link, pulled.doubtful)
        if not must_go_again and self._may_send_photos(with_refused=with_refused):
            photos = send_photos(link, self._chunk_size, self._in_flight, with_refused=with_refused)
            done.photos += photos.sent
            must_go_again |= photos.must_go_again
            if photos.sent:
                # What it says of received photos has changed: now, or in the next run as well.
                done.unread = pull_workbook(link).unread
        pull_policies(link)
        fetch_before_photos(link)
        return must_go_again

    def _may_send_photos(self, *, with_refused: bool) -> bool:
        return with_refused or self._pacing.seconds() >= self._photos_wait_until

    def _failed(self, done: "RunTally", error: DujiError) -> SyncOutcome:
        """The outcome with the error's words, and when a run by itself may try again."""
        asked = error.facts.get("retry_after_s")
        if self._phase is Phase.PHOTOS and isinstance(error, TooMany) and asked:
            # Enough photos for now: what is recorded meanwhile still goes.
            self._photos_wait_until = self._pacing.seconds() + float(asked)
            self._backoff.succeeded()
            wait: float | None = float(asked)
        else:
            wait = self._backoff.failed(error)
        return replace(
            done.outcome(), problem=error.message, code=error.specific_code, retry_after_s=wait
        )

    def _keep(self, run: Run) -> None:
        """Keep what the run came to; a full phone must not hide why it failed."""
        run = run.model_copy(update={"code": self._last.code})
        try:
            with self._store.database.write() as transaction:
                runs.note(transaction, self._facts.account, run)
        except DujiError as error:
            self._last = replace(
                self._last, problem=error.message, code=error.specific_code, retry_after_s=None
            )

    def _link(self) -> Link:
        with self._store.database.read() as transaction:
            row = chains.current_chain(transaction, self._facts.account)
            policy = overview.photo_policy(transaction)
        if row is None:
            raise NotSignedIn("这个账号还没有在这部手机上登录。", code="account_unknown")
        return Link(
            self._store, self._device, self._transport, row, self._report, policy, self._agreed
        )

    def _report(self, phase: Phase, progress: float | None) -> None:
        self._phase, self._progress = phase, progress
        self._tell()

    def _tell(self) -> None:
        if self._watchers:
            state = self.state()
            for watcher in list(self._watchers):
                watcher(state)


@dataclass(slots=True)
class RunTally:
    """What a run has done so far; kept also when it breaks off."""

    entries: int = 0
    photos: int = 0
    visits: int = 0
    has_new_workbook: bool = False
    unread: frozenset[BookPart] = frozenset()

    def outcome(self) -> SyncOutcome:
        """This much as an outcome without a problem."""
        return SyncOutcome(
            self.entries, self.photos, self.has_new_workbook, visits_pulled=self.visits
        )

    def run(self, link: Link, at: str, took_s: float, *, is_automatic: bool) -> Run:
        """This much as a run to be kept."""
        return Run(
            at=at,
            duration_ms=round(took_s * 1000),
            is_automatic=is_automatic,
            entries=self.entries,
            photos=self.photos,
            visits=self.visits,
            has_new_workbook=self.has_new_workbook,
            sent_bytes=link.meter.sent_bytes,
            received_bytes=link.meter.received_bytes,
            clock_off_s=link.meter.clock_off_s,
        )
