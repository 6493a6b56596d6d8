"""The demo's ceilings of visits to schools, and the year's plan of inspections."""

from demo.region import SUPERVISOR
from demo.tasks import CAMPAIGN_ID
from domain.clock import local_date
from domain.kinds.piece import Body
from domain.kinds.register.burden import (
    InspectionSort,
    PlannedInspectionSet,
    VisitCeilingSet,
)
from domain.register.school_kind import SchoolKind
from sync_server.ledger.append import NEW, OfficeEntry
from sync_server.office.commands import Office
from sync_server.server import Server

_BASIS = "栖云区进校督查检查事项清单（示例）"
_NURSERIES = (SchoolKind.KINDERGARTEN,)
_A_YEAR, _A_TERM, _A_YEAR_OF_NURSERIES = 24, 12, 18


def limit_visits(server: Server) -> None:
    """Set in the supervisor's name what holds this year."""
    today = local_date(server.clock())
    bodies = (*_ceilings(today.year), *_plans(today.year))
    entries = [OfficeEntry(each, expects=NEW) for each in bodies]
    Office(server.database, server.committer).set_register(SUPERVISOR[0], entries)


def _ceilings(year: int) -> tuple[Body, ...]:
    first = f"{year}-01-01"
    return (
        VisitCeilingSet(
            ceiling_id="all", from_on=first, a_year=_A_YEAR, a_term=_A_TERM, basis=_BASIS
        ),
        VisitCeilingSet(
            ceiling_id="nurseries",
            from_on=first,
            school_kinds=_NURSERIES,
            a_year=_A_YEAR_OF_NURSERIES,
            a_term=_A_TERM,
            basis=_BASIS,
        ),
    )


def _plans(year: int) -> tuple[Body, ...]:
    def plan(code: str, title: str, department: str, **facts: object) -> PlannedInspectionSet:
        said = {"plan_id": code, "year": year, "title": title, "department": department}
        return PlannedInspectionSet.model_validate({**said, "basis": _BASIS, **facts})

    listed: dict[str, object] = {"is_whitelisted": True}
    return (
        plan("spring", "春季开学综合督导", "督导室", month=2, theme_ids=("month-02",), **listed),
        plan("autumn", "招生、收费督导", "督导室", month=9, theme_ids=("month-09",), **listed),
        plan(
            "safety",
            "校园安全督导",
            "安全管理科",
            is_safety=True,
            campaigns=(CAMPAIGN_ID,),
            theme_ids=("month-06",),
            **listed,
        ),
        plan(
            "nurseries",
            "幼儿园办园行为督导评估",
            "学前教育科",
            sort=InspectionSort.EVALUATION,
            month=10,
            school_kinds=_NURSERIES,
            **listed,
        ),
        plan("quality", "学业质量监测现场调研", "教研室", sort=InspectionSort.SURVEY, month=6),
        plan("yearly", "学校年度目标考核", "人事科", sort=InspectionSort.ASSESSMENT, month=12),
    )
