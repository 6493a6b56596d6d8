"""What the console's pages ask: the server's services, and the readings made for pages."""

from dataclasses import dataclass

from sync_server.access.devices import Devices
from sync_server.month.table import Months
from sync_server.office.commands import Office
from sync_server.office.export.exports import Exports
from sync_server.office.notices import NoticeCommands
from sync_server.register.assignments import Assignments
from sync_server.register.history import Histories
from sync_server.register.schools import Schools
from sync_server.review.notice_pages import NoticePages
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
    """Built once for a console."""

    server: Server
    place: SiteAddress
    listings: VisitListings
    visit_pages: VisitPages
    months: Months
    office: Office
    notice_pages: NoticePages
    notices: NoticeCommands
    histories: Histories
    devices: Devices
    exports: Exports
    schools: Schools
    assignments: Assignments

    @classmethod
    def of(cls, server: Server, place: SiteAddress) -> "ConsoleServices":
        """The console's services over one server."""
        office = Office(server.database, server.committer)
        return cls(
            server=server,
            place=place,
            listings=VisitListings(server.database),
            visit_pages=VisitPages(server.database, server.clock),
            months=Months(server.database, server.clock, server.committer),
            office=office,
            notice_pages=NoticePages(server.database, server.clock),
            notices=NoticeCommands(office),
            histories=Histories(server.database),
            devices=Devices(server.database, server.log_key.public_hex),
            exports=Exports(server.committer),
            schools=Schools(server.database, server.clock),
            assignments=Assignments(server.database, server.clock),
        )
