"""The server's tables.

*Ledger* tables hold what was accepted, for ever. *Projected* tables are folded from the ledger
and can be made anew (``duji rebuild``): *standing* ones in the commit itself, since the next
commit rests on them, *following* ones right behind it, in a file of their own on SQLite.
``entry`` is an index over the ledger, which follows it too. *Own* tables are credentials and
settings, which live outside the ledger. Instants are RFC 3339 texts of one width, so they sort;
JSON is kept as text on both databases, a visit's packed (`packed_text`).
"""

from sqlmodel import SQLModel

from sync_server.data.tables.accountability import AccountabilityGroundRow, AccountabilityRow
from sync_server.data.tables.at_door import (
    DoorAccountRow,
    DoorLinkRow,
    DoorSessionRow,
    EntryPassRow,
    MessageRow,
    OpinionRow,
    ReplyPhotoRow,
)
from sync_server.data.tables.audit import ActRow, UseRow
from sync_server.data.tables.base import (
    FollowingRow,
    ProjectedRow,
    StandingRow,
    VisitPartRow,
    declared,
)
from sync_server.data.tables.burden import PlannedInspectionRow, VisitCeilingRow
from sync_server.data.tables.campaigns import CampaignPersonRow, CampaignRow, CampaignUnitRow
from sync_server.data.tables.followed import EntryRow, FollowedRow
from sync_server.data.tables.ledger import (
    HeadSignatureRow,
    RunRow,
    TileHashRow,
    TreeHeadRow,
)
from sync_server.data.tables.lessons import VisitLessonRow
from sync_server.data.tables.meetings import MeetingRow, MemberRow, OrganRow
from sync_server.data.tables.month_locks import (
    LockedActivityRow,
    LockedCampaignRow,
    LockedVisitRow,
    MonthLockRow,
    MonthSheetRow,
)
from sync_server.data.tables.news import NewsRow, ReportingUnitRow
from sync_server.data.tables.own import (
    AccountRow,
    ChecklistDraftRow,
    ConsoleSessionRow,
    DeviceAnswerRow,
    DeviceTokenRow,
    HeldFileRow,
    KeptFileRow,
    RobotMessageRow,
    RobotSecretRow,
    SecondFactorRow,
    SettingRow,
    TokenUseRow,
)
from sync_server.data.tables.papers import (
    DelegateRow,
    NumberSeriesRow,
    PaperFindingRow,
    PaperRow,
    SigningRow,
)
from sync_server.data.tables.photos import PhotoFileRow
from sync_server.data.tables.register import (
    ActivityPersonRow,
    ActivityRow,
    ActivityUnitRow,
    AssignmentRow,
    AvoidanceRow,
    BalanceRuleRow,
    CalendarRow,
    ChecklistRow,
    ChecklistUseRow,
    ClosingRuleRow,
    DistrictRow,
    GrantRow,
    HazardDutyRow,
    IndicatorRow,
    PersonRow,
    PolicyReadRow,
    PolicyRow,
    PortraitRow,
    RobotRow,
    SchoolRow,
    SchoolWasRow,
    ServiceNoticeRow,
    TemplateRow,
    ThemeRow,
    TokenRow,
    ZoneRow,
)
from sync_server.data.tables.similar import SimilarCheckRow, SimilarPhotoRow, SimilarUnitRow
from sync_server.data.tables.subjects import ReferenceRow, SubjectRow
from sync_server.data.tables.tasks import TaskPersonRow, TaskRow
from sync_server.data.tables.visit_keys import VisitKeyRow
from sync_server.data.tables.visits import (
    ChainRow,
    FindingCourseRow,
    FindingRow,
    FollowUpRow,
    VisitCountRow,
    VisitCreditRow,
    VisitFlagRow,
    VisitMeasuresRow,
    VisitPhotoRow,
    VisitRow,
    VisitUnitRow,
    VisitWaitingRow,
)
from sync_server.data.tables.workbook import WorkbookMarkRow, WorkbookVisitRow

METADATA = SQLModel.metadata

STANDING = declared(StandingRow)
FOLLOWING = declared(FollowingRow)
# Made as they are declared, and thrown away where they are another version's.
_MADE: tuple[type[SQLModel], ...] = (*FOLLOWING, EntryRow, FollowedRow)
FOLLOWING_TABLES = tuple(METADATA.tables[str(model.__tablename__)] for model in _MADE)

__all__ = [
    "FOLLOWING",
    "FOLLOWING_TABLES",
    "METADATA",
    "STANDING",
    "AccountRow",
    "AccountabilityGroundRow",
    "AccountabilityRow",
    "ActRow",
    "ActivityPersonRow",
    "ActivityRow",
    "ActivityUnitRow",
    "AssignmentRow",
    "AvoidanceRow",
    "BalanceRuleRow",
    "CalendarRow",
    "CampaignPersonRow",
    "CampaignRow",
    "CampaignUnitRow",
    "ChainRow",
    "ChecklistDraftRow",
    "ChecklistRow",
    "ChecklistUseRow",
    "ClosingRuleRow",
    "ConsoleSessionRow",
    "DelegateRow",
    "DeviceAnswerRow",
    "DeviceTokenRow",
    "DistrictRow",
    "DoorAccountRow",
    "DoorLinkRow",
    "DoorSessionRow",
    "EntryPassRow",
    "EntryRow",
    "FindingCourseRow",
    "FindingRow",
    "FollowUpRow",
    "FollowedRow",
    "FollowingRow",
    "GrantRow",
    "HazardDutyRow",
    "HeadSignatureRow",
    "HeldFileRow",
    "IndicatorRow",
    "KeptFileRow",
    "LockedActivityRow",
    "LockedCampaignRow",
    "LockedVisitRow",
    "MeetingRow",
    "MemberRow",
    "MessageRow",
    "MonthLockRow",
    "MonthSheetRow",
    "NewsRow",
    "NumberSeriesRow",
    "OpinionRow",
    "OrganRow",
    "PaperFindingRow",
    "PaperRow",
    "PersonRow",
    "PhotoFileRow",
    "PlannedInspectionRow",
    "PolicyReadRow",
    "PolicyRow",
    "PortraitRow",
    "ProjectedRow",
    "ReferenceRow",
    "ReplyPhotoRow",
    "ReportingUnitRow",
    "RobotMessageRow",
    "RobotRow",
    "RobotSecretRow",
    "RunRow",
    "SchoolRow",
    "SchoolWasRow",
    "SecondFactorRow",
    "ServiceNoticeRow",
    "SettingRow",
    "SigningRow",
    "SimilarCheckRow",
    "SimilarPhotoRow",
    "SimilarUnitRow",
    "StandingRow",
    "SubjectRow",
    "TaskPersonRow",
    "TaskRow",
    "TemplateRow",
    "ThemeRow",
    "TileHashRow",
    "TokenRow",
    "TokenUseRow",
    "TreeHeadRow",
    "UseRow",
    "VisitCeilingRow",
    "VisitCountRow",
    "VisitCreditRow",
    "VisitFlagRow",
    "VisitKeyRow",
    "VisitLessonRow",
    "VisitMeasuresRow",
    "VisitPartRow",
    "VisitPhotoRow",
    "VisitRow",
    "VisitUnitRow",
    "VisitWaitingRow",
    "WorkbookMarkRow",
    "WorkbookVisitRow",
    "ZoneRow",
]
