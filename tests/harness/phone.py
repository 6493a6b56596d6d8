"""Drives the phone app in plain Python: the real session, page and differ, a client played here.

No Flutter and no browser. `PlayedPhone` is the client's side of the protocol: it registers,
answers method calls (push_route, Geolocator.get_current_position, ...), raises events, and
encodes every outgoing message, so that what could not be sent fails the test. It stands on
flet's inner interface, hence the pinned flet version.
"""

import asyncio
import inspect
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import flet as ft
import msgpack
from flet.controls.base_control import BaseControl
from flet.controls.context import _context_page, context
from flet.messaging.connection import Connection
from flet.messaging.protocol import (
    Message,
    MessageAction,
    configure_encode_object_for_msgpack,
)
from flet.messaging.session import Session
from flet.pubsub.pubsub_hub import PubSubHub

from tests.harness.kinds import remember_kinds
from tests.harness.rest import Rest
from tests.harness.screen import Screen

remember_kinds()
_encode = configure_encode_object_for_msgpack(BaseControl)
# For what never comes; a busy machine may take its time.
SETTLE_TIMEOUT_S = 60.0


class PlayedConnection(Connection):
    """What the session talks to instead of a socket."""

    def __init__(self, phone: "PlayedPhone") -> None:
        super().__init__()
        self.phone = phone
        self.loop = asyncio.get_running_loop()
        self.executor = ThreadPoolExecutor(2)
        self.pubsubhub = PubSubHub(loop=self.loop, executor=self.executor)
        self.page_url = "http://test/"

    def send_message(self, message: Message) -> None:
        """Take a message as the client would: encoded, or the test fails."""
        packed = msgpack.packb([message.action, message.body], default=_encode)
        self.phone.receive(message, len(packed))

    def get_upload_url(self, file_name: str, expires: int) -> str:
        """Where an upload would go."""
        return f"/upload?f={file_name}"

    def dispose(self) -> None:
        """Nothing is held open."""


class PlayedPhone(Screen):
    """A phone that shows the app: tap, type, go back, and read what is on the screen."""

    def __init__(self, *, web: bool = False, route: str = "/", width: int = 390) -> None:
        self.errors: list[str] = []
        self.sent = self.sent_bytes = 0
        self.answers: dict[str, Callable[[Any], Any]] = {}
        self.calls: list[tuple[str, Any]] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self.connection = PlayedConnection(self)
        self.session = Session(self.connection)
        self.page = self.session.page
        self._rest = Rest(self.session)
        platform = ft.PagePlatform("android")
        size = {"width": width, "height": 844}
        self.session.apply_page_patch({"route": route, "web": web, "platform": platform, **size})

    async def start(self, main: Callable[[ft.Page], Any]) -> "PlayedPhone":
        """Run the app's main on this phone and wait until the screen stands."""
        _context_page.set(self.page)
        context.reset_auto_update()
        # As on the real server: only the encoded first snapshot arms the differ.
        msgpack.packb(self.session.get_page_patch(), default=_encode)
        started = main(self.page)
        if inspect.isawaitable(started):
            await started
        await self.session.after_event(self.page)
        await self.settle()
        return self

    async def stop(self) -> None:
        """Kill the app as a phone does: no farewell, what was not saved is gone."""
        self.session.close()
        await asyncio.sleep(0)
        self.connection.executor.shutdown(wait=False)

    # --- the client's side of the protocol

    def receive(self, message: Message, size: int) -> None:
        """One message from the app."""
        self.sent += 1
        self.sent_bytes += size
        if message.action == MessageAction.SESSION_CRASHED:
            self.errors.append(message.body.message)
        elif message.action == MessageAction.INVOKE_METHOD:
            self._spawn(self._answer(message.body))

    def _spawn(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, call: Any) -> None:
        await asyncio.sleep(0)
        control = self.session.index.get(call.control_id)
        name = f"{control._c}.{call.name}"
        self.calls.append((name, call.args))
        result, error = None, None
        try:
            result = await self._result(control, name, call.args)
        except (LookupError, OSError, ValueError) as problem:
            error = str(problem)
        if self.session.index.get(call.control_id) is not None:
            self.session.handle_invoke_method_results(call.control_id, call.call_id, result, error)

    async def _result(self, control: Any, name: str, args: Any) -> Any:
        if name == "Page.push_route":
            self._spawn(self.navigate(args["route"]))
            return None
        if name == "View.confirm_pop":
            if args["should_pop"]:
                self._spawn(self.event(self.page, "view_pop", {"route": control.route}))
            return None
        if name not in self.answers:
            raise LookupError(f"nothing answers {name}")
        answer = self.answers[name](args)
        return await answer if inspect.isawaitable(answer) else answer

    async def navigate(self, route: str) -> None:
        """The client shows another route."""
        self.session.apply_page_patch({"route": route})
        await self.event(self.page, "route_change", {"route": route})

    async def event(self, control: Any, name: str, data: Any = None) -> None:
        """The client raises an event on a control."""
        await self.session.dispatch_event(control._i, name, data)

    async def settle(self, timeout_s: float = SETTLE_TIMEOUT_S) -> None:
        """Wait until the app rests and its screen waits for nothing; fail if it crashed."""
        end = time.monotonic() + timeout_s
        while not self.is_settled():
            if time.monotonic() > end:
                raise TimeoutError(f"the screen does not settle:\n{self.texts()}")
            await self._rest.turn(self._tasks)
        if self.errors:
            raise AssertionError("the session crashed:\n" + self.errors[0])

    def is_settled(self) -> bool:
        """Whether nothing is under way that would still change the screen, timers apart."""
        return not self._tasks and self._rest.holds() and not self.is_busy()

    def is_busy(self) -> bool:
        """Whether the app works on something the screen waits for."""
        return any(
            isinstance(control, ft.ProgressRing) and control.value is None
            for control in self.controls()
        )

    async def wait_for(self, text: str, timeout_s: float = SETTLE_TIMEOUT_S) -> None:
        """Wait until the text is on the screen."""
        await self.until(lambda: text in self.texts(), timeout_s, f"{text!r} never came")
        await self.settle()

    async def until(
        self,
        holds: Callable[[], bool],
        timeout_s: float = SETTLE_TIMEOUT_S,
        failure: str = "waited in vain",
    ) -> None:
        """Wait until the condition holds."""
        end = time.monotonic() + timeout_s
        while not holds():
            if time.monotonic() > end:
                raise TimeoutError(f"{failure}; the screen:\n{self.texts()}")
            await self._rest.turn(self._tasks)

    # --- acting

    async def tap(self, control: Any) -> None:
        """Tap a control that is on the screen now and not disabled."""
        is_shown = any(each is control for each in self.controls())
        assert is_shown, f"drawn anew since it was found; the screen:\n{self.texts()}"
        assert not getattr(control, "disabled", False), "the control is disabled"
        await self.event(control, "click")
        await self.settle()

    async def set(self, control: Any, value: Any, event: str = "change") -> None:
        """Change a control's value as the client does, and tell the app."""
        name = {"SegmentedButton": "selected", "NavigationBar": "selected_index"}.get(
            control._c, "selected" if control._c == "Chip" else "value"
        )
        self.session.apply_patch(control._i, {name: value})
        await self.event(control, "select" if control._c in ("Chip", "Dropdown") else event, value)
        await self.settle()

    async def type(self, label: str, text: str, *, leave: bool = True) -> None:
        """Type into the text field with this label, and leave it unless told to stay."""
        field = self.one(ft.TextField, label)
        await self.event(field, "focus")
        await self.set(field, text)
        if leave:
            await self.event(self.one(ft.TextField, label), "blur")
            await self.settle()

    async def press(self, text: str) -> None:
        """Tap the one button, tile or card that shows the text."""
        await self.tap(self.button(text))

    async def press_in_dialog(self, text: str) -> None:
        """Tap the one button of the open dialog that shows the text."""
        dialog = next(each for each in reversed(self.page._dialogs.controls) if each.open)
        found = [action for action in getattr(dialog, "actions", []) if text in self.texts(action)]
        assert len(found) == 1, f"no {text!r} in the dialog:\n{self.texts(dialog)}"
        await self.tap(found[0])

    async def back(self) -> None:
        """Press the phone's back button."""
        view = self.top
        if view.on_confirm_pop:
            await self.event(view, "confirm_pop")
        elif view.can_pop and len(self.views) > 1:
            before = self.page.route
            await self.event(self.page, "view_pop", {"route": view.route})
            await self.until(lambda: self.page.route != before)
        await self.settle()
