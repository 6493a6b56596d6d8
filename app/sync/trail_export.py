"""Everything an account has not sent, in one sealed file: for the day there is no other way."""

import os
import re
import tarfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any, cast

from app.device.device import Device
from app.store import chains, lines, unsent
from app.store.failures import translated_files
from app.store.lines import StoredLine
from app.store.photos import rows as photo_rows
from app.store.photos.files import UNFINISHED, fsync_folder
from app.store.store import Store
from app.store.tables import PhotoRow
from app.store.unsent import UnsentTotals
from app.sync.enrolment import AccountFacts
from app.sync.push import heads
from app.sync.sealer import Sealer
from domain.clock import format_instant, local_date
from domain.errors import Conflict
from domain.trail import trail_file
from domain.trail.delivery import MAX_LINES, Envelope, write_delivery

# Far below what a delivery may have: one of them is in memory while it is written.
DELIVERY_BYTES = 1024 * 1024
FOLDER = "exports"
Report = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class TrailFile:
    """A sealed file ready to be handed over, and what is in it.

    ``missing`` counts photos whose files are not on this phone any more.
    """

    path: Path
    name: str
    size_bytes: int
    line_ids: tuple[str, ...]
    photo_ids: tuple[str, ...]
    missing: int = 0


class TrailExport:
    """Makes trail files of one account. Every call blocks."""

    def __init__(self, store: Store, device: Device, facts: AccountFacts) -> None:
        self._store = store
        self._device = device
        self._facts = facts

    def unsent(self) -> UnsentTotals:
        """How much there is to take along; nothing of an account that only practises."""
        if self._facts.is_practice:
            return UnsentTotals(0, 0, 0)
        with self._store.database.read() as transaction:
            return unsent.unsent(transaction, self._facts.account)

    def make(self, report: Report = lambda _share: None) -> TrailFile:
        """Write the file, in place of an earlier one; told how far it is, from 0 to 1.

        Conflict when there is nothing to take along, or the server's key was never heard of;
        Unavailable when the phone is full. The records stay as they are.
        """
        key, left = self._export_key(), self.unsent()
        if not left.entries and not left.photos:
            raise Conflict("都已经上传了，没有要导出的。", code="nothing_unsent")
        name = file_name(self._facts.name, local_date(self._device.clock.now()).isoformat())
        folder = self._store.folder / FOLDER
        with translated_files():
            folder.mkdir(exist_ok=True)
            for old in folder.glob(f"{_of_person(self._facts.name)}*"):
                old.unlink(missing_ok=True)
            unfinished = folder / f"{name}{UNFINISHED}"
            try:
                with unfinished.open("wb") as out:
                    packed = self._write(out, key, _Progress(left.size_bytes, report))
                    out.flush()
                    os.fsync(out.fileno())
                path = unfinished.replace(folder / name)
            except OSError:
                unfinished.unlink(missing_ok=True)
                raise
            fsync_folder(folder)
            size = path.stat().st_size
        return TrailFile(path, name, size, *packed)

    def note_handed_over(self, file: TrailFile) -> None:
        """The file is where it is safe: what is in it holds back no sign-out any more."""
        at = format_instant(self._device.clock.now())
        with self._store.database.write() as transaction:
            lines.mark_exported(transaction, file.line_ids, at)
            photo_rows.mark_exported(transaction, file.photo_ids, at)

    def _export_key(self) -> bytes:
        with self._store.database.read() as transaction:
            row = chains.current_chain(transaction, self._facts.account)
        if row is None or not row.export_public_key:
            raise Conflict(
                "还没有拿到服务器的导出密钥，现在不能导出。请联网同步一次再试；"
                "仍不行的，请督导室升级服务器。手机上的记录都在。",
                code="no_export_key",
            )
        return bytes.fromhex(row.export_public_key)

    def _write(
        self, out: IO[bytes], key: bytes, progress: "_Progress"
    ) -> tuple[tuple[str, ...], tuple[str, ...], int]:
        """Seal lines and photos into the file; the ids of both, and how many files are gone."""
        sealer = Sealer(cast(Any, out), key)
        taken: list[str] = []
        with (
            self._store.database.read() as transaction,
            tarfile.open(fileobj=cast(Any, sealer), mode="w|") as tar,
        ):
            waiting = unsent.unsent_lines(transaction, self._facts.account)
            for number, batch in enumerate(batches(waiting), start=1):
                raw = write_delivery(Envelope(heads=heads(batch)), (line.raw for line in batch))
                _add(tar, trail_file.delivery_name(number), len(raw), BytesIO(raw))
                taken += [line.id for line in batch]
                progress.moved(len(raw))
            rows = unsent.unsent_photos(transaction, self._facts.account)
            packed = [row for row in rows if self._add_photo(tar, row, progress)]
        sealer.finish()
        ids = tuple(row.photo_id for row in packed)
        return tuple(taken), ids, len(rows) - len(packed)

    def _add_photo(self, tar: tarfile.TarFile, row: PhotoRow, progress: "_Progress") -> bool:
        try:
            file = self._store.files.stamped(row.sha256).open("rb")
        except FileNotFoundError:
            return False
        with file:
            size = os.fstat(file.fileno()).st_size
            _add(tar, trail_file.photo_name(row.sha256), size, file)
        progress.moved(size)
        return True


@dataclass(slots=True)
class _Progress:
    total: int
    report: Report
    done: int = 0

    def moved(self, size: int) -> None:
        self.done += size
        self.report(min(1.0, self.done / max(1, self.total)))


def batches(waiting: Iterable[StoredLine]) -> Iterator[list[StoredLine]]:
    """The lines in deliveries, each small enough for a server and for the phone's memory."""
    batch: list[StoredLine] = []
    size = 0
    for line in waiting:
        if batch and (len(batch) == MAX_LINES or size + len(line.raw) > DELIVERY_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(line)
        size += len(line.raw)
    if batch:
        yield batch


def file_name(person: str, day: str) -> str:
    """What the file is called: 督迹-姓名-日期.duji, without what a file system may not like."""
    return f"{_of_person(person)}{day}{trail_file.SUFFIX}"


def _of_person(person: str) -> str:
    """What the names of a person's files begin with."""
    safe = re.sub(r"[^\w·]+", "", person)[:30] or "督学"
    return f"督迹-{safe}-"


def _add(tar: tarfile.TarFile, name: str, size: int, content: IO[bytes]) -> None:
    member = tarfile.TarInfo(name)
    member.size = size
    tar.addfile(member, content)
