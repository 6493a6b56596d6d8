"""Safety education in the demo year (2-24): sessions at schools, with the departments that came."""

from collections.abc import Iterator
from datetime import date

from demo.dice import dice
from demo.region import ZONES, schools
from demo.totals import SAFETY_ATTENDANCES, SAFETY_SESSIONS, split
from domain.kinds.office.activity import ActivityRecorded, ActivityType
from domain.kinds.register.school import SchoolKind

_WHERE = frozenset({SchoolKind.PRIMARY, SchoolKind.JUNIOR, SchoolKind.NINE_YEAR})
_ABOUT = (
    ("交通安全宣讲", ("交通安全",), ("公安交警",)),
    ("防溺水专题教育", ("防溺水",), ("公安", "水务")),
    ("反诈进校园", ("反诈",), ("公安",)),
    ("心理健康教育周", ("心理健康",), ("卫生健康",)),
    ("消防疏散演练", ("消防", "防震减灾"), ("消防救援", "应急")),
    ("食品安全课堂", ("食品安全",), ("市场监管",)),
)


def safety_education(
    days: list[date], running_month: str
) -> Iterator[tuple[date, ActivityRecorded]]:
    """The year's sessions, some of a kind on one day in a zone, by their days."""
    chance = dice("safety", running_month)
    sessions = split(SAFETY_SESSIONS, [1] * len(_ABOUT))
    people = split(SAFETY_ATTENDANCES, [chance.uniform(0.8, 1.2) for _ in _ABOUT])
    held = sorted(chance.sample(days, len(_ABOUT)))
    for number, (title, topics, partners) in enumerate(_ABOUT):
        zone = ZONES[number % len(ZONES)]
        there = [each for each in schools() if each.zone == zone.zone and each.kind in _WHERE]
        units = there[: sessions[number]]
        yield (
            held[number],
            ActivityRecorded(
                activity_id=f"safety-{number + 1}",
                held_on=held[number].isoformat(),
                title=title,
                activity_type=ActivityType.SAFETY_EDUCATION,
                sessions=sessions[number],
                attendances=people[number],
                topics=topics,
                partners=partners,
                schools=tuple(each.school_id for each in units),
                zone=zone.zone,
            ),
        )
