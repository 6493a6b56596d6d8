"""A file that helps whoever looks after the app, with nothing in it about people.

It holds versions, numbers, sizes, how the last syncs went, and kinds of failures with places in
the code: no name, account, school, text, address or key. It can be read before it is sent.
"""

import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from app.device.device import Device
from app.diagnostics.defects import Defects
from app.storage.storage import Storage, Usage
from app.store import Transaction, counts, runs, settings
from app.store.counts import Counts
from app.store.failures import translated_files
from app.store.runs import Run
from app.store.store import Store
from app.sync import overview
from app.version import APP_VERSION
from domain.clock import format_instant

FILE = "diagnostics.txt"
PACKAGES = ("flet", "pydantic", "pydantic-core", "sqlalchemy", "sqlmodel", "pillow", "cryptography")
CODES = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")


class Diagnostics:
    """Says how one installation is. Every call blocks."""

    def __init__(self, store: Store, device: Device, storage: Storage, defects: Defects) -> None:
        self._store = store
        self._device = device
        self._storage = storage
        self._defects = defects

    def text(self) -> str:
        """All there is to say, in lines."""
        with self._store.database.read() as transaction:
            accounts = counts.accounts(transaction)
            said = list(self._app(transaction))
            for number, each in enumerate(accounts, start=1):
                said += ["", f"[account {number}]", *_account(each)]
                history = runs.latest(transaction, each.account)
                said += ["", f"[syncs of account {number}]", *map(_run, reversed(history))]
        usage = self._storage.usage()
        return "\n".join([*said, "", "[storage]", *_usage(usage), "", *self._failures(), ""])

    def write(self) -> Path:
        """The same as a file, in place of an earlier one."""
        path = self._store.folder / FILE
        with translated_files():
            path.write_text(self.text(), "utf-8")
        return path

    def _app(self, transaction: Transaction) -> Iterator[str]:
        yield "[app]"
        yield f"version {APP_VERSION}"
        yield f"at {format_instant(self._device.clock.now())}"
        yield f"system {sys.platform} {platform.machine()} {platform.release()}"
        yield f"python {platform.python_version()}"
        for package in PACKAGES:
            yield f"{package} {_version(package)}"
        yield f"schema {self._store.database.schema()}"
        yield f"link {self._device.link_kind().value}"
        yield f"photos over mobile data {overview.photo_policy(transaction).value}"
        yield f"settings {settings.count(transaction)}"
        yield f"entries held {counts.lines_held(transaction)}"
        yield f"drafts {counts.drafts(transaction)}"

    def _failures(self) -> Iterator[str]:
        yield "[failures]"
        for each in reversed(self._defects.kept):
            yield f"{each.at} {each.kind} raised {each.raised} ours {each.ours}"


def _account(account: Counts) -> Iterator[str]:
    for name in (
        "role",
        "is_practice",
        "is_signed_out",
        "trouble",
        "has_pin",
        "chains",
        "entries",
        "entries_unsent",
        "entries_refused",
        "visits",
        "photos",
        "photos_unsent",
        "photos_failing",
        "workbook_bytes",
    ):
        yield f"{name} {getattr(account, name)}"


def _run(run: Run) -> str:
    how = "by itself" if run.is_automatic else "by hand"
    # A code may come from whatever answered in a server's place.
    code = run.code if run.code is None or set(run.code) <= CODES else "unreadable"
    return (
        f"{run.at} {how} {run.duration_ms} ms, {run.entries} entries, {run.photos} photos, "
        f"{run.visits} visits, new workbook {run.has_new_workbook}, up {run.sent_bytes}, "
        f"down {run.received_bytes}, clock off {run.clock_off_s}, ended {code or 'well'}"
    )


def _usage(usage: Usage) -> Iterator[str]:
    for name in ("records", "photos", "originals", "previews", "free", "may_go_bytes"):
        yield f"{name} {getattr(usage, name)}"
    for kind, reasons in (("photos", usage.kept_photos), ("originals", usage.kept_originals)):
        for reason, count in sorted(reasons.items()):
            yield f"{kind} kept as {reason.value} {count}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
