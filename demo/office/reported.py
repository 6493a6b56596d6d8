"""信息报送 of the demo's year: what each area owes, what it sent, and what was taken on."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random

from demo.agenda import Agenda
from demo.dice import dice
from demo.plan import at
from demo.region import CLERK, DISTRICT, DISTRICT_NAME, SUPERVISOR, ZONES, Zone
from demo.timeline import Event, Finish, Send, Timeline
from demo.workdays import workdays
from domain.kinds.office.news import (
    AdoptionLevel,
    NewsAdopted,
    NewsPrivate,
    NewsRecorded,
    ReportingQuota,
    ReportingUnitSet,
    UnitLevel,
)
from sync_server.ledger.append import NEW, OfficeEntry
from sync_server.office.commands import Office
from sync_server.register.districts import Districts
from sync_server.server import Server

Piece = tuple[NewsRecorded, NewsPrivate]

_A_MONTH, _A_YEAR = 2, 90
_SENT_AT, _ADOPTED_AT = 16 * 60 + 40, 9 * 60 + 50
_DAYS_TO_ADOPTION = (5, 16)
_SUBJECTS = (
    (
        "责任督学走进课堂，听评课促常规",
        "督学随堂听课并与授课教师面对面交流，学校当天形成改进清单。",
    ),
    ("作业统筹见实效，家长反馈好", "学校实行作业公示和总量统筹，督学抽查三个年级，作业时长达标。"),
    ("校园周边安全隐患联合整改", "督学把校门口停车问题报给街道，三部门现场办公，一周内整改到位。"),
    ("课后服务“一校一案”落地", "走访发现课后服务项目由八个增加到十五个，学生选课率提高。"),
    ("食堂陪餐和晨检台账规范化", "片区统一台账样式，督学每月核对，问题当场反馈。"),
    ("心理健康教育督导回访", "回访上学期发现的问题，各校已配齐专兼职心理教师。"),
    ("控辍保学逐户走访", "片区督学和班主任一起走访，劝返学生一名。"),
)
_PLACES = (
    (AdoptionLevel.COUNTY, "区教育简报"),
    (AdoptionLevel.CITY, "市教育督导工作动态"),
    (AdoptionLevel.PROVINCE, "省教育督导网"),
)
_FATES = (None, None, AdoptionLevel.COUNTY, AdoptionLevel.COUNTY, AdoptionLevel.CITY)


def set_units(server: Server, since: str) -> None:
    """Each area owes two pieces a month, the office ninety a year with all of them together."""
    quota = ReportingQuota(from_month=since[:7], a_month=_A_MONTH)
    units = [
        ReportingUnitSet(unit_id=_unit(zone), name=zone.name, level=UnitLevel.AREA, quotas=(quota,))
        for zone in ZONES
    ]
    of_all = (ReportingQuota(from_month=since[:7], a_year=_A_YEAR),)
    whole = ReportingUnitSet(
        unit_id="news-all",
        name=f"{DISTRICT_NAME}教育督导室",
        level=UnitLevel.COUNTY,
        counts_all=True,
        quotas=of_all,
    )
    entries = [OfficeEntry(each, expects=NEW) for each in (*units, whole)]
    Office(server.database, server.committer).set_register(SUPERVISOR[0], entries)


def plan_news(server: Server, timeline: Timeline, agenda: Agenda) -> None:
    """Let the clerk record every piece on its day, and later who took it on."""
    found: dict[datetime, list[Piece]] = defaultdict(list)
    for zone in ZONES:
        chance = dice("news", zone.zone)
        for month in (*agenda.months, agenda.running_month):
            for when, piece in _of_month(zone, month, chance):
                if when < agenda.now:
                    found[when].append(piece)
    for when, pieces in found.items():
        timeline.add(when, _recorded(server, pieces))


def _recorded(server: Server, pieces: Sequence[Piece]) -> Event:
    """The clerk writes them over what stands on that day."""
    districts = Districts(server.database, server.committer)
    office = Office(server.database, server.committer)

    def finish() -> None:
        versions = districts.versions(DISTRICT)
        entries = [OfficeEntry.seen(body, versions, private) for body, private in pieces]
        office.set_register(CLERK[0], entries)

    def send() -> Finish:
        return finish

    def event() -> Send:
        return send

    return event


def _of_month(zone: Zone, month: str, chance: Random) -> Iterator[tuple[datetime, Piece]]:
    """What an area sent in a month: mostly what it owes, sometimes one more or one too few."""
    days = workdays(month)
    number = chance.choice((_A_MONTH - 1, _A_MONTH, _A_MONTH, _A_MONTH, _A_MONTH + 1))
    for index, day in enumerate(sorted(chance.sample(days, number))):
        title, text = chance.choice(_SUBJECTS)
        news = NewsRecorded(
            news_id=f"news-{zone.zone}-{month}-{index + 1}",
            unit_id=_unit(zone),
            title=f"{zone.name}：{title}",
            sent_on=day.isoformat(),
        )
        yield at(day, _SENT_AT), (news, NewsPrivate(text=text))
        level = chance.choice(_FATES)
        if chance.randrange(20) == 0:
            level = AdoptionLevel.PROVINCE
        if level is not None:
            on = day + timedelta(days=chance.randint(*_DAYS_TO_ADOPTION))
            adopted = _adopted(level, on)
            body = news.model_copy(update={"adoptions": (adopted,)})
            yield at(on, _ADOPTED_AT), (body, NewsPrivate(text=text))


def _adopted(level: AdoptionLevel, on: date) -> NewsAdopted:
    return NewsAdopted(level=level, adopted_on=on.isoformat(), published_in=dict(_PLACES)[level])


def _unit(zone: Zone) -> str:
    return f"news-{zone.zone}"
