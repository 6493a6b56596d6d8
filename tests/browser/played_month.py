"""A month of visits by the phones of many inspectors, and what it comes to, counted by hand."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from app.account.session import AccountSession
from app.sync.transport import HttpTransport
from app.visits.opening import opening_of
from domain.clock import local_date
from domain.kinds.visit.record import Method, NoteSection
from domain.place.presence import Fix
from tests.browser.sitting import OpenOffice
from tests.builders.messy_workbook import Unit, responsible
from tests.builders.one_clock import OneClock
from tests.builders.phone import FakeDevice, Handset

YEAR, MONTH = 2026, 5
# By whom the browser's visits are; everybody else's are played here.
BY_HAND = 0
_METHODS = (Method.DOCUMENTS, Method.MEETINGS, Method.TALKS, Method.QUESTIONNAIRES, Method.PATROLS)
_SAYS = {
    Method.DOCUMENTS: "资料份",
    Method.MEETINGS: "会议次",
    Method.TALKS: "座谈次",
    Method.QUESTIONNAIRES: "问卷份",
    Method.PATROLS: "巡视次",
    Method.LESSON_PLANS: "教案人次",
}


@dataclass(frozen=True, slots=True)
class Done:
    """One visit as it was made: where, when, by whom, and all that a month counts of it."""

    unit: Unit
    day: int
    leader: str
    companions: tuple[str, ...] = ()
    lessons: tuple[tuple[str, ...], ...] = ()
    counted: Mapping[str, int] = field(default_factory=dict)
    findings: int = 0
    hazards: int = 0
    photos: int = 0
    state: str = "待审"

    @property
    def fix(self) -> Fix:
        """A position in the school's yard."""
        return Fix(lat=self.unit.lat, lng=self.unit.lng, accuracy_m=9, age_s=2, source="gps")

    def has(self, name: str) -> bool:
        """Whether the person was there."""
        return name in (self.leader, *self.companions)


def planned() -> list[Done]:
    """What the others do in May: everybody is at each own school once, at some twice."""
    found = []
    names = list(responsible())
    for at, (name, schools) in enumerate(responsible().items()):
        if at == BY_HAND:
            continue
        for number, unit in enumerate(schools):
            found.append(_visit(unit, 4 + at + 2 * (number // 3), name, at * 5 + number))
    second = responsible()[names[2]][3]
    found.append(Done(second, 11, names[2], state="待审"))
    # The same school twice on one day; together with another; with whom it is asked of; and by
    # somebody of whom it is not.
    found.append(Done(responsible()[names[5]][0], 9, names[5]))
    found.append(_joint(responsible()[names[7]][1], 20, names[7], names[8]))
    found.append(Done(responsible()[names[9]][2], 21, names[10], (names[9],)))
    found.append(Done(responsible()[names[3]][1], 22, names[6]))
    return sorted(found, key=lambda each: each.day)


def _visit(unit: Unit, day: int, name: str, number: int) -> Done:
    counted = {_SAYS[method]: (number + at) % 4 for at, method in enumerate(_METHODS)}
    counted["教案人次"] = number % 3
    findings = 1 if number % 4 == 0 else 0
    hazards = findings if number % 8 == 0 else 0
    lessons = ((name,),) * (number % 3)
    return Done(unit, day, name, (), lessons, counted, findings, hazards)


def _joint(unit: Unit, day: int, leader: str, companion: str) -> Done:
    both = ((leader, companion), (companion,))
    return Done(unit, day, leader, (companion,), both, {"教案人次": 5})


@dataclass
class Colleagues:
    """The others with their phones."""

    office: OpenOffice
    folder: Path
    _signed_in: dict[str, AccountSession] = field(default_factory=dict)
    _open: list[Handset] = field(default_factory=list)
    _network: HttpTransport = field(default_factory=HttpTransport)

    def go(self, visits: Iterable[Done]) -> None:
        """Make the visits, each on its day, and bring them as soon as they are made."""
        for each in visits:
            clock = self.office.desk.clock
            day = date(YEAR, MONTH, each.day)
            if day > local_date(clock.now()):
                clock.go_to(day)
            session = self._signed_in[each.leader]
            record(session, each, clock, self.account)
            if problem := session.sync.run().problem:
                raise AssertionError(problem)

    def close(self) -> None:
        """Put the phones away."""
        for each in self._open:
            each.phone.close()
        self._network.close()

    def account(self, name: str) -> str:
        """The account of a person."""
        return self.office.desk.codes()[name][0]

    def sign_in(self) -> None:
        """Everybody who has schools, with the code of the import, while it is good."""
        for name in [*responsible()][BY_HAND + 1 :]:
            account, code = self.office.desk.codes()[name]
            device = FakeDevice(f"{name}的手机", self.office.desk.clock)
            handset = Handset(self.folder / account, device, self._network)
            handset.phone.accounts.enrol(self.office.url, account, code=code)
            self._open.append(handset)
            self._signed_in[name] = handset.phone.accounts.open(account)
            self._signed_in[name].sync.run()


def record(
    session: AccountSession, each: Done, clock: OneClock, account: Callable[[str], str]
) -> None:
    """Make the visit on the phone, and hand it in."""
    visits, here = session.visits, each.fix
    visit = visits.open_visit(each.unit.code, opening_of(session.workbook(), MONTH))
    if each.companions:
        visits.plan(visit, participants=[*map(account, each.companions)])
    visits.check_in(visit, here)
    clock.go_on(minutes=45)
    for period, observers in enumerate(each.lessons, start=1):
        told: dict[str, object] = {"period": period, "class_name": f"三（{period}）班"}
        told |= {"subject": "语文", "observers": tuple(map(account, observers))}
        visits.record_lesson(visit, None, told)
    for method, title in _SAYS.items():
        if each.counted.get(title):
            visits.record_count(visit, method, each.counted[title])
    for number in range(each.findings):
        text = f"{each.unit.name}{each.day}日查出第{number + 1}处：灭火器过期"
        fields = {"category": "safety", "text": text, "is_hazard": number < each.hazards}
        visits.raise_finding(visit, None, fields)
    visits.record_note(visit, NoteSection.FEEDBACK, f"已向{each.unit.name}当面反馈。")
    visits.check_out(visit, here)
    visits.submit(visit, has_no_problem=not each.findings)


def recount(visits: Iterable[Done], whose: list[Unit], name: str = "") -> dict[str, float]:
    """What the visits add up to for these schools, by the titles of the month's columns.

    With a ``name`` it is one person's row: the visits are those that the person led, and what
    is owed those of the schools the person holds; who accompanied counts as well.
    """
    visits = list(visits)
    led = [each for each in visits if not name or each.leader == name]
    joined = [each for each in visits if not name or each.has(name)]
    holders = {unit: holder for holder, units in responsible().items() for unit in units}
    # What a school is owed is done by whom it is asked of, and twice on one day is once.
    days = [
        len({each.day for each in visits if each.unit == unit and each.has(holders[unit])})
        for unit in whose
    ]
    row: dict[str, float] = {
        "责任校数": len(whose),
        "覆盖校数": len({each.unit for each in visits} & set(whose)),
        "应督导": sum(unit.due for unit in whose),
        "已完成": sum(min(unit.due, day) for unit, day in zip(whose, days, strict=True)),
        "督导次": len(led),
        "校次": len(led),
        "学校数": len({each.unit.code for each in led}),
        "督学人次": sum(1 + len(each.companions) for each in led),
        "参与次": len(joined),
        "听课节": sum(len(each.lessons) for each in led),
        "问题条": sum(each.findings for each in led),
        "隐患条": sum(each.hazards for each in led),
        "照片张": sum(each.photos for each in led),
    }
    heard = [people for each in visits for people in each.lessons]
    row["听课人节"] = sum(people.count(name) if name else len(people) for people in heard)
    for title in _SAYS.values():
        row[title] = sum(each.counted.get(title, 0) for each in led)
    for state in ("待审", "退回", "通过"):
        row[state] = sum(each.state == state for each in led)
    return row
