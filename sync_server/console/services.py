"""What the console's pages ask: the server's services, and the readings made for pages."""

from dataclasses import dataclass, replace
from typing import Any

from domain.place.tile_source import TileSource
from sync_server.access.code_sheets import CodeSheets
from sync_server.access.devices import Devices
from sync_server.access.given_tokens import GivenTokens
from sync_server.access.rate_limits import Guessing
from sync_server.access.tokens import Tokens
from sync_server.audit.audit import Audit
from sync_server.backup.desk import BackupDesk
from sync_server.campaigns.commands import CampaignCommands
from sync_server.campaigns.desk import CampaignDesk
from sync_server.counted.bodies import Bodies
from sync_server.counted.hours import TrainingHours
from sync_server.counted.signing_in import TrainingSignIns
from sync_server.documents.desk import TemplateDesk
from sync_server.documents.taking import DocumentExports
from sync_server.door.campaigns import CampaignsAtDoor
from sync_server.door.cards import Cards
from sync_server.door.codes import DoorCodes
from sync_server.door.doors import Doors
from sync_server.door.entering import Entering
from sync_server.door.keys import DoorKeys
from sync_server.door.messages import Messages
from sync_server.door.opinions import Opinions
from sync_server.door.papers import OfficePapersAtDoor
from sync_server.door.passes import EntryPasses
from sync_server.door.phone_passes import PhonePasses
from sync_server.door.portraits import Portraits
from sync_server.door.replies import DoorPhotos, RepliesOnFindings
from sync_server.door.signing import Signing
from sync_server.door.similar import ChecksAtDoor
from sync_server.door.slips import DoorSlips
from sync_server.month.commands import MonthCommands
from sync_server.month.grid import Grids
from sync_server.month.locks import MonthLocks
from sync_server.month.table import Months
from sync_server.office.accountability import AccountabilityCommands
from sync_server.office.checklists import ChecklistCommands
from sync_server.office.commands import Office
from sync_server.office.enclosures import Enclosures
from sync_server.office.export.exports import Exports
from sync_server.office.findings import FindingCommands
from sync_server.office.own_account import OwnAccount
from sync_server.office.papers import PaperCommands
from sync_server.office.people import PeopleCommands
from sync_server.office.sending import SendingForm
from sync_server.office.similar import SimilarCommands
from sync_server.office.tokens import TokenCommands
from sync_server.overview.auditing import AuditStarts
from sync_server.overview.booked import Books
from sync_server.overview.closable import Closable
from sync_server.overview.day_route import DayRoutes
from sync_server.overview.findings_list import Findings
from sync_server.overview.on_map import DistrictMaps
from sync_server.overview.pressing import Pressing
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
from sync_server.review.accountability import AccountabilityCases
from sync_server.review.checking import Checking
from sync_server.review.finding_page import FindingPages
from sync_server.review.paper_listing import PaperListings
from sync_server.review.paper_pages import PaperPages
from sync_server.review.queue import ReviewQueue
from sync_server.review.record_papers import RecordPapers
from sync_server.review.signing_list import SigningList
from sync_server.review.similar_checks import SimilarChecks
from sync_server.review.visit_listing import VisitListings
from sync_server.review.visit_page import VisitPages
from sync_server.robots.desk import RobotDesk
from sync_server.server import Server
from sync_server.summaries.desk import Summaries
from sync_server.tasks.commands import TaskCommands
from sync_server.tasks.desk import TaskDesk


@dataclass(frozen=True, slots=True)
class SiteAddress:
    """Where the server is: the address people use, if it is set, and the phone app's path.

    ``phone_path`` is None where the phone app is not served to browsers.
    """

    public_url: str | None = None
    phone_path: str | None = None


@dataclass(frozen=True)
class Desks:
    """What the console works with that runs beside the requests."""

    backups: BackupDesk
    robots: RobotDesk


@dataclass(frozen=True)
class RegisterServices:
    """What tells of the district's register, and changes it by a file."""

    histories: Histories
    schools: Schools
    people: People
    assignments: Assignments
    grants: Grants
    districts: Districts
    code_sheets: CodeSheets
    import_desk: ImportDesk
    checklists: Checklists
    drafts: Drafts
    form_desk: FormDesk
    policies: PolicyDesk
    templates: TemplateDesk
    tokens: Tokens
    given_tokens: GivenTokens
    training_hours: TrainingHours
    bodies: Bodies


@dataclass(frozen=True)
class TrailServices:
    """What tells of visits, findings, photos and acts."""

    listings: VisitListings
    visit_pages: VisitPages
    record_papers: RecordPapers
    checking: Checking
    paper_pages: PaperPages
    papers_listed: PaperListings
    signing_list: SigningList
    maps: DistrictMaps
    routes: DayRoutes
    grids: Grids
    summaries: Summaries
    month_locks: MonthLocks
    queue: ReviewQueue
    findings: Findings
    finding_pages: FindingPages
    similar_checks: SimilarChecks
    accountability_cases: AccountabilityCases
    task_desk: TaskDesk
    campaign_desk: CampaignDesk
    pressing: Pressing
    closable: Closable
    books: Books
    units: Units
    audit: Audit


@dataclass(frozen=True)
class ConsoleServices(RegisterServices, TrailServices):
    """Built once for a console; ``tiles`` lie under its maps, None for bare paper."""

    server: Server
    place: SiteAddress
    months: Months
    month_commands: MonthCommands
    office: Office
    papers: PaperCommands
    finding_commands: FindingCommands
    similar_commands: SimilarCommands
    accountability_commands: AccountabilityCommands
    task_commands: TaskCommands
    campaign_commands: CampaignCommands
    devices: Devices
    exports: Exports
    documents: DocumentExports
    start: StartPages
    audit_start: AuditStarts
    people_commands: PeopleCommands
    own_account: OwnAccount
    side_by_side: SideBySide
    checklist_commands: ChecklistCommands
    tiles: TileSource | None
    backups: BackupDesk
    door: Doors
    robots: RobotDesk

    @classmethod
    def of(
        cls,
        server: Server,
        place: SiteAddress,
        desks: Desks,
        tiles: TileSource | None = None,
    ) -> "ConsoleServices":
        """The console's services over one server."""
        at = (server.database, server.clock)
        register, trails = _register(server), _trails(server)
        seen = (trails.findings, trails.units)
        office, system = Office(server.database, server.committer), _system(server, place)
        devices = Devices(server.database, server.log_key.public_hex)
        months, exports = Months(*at, server.committer), Exports(server.committer)
        return cls(
            **vars(register),
            **vars(trails),
            server=server,
            place=place,
            months=months,
            month_commands=MonthCommands(server.database, server.committer),
            office=office,
            **_verbs(office),
            devices=devices,
            exports=exports,
            documents=DocumentExports(register.templates, exports),
            start=StartPages(*at, devices, months, trails.queue, *seen, system),
            audit_start=AuditStarts(*at, system),
            people_commands=_people_commands(office, server),
            own_account=OwnAccount(office, server.accounts, server.second_factors),
            side_by_side=SideBySide(*at, devices, *seen),
            checklist_commands=ChecklistCommands(office, register.drafts),
            tiles=tiles,
            backups=desks.backups,
            robots=desks.robots,
            door=_doors(server, office),
        )

    @property
    def token_commands(self) -> TokenCommands:
        """What gives other systems tokens and takes them back."""
        return TokenCommands(self.office, self.server.clock)

    @property
    def sign_ins(self) -> TrainingSignIns:
        """What lets people sign in to trainings."""
        server = self.server
        return TrainingSignIns(server.database, server.clock, self.door.codes, self.office)

    @property
    def enclosures(self) -> Enclosures:
        """What puts scans to papers and gives them out."""
        return Enclosures(self.server.database, self.papers)

    def within(self, district: str) -> "ConsoleServices":
        """The same for somebody who works in this district: what they write is written there.

        What is about their own account stays in the district that it is of.
        """
        exports = replace(self.exports, district=district)
        return replace(
            self._writing_by(replace(self.office, district=district)),
            exports=exports,
            month_commands=replace(self.month_commands, district=district),
            documents=replace(self.documents, exports=exports),
        )

    def sent_by(self, sending: SendingForm) -> "ConsoleServices":
        """The same for somebody who sends a form: it is carried out once."""
        return self._writing_by(replace(self.office, sending=sending))

    def _writing_by(self, office: Office) -> "ConsoleServices":
        return replace(
            self,
            office=office,
            **_verbs(office),
            people_commands=replace(self.people_commands, office=office),
            checklist_commands=ChecklistCommands(office, self.drafts),
            door=self.door.within(office),
        )


def _doors(server: Server, office: Office) -> Doors:
    at = (server.database, server.committer)
    limits, clock = server.accounts.limits, server.clock
    codes = DoorCodes(server.log_key.private_bytes())
    cards = Cards(server.database, clock, codes)
    by_phone = PhonePasses(server.database, clock, cards)
    return Doors(
        entering=Entering(server.database, clock, limits, Guessing(limits.attempts)),
        keys=DoorKeys(office, clock),
        slips=DoorSlips(server.database, clock),
        codes=codes,
        signing=Signing(codes, Guessing(limits.attempts)),
        papers=OfficePapersAtDoor(PaperCommands(office), clock),
        replies=RepliesOnFindings(*at, clock),
        similar=ChecksAtDoor(*at, clock),
        campaigns=CampaignsAtDoor(*at, clock),
        opinions=Opinions(*at, clock),
        cards=cards,
        portraits=Portraits(server.database),
        messages=Messages(server.database, office, clock, cards),
        passes=EntryPasses(server.database, clock, server.log_key, by_phone),
        sending=Guessing(limits.attempts),
        asking=Guessing(limits.attempts),
        photos=DoorPhotos(
            server.database, server.photo_store, server.committer, clock, server.looker
        ),
    )


def _import_desk(server: Server) -> ImportDesk:
    districts = Districts(server.database, server.committer)
    importing = RegisterImport(server.database, districts, server.accounts)
    return ImportDesk(server.database, server.clock, importing)


def _people_commands(office: Office, server: Server) -> PeopleCommands:
    return PeopleCommands(office, server.accounts, server.second_factors, server.clock)


def _register(server: Server) -> RegisterServices:
    database, clock = server.database, server.clock
    return RegisterServices(
        histories=Histories(database),
        schools=Schools(database, clock),
        people=People(database, clock),
        assignments=Assignments(database, clock),
        grants=Grants(database, clock),
        districts=Districts(database, server.committer),
        code_sheets=CodeSheets(database, clock),
        import_desk=_import_desk(server),
        checklists=Checklists(database),
        drafts=Drafts(database, clock),
        form_desk=FormDesk(database, clock),
        policies=PolicyDesk(database, clock, server.policies),
        templates=TemplateDesk(database),
        tokens=server.tokens,
        given_tokens=GivenTokens(database, clock),
        training_hours=TrainingHours(database, clock),
        bodies=Bodies(database, clock),
    )


def _trails(server: Server) -> TrailServices:
    database, clock = server.database, server.clock
    return TrailServices(
        listings=VisitListings(database),
        visit_pages=VisitPages(database, clock),
        record_papers=RecordPapers(database),
        checking=Checking(database),
        paper_pages=PaperPages(database, clock),
        papers_listed=PaperListings(database, clock),
        signing_list=SigningList(database, clock, PaperListings(database, clock)),
        maps=DistrictMaps(database, clock),
        routes=DayRoutes(database),
        grids=Grids(database, clock),
        summaries=Summaries(database, clock),
        month_locks=MonthLocks(database, clock),
        queue=ReviewQueue(database),
        findings=Findings(database, clock),
        finding_pages=FindingPages(database, clock),
        similar_checks=SimilarChecks(database, clock),
        accountability_cases=AccountabilityCases(database, clock),
        task_desk=TaskDesk(database, clock),
        campaign_desk=CampaignDesk(database, clock),
        pressing=Pressing(database, clock),
        closable=Closable(database),
        books=Books(database),
        units=Units(database, clock),
        audit=Audit(database, server.usage),
    )


def _verbs(office: Office) -> dict[str, Any]:
    """What an office does with its subjects."""
    return {
        "papers": PaperCommands(office),
        "finding_commands": FindingCommands(office),
        "similar_commands": SimilarCommands(office),
        "accountability_commands": AccountabilityCommands(office),
        "task_commands": TaskCommands(office),
        "campaign_commands": CampaignCommands(office),
    }


def _system(server: Server, place: SiteAddress) -> System:
    is_https = (place.public_url or "").startswith("https://")
    at = (server.database, server.clock)
    return System(*at, server.photo_store.space, server.app_releases, is_https)
