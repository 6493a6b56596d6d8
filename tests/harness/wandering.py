"""Somebody who taps and types anywhere on a played phone, and what must hold whatever they do."""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import flet as ft
from sqlmodel import col, select

from app.store.store import Store
from app.store.tables import ChainRow, LineRow, VisitRow
from app.store.visit_rows import held_visit
from app.sync.messages import offline
from app.sync.transport import Answer, Request, Transport
from app.ui.texts import shell as words
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone

LENS = {"name": "0", "lens_direction": "back", "sensor_orientation": 90}
CLICKS = ("on_click", "on_tap")
# What a touch at a place says, to whatever asks for one.
TOUCHES = ("on_pan_start", "on_pan_update", "on_pan_end", "on_tap_down", "on_tap_up")
SETTLES_WITHIN_S = 60.0
ACTS = frozenset(
    {
        "visit.opened",
        "visit.checked_in",
        "visit.checked_out",
        "visit.signed",
        "visit.submitted",
        "visit.amended",
        "visit.cancelled",
        "visit.taken_over",
        "position.proposed",
        "photo.taken",
        "lesson.observed",
        "finding.raised",
    }
)


@dataclass
class Cable:
    """The way to a server, which can be cut."""

    inner: Transport
    is_cut: bool = False

    def send(self, server_url: str, request: Request) -> Answer:
        """The answer, while it is not cut."""
        if self.is_cut:
            raise offline()
        return self.inner.send(server_url, request)


class Complaints(logging.Handler):
    """Keeps what the screens log as a defect."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record with its traceback."""
        self.heard.append(logging.Formatter().format(record))


@dataclass
class Wanderer:
    """A phone and somebody who does not know what it is for."""

    installed: PlayedInstallation
    photo: Path
    cable: Cable | None = None
    phone: PlayedPhone | None = None
    complaints: Complaints = field(default_factory=Complaints)
    held: dict[str, int] = field(default_factory=dict)
    did: list[str] = field(default_factory=list)
    practised: set[str] = field(default_factory=set)

    def begin(self, phone: PlayedPhone) -> None:
        """Take the phone into the hand."""
        self.phone = phone
        chosen = [{"id": 1, "name": "a.jpg", "path": str(self.photo), "size": 1}]
        phone.answers |= {
            "Camera.get_available_cameras": lambda _: [LENS],
            "Camera.initialize": lambda _: None,
            "Camera.take_picture": lambda _: self.photo.read_bytes(),
            "FilePicker.pick_files": lambda _: chosen,
        }
        auto = self.installed.ui.auto_sync
        if auto is not None:
            # What starts by itself would make one run differ from the next.
            auto.request = lambda *_, **__: None  # type: ignore[method-assign]

    @property
    def shown(self) -> PlayedPhone:
        """The phone in the hand."""
        assert self.phone is not None
        return self.phone

    # --- what one may do

    def acts(self) -> list[tuple[str, Callable[[], Any]]]:
        """Every enabled thing one can tap, toggle, choose or draw on; a dialog covers the rest."""
        found: list[tuple[str, Callable[[], Any]]] = []
        root = self._modal()
        for control, around in self.shown.placed(root):
            if any(getattr(each, "disabled", False) for each in (control, *around)):
                continue
            name = f"{type(control).__name__} {self.shown.texts(control)[:24]!r}"
            found += [(name, act) for act in self._acts_of(control)]
        return found

    def fields(self) -> list[ft.TextField]:
        """The text fields one can type into."""
        found = self.shown.controls(self._modal())
        return [each for each in found if isinstance(each, ft.TextField) and not each.disabled]

    def _modal(self) -> Any:
        dialogs = [each for each in self.shown.page._dialogs.controls if each.open]
        modal = [each for each in dialogs if not isinstance(each, ft.SnackBar)]
        return modal[-1] if modal else None

    def _acts_of(self, control: Any) -> list[Callable[[], Any]]:
        shown = self.shown
        for name in CLICKS:
            if getattr(control, name, None) is not None:
                return [partial(shown.event, control, name.removeprefix("on_"))]
        if any(getattr(control, name, None) is not None for name in TOUCHES):
            return [partial(self._touch, control)]
        if isinstance(control, ft.Checkbox | ft.Switch):
            return [partial(self._change, control, not control.value)]
        if isinstance(control, ft.Chip) and control.on_select is not None:
            return [partial(self._change, control, not control.selected, "selected", "select")]
        return self._choices(control)

    def _choices(self, control: Any) -> list[Callable[[], Any]]:
        """One act for each thing to choose from."""
        if isinstance(control, ft.Dropdown):
            keys = [option.key for option in control.options]
            return [partial(self._change, control, key, "value", "select") for key in keys]
        if isinstance(control, ft.SegmentedButton):
            values = [[segment.value] for segment in control.segments]
            return [partial(self._change, control, one, "selected") for one in values]
        if isinstance(control, ft.NavigationBar):
            count = range(len(control.destinations))
            return [partial(self._change, control, n, "selected_index") for n in count]
        if isinstance(control, ft.DatePicker):
            day = datetime.now(UTC) + timedelta(days=40)
            return [partial(self._change, control, day)]
        return []

    async def _change(
        self, control: Any, value: Any, name: str = "value", event: str = "change"
    ) -> None:
        self.shown.session.apply_patch(control._i, {name: value})
        await self.shown.event(control, event, value)

    async def _touch(self, control: Any) -> None:
        for number, name in enumerate(TOUCHES):
            if getattr(control, name, None) is not None:
                at = {"x": 20.0 + 15 * number, "y": 30.0 + 10 * number}
                touched = {"k": "touch", "l": at, "g": at}
                await self.shown.event(control, name.removeprefix("on_"), touched)

    async def type(self, text_field: ft.TextField, text: str, *, leave: bool) -> None:
        """Type into a field and leave it or not."""
        self.shown.session.apply_patch(text_field._i, {"value": text})
        await self.shown.event(text_field, "change", text)
        if leave:
            await self.shown.event(text_field, "blur")

    async def dismiss(self) -> None:
        """Tap beside the open dialog."""
        dialogs = [each for each in self.shown.page._dialogs.controls if each.open]
        if dialogs:
            self.shown.session.apply_patch(dialogs[-1]._i, {"open": False})
            await self.shown.event(dialogs[-1], "dismiss")

    async def go_away(self) -> None:
        """Go to the home screen and come back."""
        for state in ("inactive", "hide", "pause", "show", "resume"):
            await self.shown.event(self.shown.page, "app_lifecycle_state_change", {"state": state})

    async def restart(self) -> None:
        """The phone kills the app; it is started again."""
        await self.installed.kill()
        self.begin(await self.installed.start())

    # --- what must hold

    async def settled(self) -> None:
        """Wait until the screen stands, and check it; snack bars go as they do by themselves."""
        shown = self.shown
        await shown.settle(SETTLES_WITHIN_S)
        said = shown.texts()
        assert words.BROKEN_PIECE not in said, self.story(said)
        assert words.HANDLER_FAILED not in said, self.story(said)
        assert self.complaints.heard == [], self.story("\n".join(self.complaints.heard))
        task = getattr(shown.session, "_Session__updates_task")  # noqa: B009
        assert task is None or not task.done(), self.story("the session is frozen")
        for dialog in [each for each in shown.page._dialogs.controls if each.open]:
            if isinstance(dialog, ft.SnackBar):
                shown.session.apply_patch(dialog._i, {"open": False})
                await shown.event(dialog, "dismiss")

    async def answers(self) -> None:
        """A probe: the app still draws what changes."""
        before = self.shown.sent
        self.installed.ui.page.title = f"{before}"
        self.installed.ui.page.update()
        await self.shown.until(lambda: self.shown.sent > before)

    def nothing_is_lost(self) -> None:
        """Every line is still there, without gaps, and each visit is what its lines say.

        Only what was practised may be cleared, and then a whole chain of it.
        """
        store = Store(self.installed.folder)
        try:
            with store.database.read() as transaction:
                counts = self._count(transaction)
                gone = {chain for chain, seq in self.held.items() if counts.get(chain, 0) < seq}
                assert not {each for each in gone if each in counts}, self.story("lines are lost")
                assert all(chain in self.practised for chain in gone), self.story("a chain is lost")
                self.practised |= {
                    row.chain for row in transaction.exec(select(ChainRow)) if row.is_practice
                }
                for row in transaction.exec(select(VisitRow)):
                    folded = store.trails.fold(transaction, row.visit, remember=False)
                    whole = held_visit(transaction, row.visit)
                    assert whole == (row.account, folded), self.story(
                        f"visit {row.visit} is not its trail"
                    )
            self.held = counts
        finally:
            store.close()

    def _count(self, transaction: Any) -> dict[str, int]:
        counts: dict[str, int] = {}
        mine = select(LineRow).where(LineRow.is_mine).order_by(col(LineRow.seq))
        for row in transaction.exec(mine):
            assert row.seq == counts.get(row.chain, 0) + 1, self.story("a gap in the chain")
            counts[row.chain] = row.seq
        return counts

    def acted(self) -> Counter[str]:
        """How many entries there are of each kind that one tap makes one of."""
        store = Store(self.installed.folder)
        try:
            with store.database.read() as transaction:
                mine = select(LineRow.kind).where(col(LineRow.is_mine))
                return Counter(kind for kind in transaction.exec(mine) if kind in ACTS)
        finally:
            store.close()

    def story(self, end: str) -> str:
        """What was done lately, and what came of it."""
        return "\n".join([*self.did[-25:], "→", end])
