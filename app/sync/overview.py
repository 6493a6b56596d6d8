"""Where everything of an account is, for the screens: on this phone only, on its way, confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.device.device import Device
from app.store import (
    Transaction,
    chains,
    lines,
    runs,
    settings,
    visit_rows,
    visit_standing,
)
from app.store.photos import rows as photo_rows
from app.store.rescue.owners import DAMAGED
from app.store.runs import Run
from app.store.store import Store
from app.store.tables import ChainRow, PhotoRow
from app.store.visit_standing import Totals, VisitStanding
from app.sync.enrolment import AccountFacts
from app.sync.meter import is_off
from app.sync.progress import (
    HeldPhotos,
    Phase,
    PhotoProgress,
    PhotoStage,
    RefusedRecord,
    SyncOutcome,
    SyncState,
)
from app.sync.reconcile import FORKED, REVOKED
from app.version import APP_VERSION
from domain.phone.app_version import Advice, advice
from domain.phone.data_use import LinkKind, PhotoPolicy, may_use_much_data

POLICY = "photo_policy"
MOST_DONE = 20

TROUBLE = {
    FORKED: "这部手机恢复过旧备份或被复制过，记录和服务器上的分了叉，两边的都保留。"
    "请重新登录一次，接着记；手机上的记录都在。",
    REVOKED: "督导室停用了这部手机，新记录照常能记、能传，会标明。手机上的记录都在。"
    "请联系督导室后重新登录。",
    DAMAGED: "这部手机的记录文件坏过，救出来的都在。请重新登录一次，接着记。",
}


@dataclass(frozen=True, slots=True)
class RunStatus:
    """What the service does at this moment, and what its last run came to."""

    is_running: bool
    phase: Phase
    progress: float | None
    photo: str | None
    last: SyncOutcome
    retry_in_s: float | None
    agreed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Safety:
    """What the server has confirmed, and the visits with anything on its way first."""

    confirmed: Totals
    visits: tuple[VisitStanding, ...]


@dataclass(frozen=True, slots=True)
class VisitSafety:
    """One visit, and each of its photos that was taken on this phone."""

    standing: VisitStanding
    photos: tuple[PhotoProgress, ...]


def photo_policy(transaction: Transaction) -> PhotoPolicy:
    """What was decided on this phone about photos and mobile data; to ask where nothing was."""
    kept = settings.get(transaction, POLICY)
    return PhotoPolicy(kept) if kept in set(PhotoPolicy) else PhotoPolicy.ASK


def state(store: Store, device: Device, facts: AccountFacts, doing: RunStatus) -> SyncState:
    """What waits and what went wrong; cheap enough to be asked at every step of a run."""
    account = facts.account
    with store.database.read() as transaction:
        row = chains.current_chain(transaction, account)
        waiting = photo_rows.waiting(transaction, account)
        ready = photo_rows.sent_entries(transaction, waiting)
        entries, size = lines.unsent_total(transaction, account)
        refused = _refused(transaction, account)
        policy = photo_policy(transaction)
        names = visit_rows.school_names(transaction, {each.visit for each in waiting})
        kept = runs.latest(transaction, account)
        workbook = store.workbooks.get(transaction, account)
    view = _View(policy, device.link_kind(), doing)
    photos = [view.progress(each, names, is_ready=each.entry in ready) for each in waiting]
    newest, oldest = (workbook.newest_app, workbook.oldest_app) if workbook else (None, None)
    practises = facts.is_practice
    return SyncState(
        unsent_entries=0 if practises else entries,
        unsent_photos=[] if practises else photos,
        last_contact_at=row.last_contact_at if row else None,
        last_problem=doing.last.problem or _trouble_words(row),
        is_running=doing.is_running,
        phase=doing.phase,
        progress=doing.progress,
        refused=refused,
        needs_sign_in=_needs_sign_in(row, doing.last),
        unsent_bytes=0 if practises else size,
        problem_code=doing.last.code or (row.trouble if row else None),
        retry_in_s=doing.retry_in_s,
        held=None if practises else _held(photos),
        link=view.link,
        policy=policy,
        clock_off_s=_clock_off(kept),
        advice=Advice.NONE if practises else advice(APP_VERSION, newest, oldest),
        last_run=next((each for each in reversed(kept) if each.received_bytes), None),
    )


def safety(store: Store, account: str) -> Safety:
    """What is confirmed in all, and the visits one by one."""
    with store.database.read() as transaction:
        return Safety(
            visit_standing.confirmed(transaction, account),
            tuple(visit_standing.visits(transaction, account, MOST_DONE)),
        )


def visit_safety(store: Store, account: str, visit_id: str, now: SyncState) -> VisitSafety | None:
    """One visit of the account with its photos; None where the account has none such here."""
    with store.database.read() as transaction:
        found = visit_standing.visit(transaction, account, visit_id)
        rows = photo_rows.of_visit(transaction, visit_id)
    if found is None:
        return None
    on_its_way = {photo.photo_id: photo for photo in now.unsent_photos}
    photos = (on_its_way.get(row.photo_id) or _confirmed(row, found.school_name) for row in rows)
    return VisitSafety(found, tuple(photos))


@dataclass(frozen=True, slots=True)
class _View:
    """What decides how a photo's state is called."""

    policy: PhotoPolicy
    link: LinkKind
    doing: RunStatus

    def progress(self, row: PhotoRow, names: dict[str, str], *, is_ready: bool) -> PhotoProgress:
        """The photo as the screens show it."""
        return PhotoProgress(
            photo_id=row.photo_id,
            visit_id=row.visit,
            school_name=names.get(row.visit, ""),
            size_bytes=row.size_bytes,
            sent_bytes=row.sent_bytes,
            is_hazard=row.is_hazard,
            problem=row.problem,
            stage=self.stage(row, is_ready=is_ready),
        )

    def stage(self, row: PhotoRow, *, is_ready: bool) -> PhotoStage:
        """Where the photo is on its way."""
        if self.doing.photo == row.photo_id:
            return PhotoStage.SENDING
        if not is_ready:
            return PhotoStage.WAITS_FOR_ENTRY
        is_agreed = row.photo_id in self.doing.agreed
        if not may_use_much_data(self.policy, self.link, is_agreed=is_agreed):
            is_asking = self.policy is PhotoPolicy.ASK
            return PhotoStage.WAITS_FOR_YES if is_asking else PhotoStage.WAITS_FOR_WIFI
        return PhotoStage.FAILED if row.problem else PhotoStage.IN_LINE


def _confirmed(row: PhotoRow, school_name: str) -> PhotoProgress:
    return PhotoProgress(
        photo_id=row.photo_id,
        visit_id=row.visit,
        school_name=school_name,
        size_bytes=row.size_bytes,
        sent_bytes=row.size_bytes,
        is_hazard=row.is_hazard,
        problem=None,
        stage=PhotoStage.CONFIRMED,
    )


def _held(photos: Iterable[PhotoProgress]) -> HeldPhotos | None:
    waits = (PhotoStage.WAITS_FOR_YES, PhotoStage.WAITS_FOR_WIFI)
    held = [photo for photo in photos if photo.stage in waits]
    left = sum(photo.size_bytes - photo.sent_bytes for photo in held)
    return HeldPhotos(len(held), left) if held else None


def _refused(transaction: Transaction, account: str) -> tuple[RefusedRecord, ...]:
    found = lines.refused(transaction, account)
    names = visit_rows.school_names(transaction, {each.visit for each in found if each.visit})
    return tuple(
        RefusedRecord(
            each.visit, names.get(each.visit or "", ""), each.kind, each.words, each.lost_before
        )
        for each in found
    )


def _clock_off(kept: tuple[Run, ...]) -> int | None:
    """How far the phone's clock was off at the newest run that could tell."""
    known = (each.clock_off_s for each in reversed(kept) if each.clock_off_s is not None)
    newest = next(known, None)
    return newest if is_off(newest) else None


def _needs_sign_in(row: ChainRow | None, last: SyncOutcome) -> bool:
    is_out = row is None or bool(row.trouble) or not row.token
    return (is_out and not (row and row.is_practice)) or last.code == "not_signed_in"


def _trouble_words(row: ChainRow | None) -> str | None:
    return TROUBLE.get(row.trouble) if row and row.trouble else None
