"""A finding's whole way between phone and office: what either does, the other reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from app.account.session import AccountSession
from app.ui.texts.finding_story import story
from app.visits.photos.acts import Belonging
from domain.clock import local_date
from domain.findings.state import FindingState, Missing
from domain.kinds.finding.feedback import FeedbackManner
from domain.kinds.paper.builder import PaperState
from domain.kinds.visit.photo import PhotoSource
from domain.wire.workbook import WorkbookFinding
from sync_server.access.viewer import Viewer
from sync_server.data.accounts import PersonFacts
from sync_server.office.commands import Office, SeenHazard
from sync_server.office.findings import FindingCommands, GivenReply
from sync_server.projection.rebuild import rebuild
from sync_server.review.finding_page import FindingPage, FindingPages
from tests.app.visits.test_photo_acts import DATA
from tests.builders.courses import seen_course
from tests.builders.handset import NOON
from tests.builders.issuing import draft_about, paper_brought_to
from tests.builders.office import a_picture
from tests.builders.phone import AT_SCHOOL, Handset
from tests.builders.real_server import Running
from tests.builders.server import version_of

TODAY = local_date(NOON)
LI = "li.zhuren"
FENCE = {"category": "safety", "text": "围墙开裂", "due_on": "2026-06-01"}

pytestmark = pytest.mark.usefixtures("font")


@dataclass
class Case:
    """One finding, with the phone that raised it and the office that goes on with it."""

    office: Running
    phone: AccountSession
    visit: str

    @property
    def commands(self) -> FindingCommands:
        """The office's verbs about findings."""
        return FindingCommands(Office(self.office.server.database, self.office.server.committer))

    @contextmanager
    def at_office(self) -> Iterator[FindingCommands]:
        """Something is done there; then the phone syncs."""
        yield self.commands
        self.sync()

    def sync(self) -> None:
        """The phone syncs without a problem."""
        assert self.phone.sync.run().problem is None

    @property
    def seen(self):
        """The finding as the office has it before it now."""
        return seen_course(self.office.server.database, self.visit, "f1")

    @property
    def known(self) -> WorkbookFinding:
        """The finding as the phone knows it."""
        return self.phone.visits.visit(self.visit).own["f1"]

    @property
    def page(self) -> FindingPage:
        """The finding's page at the office."""
        server = self.office.server
        viewer = Viewer(PersonFacts(LI, "李主任", "supervisor", "wanshan", "", None))
        pages = FindingPages(server.database, server.clock)
        return pages.page(viewer, pages.subject_of(viewer, self.visit, "f1"))

    def look(self, **said: object) -> None:
        """Chen comes back for this finding alone, and hands in what she saw."""
        visits = self.phone.visits
        again = visits.begin_follow_up("school-1", TODAY)
        visits.check_in(again, AT_SCHOOL)
        visits.record_follow_up(again, "f1", said)
        visits.submit_follow_up(again)
        self.sync()


@pytest.fixture
def begin(office: Running, handset: Handset, phone: AccountSession):
    """What begins a case: a submitted visit that raised the finding, with photos of it."""
    handset.device.clock.at = NOON

    def begun(*photos: bool, **fields: object) -> Case:
        visits = phone.visits
        phone.sync.run()
        visit = visits.open_visit("school-1")
        visits.check_in(visit, AT_SCHOOL)
        visits.raise_finding(visit, "f1", {**FENCE, **fields})
        for number, is_after in enumerate(photos):
            data = DATA if not number else a_picture("改后")
            belonging = Belonging(finding_id="f1", is_after=is_after)
            visits.take_photo(visit, data, PhotoSource.CAMERA, AT_SCHOOL, belonging)
        visits.submit(visit)
        case = Case(office, phone, visit)
        case.sync()
        return case

    return begun


def test_measure_reply_and_time_arrive_with_the_next_sync_in_the_words_of_the_office(begin):
    case = begin(False)
    draft = draft_about(case.office.server, case.visit, due_on="2026-05-29")
    with case.at_office() as office:
        office.feed_back(LI, case.seen, TODAY, FeedbackManner.MEETING, "罗校长")
        paper_brought_to(case.office.server, PaperState.ISSUED, draft)
    assert case.known.state is FindingState.NOTICED
    with case.at_office() as office:
        office.set_measure(LI, case.seen, "拆除重砌", "罗校长", date(2026, 5, 25))
        office.decide_extension(LI, case.seen, date(2026, 6, 10), "雨季")
        office.reply(LI, case.seen, GivenReply(TODAY, True, "已重砌", "罗校长"))
    known, page = case.known, case.page
    assert (known.state, page.state) == (FindingState.REPLIED, FindingState.REPLIED)
    assert (known.deadline, page.deadline) == ("2026-06-10", "2026-06-10")
    words = {line.word for line in story(known)}
    assert {"整改通知书", "整改措施", "同意延期到 2026-06-10", "报称已整改"} < words
    told = {line.word.removesuffix("（督导室代填）") for line in page.story}
    assert words - {"已反馈"} <= told
    assert known.measure is not None
    assert known.measure.set_on == TODAY.isoformat()


def test_look_that_finds_it_not_put_right_sets_a_new_day_and_one_that_does_proposes_closing(begin):
    case = begin(False)
    with case.at_office() as office:
        office.feed_back(LI, case.seen, TODAY, FeedbackManner.MEETING, "罗校长")
        office.set_measure(LI, case.seen, "拆除重砌", "罗校长", date(2026, 5, 25))
    case.look(conclusion="partly", text="砌了一半", due_on="2026-06-20")
    assert (case.known.state, case.known.deadline) == (FindingState.RECTIFYING, "2026-06-20")
    assert case.page.deadline == "2026-06-20"
    case.look(conclusion="rectified", text="砌好了", due_on="2026-06-20")
    assert [case.page.state, case.known.state] == [FindingState.CHECKED] * 2
    with case.at_office() as office:
        office.close(LI, [case.seen])
    assert case.known.state is FindingState.CLOSED
    assert [line.word for line in story(case.known)][-1] == "销号"
    again = case.phone.visits.open_visit("school-1")
    assert case.phone.visits.visit(again).to_follow == ()


def test_on_one_day_reply_and_look_count_in_the_order_in_which_they_were_made(begin, handset):
    case = begin(False)
    clock = case.office.clock
    with case.at_office() as office:
        office.reply(LI, case.seen, GivenReply(TODAY, True, "已重砌", "罗校长"))
    assert case.known.state is FindingState.REPLIED
    handset.device.clock.at = NOON + timedelta(hours=1)
    case.look(conclusion="partly", text="还差一段")
    assert [case.page.state, case.known.state] == [FindingState.RECTIFYING] * 2
    clock.move(hours=2)
    with case.at_office() as office:
        office.reply(LI, case.seen, GivenReply(TODAY, True, "补砌好了", "罗校长"))
    assert [case.page.state, case.known.state] == [FindingState.REPLIED] * 2
    assert rebuild(case.office.server.database) == {}


def test_phone_is_told_that_the_office_has_seen_its_hazard(begin):
    case = begin(is_hazard=True)
    assert not case.known.is_seen
    server = case.office.server
    seen = SeenHazard(case.visit, version_of(server.database, case.visit), "f1")
    Office(server.database, server.committer).see_hazard(LI, seen)
    case.sync()
    assert case.known.is_seen


def test_what_was_put_right_on_the_spot_is_closed_by_its_photo_and_feedback_alone(begin):
    bare = begin(False, is_fixed_on_spot=True)
    assert Missing.AFTER_PHOTO in bare.page.missing
    case = begin(False, True, is_fixed_on_spot=True)
    with case.at_office() as office:
        office.feed_back(LI, case.seen, TODAY, FeedbackManner.ON_THE_SPOT, "罗校长")
    assert case.page.missing == ()
    photos = case.phone.visits.visit(case.visit).visit.photos.values()
    before, after = (each.sha256 for each in photos)
    assert (case.page.before, case.page.after) == ((before,), (after,))
    assert case.known.state is FindingState.CHECKED


def test_whose_it_is_reaches_the_office(begin):
    case = begin(owner="township", owner_name="和平街道办事处")
    assert case.page.owner == "和平街道办事处"
