"""The server's tables.

*Ledger* tables hold what was accepted, for ever (``entry`` is an index over them).
*Projected* tables are folded from the
ledger in the same transaction and can be made anew (``duji rebuild``). *Own* tables are
credentials and settings, which live outside the ledger. Instants are RFC 3339 texts of one
width, so they sort; JSON is kept as text on both databases.
"""

from sqlmodel import SQLModel

from sync_server.data.tables.base import ProjectedRow, VisitPartRow, projected
from sync_server.data.tables.ledger import (
    EntryRow,
    HeadSignatureRow,
    RunRow,
    TileHashRow,
    TreeHeadRow,
)
from sync_server.data.tables.own import (
    AccountRow,
    ConsoleSessionRow,
    DeviceAnswerRow,
    DeviceTokenRow,
    SettingRow,
)
from sync_server.data.tables.papers import NoticeFindingRow, NoticeRow, NumberSeriesRow
from sync_server.data.tables.photos import PhotoFileRow
from sync_server.data.tables.register import (
    ActivityRow,
    AssignmentRow,
    CampaignRow,
    ChecklistRow,
    DistrictRow,
    PersonRow,
    PolicyReadRow,
    PolicyRow,
    SchoolRow,
    ThemeRow,
    ZoneRow,
)
from sync_server.data.tables.subjects import ReferenceRow, SubjectRow
from sync_server.data.tables.visits import (
    ChainRow,
    FindingRow,
    FollowUpRow,
    VisitCountRow,
    VisitFlagRow,
    VisitKeyRow,
    VisitMeasuresRow,
    VisitPhotoRow,
    VisitRow,
)
from sync_server.data.tables.workbook import WorkbookMarkRow, WorkbookVisitRow

PROJECTED = projected()

METADATA = SQLModel.metadata

__all__ = [
    "METADATA",
    "PROJECTED",
    "AccountRow",
    "ActivityRow",
    "AssignmentRow",
    "CampaignRow",
    "ChainRow",
    "ChecklistRow",
    "ConsoleSessionRow",
    "DeviceAnswerRow",
    "DeviceTokenRow",
    "DistrictRow",
    "EntryRow",
    "FindingRow",
    "FollowUpRow",
    "HeadSignatureRow",
    "NoticeFindingRow",
    "NoticeRow",
    "NumberSeriesRow",
    "PersonRow",
    "PhotoFileRow",
    "PolicyReadRow",
    "PolicyRow",
    "ProjectedRow",
    "ReferenceRow",
    "RunRow",
    "SchoolRow",
    "SettingRow",
    "SubjectRow",
    "ThemeRow",
    "TileHashRow",
    "TreeHeadRow",
    "VisitCountRow",
    "VisitFlagRow",
    "VisitKeyRow",
    "VisitMeasuresRow",
    "VisitPartRow",
    "VisitPhotoRow",
    "VisitRow",
    "WorkbookMarkRow",
    "WorkbookVisitRow",
    "ZoneRow",
]
