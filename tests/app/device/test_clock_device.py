"""The clock of the machine the phone's part runs on."""

from datetime import UTC

from app.device.clock import SystemClock
from domain.trail.line import Tick


def tick_of(clock: SystemClock) -> Tick:
    """The clock's tick, which this machine has."""
    tick = clock.tick()
    assert tick is not None
    return tick


def test_ticks_go_on_within_one_start():
    clock = SystemClock()
    first, second = tick_of(clock), tick_of(clock)
    assert first.boot == second.boot
    assert second.ms >= first.ms
    assert clock.now().tzinfo is UTC


def test_ticks_of_the_web_are_told_apart():
    assert tick_of(SystemClock(is_web=True)).boot.startswith("web-")


def test_without_a_boot_id_each_start_of_the_app_counts_as_one(tmp_path):
    nowhere = tmp_path / "none"
    one, other = SystemClock(boot_id=nowhere), SystemClock(boot_id=nowhere)
    assert tick_of(one).boot != tick_of(other).boot
    assert tick_of(one).boot.startswith("app-")


def test_system_without_a_sleepless_clock_has_no_ticks(monkeypatch):
    monkeypatch.setattr("app.device.clock._SLEEPLESS", ("CLOCK_OF_NOBODY",))
    assert SystemClock().tick() is None


def test_zone_is_told_in_minutes(monkeypatch):
    import time

    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    assert SystemClock().zone_minutes() == 480
    monkeypatch.delenv("TZ")
    time.tzset()
