"""What the app's screens cost: the first frame, the list of 5,000, memory, the longest stall."""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from tests.benchmarks.figures import RUNS, Figure
from tests.builders.long_list import fill_list
from tests.harness.installation import PlayedInstallation

VISITS = 5_000
LENS = {"name": "0", "lens_direction": "back", "sensor_orientation": 90}
# A process of its own, from its first import to the first screen's message, and to the screen
# on which somebody can do something.
FIRST_FRAME = """
import time
began = time.perf_counter()
import asyncio, sys, tempfile
from pathlib import Path
import main
from app.ui.root import Installation, start
took = time.perf_counter() - began
from tests.harness.phone import PlayedPhone
async def show():
    phone, folder = PlayedPhone(), Path(tempfile.mkdtemp())
    again = time.perf_counter()
    async def first(page):
        await start(page, Installation(folder, uploads=folder))
    shown = asyncio.ensure_future(phone.start(first))
    while not phone.sent:
        await asyncio.sleep(0)
    print((took + time.perf_counter() - again) * 1000, time.process_time() * 1000)
    while "登录督迹" not in phone.texts():
        await asyncio.sleep(0.02)
    print((took + time.perf_counter() - again) * 1000, time.process_time() * 1000)
    shown.cancel()
asyncio.run(show())
import os; os._exit(0)
"""
# A process of its own: what one loads for its first session counts, what others left does not.
SESSION_MB = """
import asyncio, tempfile
from pathlib import Path
import main, app.ui.root
from tests.benchmarks.screens import resident_mb
from tests.harness.installation import PlayedInstallation
async def show():
    installed = PlayedInstallation(Path(tempfile.mkdtemp()) / "app")
    before = resident_mb()
    phone = await installed.begin_visit()
    for route in ("/", "/records", "/sync", "/day", "/library", "/choose"):
        await phone.navigate(route)
        await phone.settle()
    print(resident_mb() - before)
    import os; os._exit(0)
asyncio.run(show())
"""


def measured() -> list[Figure]:
    """Each five times."""
    found: dict[tuple[str, str], list[float]] = {}
    for _ in range(RUNS):
        for name, value in first_frame().items():
            found.setdefault(name, []).append(value)
        memory = ("app: memory of one session above base", "MB")
        found.setdefault(memory, []).extend(printed_by(SESSION_MB))
        for act in (listing, photographing):
            for name, value in fresh(act).items():
                found.setdefault(name, []).append(value)
    return [Figure(name, unit, tuple(values)) for (name, unit), values in found.items()]


Values = dict[tuple[str, str], float]


def first_frame() -> Values:
    """What a new process takes, on the clock and of the processor."""
    first_ms, first_cpu_ms, open_ms, open_cpu_ms = printed_by(FIRST_FRAME)
    return {
        ("app: first frame, from the first import", "ms"): first_ms,
        ("app: first frame, CPU of the whole process", "ms"): first_cpu_ms,
        ("app: records open and to be acted on", "ms"): open_ms,
        ("app: records open, CPU of the whole process", "ms"): open_cpu_ms,
    }


def printed_by(program: str) -> list[float]:
    """The numbers that a new process prints."""
    done = subprocess.run(
        [sys.executable, "-u", "-c", program], capture_output=True, text=True, check=True
    )
    return [float(each) for each in done.stdout.split()]


def fresh(act: Callable[[PlayedInstallation], Coroutine[Any, Any, Values]]) -> Values:
    """The act on a phone with nothing on it."""
    with tempfile.TemporaryDirectory(prefix="duji-bench-") as name:
        return asyncio.run(act(PlayedInstallation(Path(name) / "app")))


def resident_mb() -> float:
    """This process's memory; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return 0.0
    return pages * 4096 / 1e6


async def listing(installed: PlayedInstallation) -> Values:
    """Opening the list of 5,000 visits, and its messages."""
    phone = await installed.begin_visit()
    await asyncio.to_thread(fill_list, installed.folder, VISITS)
    sent, began, worked = phone.sent_bytes, time.perf_counter(), time.process_time()
    await phone.navigate("/records")
    await phone.until(lambda: "再看 20 条" in phone.texts())
    took = (time.perf_counter() - began) * 1000
    cpu = (time.process_time() - worked) * 1000
    kilobytes = (phone.sent_bytes - sent) / 1000
    await installed.kill()
    return {
        (f"screen: opening the list of {VISITS}", "ms"): took,
        (f"screen: opening the list of {VISITS}, CPU", "ms"): cpu,
        (f"screen: messages of the list of {VISITS}", "KB"): kilobytes,
    }


async def photographing(installed: PlayedInstallation) -> Values:
    """A photo of twelve megapixels through the camera's screen, and the loop's longest stall."""
    phone = await installed.begin_visit()
    kept = BytesIO()
    Image.effect_noise((4000, 3000), 40).convert("RGB").save(kept, "JPEG", quality=85)
    phone.answers["Camera.get_available_cameras"] = lambda _: [LENS]
    phone.answers["Camera.initialize"] = lambda _: None
    phone.answers["Camera.take_picture"] = lambda _: kept.getvalue()
    await phone.press("拍照")
    await phone.wait_for("拍一张")
    gaps: list[float] = []
    beating = asyncio.ensure_future(beat(gaps))
    began = time.perf_counter()
    await phone.event(phone.button("拍一张"), "click")
    await phone.until(lambda: "已记下" in phone.texts())
    took = (time.perf_counter() - began) * 1000
    beating.cancel()
    await phone.settle()
    await installed.kill()
    return {
        ("screen: a 12-megapixel photo, tap to kept", "ms"): took,
        ("screen: longest stall meanwhile", "ms"): max(gaps) * 1000,
    }


async def beat(gaps: list[float]) -> None:
    """Note how long the loop takes to come round."""
    last = time.perf_counter()
    while True:
        await asyncio.sleep(0.001)
        now = time.perf_counter()
        gaps.append(now - last)
        last = now
