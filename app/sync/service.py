"""Sync for one account: one run at a time, phase by phase, resumable at every step."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock

from app.device.device import Device
from app.store import chains, lines, photo_rows, visit_rows
from app.store.store import Store
from app.store.tables import ChainRow
from app.sync.before_photos import fetch_before_photos
from app.sync.enrolment import AccountFacts
from app.sync.link import Link
from app.sync.photos import Pace, send_photos
from app.sync.policies import pull_policies
from app.sync.progress import Phase, PhotoProgress, SyncOutcome, SyncState, Watcher
from app.sync.push import push_entries
from app.sync.reconcile import FORKED, REVOKED, reconcile_all
from app.sync.transport import Transport
from app.sync.troubles import is_passing
from app.sync.workbook import pull_trails, pull_workbook
from domain.errors import DujiError, NotSignedIn

FIRST_BACKOFF_S, LONGEST_BACKOFF_S = 5.0, 300.0
MOST_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Pacing:
    """Time and chance for backing off; tests bring their own."""

    seconds: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random


class SyncService:
    """Brings what the account recorded to its server, and fetches its workbook."""

    def __init__(
        self,
        store: Store,
        device: Device,
        transport: Transport,
        facts: AccountFacts,
        pacing: Pacing = Pacing(),
    ) -> None:
        self._store = store
        self._device = device
        self._transport = transport
        self._facts = facts
        self._pacing = pacing
        self._pace = Pace()
        self._running = Lock()
        self._is_wanted_again = False
        self._failures = 0
        self._may_try_at: float | None = 0.0
        self._last = SyncOutcome()
        self._phase: Phase = Phase.IDLE
        self._progress: float | None = None
        self._watchers: list[Watcher] = []

    def subscribe(self, watcher: Watcher) -> Callable[[], None]:
        """Tell the watcher of every step of a run, from the run's thread; answers how to stop."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def state(self) -> SyncState:
        """What waits, what went wrong last, and what a run is doing now."""
        with self._store.database.read() as transaction:
            row = chains.current_chain(transaction, self._facts.account)
            waiting = photo_rows.waiting(transaction, self._facts.account)
            names: dict[str, str] = {}
            for visit_id in {photo.visit for photo in waiting}:
                visit = visit_rows.visit_row(transaction, visit_id)
                names[visit_id] = visit.school_name if visit else ""
            unsent = lines.unsent_count(transaction, self._facts.account)
            refused = lines.refused(transaction, self._facts.account)
        photos = [
            PhotoProgress(
                photo_id=photo.photo_id,
                visit_id=photo.visit,
                school_name=names[photo.visit],
                size_bytes=photo.size_bytes,
                sent_bytes=photo.sent_bytes,
                is_hazard=photo.is_hazard,
                problem=photo.problem,
            )
            for photo in waiting
        ]
        is_practice = self._facts.is_practice
        return SyncState(
            unsent_entries=0 if is_practice else unsent,
            unsent_photos=[] if is_practice else photos,
            last_contact_at=row.last_contact_at if row else None,
            last_problem=self._last.problem or _trouble_words(row),
            is_running=self._running.locked(),
            phase=self._phase,
            progress=self._progress,
            refused=tuple(dict.fromkeys(words for _, _, words in refused)),
            needs_sign_in=_needs_sign_in(row, self._last),
        )

    def run(self, *, is_automatic: bool = False) -> SyncOutcome:
        """Entries, then photos, then the workbook. Never raises for the network: see the outcome.

        A run that would overlap another is skipped, and the other goes round once more. One
        that starts by itself (``is_automatic``) waits out the back-off, and does not repeat
        what the server turned down; a person's tap always tries.
        """
        if self._facts.is_practice or (is_automatic and not self._may_try()):
            return replace(SyncOutcome(), was_skipped=True)
        if not self._running.acquire(blocking=False):
            self._is_wanted_again = True
            return replace(SyncOutcome(), was_skipped=True)
        try:
            outcome = self._attempt(with_refused=not is_automatic)
        finally:
            self._phase, self._progress = Phase.IDLE, None
            self._running.release()
        self._tell()
        return outcome

    def _may_try(self) -> bool:
        return self._may_try_at is not None and self._pacing.seconds() >= self._may_try_at

    def _attempt(self, *, with_refused: bool) -> SyncOutcome:
        done = Done()
        link = None
        try:
            link = self._link()
            for _ in range(MOST_ROUNDS):
                self._is_wanted_again = False
                must_go_again = _round(link, self._pace, done, with_refused=with_refused)
                if not (must_go_again or self._is_wanted_again):
                    break
        except DujiError as error:
            if link is not None and error.specific_code == "chain_revoked":
                link.note_trouble(REVOKED)
            return self._failed(done, error)
        self._failures, self._may_try_at, self._last = 0, 0.0, done.outcome()
        return self._last

    def _failed(self, done: "Done", error: DujiError) -> SyncOutcome:
        """The outcome with the error's words, and when a run by itself may try again."""
        wait: float | None = None
        if is_passing(error):
            wait = min(FIRST_BACKOFF_S * 2**self._failures, LONGEST_BACKOFF_S)
            # Phones that lost the server together must not come back together.
            wait *= 0.5 + self._pacing.chance()
            asked = error.facts.get("retry_after_s")
            wait = max(wait, float(asked)) if isinstance(asked, int | float) else wait
        self._failures = min(self._failures + 1, 10)
        self._may_try_at = None if wait is None else self._pacing.seconds() + wait
        self._last = replace(
            done.outcome(), problem=error.message, code=error.specific_code, retry_after_s=wait
        )
        return self._last

    def _link(self) -> Link:
        with self._store.database.read() as transaction:
            row = chains.current_chain(transaction, self._facts.account)
        if row is None:
            raise NotSignedIn("这个账号还没有在这部手机上登录。", code="account_unknown")
        return Link(self._store, self._device, self._transport, row, self._report)

    def _report(self, phase: Phase, progress: float | None) -> None:
        self._phase, self._progress = phase, progress
        self._tell()

    def _tell(self) -> None:
        if self._watchers:
            state = self.state()
            for watcher in list(self._watchers):
                watcher(state)


@dataclass(slots=True)
class Done:
    """What a run has done so far; kept also when it breaks off."""

    entries: int = 0
    photos: int = 0
    has_new_workbook: bool = False

    def outcome(self) -> SyncOutcome:
        """This much as an outcome without a problem."""
        return SyncOutcome(self.entries, self.photos, self.has_new_workbook)


def _round(link: Link, pace: Pace, done: Done, *, with_refused: bool) -> bool:
    """All phases once; whether another round is needed."""
    pushed = push_entries(link, with_refused=with_refused)
    done.entries += pushed.sent
    photos = send_photos(link, pace)
    done.photos += photos.sent
    is_new, is_new_epoch = pull_workbook(link)
    done.has_new_workbook |= is_new
    pull_trails(link)
    pull_policies(link)
    fetch_before_photos(link)
    if pushed.is_new_epoch or is_new_epoch:
        reconcile_all(link)
        return True
    return pushed.must_go_again or photos.must_go_again


def _needs_sign_in(row: ChainRow | None, last: SyncOutcome) -> bool:
    is_out = row is None or bool(row.trouble) or not row.token
    return (is_out and not (row and row.is_practice)) or last.code == "not_signed_in"


def _trouble_words(row: ChainRow | None) -> str | None:
    return _TROUBLE.get(row.trouble) if row and row.trouble else None


_TROUBLE = {
    FORKED: "这部手机恢复过旧备份，记录和服务器上的分了叉。请重新登录一次；已有记录都在。",
    REVOKED: "督导室停用了这部手机，新记录会标明。请联系督导室后重新登录。",
}
