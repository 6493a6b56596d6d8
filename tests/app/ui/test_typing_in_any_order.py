"""Any sequence of typing ends with the typed text, in whatever order the two sides hear of it.

With DUJI_SOAK=1 many sequences, other ones each time; without it a few, the same in every run.
"""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import flet as ft
import hypothesis.strategies as st
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone
from tests.harness.typist import FarField, far_field

IS_LONG = os.environ.get("DUJI_SOAK") == "1"
KEYS = st.sampled_from(["软", "管", "，", "a", "1", ",", "人", " ", "\n"])
PHRASES = st.sampled_from(["软管老化，接口无卡箍", "45人", "1,234", "第三节", " 前后有空格 "])


class Typing(RuleBasedStateMachine):
    """Somebody types on a far client while chips are tapped and the visit is read anew."""

    way: tuple[str, ...] = ()
    find: tuple[str | None, str | None] = (None, None)

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp(prefix="duji-typing-"))
        self.installed = PlayedInstallation(self.folder / "phone")
        self.meant = ""

    @property
    def control(self) -> ft.TextField:
        """The field as it is drawn now."""
        found = self.phone.one(ft.TextField, *self.find)
        assert isinstance(found, ft.TextField)
        return found

    @initialize()
    def begin(self) -> None:
        async def begun() -> PlayedPhone:
            phone = await self.installed.begin_visit()
            for words in self.way:
                await phone.press(words)
            return phone

        self.phone = self.runner.run(begun())
        self.opened = far_field(self.phone, self.control)
        self.far: FarField = self.opened.__enter__()
        self.meant = self.far.text

    def edit(self, change: Callable[[str], str]) -> None:
        """The same change to what stands on the client, and to what is meant."""
        self.meant = change(self.meant)
        self.far.edit(change(self.far.text))

    @rule(key=KEYS)
    def press_a_key(self, key: str) -> None:
        self.edit(lambda text: text + key)

    @rule(phrase=PHRASES)
    def paste(self, phrase: str) -> None:
        self.edit(lambda text: phrase + text)

    @rule(phrase=PHRASES, count=st.integers(1, 4))
    def correct_what_was_spoken(self, phrase: str, count: int) -> None:
        self.edit(lambda text: text[:-count] + phrase)

    @rule(count=st.integers(1, 3))
    def erase(self, count: int) -> None:
        self.edit(lambda text: text[:-count])

    @rule()
    def leave_and_come_back(self) -> None:
        self.far.tell("blur")
        self.far.tell("focus")

    @rule()
    def arrive_at_the_app(self) -> None:
        self.do(self.far.to_app)

    @rule()
    def arrive_at_the_client(self) -> None:
        self.do(self.far.to_client)

    @rule(turns=st.integers(1, 6))
    def wait(self, turns: int) -> None:
        async def turned() -> None:
            for _ in range(turns):
                await asyncio.sleep(0)

        self.runner.run(turned())

    @rule()
    def rest(self) -> None:
        self.runner.run(self.phone.settle())

    @rule()
    def read_anew(self) -> None:
        self.runner.run(self.installed.controller.load())

    @rule(pick=st.integers(0, 50))
    def choose(self, pick: int) -> None:
        chips = [each for each in self.phone.all(ft.Chip) if each.on_select]
        if chips:
            chosen = chips[pick % len(chips)]
            self.do(lambda: self.phone._spawn(self.phone.event(chosen, "select", True)))

    def do(self, act: Callable[[], Any]) -> None:
        """Something that happens on the phone's loop."""

        async def done() -> None:
            act()

        self.runner.run(done())

    async def all_arrives(self) -> None:
        while not self.far.is_quiet:
            self.far.to_app()
            await self.phone.settle()
            self.far.to_client()
        await self.phone.settle()

    def teardown(self) -> None:
        try:
            self.runner.run(self.all_arrives())
            assert self.far.text == self.control.value == self.meant
        finally:
            self.opened.__exit__(None, None, None)
            self.runner.run(self.installed.kill())
            self.runner.close()
            shutil.rmtree(self.folder, ignore_errors=True)


class TypingAFinding(Typing):
    """Into a form whose chips draw it anew."""

    way = ("发现的问题", "登记一个问题")
    find = ("问题是什么", None)


class TypingWhoIsResponsible(Typing):
    """Into a field below lines that come and go with the chips."""

    way = ("发现的问题", "登记一个问题")
    find = (None, "form-responsible")


class TypingANote(Typing):
    """Into a field that is recorded when it is left."""

    way = ("督导记录",)
    find = ("督导纪实", None)


class TypingACount(Typing):
    """Into a field for a number, which may be none."""

    way = ("督导方式",)
    find = (None, "count.talks-field")


FEW = settings(
    max_examples=40 if IS_LONG else 6,
    stateful_step_count=30,
    # Smaller examples of the same would take many times as long as the tests.
    phases=[Phase.generate],
    deadline=None,
    derandomize=not IS_LONG,
    database=None,
    suppress_health_check=list(HealthCheck),
)
TestTypingAFinding = TypingAFinding.TestCase
TestTypingAFinding.settings = FEW
TestTypingWhoIsResponsible = TypingWhoIsResponsible.TestCase
TestTypingWhoIsResponsible.settings = FEW
TestTypingANote = TypingANote.TestCase
TestTypingANote.settings = FEW
TestTypingACount = TypingACount.TestCase
TestTypingACount.settings = FEW
