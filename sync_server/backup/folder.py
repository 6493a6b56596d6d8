"""The folder of an office's backups: one folder each, and the photos and packages they share.

A backup that is being made has a name of its own until it is whole. Photos never change under
their names, so each is copied once.
"""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from domain.clock import CST
from domain.errors import BadInput, Conflict
from sync_server.backup.manifest import BackupManifest
from sync_server.files.durable import sync_folder

if sys.platform != "win32":
    import fcntl

_NAME = re.compile(r"\d{4}-\d{2}-\d{2}_\d{6}")
_UNFINISHED = "unfinished-"
_OWNER_ONLY = 0o700


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: its folder and what it says of itself."""

    folder: Path
    manifest: BackupManifest


@dataclass(frozen=True, slots=True)
class BackupFolder:
    """The backups in one folder, by name: the local time at which each was begun."""

    folder: Path

    def backups(self) -> list[Backup]:
        """All of this format, the newest first; what is no whole backup is left out."""
        found = []
        for folder in self.folders():
            try:
                found.append(Backup(folder, BackupManifest.read(folder)))
            except (BadInput, Conflict):
                continue
        return found

    def folders(self) -> list[Path]:
        """Where backups are, whole or not and of any format, the newest first."""
        if not self.folder.is_dir():
            return []
        found = [each for each in self.folder.iterdir() if _NAME.fullmatch(each.name)]
        return sorted(found, key=lambda each: each.name, reverse=True)

    def photo(self, sha256: str) -> Path:
        """Where a photo of any backup is."""
        return self.folder / "photos" / sha256[:2] / sha256[2:4] / sha256

    def package(self, file: str) -> Path:
        """Where a published app of any backup is."""
        return self.folder / "app" / file

    @contextmanager
    def held(self) -> Iterator[None]:
        """The folder for this process alone; Conflict while another one makes a backup there."""
        self.folder.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
        with (self.folder / ".lock").open("w", encoding="ascii") as file:
            if sys.platform != "win32":
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError as error:
                    text = f"另一个程序正在往 {self.folder} 备份，请等它做完。"
                    raise Conflict(text, code="backup_running") from error
            yield

    def is_held(self) -> bool:
        """Whether somebody makes or tests a backup there just now."""
        try:
            with self.held():
                return False
        except Conflict:
            return True

    def begin(self, at: datetime) -> Path:
        """An empty folder for a new backup; what was left unfinished before is thrown away."""
        for left in self.folder.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(left)
        name = at.astimezone(CST).strftime("%Y-%m-%d_%H%M%S")
        if (self.folder / name).exists():
            raise Conflict(f"{name} 这一秒已经备份过了，请再运行一次。", code="backup_exists")
        folder = self.folder / f"{_UNFINISHED}{name}"
        folder.mkdir(mode=_OWNER_ONLY)
        return folder

    def finish(self, folder: Path) -> Path:
        """The backup that was begun, under its own name from now on."""
        final = self.folder / folder.name.removeprefix(_UNFINISHED)
        sync_folder(folder)
        os.rename(folder, final)
        sync_folder(self.folder)
        return final

    def prune(self, keep: int) -> list[str]:
        """Take away all that is older than the newest ``keep`` complete ones; their names."""
        complete = [each for each in self.backups() if each.manifest.is_complete]
        if len(complete) <= keep:
            return []
        oldest = complete[keep - 1].folder.name
        gone = [each.folder for each in self.backups() if each.folder.name < oldest]
        for folder in gone:
            unfinished = folder.with_name(_UNFINISHED + folder.name)
            folder.rename(unfinished)
            shutil.rmtree(unfinished)
        return [folder.name for folder in gone]
