"""What the console's pages ask: the server's services, and the readings made for pages."""

from dataclasses import dataclass, replace

from domain.place.tile_source import TileSource
from sync_server.access.code_sheets import CodeSheets
from sync_server.access.devices import Devices
from sync_server.audit.audit import Audit
from sync_server.backup.desk import BackupDesk
from sync_server.month.grid import Grids
from sync_server.month.table import Months
from sync_server.office.checklists import ChecklistCommands
from sync_server.office.commands import Office
from sync_server.office.export.exports import Exports
from sync_server.office.notices import NoticeCommands
from sync_server.office.own_account import OwnAccount
from sync_server.office.people import PeopleCommands
from sync_server.overview.auditing import AuditStarts
from sync_server.overview.day_route import DayRoutes
from sync_server.overview.findings_list import Findings
from sync_server.overview.on_map import DistrictMaps
from sync_server.overview.side_by_side import SideBySide
from sync_server.overview.start import StartPages
from sync_server.overview.system import System
from sync_server.overview.units import Units
from sync_server.policies.desk import PolicyDesk
from sync_server.register.assignments import Assignments
from sync_server.register.checklists.drafts import Drafts
from sync_server.register.checklists.form_desk import FormDesk
from sync_server.register.checklists.versions import Checklists
from sync_server.register.districts import Districts
from sync_server.register.grants import Grants
from sync_server.register.history import Histories
from sync_server.register.import_desk.desk import ImportDesk
from sync_server.register.importing.run import RegisterImport
from sync_server.register.people import People
from sync_server.register.schools import Schools
from sync_server.review.checking import Checking
from sync_server.review.notice_pages import NoticePages
from sync_server.review.queue import ReviewQueue
from sync_server.review.record_papers import RecordPapers
from sync_server.review.visit_listing import VisitListings
from sync_server.review.visit_page import VisitPages
from sync_server.server import Server


@dataclass(frozen=True, slots=True)
class SiteAddress:
    """Where the server is: the address people use, if it is set, and the phone app's path.

    ``phone_path`` is None where the phone app is not served to browsers.
    """

    public_url: str | None = None
    phone_path: str | None = None


@dataclass(frozen=True, slots=True)
class ConsoleServices:
    """Built once for a console; ``tiles`` lie under its maps, None for bare paper."""

    server: Server
    place: SiteAddress
    listings: VisitListings
    visit_pages: VisitPages
    record_papers: RecordPapers
    queue: ReviewQueue
    checking: Checking
    months: Months
    grids: Grids
    office: Office
    notice_pages: NoticePages
    notices: NoticeCommands
    histories: Histories
    devices: Devices
    import_desk: ImportDesk
    exports: Exports
    findings: Findings
    units: Units
    start: StartPages
    audit_start: AuditStarts
    schools: Schools
    people: People
    people_commands: PeopleCommands
    code_sheets: CodeSheets
    own_account: OwnAccount
    assignments: Assignments
    grants: Grants
    side_by_side: SideBySide
    checklists: Checklists
    drafts: Drafts
    checklist_commands: ChecklistCommands
    form_desk: FormDesk
    maps: DistrictMaps
    routes: DayRoutes
    tiles: TileSource | None
    audit: Audit
    backups: BackupDesk
    policies: PolicyDesk
    districts: Districts

    @classmethod
    def of(
        cls,
        server: Server,
        place: SiteAddress,
        backups: BackupDesk,
        tiles: TileSource | None = None,
    ) -> "ConsoleServices":
        """The console's services over one server."""
        database, clock = server.database, server.clock
        office = Office(database, server.committer)
        devices = Devices(database, server.log_key.public_hex)
        months = Months(database, clock, server.committer)
        queue = ReviewQueue(database)
        findings, units = Findings(database, clock), Units(database, clock)
        drafts = Drafts(database, clock)
        is_https = (place.public_url or "").startswith("https://")
        system = System(database, clock, server.photo_store.space, server.app_releases, is_https)
        return cls(
            server=server,
            place=place,
            listings=VisitListings(server.database),
            visit_pages=VisitPages(server.database, server.clock),
            record_papers=RecordPapers(database),
            queue=queue,
            checking=Checking(server.database),
            months=months,
            grids=Grids(database, clock),
            office=office,
            notice_pages=NoticePages(server.database, server.clock),
            notices=NoticeCommands(office),
            histories=Histories(server.database),
            devices=devices,
            import_desk=_import_desk(server),
            exports=Exports(server.committer),
            findings=findings,
            units=units,
            start=StartPages(database, clock, devices, months, queue, findings, units, system),
            audit_start=AuditStarts(database, clock, system),
            schools=Schools(server.database, server.clock),
            people=People(server.database, server.clock),
            people_commands=_people_commands(office, server),
            own_account=OwnAccount(office, server.accounts, server.second_factors),
            code_sheets=CodeSheets(server.database, server.clock),
            assignments=Assignments(server.database, server.clock),
            grants=Grants(database, clock),
            side_by_side=SideBySide(database, clock, devices, findings, units),
            checklists=Checklists(database),
            drafts=drafts,
            checklist_commands=ChecklistCommands(office, drafts),
            form_desk=FormDesk(database, clock),
            maps=DistrictMaps(database, clock),
            routes=DayRoutes(database),
            tiles=tiles,
            audit=Audit(server.database, server.usage),
            backups=backups,
            policies=PolicyDesk(server.database, server.clock, server.policies),
            districts=Districts(server.database, server.committer),
        )

    def within(self, district: str) -> "ConsoleServices":
        """The same for somebody who works in this district: what they write is written there.

        What is about their own account stays in the district that it is of.
        """
        office = replace(self.office, district=district)
        return replace(
            self,
            office=office,
            notices=NoticeCommands(office),
            people_commands=replace(self.people_commands, office=office),
            exports=replace(self.exports, district=district),
            checklist_commands=ChecklistCommands(office, self.drafts),
        )


def _import_desk(server: Server) -> ImportDesk:
    districts = Districts(server.database, server.committer)
    importing = RegisterImport(server.database, districts, server.accounts)
    return ImportDesk(server.database, server.clock, importing)


def _people_commands(office: Office, server: Server) -> PeopleCommands:
    return PeopleCommands(office, server.accounts, server.second_factors, server.clock)
