"""The demo's findings that no visit raised: open before its story began (期初), or told since."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from openpyxl import Workbook

from demo.drawn.scenes import SUBJECTS, scene
from demo.region import CLERK, DISTRICT, SUPERVISOR, DemoSchool, schools
from domain.clock import local_date
from domain.kinds.finding.closing import End
from domain.kinds.register.school import SchoolKind
from domain.kinds.visit.finding import Category, Severity, Source
from sync_server.data.findings.carried import old_findings
from sync_server.data.findings.course import raised_findings
from sync_server.office.commands import Office
from sync_server.office.entering import FindingEntering, NewFinding
from sync_server.office.findings import FindingCommands, SeenCourse
from sync_server.register.districts import Districts
from sync_server.register.importing.changes import SHEET_CARRIED
from sync_server.register.importing.run import RegisterImport
from sync_server.server import Server

HEADINGS = (
    *("单位", "问题", "类别", "程度", "安全隐患", "发现日期", "通知书编号", "下达日期", "整改期限"),
    *("整改措施", "责任人", "时限"),
)
TRACK = "操场塑胶跑道多处起鼓、开裂，雨天打滑"
WALL = "校园北侧围墙外堆放建筑垃圾"
STAIRS = "实验楼外楼梯锈蚀，踏板松动"
_OPEN_LONG = "跑道大修已列入今年校舍维修计划，招标后施工，期间停用起鼓的一段。"
_NOT_OURS = "实地核对：地块不属学校，已转街道办清运，这一条提错了单位。"
_SCENE = SUBJECTS.index("疏散通道")


def carry_over(server: Server) -> None:
    """Bring in, by the import, what the office had on its old list when the story begins."""
    began = local_date(server.clock())
    first, second = (each.name for each in _larger()[2:4])
    number = f"教督整〔{(began - timedelta(days=60)).year}〕{{}}号"

    def day(before: int) -> str:
        return (began - timedelta(days=before)).isoformat()

    early = (day(70), number.format(41), day(66), day(5))
    late = (day(40), number.format(43), day(36), day(6))
    plan = ("停用起鼓的一段，列入维修计划", "总务主任", day(5))
    paint = ("更换踏板，除锈刷漆", "总务主任", day(5))
    rows = (
        (first, TRACK, "其他", "严重", "是", *early, *plan),
        (first, STAIRS, "其他", "严重", "是", *early, *paint),
        (second, WALL, "其他", "一般", "否", *late, "", "", ""),
    )
    office = Office(server.database, server.committer)
    districts = Districts(server.database, server.committer)
    importing = RegisterImport(server.database, districts, server.accounts)
    importing = importing.written_by(lambda _, some: office.bring_in(SUPERVISOR[0], some))
    importing.carry_out(importing.plan(_book(rows), DISTRICT, began), DISTRICT)


def enter_told(server: Server, now: datetime) -> None:
    """What others told the office lately, one with a photo; and what became of the old list."""
    entering = FindingEntering(Office(server.database, server.committer))
    today = local_date(now)
    told, asked = _larger()[5:7]
    entering.enter(CLERK[0], _patrolled(told, today))
    photo = entering.keep_photo("走廊.jpg", _drawn())
    entering.enter(
        CLERK[0],
        NewFinding(
            school_id=asked.school_id,
            raised_on=today - timedelta(days=2),
            source=Source.COMPLAINT,
            category=Category.SAFETY,
            text="家长反映：二楼走廊放学时堆放桌椅，通行不畅。",
            place="教学楼二楼走廊",
            suggestion="当天清空走廊，放学前由值日领导查看。",
            photos=(photo,),
        ),
    )
    _go_on(server, today + timedelta(days=45))


def _larger() -> list[DemoSchool]:
    """The schools that have a running track and a laboratory."""
    return [each for each in schools() if each.kind in (SchoolKind.JUNIOR, SchoolKind.NINE_YEAR)]


def _patrolled(school: DemoSchool, today: date) -> NewFinding:
    return NewFinding(
        school_id=school.school_id,
        raised_on=today - timedelta(days=4),
        source=Source.PATROL,
        category=Category.MANAGEMENT,
        severity=Severity.GENERAL,
        text="巡察反馈：食堂大宗食材采购记录缺验收人签字。",
        suggestion="补齐签字，以后每次验收两人签字、当天归档。",
    )


def _go_on(server: Server, until: date) -> None:
    """More time for what takes a season, and an end for what was nobody's here."""
    commands = FindingCommands(Office(server.database, server.committer))
    for text, seen in _carried(server):
        if text == WALL:
            commands.end(SUPERVISOR[0], seen, End.WITHDRAWN, _NOT_OURS)
        else:
            commands.decide_extension(SUPERVISOR[0], seen, until, _OPEN_LONG)


def _carried(server: Server) -> list[tuple[str, SeenCourse]]:
    """What was carried over, each as it stands."""
    with server.database.reading() as transaction:
        found = old_findings(transaction.tables, DISTRICT)
        stands = raised_findings(transaction.tables, [each.visit for each in found])
    return [
        (
            each.text,
            SeenCourse(each.visit, each.finding_id, stands[each.visit, each.finding_id].version),
        )
        for each in found
    ]


def _book(rows: Iterable[Sequence[str]]) -> bytes:
    book = Workbook()
    sheet = book.create_sheet(SHEET_CARRIED)
    for row in (HEADINGS, *rows):
        sheet.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _drawn() -> bytes:
    buffer = io.BytesIO()
    scene(_SCENE, None).save(buffer, "JPEG", quality=85)
    return buffer.getvalue()
