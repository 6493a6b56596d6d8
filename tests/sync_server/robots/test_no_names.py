"""No message about a hazard holds a person's name or a word of the finding (5-02)."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.kinds.author import Role
from domain.kinds.register.person import PersonPrivate, PersonSet
from sync_server.access.viewer import Viewer
from sync_server.data.accounts import PersonFacts
from tests.builders.handset import write

# Signs that no word of ours has.
WORDS = st.text("鱻麤龘靐齉爩䶮㛃", min_size=1, max_size=30)
NAMES = st.text("犇猋骉蟲", min_size=2, max_size=6)


@pytest.fixture(autouse=True)
def robot(set_robot) -> None:
    """One that tells of hazards alone."""
    set_robot(digest_hour=23)


def a_supervisor() -> Viewer:
    """Somebody of the office."""
    role = Role.SUPERVISOR.value
    return Viewer(PersonFacts("li.zhuren", "李主任", role, "wanshan", "万山区", None))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.tuples(WORDS, WORDS, WORDS, WORDS), name=NAMES, finding=st.uuids())
def test_a_hazard_names_nobody_and_says_nothing_of_what_it_is(
    clock, groups, speaking, *, words, name, finding
):
    person = PersonSet(account="chen.jing", role=Role.INSPECTOR, zone="z1")
    write(speaking.server, "wanshan", (person, PersonPrivate(name=name)))
    text, place, suggestion, responsible = words
    told = len(groups.texts)
    facts = {"place": place, "suggestion": suggestion, "responsible": responsible}
    speaking.bring_hazard(str(finding), text=text, **facts)
    speaking.deliver()
    clock.move(hours=2)
    speaking.deliver()
    clock.move(minutes=2)
    new = groups.texts[told:]
    assert len(new) == 2
    said = set("".join(new))
    assert said.isdisjoint("".join(words))
    assert said.isdisjoint(name)
    assert all("第1小学" in each for each in new)
