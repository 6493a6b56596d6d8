"""The further tables of a month say what the database has, and lead to it."""

from typing import Any

from sqlalchemy import text

from domain.kinds.finding.closing import End
from domain.kinds.visit.lesson import LessonObserved, Rating
from domain.month.sheet import Sheet
from domain.month.topic import Topic
from sync_server.month.official import PRESENT
from sync_server.month.period import read_period
from sync_server.month.table import Months
from sync_server.server import Server
from tests.builders.followed import OFFICE, Followed
from tests.builders.office import Inspection, a_rich_visit
from tests.sync_server.conftest import ON_BOTH

MAY = "2026-05"


def a_sheet(server: Server, by: Topic, period: str = MAY) -> Sheet:
    months = Months(server.database, server.clock, server.committer)
    return months.official(read_period(period), "wanshan", by, PRESENT).sheets[0]


def figures(sheet: Sheet, *columns: str) -> dict[str, tuple[Any, ...]]:
    """The rows by their names, and the foot, at these columns."""
    places = [[each.name for each in sheet.columns].index(name) for name in columns]
    rows = {row.name: row.values for row in sheet.rows} | {"合计": sheet.total}
    return {name: tuple(values[place] for place in places) for name, values in rows.items()}


def lessons(server: Server, *told: tuple[str, str, Rating | None]) -> None:
    """A visit on which these lessons were heard."""
    inspection = Inspection.of(server)
    inspection.open_visit("school-2")
    inspection.check_in()
    for number, (subject, class_name, rating) in enumerate(told):
        inspection.write(
            LessonObserved(
                lesson_id=f"x{number}", subject=subject, class_name=class_name, rating=rating
            )
        )
    inspection.submit()
    inspection.push()


@ON_BOTH
def test_lessons_stand_by_subject_and_year_with_how_they_were_rated(server: Server):
    a_rich_visit(Inspection.of(server), [])
    lessons(
        server,
        ("数 学", "初二3班", Rating.EXCELLENT),
        ("数学", "3班", None),
        ("", "五（1）班", Rating.GOOD),
    )
    wanted = ("lessons", "lesson_attendances", "schools", "rated_good", "rated_none")
    assert figures(a_sheet(server, Topic.LESSON_SUBJECT), *wanted) == {
        "语文": (1, 2, 1, 1, 0),
        "数学": (2, 2, 1, 0, 1),
        "没有写学科": (1, 1, 1, 1, 0),
        "合计": (4, 5, 2, 2, 1),
    }
    years = a_sheet(server, Topic.LESSON_YEAR)
    assert [row.name for row in years.rows] == ["五年级", "八年级（初二）", "班级没有写年级"]
    with server.database.reading() as transaction:
        query = text("SELECT count(*), sum(attendances) FROM visit_lesson")
        assert tuple(transaction.tables.execute(query).one()) == (4, 5)


@ON_BOTH
def test_a_visit_that_stops_counting_takes_its_lessons_along(server: Server):
    inspection = Inspection.of(server)
    a_rich_visit(inspection, [])
    assert figures(a_sheet(server, Topic.LESSON_SUBJECT), "lessons")["合计"] == (1,)
    assert figures(a_sheet(server, Topic.THEME), "visits", "lessons")["合计"] == (1, 1)
    assert a_sheet(server, Topic.LESSON_SUBJECT, "2026-04").rows == ()


@ON_BOTH
def test_findings_say_how_soon_they_were_closed_and_what_came_again(server: Server):
    case = Followed(server)
    case.bring_to_check("f1")
    case.close("f1")
    case.commands.end(OFFICE, case.seen("f3"), End.WITHDRAWN, "提错了")
    case.on("2026-05-24")
    case.bring_to_check("f2")
    case.close("f2")
    Followed(server)
    wanted = ("findings", "again", "closed", "timed", "in_time", "half_days", "most_days")
    for by in (Topic.FINDING_CATEGORY, Topic.FINDING_ZONE, Topic.FINDING_SEVERITY):
        found = figures(a_sheet(server, by), *wanted, "share_in_time", "state_withdrawn")
        assert found["合计"] == (6, 3, 2, 2, 1, 0, 10, 0.5, 1)
    year = figures(a_sheet(server, Topic.FINDING_CATEGORY, "2026"), *wanted)
    assert year["校园及周边安全、交通"] == year["合计"]
    with server.database.reading() as transaction:
        query = text(
            "SELECT count(*), sum(CASE WHEN state = 'closed' THEN 1 ELSE 0 END) FROM finding"
        )
        assert tuple(transaction.tables.execute(query).one()) == (6, 2)
