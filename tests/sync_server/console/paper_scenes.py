"""Where the forms of papers stand: one as far as a state, one with a scan, those that wait."""

from collections.abc import Callable

from domain.kinds.paper.builder import PaperState
from domain.kinds.paper.paper_kind import PaperKind
from sync_server.server import Server
from tests.builders.issuing import draft_about, paper_brought_to
from tests.builders.office import Inspection, a_picture, a_rich_visit
from tests.builders.pages import Browser
from tests.builders.paper_pages import sent_scan

Scene = Callable[[Server, Inspection, Browser], str]


def a_paper_at(state: PaperState, paper_kind: PaperKind = PaperKind.RECTIFICATION) -> Scene:
    """The page of a paper that a clerk drafted and that is as far as this."""

    def scene(server: Server, inspection: Inspection, _browser: Browser) -> str:
        visit = a_rich_visit(inspection, [])
        draft = draft_about(server, visit, paper_kind=paper_kind)
        return f"/papers/{paper_brought_to(server, state, draft)}"

    return scene


def a_scanned_paper(server: Server, inspection: Inspection, browser: Browser) -> str:
    """The page of a paper that is issued, with a scan."""
    page = a_paper_at(PaperState.ISSUED)(server, inspection, browser)
    assert sent_scan(browser, page, "签字件.png", a_picture()).status_code == 303
    return page


def waiting_papers(server: Server, inspection: Inspection, browser: Browser) -> str:
    """Where papers are signed together, with one that waits."""
    a_paper_at(PaperState.PENDING)(server, inspection, browser)
    return "/papers/signing/several"
