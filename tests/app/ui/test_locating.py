"""Where the phone is: the best of several fixes, and in words why there is none."""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import flet as ft
import pytest

from app.device.locating import Located, Locator, Trouble
from tests.harness.phone import PlayedPhone

NOON = datetime(2026, 5, 14, 4, 0, tzinfo=UTC)


class Positioned:
    """A locator whose clock runs a second at each look, on a played phone."""

    def __init__(self, *, is_web: bool = False) -> None:
        self.phone = PlayedPhone(web=is_web)
        self.seconds = itertools.count()
        self.answers = {
            "get_permission_status": "whileInUse",
            "request_permission": "denied",
            "is_location_service_enabled": True,
        }
        for name in self.answers:
            self.phone.answers[f"Geolocator.{name}"] = self.answer_to(name)

    def answer_to(self, name: str) -> Callable[[object], object]:
        """What the phone says when it is asked this."""
        return lambda _: self.answers[name]

    def will_answer(self, *accuracies: float | None, age_s: float = 2) -> None:
        """The accuracies of the next fixes; None fails, the last one is repeated."""
        coming = itertools.chain(accuracies, itertools.repeat(accuracies[-1]))

        def position(_):
            accuracy = next(coming)
            if accuracy is None:
                raise ValueError("no fix")
            place = {"latitude": 26.5, "longitude": 106.7, "accuracy": accuracy, "mocked": False}
            return {**place, "timestamp": NOON - timedelta(seconds=age_s)}

        self.phone.answers["Geolocator.get_current_position"] = position

    async def locate(self, again: bool = False) -> Located:
        """What the locator says."""
        made: list[Locator] = []

        def main(page: ft.Page) -> None:
            made.append(Locator(page, lambda: NOON, lambda: float(next(self.seconds))))

        await self.phone.start(main)
        located = await made[0].locate()
        return await made[0].recent() if again else located


@pytest.fixture
async def located():
    made = Positioned()
    yield made
    await made.phone.stop()


async def test_best_of_several_fixes_is_taken(located):
    located.will_answer(180, 60, 90)
    found = await located.locate()
    assert found.fix.accuracy_m == 60
    assert found.fix.age_s == 2


async def test_good_fix_ends_the_waiting(located):
    located.will_answer(12, 5)
    assert (await located.locate()).fix.accuracy_m == 12


async def test_later_failure_does_not_spoil_what_is_there(located):
    located.will_answer(80, None)
    assert (await located.locate()).fix.accuracy_m == 80


@pytest.mark.parametrize(
    ("name", "answer", "trouble"),
    [
        ("get_permission_status", "deniedForever", Trouble.DENIED),
        ("get_permission_status", "denied", Trouble.DENIED),
        ("is_location_service_enabled", False, Trouble.SWITCHED_OFF),
    ],
)
async def test_why_there_is_none_is_named(located, name, answer, trouble):
    located.answers[name] = answer
    located.will_answer(12)
    assert await located.locate() == Located(None, trouble)


async def test_failure_is_named_and_never_raised(located):
    located.will_answer(None)
    assert await located.locate() == Located(None, Trouble.FAILED)


async def test_photo_soon_after_reuses_the_fix_with_its_true_age(located):
    located.will_answer(12)
    found = await located.locate(again=True)
    assert found.fix.accuracy_m == 12
    assert found.fix.age_s > 2


async def test_browser_fix_is_as_old_as_the_wait_whatever_its_clock_says():
    made = Positioned(is_web=True)
    made.answers["get_permission_status"] = "unableToDetermine"
    made.answers["request_permission"] = "unableToDetermine"
    made.will_answer(12, age_s=90_000)
    found = await made.locate()
    assert found.fix is not None
    assert (found.fix.source, found.fix.age_s) == ("browser", 1)
    await made.phone.stop()
