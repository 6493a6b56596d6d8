"""Counting what was done: a tap for one, the keyboard for many."""

import flet as ft
import pytest

from domain.kinds.visit.record import Method
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone
from tests.harness.visiting import visit_of


async def at_methods(installed: PlayedInstallation) -> PlayedPhone:
    """A practice visit at its methods."""
    phone = await installed.begin_visit()
    await phone.press("督导方式")
    await phone.settle()
    return phone


def number(phone: PlayedPhone, method: str) -> ft.TextField:
    """The field of a method's number."""
    found = phone.one(ft.TextField, key=f"count.{method}-field")
    assert isinstance(found, ft.TextField)
    return found


async def test_every_method_is_counted_in_its_unit(installed):
    phone = await at_methods(installed)
    for words in ("查阅资料\n0 份", "问卷调查\n0 份", "座谈走访\n0 次", "列席会议\n0 次"):
        assert words in phone.texts()


async def test_fifty_three_questionnaires_are_typed(installed):
    phone = await at_methods(installed)
    await phone.set(number(phone, "questionnaires"), "５３")
    await phone.event(number(phone, "questionnaires"), "blur")
    await phone.settle()
    assert visit_of(installed).quantities == {Method.QUESTIONNAIRES: 53}
    assert "53 份" in phone.texts()


async def test_step_goes_on_from_what_was_typed(installed):
    phone = await at_methods(installed)
    await phone.set(number(phone, "documents"), "20")
    await phone.tap(phone.one(ft.IconButton, "查阅资料 加一"))
    assert visit_of(installed).quantities == {Method.DOCUMENTS: 21}
    assert number(phone, "documents").value == "21"


async def test_count_never_falls_below_nothing(installed):
    phone = await at_methods(installed)
    await phone.tap(phone.one(ft.IconButton, "校园巡视 减一"))
    assert visit_of(installed).quantities == {}
    assert number(phone, "patrols").value == "0"


async def test_emptied_field_is_nothing(installed):
    phone = await at_methods(installed)
    await phone.tap(phone.one(ft.IconButton, "列席会议 加一"))
    await phone.set(number(phone, "meetings"), "")
    await phone.event(number(phone, "meetings"), "blur")
    await phone.settle()
    assert visit_of(installed).quantities == {}


@pytest.mark.parametrize("typed", ["十份", "2.5", "-3", "9999999"])
async def test_what_cannot_be_counted_is_refused_and_kept_as_typed(installed, typed):
    phone = await at_methods(installed)
    await phone.set(number(phone, "talks"), typed)
    await phone.event(number(phone, "talks"), "blur")
    await phone.settle()
    assert "请填" in phone.texts()
    assert visit_of(installed).quantities == {}
    assert number(phone, "talks").value == typed


async def test_typed_number_survives_a_kill_and_goes_along_when_submitted(installed):
    phone = await at_methods(installed)
    await phone.set(number(phone, "questionnaires"), "53")
    await installed.kill()
    phone = await installed.open("问卷调查")
    await phone.until(lambda: number(phone, "questionnaires").value == "53")
    visits = installed.ui.session.visits
    (row,) = visits.list()
    assert visits.submit(row.visit_id, has_no_problem=True).quantities == {
        Method.QUESTIONNAIRES: 53
    }
