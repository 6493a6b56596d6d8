"""How much room the app takes on the phone, what of it may go, and letting that go."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from app.device.device import Device
from app.store import Transaction
from app.store.photos import space as photo_space
from app.store.photos.space import PhotoOnPhone
from app.store.store import Store
from domain.clock import format_instant, parse_instant
from domain.phone.freeing import Kept, Office, original_kept, stamped_kept

LITTLE_ROOM_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class Usage:
    """Bytes by kind, what may be let go now, and how many files stay for which reason."""

    records: int
    photos: int
    originals: int
    previews: int
    free: int
    may_go_files: int
    may_go_bytes: int
    kept_photos: dict[Kept, int]
    kept_originals: dict[Kept, int]

    @property
    def total(self) -> int:
        """All the app takes for records and photos."""
        return self.records + self.photos + self.originals + self.previews

    @property
    def is_little_room(self) -> bool:
        """Whether the phone is nearly full."""
        return self.free < LITTLE_ROOM_BYTES


@dataclass(frozen=True, slots=True)
class FreedSpace:
    """What was let go."""

    files: int = 0
    size_bytes: int = 0


@dataclass(slots=True)
class _Sorted:
    """Files that may go, by name of the file, and the reasons of those that may not."""

    may_go: dict[str, list[PhotoOnPhone]] = field(default_factory=dict)
    kept: Counter[Kept] = field(default_factory=Counter)


class Storage:
    """The photo files of one installation, of all its accounts. Every call blocks."""

    def __init__(self, store: Store, device: Device) -> None:
        self._store = store
        self._device = device

    def usage(self) -> Usage:
        """How much room everything takes."""
        stamped, originals = self._sorted()
        photos, untouched, previews = self._store.files.sizes()
        going = [*self._stamped_paths(stamped.may_go), *self._original_paths(originals.may_go)]
        sizes = [size for path in going if (size := _size(path)) is not None]
        return Usage(
            records=self._store.database.size_bytes(),
            photos=photos,
            originals=untouched,
            previews=previews,
            free=self._device.free_bytes(self._store.folder),
            may_go_files=len(sizes),
            may_go_bytes=sum(sizes),
            kept_photos=dict(stamped.kept),
            kept_originals=dict(originals.kept),
        )

    def free(self) -> FreedSpace:
        """Let go of every file that may go; previews stay, and so do the records."""
        self._store.files.drop_unfinished()
        self._finish_earlier()
        stamped, originals = self._sorted()
        at = format_instant(self._device.clock.now())
        with self._store.database.write() as transaction:
            photo_space.mark_freed(transaction, _ids(stamped), at)
            photo_space.mark_original_freed(transaction, _ids(originals), at)
        # The rows first: a kill in between leaves a file too many, never a row that lies.
        return _removed(
            [*self._stamped_paths(stamped.may_go), *self._original_paths(originals.may_go)]
        )

    def free_if_little_room(self) -> FreedSpace:
        """The same, when the phone has less than 500 MB left."""
        if self._device.free_bytes(self._store.folder) >= LITTLE_ROOM_BYTES:
            return FreedSpace()
        return self.free()

    def _sorted(self) -> tuple[_Sorted, _Sorted]:
        """Stamped files and originals, told apart by whether they may go."""
        with self._store.database.read() as transaction:
            found = photo_space.photos(transaction)
            said = {each.account: self._office(transaction, each.account) for each in found}
        stamped, originals = _Sorted(), _Sorted()
        for name, photos in _by(found, "sha256").items():
            waiting = [each for each in photos if not each.is_freed]
            reasons = [_why(each, said[each.account], is_original=False) for each in waiting]
            _sort(stamped, name, waiting, reasons)
        for name, photos in _by(found, "original_sha256").items():
            waiting = [each for each in photos if not each.is_original_freed]
            reasons = [_why(each, said[each.account], is_original=True) for each in waiting]
            _sort(originals, name, waiting, reasons)
        return stamped, originals

    def _office(self, transaction: Transaction, account: str) -> Office | None:
        workbook = self._store.workbooks.get(transaction, account)
        if workbook is None:
            return None
        return Office(
            server_at=parse_instant(workbook.server_at),
            epoch=workbook.epoch,
            backed_up_to=workbook.backed_up_to,
            keep_originals_days=workbook.keep_originals_days,
        )

    def _finish_earlier(self) -> None:
        """Remove files whose rows were let go before a kill; what came back since stays."""
        with self._store.database.read() as transaction:
            rows = photo_space.freed(transaction)
        files = self._store.files
        left = [(files.stamped(sha256), at) for sha256, _, at, _ in rows if at]
        left += [(files.original(sha256), at) for _, sha256, _, at in rows if at]
        _removed(path for path, at in left if _is_older(path, at))

    def _stamped_paths(self, names: Iterable[str]) -> list[Path]:
        return [self._store.files.stamped(name) for name in names]

    def _original_paths(self, names: Iterable[str]) -> list[Path]:
        return [self._store.files.original(name) for name in names]


def _why(photo: PhotoOnPhone, office: Office | None, *, is_original: bool) -> Kept | None:
    if office is None:
        return Kept.NOT_CONFIRMED
    return (original_kept if is_original else stamped_kept)(photo.confirmed, office)


def _sort(into: _Sorted, name: str, photos: list[PhotoOnPhone], reasons: list[Kept | None]) -> None:
    """A file that several photos stand on goes only when it may go for each of them."""
    held = [reason for reason in reasons if reason is not None]
    if held:
        into.kept[held[0]] += 1
    elif photos:
        into.may_go[name] = photos


def _by(found: Iterable[PhotoOnPhone], name: str) -> dict[str, list[PhotoOnPhone]]:
    grouped: dict[str, list[PhotoOnPhone]] = {}
    for each in found:
        grouped.setdefault(getattr(each, name), []).append(each)
    return grouped


def _ids(going: _Sorted) -> list[str]:
    return [photo.photo_id for photos in going.may_go.values() for photo in photos]


def _removed(paths: Iterable[Path]) -> FreedSpace:
    files, size = 0, 0
    for path in paths:
        found = _size(path)
        if found is not None:
            path.unlink(missing_ok=True)
            files, size = files + 1, size + found
    return FreedSpace(files, size)


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None


def _is_older(path: Path, at: str) -> bool:
    try:
        return path.stat().st_mtime <= parse_instant(at).timestamp()
    except FileNotFoundError:
        return False
