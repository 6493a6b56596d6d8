"""Random tapping over the whole app: no crash, no frozen page, no lost entry.

DUJI_TAPPING sets how many walks each machine takes; without it a few, the same in every run.
"""

import asyncio
import logging
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from PIL import Image

from tests.builders.fake_server import FakeServer
from tests.builders.papers import a_paper, section
from tests.builders.register import a_finding, a_workbook
from tests.harness.installation import PlayedInstallation
from tests.harness.wandering import Cable, Wanderer

WALKS = int(os.environ.get("DUJI_TAPPING", "0"))
# A long walk that is stopped in mid-step would leave a screen that seems to hang.
pytestmark = [pytest.mark.timeout(0)] if WALKS else []
TEXTS = (
    "",
    " ",
    "课堂秩序良好，通道畅通。",
    "𠮷䶮㛃·买买提·艾力",
    "😀👩‍🏫🇨🇳",
    "\u202eשלום\u202c مرحبا",
    "字" * 5000,
    "断\x00行",
    "一\t二\n三\r\n四",
    "0",
    "-1",
    "３６",
    "99999999999999999999",
    "1e400",
    "nan",
    "2026-02-31",
    "</script><b>&amp;'\"%s{0}",
    "http://[::1",
    "https://duji.example.cn",
    "chen.jing",
    "123456",
)
PICKS = st.integers(0, 10_000)


class Tapping(RuleBasedStateMachine):
    """Somebody taps, types, goes back, goes away, loses the network, drops the phone."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp(prefix="duji-tapping-"))
        photo = self.folder / "photo.jpg"
        Image.effect_noise((320, 240), 60).convert("RGB").save(photo)
        self.walker = self.made(photo)
        logging.getLogger("duji.ui").addHandler(self.walker.complaints)

    def made(self, photo: Path) -> Wanderer:
        """The phone of this machine."""
        raise NotImplementedError

    def run(self, work: Any) -> None:
        """Do something on the phone's loop, and wait until the screen stands."""

        async def whole() -> None:
            await (work() if callable(work) else work)
            await self.walker.settled()

        self.runner.run(whole())

    @rule(pick=PICKS)
    def tap(self, pick: int) -> None:
        acts = self.walker.acts()
        if acts:
            name, act = acts[pick % len(acts)]
            self.walker.did.append(f"{self.walker.shown.page.route} tap {name}")
            self.run(act())

    @rule(pick=PICKS)
    def tap_twice(self, pick: int) -> None:
        acts = self.walker.acts()
        if acts:
            name, act = acts[pick % len(acts)]
            self.walker.did.append(f"{self.walker.shown.page.route} tap twice {name}")
            before = self.walker.acted()
            self.run(lambda: asyncio.gather(act(), act()))
            done = self.walker.acted() - before
            assert max(done.values(), default=0) <= 1, self.walker.story(f"twice: {done}")

    @rule(pick=PICKS, text=st.sampled_from(TEXTS), leave=st.booleans())
    def type(self, pick: int, text: str, leave: bool) -> None:
        fields = self.walker.fields()
        if fields:
            chosen = fields[pick % len(fields)]
            self.walker.did.append(f"{self.walker.shown.page.route} type {text[:12]!r}")
            self.run(self.walker.type(chosen, text, leave=leave))

    @rule()
    def back(self) -> None:
        self.walker.did.append("back")
        self.run(self.walker.shown.back())

    @rule()
    def dismiss(self) -> None:
        self.walker.did.append("dismiss")
        self.run(self.walker.dismiss())

    @rule()
    def go_away(self) -> None:
        self.walker.did.append("go away and come back")
        self.run(self.walker.go_away())

    @rule()
    def restart(self) -> None:
        self.walker.did.append("restart")
        self.run(self.walker.restart())

    @precondition(lambda self: self.walker.cable is not None)
    @rule(is_cut=st.booleans())
    def cut(self, is_cut: bool) -> None:
        self.walker.did.append(f"network cut: {is_cut}")
        assert self.walker.cable is not None
        self.walker.cable.is_cut = is_cut

    @rule()
    def count(self) -> None:
        self.walker.nothing_is_lost()

    @invariant()
    def it_answers(self) -> None:
        if self.walker.phone is not None:
            self.runner.run(self.walker.answers())

    def teardown(self) -> None:
        try:
            if self.walker.phone is not None:
                self.walker.nothing_is_lost()
        finally:
            self.runner.run(self.walker.installed.kill())
            self.runner.close()
            logging.getLogger("duji.ui").removeHandler(self.walker.complaints)
            shutil.rmtree(self.folder, ignore_errors=True)


class PracticeTapping(Tapping):
    """On the practice account, in a visit begun."""

    def made(self, photo: Path) -> Wanderer:
        return Wanderer(PlayedInstallation(self.folder / "phone"), photo)

    @initialize()
    def begin(self) -> None:
        async def begun() -> None:
            self.walker.begin(await self.walker.installed.begin_visit())

        self.run(begun())


class EnrolledTapping(Tapping):
    """On an enrolled account, with a server behind a cable."""

    def made(self, photo: Path) -> Wanderer:
        server = FakeServer(workbook=a_workbook(findings=(a_finding(),)))
        texts = tuple(section(f"第{n}条", "字" * 900) for n in range(6))
        server.list_papers(a_paper("p", texts, must_be_read=True, theme_ids=("may",)))
        cable = Cable(server)
        installed = PlayedInstallation(self.folder / "phone", transport=cable)
        return Wanderer(installed, photo, cable)

    @initialize()
    def begin(self) -> None:
        async def begun() -> None:
            self.walker.begin(await self.walker.installed.enrol())

        self.run(begun())


FEW = settings(
    max_examples=WALKS or 8,
    stateful_step_count=30,
    deadline=None,
    derandomize=not WALKS,
    database=None,
    suppress_health_check=list(HealthCheck),
)
TestPracticeTapping = PracticeTapping.TestCase
TestPracticeTapping.settings = FEW
TestEnrolledTapping = EnrolledTapping.TestCase
TestEnrolledTapping.settings = FEW
