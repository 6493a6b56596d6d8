"""The papers that wait to be signed, and which of them the viewer can sign with others."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.clock import Clock, local_date
from domain.kinds.paper.builder import Paper, PaperState
from domain.paper.numbers import numbering_of
from domain.words.values import label
from sync_server.access.viewer import Viewer
from sync_server.data.engine import Database
from sync_server.data.papers.listing import PaperFilter
from sync_server.data.papers.rows import district_name, signatories
from sync_server.review.paging import FIRST
from sync_server.review.paper_listing import ListedPaper, PaperListings, Units

NUMBER_IS_TYPED = "文号要手工填写，请打开单独签发"
MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class PaperToSign:
    """A paper that waits; ``refusal`` says why the viewer cannot sign it with others."""

    listed: ListedPaper
    paper: Paper
    refusal: str

    @property
    def ticked(self) -> str:
        """What the page remembers of it: the paper and the version in which it was seen."""
        return f"{self.paper.paper_id}:{self.paper.version}"


@dataclass(frozen=True, slots=True)
class ToSign:
    """The newest of ``total`` papers that wait."""

    papers: Sequence[PaperToSign]
    total: int


@dataclass(frozen=True, slots=True)
class SigningList:
    """Finds them within the viewer's district."""

    database: Database
    clock: Clock
    listings: PaperListings

    def waiting(self, viewer: Viewer) -> ToSign:
        """What waits; NotAllowed for whoever signs no papers."""
        viewer.require_review()
        wanted = PaperFilter(district="", state=PaperState.PENDING.value)
        found = self.listings.found(viewer, wanted, Units())
        today = local_date(self.clock()).isoformat()
        with self.database.session() as session:
            signing = signatories(session.connection(), viewer.district)
            name = district_name(session.connection(), viewer.district)

        def refusal(paper: Paper) -> str:
            said = signing.refusal(viewer.account, viewer.role, paper.drafted.account, today)
            if said is not None:
                return label(said)
            is_typed = numbering_of(signing.rule, paper.paper_kind, name).is_typed
            return NUMBER_IS_TYPED if is_typed else ""

        papers = [
            (each, Paper.model_validate_json(each.row.folded))
            for each in found.read(FIRST, MOST_AT_ONCE)
        ]
        rows = [PaperToSign(each, paper, refusal(paper)) for each, paper in papers]
        return ToSign(rows, found.total)
