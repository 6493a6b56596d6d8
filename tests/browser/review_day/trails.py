"""New trails, each made by the phone's own code and brought over the wire; some of them odd."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from app.account.session import AccountSession
from app.sync.transport import HttpTransport
from app.visits.opening import opening_of
from domain.kinds.piece import TextPrivate
from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.record import NoteSection
from domain.kinds.visit.review import VisitApproved
from domain.kinds.visit.signature import Signer
from domain.trail.line import Tick
from domain.visit.visit import Visit
from sync_server.data.tables import VisitRow
from sync_server.ledger.append import OfficeEntry, OfficeWriting
from tests.browser.earlier import a_scene
from tests.browser.review_day.district import (
    ITEMS,
    Place,
    ReviewOffice,
    account_of,
    places,
)
from tests.builders.one_clock import OneClock
from tests.builders.phone import FakeDevice, Handset

WORDS = "课堂秩序良好教师备课充分学生参与积极食堂台账完整消防通道畅通建议加强巡查家校沟通作业分层"
STROKES = ((100, 400, 300, 200, 500, 600, 700, 300),)
STAY_MIN = 45
OUTSIDE_M = 1900
AHEAD = timedelta(minutes=47)
SMALL = (640, 480)


class Odd(StrEnum):
    """What is odd about a trail, by the word of the flag that tells of it."""

    NOTHING = ""
    CLOCK = "时钟不准"
    OUTSIDE = "到校在范围外"
    ALBUM = "相册照片"
    DUPLICATE = "重复照片"
    NOT_AS_SIGNED = "签名后改动"


SIX = (
    Odd.CLOCK,
    Odd.OUTSIDE,
    Odd.OUTSIDE,
    Odd.ALBUM,
    Odd.DUPLICATE,
    Odd.NOT_AS_SIGNED,
)


@dataclass
class AheadClock(OneClock):
    """The clock of a phone that is set wrong: the same ticks, another time."""

    right: OneClock = field(default_factory=OneClock)

    def now(self) -> datetime:
        """The time it was set to."""
        return self.right.now() + AHEAD

    def tick(self) -> Tick:
        """The milliseconds are those of every phone here."""
        return self.right.tick()


@dataclass
class Trail:
    """One visit that is made: by whom, where, and what is odd about it."""

    number: int
    odd: Odd
    place: Place
    handset: Handset
    session: AccountSession
    visit: str = ""

    @property
    def has_finding(self) -> bool:
        """Whether something was found: on every fifth."""
        return self.number % 5 == 0


@dataclass
class Inspectors:
    """The inspectors with their phones."""

    office: ReviewOffice
    network: HttpTransport = field(default_factory=HttpTransport)
    open: list[Handset] = field(default_factory=list)

    def with_phone(self, number: int, odd: Odd = Odd.NOTHING) -> Trail:
        """One of them, signed in with a code and about to begin."""
        office, account = self.office, account_of(number)
        clock = AheadClock(right=office.clock) if odd is Odd.CLOCK else office.clock
        device = FakeDevice(f"手机{number + 1}", clock)
        handset = Handset(office.folder / account, device, self.network)
        self.open.append(handset)
        code = office.server.accounts.issue_code(account)
        handset.phone.accounts.enrol(office.url, account, code=code)
        session = handset.phone.accounts.open(account)
        bring(session)
        return Trail(number, odd, places()[number], handset, session)

    def make(self, trails: Sequence[Trail], later: Trail | None = None) -> None:
        """Let all of them make their visits at the same time, and bring them in turn.

        The one that comes ``later`` stays on its phone.
        """
        for each in trails:
            self._arrive(each)
        self.office.clock.go_on(minutes=STAY_MIN)
        for each in trails:
            _leave(each)
            if each is not later:
                bring(each.session)

    def _arrive(self, trail: Trail) -> None:
        visits, place = trail.session.visits, trail.place
        opening = opening_of(trail.session.workbook(), 5)
        trail.visit = visits.open_visit(place.school_id, opening)
        fix = place.fix(OUTSIDE_M if trail.odd is Odd.OUTSIDE else 0)
        visits.check_in(trail.visit, fix)
        for at in range(len(ITEMS)):
            visits.record_answer(trail.visit, f"i{at}", "yes")
        source = PhotoSource.ALBUM if trail.odd is Odd.ALBUM else PhotoSource.CAMERA
        scene = 0 if trail.odd is Odd.DUPLICATE else trail.number + 1
        visits.take_photo(trail.visit, a_scene(scene, SMALL), source, fix)
        text = "".join(self.office.rough.choices(WORDS, k=60))
        visits.record_note(trail.visit, NoteSection.RECORD, f"{text}。")

    def close(self) -> None:
        """Put the phones away."""
        for each in self.open:
            each.phone.close()
        self.network.close()


def _leave(trail: Trail) -> None:
    visits, place = trail.session.visits, trail.place
    if trail.has_finding:
        finding = {"category": "safety", "text": f"{place.name}灭火器压力不足"}
        visits.raise_finding(trail.visit, None, finding)
    for signer, name in ((Signer.INSPECTOR, "督学本人"), (Signer.SCHOOL_HEAD, "校长")):
        visits.sign(trail.visit, signer, name, STROKES)
    if trail.odd is Odd.NOT_AS_SIGNED:
        visits.record_note(trail.visit, NoteSection.HIGHLIGHT, "校长签过以后才写的一句。")
    visits.check_out(trail.visit, place.fix())
    visits.submit(trail.visit, has_no_problem=not trail.has_finding)


def bring(session: AccountSession) -> None:
    """Sync; AssertionError where something does not arrive."""
    if problem := session.sync.run().problem:
        raise AssertionError(problem)


def an_earlier_visit(inspectors: Inspectors, number: int) -> Trail:
    """A visit whose photo somebody uses again."""
    trail = inspectors.with_phone(number, Odd.DUPLICATE)
    inspectors.make([trail])
    return trail


def approved_before(office: ReviewOffice, account: str, trail: Trail) -> None:
    """The office has approved this one already."""
    with office.server.database.session() as session:
        row = session.get_one(VisitRow, trail.visit)
    version = Visit.model_validate_json(row.folded).version
    said = OfficeEntry(VisitApproved(version=version), TextPrivate(), trail.visit, version)
    office.server.committer.submit_office(OfficeWriting(account, [said])).result(10)


def new_trails(inspectors: Inspectors, count: int, twin: Trail) -> list[Trail]:
    """So many new trails of different inspectors, six of them odd, in an order of the seed.

    The twin is at one of the plain ones at the same time, and brings its own later.
    """
    odd = [*SIX, *(Odd.NOTHING,) * (count - len(SIX))]
    inspectors.office.rough.shuffle(odd)
    trails = [inspectors.with_phone(at, each) for at, each in enumerate(odd)]
    twin.place = next(of(trails, Odd.NOTHING)).place
    inspectors.make([*trails, twin], later=twin)
    return trails


def of(trails: Iterable[Trail], odd: Odd) -> Iterator[Trail]:
    """The trails with this oddity."""
    return (each for each in trails if each.odd is odd)
