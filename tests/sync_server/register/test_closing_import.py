"""What a file says of schools and zones that are closed from a day on."""

import pytest

from sync_server.register.importing.register import Register
from tests.builders.imported import Sheets, after, imported, planned

HEADINGS = ("学校名称", "类型", "片区", "状态")
FULL: Sheets = {
    "片区": [("片区名称", "状态"), ("北片区", "")],
    "学校": [HEADINGS, ("青溪小学", "小学", "北片区", "")],
}
DAY = "2026-09-01"


@pytest.fixture
def closing() -> Register:
    """A register of which everything is closed on a day to come."""
    register = imported(FULL)
    for code, school in register.schools.items():
        register.schools[code] = school.model_copy(update={"closed_on": DAY})
    for code, zone in register.zones.items():
        register.zones[code] = zone.model_copy(update={"closed_on": DAY})
    return register


def closed(register: Register) -> list[tuple[bool, str | None]]:
    schools = [(each.is_active, each.closed_on) for each in register.schools.values()]
    return [*schools, *((each.is_active, each.closed_on) for each in register.zones.values())]


@pytest.mark.parametrize(
    ("word", "found"), [("", (True, DAY)), ("在用", (True, None)), ("停用", (False, None))]
)
def test_the_day_stays_unless_the_file_says_how_things_stand(closing, word, found):
    sheets: Sheets = {
        "片区": [("片区名称", "状态"), ("北片区", word)],
        "学校": [HEADINGS, ("青溪小学", "小学", "北片区", word)],
    }
    assert closed(after(planned(sheets, closing), closing)) == [found, found]
