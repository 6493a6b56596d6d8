"""An office at the end of May 2026: 85 inspectors, what units reported, and what schools have."""

from collections.abc import Iterator

from domain.kinds.author import Role
from domain.kinds.office.news import NewsRecorded, ReportingQuota, ReportingUnitSet, UnitLevel
from domain.kinds.piece import Body, Private
from domain.kinds.register.district import DistrictSet
from domain.kinds.register.indicator import IndicatorSet
from domain.kinds.register.person import PersonPrivate, PersonSet, Post, Stage
from domain.kinds.register.zone import ZoneSet
from domain.words.values import label
from sync_server.server import Server
from tests.builders.handset import a_school, an_assignment, write

DISTRICT, CLERK, SUPERVISOR = "wanshan", "zhao.tong", "li.zhuren"
SIZES = {Stage.PRIMARY: 48, Stage.JUNIOR: 36, Stage.PRESCHOOL: 1}
PUPILS, BOOKS = (45, 37, 89, 76, 55), (279, 137, 935, 160, 402)
# What each unit owes a month or a year, and the days in May on which it sent something.
REPORTING = {
    "云溪区": (UnitLevel.COUNTY, 2, None, ("2026-05-06",)),
    "南湖新区": (UnitLevel.AREA, 1, None, ("2026-05-12",)),
    "屈原管理区": (UnitLevel.AREA, 1, None, ()),
    "全市": (UnitLevel.CITY, None, 200, ()),
}

Content = tuple[Body, Private | None]


def inspectors() -> Iterator[Content]:
    """85 of 小学, 初中 and 学前, each with a school of their own."""
    for stage, size in SIZES.items():
        for number in range(size):
            account = f"{stage.value}.{number:02d}"
            person = PersonSet(
                account=account, role=Role.INSPECTOR, post=Post.PART_TIME, stages=(stage,)
            )
            yield person, PersonPrivate(name=f"{label(stage)}督学{number + 1}")
            yield a_school(f"s-{account}", name=f"{label(stage)}{number + 1}校"), None
            yield an_assignment(f"s-{account}", account), None


def provided(year: int = 2026, pupils: tuple[int, ...] = PUPILS) -> Iterator[Content]:
    """The worked example's five schools with their pupils and books of a year."""
    for number, (heads, books) in enumerate(zip(pupils, BOOKS, strict=True), start=1):
        stated = IndicatorSet(school_id=f"e{number}", year=year, primary_pupils=heads, books=books)
        yield stated, None


def example_schools() -> Iterator[Content]:
    """The schools of the worked example."""
    for number in range(1, len(PUPILS) + 1):
        yield a_school(f"e{number}", name=f"示例{number}小"), None


def reported() -> Iterator[Content]:
    """The units that report, what they owe, and what they sent."""
    for number, (name, (level, a_month, a_year, days)) in enumerate(REPORTING.items()):
        quota = ReportingQuota(from_month="2026-01", a_month=a_month, a_year=a_year)
        yield (
            ReportingUnitSet(
                unit_id=f"u{number}",
                name=name,
                level=level,
                counts_all=level is UnitLevel.CITY,
                quotas=(quota,),
            ),
            None,
        )
        for day in days:
            sent = NewsRecorded(
                news_id=f"n{number}", unit_id=f"u{number}", title="督学进校园", sent_on=day
            )
            yield sent, None


def set_up_office(server: Server) -> None:
    """All of it, with a clerk and a supervisor who can sign in."""
    office = [
        (PersonSet(account=CLERK, role=Role.CLERK), PersonPrivate(name="赵统")),
        (PersonSet(account=SUPERVISOR, role=Role.SUPERVISOR), PersonPrivate(name="李主任")),
    ]
    write(
        server,
        DISTRICT,
        (DistrictSet(district=DISTRICT, name="万山区"), None),
        (ZoneSet(zone="z1", name="一片区"), None),
        *office,
        *inspectors(),
        *example_schools(),
        *provided(),
        *provided(2025, (45, 37, 60, 76, 55)),
        *reported(),
    )
    server.accounts.issue_codes([CLERK, SUPERVISOR])
