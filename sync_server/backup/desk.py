"""The backups as the browser shows, makes and tests them: one piece of work at a time."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from domain.audit.use import Use, UseKind
from domain.clock import format_instant
from domain.errors import BadInput, Conflict, DujiError, NotFound, Unavailable
from sync_server.access.viewer import Viewer
from sync_server.backup.creation import Source, make_backup
from sync_server.backup.folder import Backup, BackupFolder
from sync_server.backup.testing import BackupTest, check_backup
from sync_server.data.engine import CommitFailed
from sync_server.data.own.backup_jobs import keep_job, kept_job
from sync_server.files.durable import is_disk_full

_LOG = logging.getLogger("duji.server")

NO_FOLDER = (
    "还没有设置备份放在哪里。请系统管理员设置 DUJI_BACKUPS"
    "（最好是另一块盘上的文件夹），再重新启动。"
)
GONE = "备份文件夹 {} 不在：存备份的盘可能没有接上。请系统管理员检查；没有另建文件夹，也没有备份。"
NOT_OURS = "备份文件夹 {} 打不开：{}。请系统管理员检查。"
FULL = "存备份的盘满了，没有做成；以前的备份都在。请腾出空间或换一块大的盘，再做一次。"
BROKEN = "读写备份时出错（{}），没有做成；以前的备份都在。请系统管理员检查存备份的盘。"
UNFORESEEN = "服务器出错了，没有做成，已记入日志；以前的备份都在。"
_PATIENCE_S = 10.0


class Work(StrEnum):
    """What is done with backups."""

    MAKE = "make"
    TEST = "test"


class JobState(StrEnum):
    """How a piece of work stands; what ran when the server stopped is interrupted."""

    RUNNING = "running"
    DONE = "done"
    FAULTY = "faulty"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


class Job(BaseModel):
    """The last piece of work: by whom, since when, and what became of it.

    ``name`` is the backup it is about, ``text`` why it failed.
    """

    model_config = ConfigDict(frozen=True)

    work: Work
    account: str
    begun_at: str
    name: str = ""
    ended_at: str = ""
    state: JobState = JobState.RUNNING
    text: str = ""


class ShownBackup(NamedTuple):
    """One backup with its last test; ``own_bytes`` is what is its alone, photos are shared."""

    backup: Backup
    test: BackupTest | None
    own_bytes: int

    @property
    def name(self) -> str:
        """The local time at which it was begun."""
        return self.backup.folder.name


@dataclass(frozen=True, slots=True)
class Standing:
    """The folder, what is wrong with it (empty: nothing), and the work on it.

    ``step`` is what is being done just now, as far as this process knows.
    """

    folder: str
    problem: str
    job: Job | None
    step: str

    @property
    def is_running(self) -> bool:
        """Whether something is being done."""
        return self.job is not None and self.job.state is JobState.RUNNING


class _Stopped(Exception):
    """The server stops before the work is through."""


class BackupDesk:
    """Makes and tests the backups in one folder, in a thread, in the name of whoever asked."""

    def __init__(self, source: Source, folder: Path | None, keep: int) -> None:
        self._source = source
        self._folder = folder
        self._keep = keep
        self._gate = threading.Lock()
        self._thread: threading.Thread | None = None
        self._step = ""
        self._closed = threading.Event()

    def standing(self, viewer: Viewer) -> Standing:
        """How the folder is, and the last piece of work on it."""
        viewer.require_back_up()
        return Standing(str(self._folder or ""), self._problem(), self._job(), self._step)

    def backups(self, viewer: Viewer) -> list[ShownBackup]:
        """The backups in the folder, the newest first; none where there is no folder."""
        viewer.require_back_up()
        if self._folder is None or self._problem():
            return []
        return [_shown(each) for each in BackupFolder(self._folder).backups()]

    def backup(self, viewer: Viewer, name: str) -> ShownBackup:
        """The backup of this name; NotFound where there is none."""
        for each in self.backups(viewer):
            if each.name == name:
                return each
        raise NotFound("There is no such backup.", code="no_backup", name=name)

    def make(self, viewer: Viewer, *, is_full: bool) -> None:
        """Begin to make a backup.

        BadInput where there is no folder for it, Conflict while something else is being done.
        """
        shelf = self._shelf(viewer)
        job = Job(work=Work.MAKE, account=viewer.account, begun_at=self._now())

        def work() -> Job:
            made = make_backup(
                self._source, shelf.folder, self._keep, is_full=is_full, progress=self._tell
            )
            faults = made.manifest.faults
            is_good = made.manifest.is_complete
            text = "；".join(faults[:3]) or ("" if is_good else "没有数据库，不算数")
            state = JobState.DONE if is_good else JobState.FAULTY
            done = {"name": made.folder.name, "state": state, "text": text}
            return job.model_copy(update=done)

        self._begin(viewer, job, work, UseKind.BACKED_UP)

    def test(self, viewer: Viewer, name: str) -> None:
        """Begin to test a backup; NotFound where there is none, else errors as of `make`."""
        shelf = self._shelf(viewer)
        found = self.backup(viewer, name).backup
        job = Job(work=Work.TEST, name=name, account=viewer.account, begun_at=self._now())

        def work() -> Job:
            result = check_backup(shelf, found, self._source.server.clock, self._tell)
            state = JobState.DONE if result.is_good else JobState.FAULTY
            return job.model_copy(update={"state": state, "text": "；".join(result.faults[:3])})

        self._begin(viewer, job, work, UseKind.BACKUP_TESTED)

    def wait(self) -> None:
        """Return once nothing is being done in this process any more."""
        if self._thread is not None:
            self._thread.join()

    def close(self) -> None:
        """Cut off what is being done; that it was is told from then on."""
        self._closed.set()
        if self._thread is not None:
            self._thread.join(_PATIENCE_S)

    def _shelf(self, viewer: Viewer) -> BackupFolder:
        viewer.require_back_up()
        problem = self._problem()
        if self._folder is None or problem:
            raise BadInput(problem, code="no_backup_folder")
        return BackupFolder(self._folder)

    def _problem(self) -> str:
        if self._folder is None:
            return NO_FOLDER
        try:
            if not self._folder.is_dir():
                return GONE.format(self._folder)
            next(self._folder.iterdir(), None)
        except OSError as error:
            return NOT_OURS.format(self._folder, error.strerror)
        return ""

    def _begin(self, viewer: Viewer, job: Job, work: Callable[[], Job], kind: UseKind) -> None:
        with self._gate:
            standing = self.standing(viewer)
            if standing.is_running or self._is_held():
                raise Conflict("正在备份或测试，请等它做完。", code="backup_running")
            self._keep_job(job)
            self._step = ""
            self._thread = threading.Thread(
                target=self._run, args=(viewer, job, work, kind), name="backup", daemon=True
            )
            self._thread.start()

    def _run(self, viewer: Viewer, job: Job, work: Callable[[], Job], kind: UseKind) -> None:
        """The thread: whatever happens is told, and never raised."""
        try:
            done = work()
        except _Stopped:
            return
        except Exception as error:  # the outermost edge of this thread
            done = job.model_copy(update={"state": JobState.FAILED, "text": _words(error)})
            kind = UseKind.BACKUP_FAILED
        note = done.name if done.state is JobState.DONE else f"{done.name} {done.text}".strip()
        try:
            self._source.server.usage.note(
                Use(viewer.district, viewer.account, kind, note=note[:200])
            )
            self._keep_job(done.model_copy(update={"ended_at": self._now()}))
        except (Unavailable, CommitFailed):
            _LOG.exception("what became of a backup could not be kept")

    def _tell(self, step: str) -> None:
        if self._closed.is_set():
            raise _Stopped
        self._step = step

    def _job(self) -> Job | None:
        with self._source.server.database.looking_up() as connection:
            kept = kept_job(connection)
        job = Job.model_validate_json(kept) if kept else None
        if job is None or job.state is not JobState.RUNNING or self._is_at_work():
            return job
        if self._is_held():
            return job
        return job.model_copy(update={"state": JobState.INTERRUPTED})

    def _is_at_work(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def _is_held(self) -> bool:
        if self._folder is None or self._problem():
            return False
        try:
            return BackupFolder(self._folder).is_held()
        except OSError:
            return False

    def _keep_job(self, job: Job) -> None:
        text = job.model_dump_json()
        self._source.server.database.write(lambda found: keep_job(found.ledger, text))

    def _now(self) -> str:
        return format_instant(self._source.server.clock())


def _shown(backup: Backup) -> ShownBackup:
    size = sum(each.stat().st_size for each in backup.folder.iterdir() if each.is_file())
    return ShownBackup(backup, BackupTest.of(backup), size)


def _words(error: Exception) -> str:
    """Why it could not be done, for the page."""
    reason = error.reason if isinstance(error, CommitFailed) else error
    is_full = isinstance(reason, OSError) and is_disk_full(reason)
    if is_full or getattr(reason, "specific_code", "") == "disk_full":
        return FULL
    if isinstance(reason, Unavailable):
        return BROKEN.format(reason.specific_code)
    if isinstance(reason, DujiError):
        return reason.message
    if isinstance(reason, OSError):
        return BROKEN.format(reason.strerror)
    _LOG.error("a backup failed", exc_info=error)
    return UNFORESEEN
