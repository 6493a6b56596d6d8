"""Where the phone is: the best of several fixes, and in words why there is none."""

import asyncio
import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import flet as ft
import pytest

from app.device import locator
from app.device.locator import LocationResult, Locator, Trouble, Watch
from domain.place.presence import Circle, Presence, presence
from tests.harness.phone import PlayedPhone

LAST_KNOWN = "Geolocator.get_last_known_position"
NOON = datetime(2026, 5, 14, 4, 0, tzinfo=UTC)


def a_position(
    accuracy: float | None, age_s: float | None = 2, **fields: object
) -> dict[str, object]:
    """What the plug-in answers."""
    place = {"latitude": 26.5, "longitude": 106.7, "accuracy": accuracy, "mocked": False}
    stamp = None if age_s is None else NOON - timedelta(seconds=age_s)
    return {**place, "timestamp": stamp, **fields}


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
        self.will_say(
            *(
                ValueError("no fix") if each is None else a_position(each, age_s=age_s)
                for each in accuracies
            )
        )

    def will_say(self, *answers: object) -> None:
        """The next answers, or how they fail; the last one is repeated."""
        coming = itertools.chain(answers, itertools.repeat(answers[-1]))

        def position(_):
            answer = next(coming)
            if isinstance(answer, Exception):
                raise answer
            return answer

        self.phone.answers["Geolocator.get_current_position"] = position

    async def locator(self) -> Locator:
        """The locator, on the running phone."""
        made: list[Locator] = []

        def main(page: ft.Page) -> None:
            made.append(Locator(page, lambda: NOON, lambda: float(next(self.seconds))))

        await self.phone.start(main)
        return made[0]

    async def locate(self, watch: Watch | None = None) -> LocationResult:
        """What the locator says."""
        return await (await self.locator()).locate(watch=watch)


@pytest.fixture(autouse=True)
def _in_no_hurry(monkeypatch):
    monkeypatch.setattr(locator, "PAUSE_S", 0.0)


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
        ("get_permission_status", "deniedForever", Trouble.DENIED_FOREVER),
        ("get_permission_status", "denied", Trouble.DENIED),
        ("is_location_service_enabled", False, Trouble.SWITCHED_OFF),
    ],
)
async def test_why_there_is_none_is_named(located, name, answer, trouble):
    located.answers[name] = answer
    located.will_answer(12)
    assert await located.locate() == LocationResult(None, trouble)


async def test_failure_is_named_and_never_raised(located):
    located.will_answer(None)
    assert await located.locate() == LocationResult(None, Trouble.FAILED)


async def test_photo_soon_after_reuses_the_fix_with_its_true_age(located):
    located.will_answer(12)
    locator = await located.locator()
    await locator.locate()
    found = await locator.recent()
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


async def test_every_better_fix_is_shown_and_no_worse_one(located):
    located.will_answer(180, 60, 90, 25, 300)
    shown: list[LocationResult] = []
    await located.locate(Watch(shown.append))
    assert [each.fix and each.fix.accuracy_m for each in shown] == [180, 60, 25]


async def test_of_equal_fixes_the_newer_is_taken(located):
    located.will_say(a_position(60, age_s=30), a_position(60, age_s=1))
    assert (await located.locate()).fix.age_s < 30


async def test_inspector_may_end_the_search_with_what_is_there(located):
    located.will_answer(180, 90, 60, 40)
    shown: list[LocationResult] = []
    watch = Watch(lambda each: watch.end() if shown else shown.append(each))
    assert (await located.locate(watch)).fix.accuracy_m == 90


async def test_ended_before_there_was_any_fix_is_no_trouble(located):
    never = asyncio.Event()
    located.phone.answers["Geolocator.get_current_position"] = lambda _: never.wait()
    watch = Watch()
    search = asyncio.ensure_future(located.locate(watch))
    asked = "Geolocator.get_current_position"
    await located.phone.until(lambda: asked in [name for name, _ in located.phone.calls])
    watch.end()
    assert await search == LocationResult(None)
    never.set()


@pytest.mark.parametrize(
    ("silent", "trouble"),
    [
        ("request_permission", Trouble.UNANSWERED),
        ("get_permission_status", Trouble.TIMED_OUT),
        ("is_location_service_enabled", Trouble.TIMED_OUT),
        ("get_current_position", Trouble.TIMED_OUT),
    ],
)
async def test_phone_that_never_answers_is_not_waited_for_for_ever(
    located, monkeypatch, silent, trouble
):
    monkeypatch.setattr(locator, "FIRST_FIX_S", 0.2)
    if silent == "request_permission":
        located.answers["get_permission_status"] = "denied"
    never = asyncio.Event()
    located.seconds = itertools.repeat(0)
    located.will_answer(12)
    located.phone.answers[f"Geolocator.{silent}"] = lambda _: never.wait()
    assert await located.locate() == LocationResult(None, trouble)
    never.set()


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        ("Location services are disabled. Enable them.", Trouble.SWITCHED_OFF),
        ("Location permission denied: no message.", Trouble.DENIED),
        ("Location request timed out.", Trouble.TIMED_OUT),
        ("Browser did not return a position within 9s.", Trouble.TIMED_OUT),
        ("A location permission request is already in progress.", Trouble.UNANSWERED),
        ("Failed to obtain position: x", Trouble.FAILED),
    ],
)
async def test_what_the_plug_in_says_is_understood(located, said, trouble):
    located.will_say(ValueError(said))
    assert await located.locate() == LocationResult(None, trouble)


@pytest.mark.parametrize(
    "place",
    [
        {"latitude": 0.0, "longitude": 0.0},
        {"latitude": 106.7, "longitude": 26.5},
        {"latitude": None, "longitude": None},
        {"latitude": float("nan"), "longitude": 106.7},
        {"accuracy": -1.0},
    ],
)
async def test_position_that_is_no_place_is_never_made(located, place):
    located.will_say(a_position(**{"accuracy": 5, **place}))
    assert await located.locate() == LocationResult(None, Trouble.TIMED_OUT)


async def test_zeros_before_the_first_fix_are_passed_over(located):
    located.will_say(a_position(1, latitude=0.0, longitude=0.0), a_position(15))
    fix = (await located.locate()).fix
    assert (fix.lat, fix.lng, fix.accuracy_m) == (26.5, 106.7, 15)


async def test_phone_that_answers_nothing_at_all_has_failed(located):
    located.will_say(None)
    assert await located.locate() == LocationResult(None, Trouble.FAILED)


async def test_real_and_fresh_comes_before_exact(located):
    located.will_say(
        a_position(25, mocked=True), a_position(30, age_s=900), a_position(180), a_position(25, 900)
    )
    assert (await located.locate()).fix.accuracy_m == 180


async def test_old_fix_is_given_with_its_age_when_there_is_no_other(located):
    located.will_answer(12, age_s=900)
    fix = (await located.locate()).fix
    assert (fix.accuracy_m, fix.age_s) == (12, 900)


async def test_fix_without_a_time_has_no_age(located):
    located.will_say(a_position(12, age_s=None))
    assert (await located.locate()).fix.age_s is None


async def test_wrong_clock_does_not_make_a_new_fix_old(located):
    located.will_say(a_position(60, age_s=3600), *(a_position(15, 3600 - n) for n in range(1, 9)))
    fix = (await located.locate()).fix
    assert fix.accuracy_m == 15
    assert fix.age_s < 10


@pytest.mark.parametrize("ahead_s", [3, 60, 600, 90_000_000])
async def test_fix_from_the_future_has_no_age_until_a_newer_one_comes(located, ahead_s):
    located.will_answer(8, age_s=-ahead_s)
    assert (await located.locate()).fix.age_s is None
    located.will_say(a_position(8, age_s=-ahead_s), a_position(8, age_s=-ahead_s - 1))
    newer = (await located.locate()).fix
    assert newer.age_s < 10
    circle = Circle(lat=26.5, lng=106.7, radius_m=300.0)
    assert presence(newer, circle) is Presence.INSIDE


async def test_second_that_the_clocks_differ_by_makes_no_future(located):
    located.will_answer(8, age_s=-1.5)
    assert (await located.locate()).fix.age_s == 0


async def test_position_older_than_another_is_not_fresh_for_coming_later(located):
    located.will_say(
        a_position(60, age_s=-500), a_position(60, age_s=-300), a_position(60, age_s=-400)
    )
    assert (await located.locate()).fix.age_s is None


@pytest.mark.parametrize("failure", ["Location request timed out.", "Failed to obtain position"])
async def test_last_known_position_is_taken_when_no_new_one_comes(located, failure):
    located.will_say(ValueError(failure))
    located.phone.answers[LAST_KNOWN] = lambda _: a_position(30, age_s=900)
    shown: list[LocationResult] = []
    found = await located.locate(Watch(shown.append))
    assert (found.fix.accuracy_m, found.fix.age_s) == (30, 900)
    assert [each.fix and each.fix.age_s for each in shown] == [900]


async def test_last_known_position_is_taken_after_a_wait_without_any_answer(located, monkeypatch):
    monkeypatch.setattr(locator, "FIRST_FIX_S", 0.2)
    never = asyncio.Event()
    located.seconds = itertools.repeat(0)
    located.phone.answers["Geolocator.get_current_position"] = lambda _: never.wait()
    located.phone.answers[LAST_KNOWN] = lambda _: a_position(30, age_s=-600)
    assert (await located.locate()).fix.age_s is None
    never.set()


@pytest.mark.parametrize("said", [None, ValueError("no"), {"latitude": 0.0, "longitude": 0.0}])
async def test_phone_that_knows_no_last_position_says_what_was_the_matter(located, said):
    def last_known(_):
        if isinstance(said, Exception):
            raise said
        return said and a_position(5, **said)

    located.phone.answers[LAST_KNOWN] = last_known
    located.will_say(ValueError("Location request timed out."))
    assert await located.locate() == LocationResult(None, Trouble.TIMED_OUT)


async def test_last_known_position_is_not_asked_for_where_a_new_one_came(located):
    located.will_answer(80, None)
    await located.locate()
    assert LAST_KNOWN not in [name for name, _ in located.phone.calls]


async def test_fix_grows_older_while_somebody_thinks(located):
    located.will_answer(12)
    locator = await located.locator()
    found = await locator.locate()
    for _ in range(30):
        next(located.seconds)
    assert locator.aged(found).age_s > found.fix.age_s + 30
    assert locator.aged(LocationResult(None)) is None


async def test_last_fix_is_at_hand_for_ten_minutes(located):
    located.will_answer(12)
    locator = await located.locator()
    assert locator.at_hand() is None
    await locator.locate()
    assert locator.at_hand().accuracy_m == 12
    located.seconds = itertools.count(700)
    assert locator.at_hand() is None


@pytest.mark.parametrize(
    ("trouble", "page"),
    [
        (Trouble.SWITCHED_OFF, "open_location_settings"),
        (Trouble.DENIED_FOREVER, "open_app_settings"),
    ],
)
async def test_settings_open_where_the_trouble_is(located, trouble, page):
    located.phone.answers[f"Geolocator.{page}"] = lambda _: True
    await (await located.locator()).open_settings(trouble)
    assert f"Geolocator.{page}" in [name for name, _ in located.phone.calls]


async def test_browser_has_no_settings_and_is_asked_for_nothing_kept():
    made = Positioned(is_web=True)
    made.will_answer(12)
    locator = await made.locator()
    await locator.locate()
    await locator.open_settings(Trouble.DENIED)
    asked = dict(made.phone.calls)
    assert asked["Geolocator.get_current_position"]["configuration"].maximum_age.milliseconds == 1
    assert not any("settings" in name for name in asked)
    await made.phone.stop()
