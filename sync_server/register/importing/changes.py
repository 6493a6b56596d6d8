"""What an import would change: each thing as it will stand, and whether it is new."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.kinds.campaign.plan import CampaignSet
from domain.kinds.finding.entering import EnteredPrivate, FindingEntered
from domain.kinds.kind import FINDING, called
from domain.kinds.office.news import NewsPrivate, NewsRecorded
from domain.kinds.piece import Body, Private
from domain.kinds.register.assignment import AssignmentSet
from domain.kinds.register.calendar import CalendarSet
from domain.kinds.register.indicator import IndicatorSet, indicator_code
from domain.kinds.register.person import PersonSet
from domain.kinds.register.school import SchoolSet
from domain.kinds.register.zone import ZoneSet
from domain.spelling import key_of
from sync_server.data.subjects import Called
from sync_server.ledger.append import NEW, OfficeEntry
from sync_server.register.carried_over import CarriedOver, NotThereYet
from sync_server.register.importing.faults import Fault, Faults, Place
from sync_server.register.importing.register import Person, Register
from sync_server.register.importing.sheets import Row

SHEET_ZONES, SHEET_SCHOOLS = "片区", "学校"
SHEET_PEOPLE, SHEET_ASSIGNMENTS = "督学", "分工"
SHEET_CAMPAIGNS, SHEET_CALENDAR = "专项", "校历"
SHEET_CONDITIONS = "办学条件"
SHEET_CARRIED = "期初问题"
SHEET_NEWS = "信息报送"
SHEET_GUIDE = "填写说明"
IN_ORDER = (
    SHEET_ZONES,
    SHEET_SCHOOLS,
    SHEET_PEOPLE,
    SHEET_ASSIGNMENTS,
    SHEET_CAMPAIGNS,
    SHEET_CALENDAR,
    SHEET_CONDITIONS,
    SHEET_CARRIED,
    SHEET_NEWS,
)
"""What is referred to comes before what refers to it."""

Thing = tuple[str, str]
"""A thing of the register by its noun and code."""
Content = tuple[Body, Private | None]
"""What an entry says of a thing."""


@dataclass(frozen=True, slots=True)
class ReportedNews:
    """A piece of news as an import has it."""

    body: NewsRecorded
    private: NewsPrivate


State = Body | Person | CarriedOver | ReportedNews
"""How a thing of the register stands, or what is carried over into it."""
NOT_THERE = Called(NEW, -1)


def thing_of(body: Body) -> Thing:
    """Which thing of the register a body sets; a finding that is carried over is its own."""
    if isinstance(body, FindingEntered):
        return FINDING, body.finding_id
    return called(body) or ("", "")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is added or changed, in words, with the entry that says so.

    ``stood`` is how the thing stood when the plan was made, ``before`` what was said of it then
    (None: it is new), ``place`` the sheet and row that say it.
    """

    sheet: str
    name: str
    is_new: bool
    content: Content
    stood: Called
    place: tuple[str, int]
    before: Content | None = None

    @property
    def thing(self) -> Thing:
        """Which thing it sets."""
        return thing_of(self.content[0])

    @property
    def needs(self) -> tuple[Thing, ...]:
        """The other things of the register that it says something of."""
        match self.content[0]:
            case SchoolSet() | PersonSet() as body:
                return (("zone", body.zone),) if body.zone else ()
            case AssignmentSet() as body:
                return ("school", body.school_id), ("person", body.account)
            case IndicatorSet() | FindingEntered() as body:
                return (("school", body.school_id),)
            case CampaignSet() as body:
                schools = (("school", each) for each in body.all_units)
                return (*schools, *(("person", each) for each in body.people))
        return ()

    @property
    def overtaken(self) -> tuple[str, str]:
        """In words that somebody was faster, and what was done about it."""
        if isinstance(self.content[0], FindingEntered):
            return "在看过以后有人导入过，或文号已经用掉", "没有重复导入"
        return "在看过以后有人改过", "没有覆盖"

    def entry(self, place: int) -> OfficeEntry:
        """What is written of it, as one of several, at this place."""
        body, private = self.content
        requires = None
        if isinstance(body, FindingEntered) and isinstance(private, EnteredPrivate):
            requires = NotThereYet(body.school_id, body.finding_id, private.number, place)
        return OfficeEntry(body, private, expects=self.stood.version, requires=requires)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What the file would do: nothing when it has faults, for then nothing is imported.

    ``changes`` come in an order in which what is referred to comes first. ``unchanged`` counts,
    by sheet, what already stands as the file says. ``people`` are the names of all accounts
    that the file is about. ``doubts`` are what may be meant otherwise: somebody must say that it
    is meant so. ``unread`` says in sentences what of the file was not read. ``file`` is its
    SHA-256, ``read_at`` how long the log was when the register was read for it.
    """

    changes: Sequence[Change]
    unchanged: Mapping[str, int]
    faults: Sequence[Fault]
    doubts: Sequence[Fault]
    unread: Sequence[str]
    people: Mapping[str, str]
    file: str
    read_at: int

    def count(self, sheet: str, is_new: bool) -> int:
        """How many things of a sheet are added (or changed)."""
        return sum(each.sheet == sheet and each.is_new is is_new for each in self.changes)


@dataclass(slots=True)
class ImportDraft:
    """The register as the rows read so far make it, and the changes on the way.

    ``place`` is the sheet and row that is being read. ``unsure`` are the sheets that could not
    be read as a whole.
    """

    register: Register
    people: dict[str, str] = field(default_factory=dict)
    place: tuple[str, int] = ("", 0)
    doubts: Faults = field(default_factory=Faults)
    unsure: set[str] = field(default_factory=set)
    _faulty: set[tuple[str, str]] = field(default_factory=set)
    _changes: dict[tuple[str, str], Change] = field(default_factory=dict)
    _stood: dict[tuple[str, str], State | None] = field(default_factory=dict)
    _places: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)

    def at(self, row: Row) -> None:
        """Go on to this row: what is set from here on, it says."""
        self.place = (row.sheet, row.number)

    def doubt(self, problem: str, remedy: str) -> None:
        """Somebody must confirm that what the row says is meant so."""
        self.doubts.add(Place(*self.place), problem, remedy)

    def note_faulty(self, sheet: str, *names: str) -> None:
        """A row that has a fault is about what is called so."""
        self._faulty.update((sheet, key_of(name)) for name in names if name)

    def is_faulty(self, sheet: str, name: str) -> bool:
        """Whether something called so is missing because of a fault that is listed already."""
        return sheet in self.unsure or (sheet, key_of(name)) in self._faulty

    def stood(self, sheet: str, code: str) -> object:
        """How a thing that the rows are about stood before; None where it is new."""
        return self._stood.get((sheet, code))

    def place_of(self, sheet: str, code: str) -> tuple[str, int] | None:
        """The sheet and row that last said how a thing stands; None where no row is about it."""
        return self._places.get((sheet, code))

    def is_changed(self, sheet: str, code: str) -> bool:
        """Whether the rows add the thing or change it."""
        return (sheet, code) in self._changes

    @property
    def in_order(self) -> tuple[Change, ...]:
        """The changes, what is referred to before what refers to it."""
        return tuple(sorted(self._changes.values(), key=lambda each: IN_ORDER.index(each.sheet)))

    @property
    def unchanged(self) -> dict[str, int]:
        """How many things of each sheet stand already as the rows say."""
        return dict(Counter(key[0] for key in self._stood if key not in self._changes))

    def set_zone(self, zone: ZoneSet) -> None:
        """The zone stands so from now on."""
        known = self.register.zones.get(zone.zone)
        self.register.zones[zone.zone] = zone
        self._note((SHEET_ZONES, zone.zone), zone.name, (known, zone))

    def set_school(self, school: SchoolSet) -> None:
        """The school stands so from now on."""
        known = self.register.schools.get(school.school_id)
        self.register.schools[school.school_id] = school
        key = (SHEET_SCHOOLS, school.school_id)
        self._note(key, school.name, (known, school))

    def set_person(self, person: Person) -> None:
        """The person stands so from now on."""
        account = person.body.account
        known = self.register.people.get(account)
        self.register.people[account] = person
        self.people[account] = person.name
        self._note((SHEET_PEOPLE, account), person.name, (known, person))

    def set_assignment(self, assignment: AssignmentSet, name: str) -> None:
        """The assignment stands so from now on."""
        key = (assignment.school_id, assignment.account, assignment.from_on)
        known = self.register.assignments.get(key)
        self.register.assignments[key] = assignment
        named = (SHEET_ASSIGNMENTS, "/".join(key))
        self._note(named, name, (known, assignment))

    def set_campaign(self, campaign: CampaignSet) -> None:
        """The campaign stands so from now on."""
        known = self.register.campaigns.get(campaign.campaign_id)
        self.register.campaigns[campaign.campaign_id] = campaign
        key = (SHEET_CAMPAIGNS, campaign.campaign_id)
        self._note(key, campaign.title, (known, campaign))

    def set_calendar(self, line: CalendarSet) -> None:
        """The line of the calendar stands so from now on."""
        known = self.register.calendar.get(line.calendar_id)
        self.register.calendar[line.calendar_id] = line
        self._note((SHEET_CALENDAR, line.calendar_id), line.name, (known, line))

    def set_indicator(self, stated: IndicatorSet, name: str) -> None:
        """What a school has in a year stands so from now on."""
        code = indicator_code(stated.school_id, stated.year)
        known = self.register.indicators.get(code)
        self.register.indicators[code] = stated
        self._note((SHEET_CONDITIONS, code), name, (known, stated))

    def set_carried(self, carried: CarriedOver, name: str) -> None:
        """The finding is carried over; one that was so already stays as it was."""
        code = carried.body.finding_id
        known = carried if code in self.register.carried else None
        self._note((SHEET_CARRIED, code), name, (known, carried))

    def set_news(self, news: ReportedNews, title: str) -> None:
        """The news was sent; what is there already stays as it was."""
        code = news.body.news_id
        known = news if code in self.register.news.values() else None
        self._note((SHEET_NEWS, code), title, (known, news))

    def _note(self, key: tuple[str, str], name: str, states: tuple[State | None, State]) -> None:
        """What several rows say of one thing is one change, or none where it stood so before."""
        before, after = states
        self._places[key] = self.place
        stood = self._stood.setdefault(key, before)
        if after == stood:
            self._changes.pop(key, None)
            return
        content = _said_of(after)
        stands = self.register.called.get(thing_of(content[0]), NOT_THERE)
        was = None if stood is None else _said_of(stood)
        self._changes[key] = Change(key[0], name, was is None, content, stands, self.place, was)


def _said_of(state: State) -> Content:
    """What an entry says of a thing that stands so."""
    if isinstance(state, Person | CarriedOver | ReportedNews):
        return state.body, state.private
    return state, None
