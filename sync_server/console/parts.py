"""What the console's pages ask: the server's services, and the readings made for pages."""

from dataclasses import dataclass

from sync_server.services.month import Months
from sync_server.services.office import Office
from sync_server.services.server import Server
from sync_server.services.visit_listing import VisitListings
from sync_server.services.visit_page import VisitPages


@dataclass(frozen=True, slots=True)
class ConsoleParts:
    """Built once for a console."""

    server: Server
    listings: VisitListings
    visit_pages: VisitPages
    months: Months
    office: Office

    @classmethod
    def of(cls, server: Server) -> "ConsoleParts":
        """The parts over one server's services."""
        return cls(
            server=server,
            listings=VisitListings(server.database),
            visit_pages=VisitPages(server.database, server.clock),
            months=Months(server.database, server.clock, server.committer),
            office=Office(server.database, server.committer),
        )
