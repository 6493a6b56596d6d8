"""The app an office hands out to its phones: one Android package and what is said of it."""

import hashlib
import logging
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pydantic import BaseModel, ConfigDict, ValidationError

from domain.clock import Clock, Instant, format_instant
from domain.errors import BadInput, Conflict, NotFound, Unavailable
from domain.trail.line import Sha256Hex
from sync_server.files.durable import make_folder, sync_folder, write_file

MEDIA_TYPE = "application/vnd.android.package-archive"
MANIFEST = "manifest.json"

_LOG = logging.getLogger("duji.server")
_PIECE_BYTES = 1024 * 1024
_MODE = 0o640
_VERSION = re.compile(r"\d{1,6}(\.\d{1,6}){1,3}")
# What every Android package holds, and nothing else does.
_PARTS = ("AndroidManifest.xml", "classes.dex")
# All that reading a file as a zip can fail with.
_NO_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


class Release(BaseModel):
    """A published package. ``oldest`` is the oldest version that may still begin visits."""

    model_config = ConfigDict(frozen=True)

    version: str
    oldest: str | None = None
    sha256: Sha256Hex
    size_bytes: int
    published_at: Instant
    file: str


@dataclass(frozen=True, slots=True)
class AppOffer:
    """What phones are told: the newest version, and the oldest that may still begin visits."""

    newest: str | None = None
    oldest: str | None = None


class AppReleases:
    """The folder with the published package; the manifest beside it is read anew each time.

    What the office has set by hand (``by_hand``) goes before what the manifest says.
    """

    def __init__(self, folder: Path, clock: Clock, by_hand: AppOffer = AppOffer()) -> None:
        self._folder = folder
        self._clock = clock
        self._by_hand = by_hand

    def newest(self) -> Release | None:
        """What is published, if anything. Unavailable when its manifest is unreadable."""
        try:
            text = (self._folder / MANIFEST).read_text("utf-8")
        except FileNotFoundError:
            return None
        try:
            return Release.model_validate_json(text)
        except ValidationError as error:
            raise Unavailable(
                f"{self._folder / MANIFEST} 读不懂。请删掉它，用 duji app publish 重新发布。",
                code="bad_app_manifest",
            ) from error

    def offer(self) -> AppOffer:
        """The versions phones are told of; an unreadable manifest keeps no workbook back."""
        try:
            release = self.newest()
        except Unavailable as error:
            _LOG.error("%s", error.message)
            release = None
        return AppOffer(
            self._by_hand.newest or (release.version if release else None),
            self._by_hand.oldest or (release.oldest if release else None),
        )

    def package(self, file: str) -> tuple[Release, Path]:
        """The published package of this file name; NotFound for any other."""
        release = self.newest()
        path = self._folder / file
        if release is None or file != release.file or not path.is_file():
            raise NotFound("没有这个安装包，请回下载页看最新的版本。", code="no_such_package")
        return release, path

    def publish(self, apk: Path, version: str, oldest: str | None = None) -> Release:
        """Copy the package in and offer it from now on; the one before is taken away.

        Without ``oldest`` what was said before stays. BadInput for what is no version or no
        Android package, Conflict for a version that phones could not go on to.
        """
        before = self.newest()
        oldest = oldest or (before.oldest if before else None)
        number = _number(version)
        if oldest is not None and _number(oldest) > number:
            raise BadInput(
                f"最低版本 {oldest} 比要发布的 {version} 还新，没有发布。", code="oldest_too_new"
            )
        check_package(apk)
        sha256 = _sha256(apk)
        _check_follows(before, version, sha256)
        release = Release(
            version=version,
            oldest=oldest,
            sha256=sha256,
            size_bytes=apk.stat().st_size,
            published_at=format_instant(self._clock()),
            file=f"duji-{version}.apk",
        )
        self._keep(apk, release)
        return release

    def _keep(self, apk: Path, release: Release) -> None:
        """The package first, then the manifest that names it: a cut leaves the old offer."""
        make_folder(self._folder.parent, self._folder)
        with apk.open("rb") as file:
            write_file(self._folder / release.file, _pieces(file), _MODE)
        text = release.model_dump_json(indent=2) + "\n"
        write_file(self._folder / MANIFEST, [text.encode()], _MODE)
        for other in self._folder.glob("duji-*.apk*"):
            if other.name != release.file:
                other.unlink()
        sync_folder(self._folder)


def check_package(path: Path) -> None:
    """BadInput when the file is no whole Android package."""
    try:
        with zipfile.ZipFile(path) as package:
            names, damaged = set(package.namelist()), package.testzip()
    except FileNotFoundError as error:
        raise BadInput(f"找不到文件 {path}。", code="no_file") from error
    except _NO_ZIP as error:
        raise BadInput(f"{path.name} 不是安卓安装包（APK），没有发布。", code="no_apk") from error
    if damaged is not None:
        raise BadInput(f"{path.name} 里的 {damaged} 坏了，没有发布。", code="damaged_apk")
    if not names.issuperset(_PARTS):
        raise BadInput(f"{path.name} 不是安卓安装包（APK），没有发布。", code="no_apk")


def _number(version: str) -> tuple[int, ...]:
    """The version as numbers to compare; BadInput for what is none."""
    if not _VERSION.fullmatch(version):
        raise BadInput(f"“{version}” 不是版本号，应该像 0.2.0 这样。", code="bad_version")
    return tuple(int(part) for part in version.split("."))


def _check_follows(before: Release | None, version: str, sha256: str) -> None:
    """Conflict where Android would not install it over what phones have."""
    if before is None:
        return
    if _number(version) < _number(before.version):
        raise Conflict(
            f"已发布的是 {before.version}，手机不能装更低的 {version}：卸载重装会丢掉没上传的记录。"
            "请用更高的版本号重新打包。",
            code="older_version",
        )
    if version == before.version and sha256 != before.sha256:
        raise Conflict(
            f"{version} 已经发布过，内容不一样。请换一个更高的版本号重新打包。",
            code="version_taken",
        )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(_PIECE_BYTES):
        yield piece
