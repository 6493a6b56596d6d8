"""The public card of a unit (公示牌): who its inspector is, and how one reaches the office."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.clock import Clock, local_date
from domain.errors import NotFound
from domain.kinds.register.assignment import Responsibility
from domain.kinds.register.district import DistrictSet
from domain.register.in_use import is_in_use
from domain.register.school_kind import OFFICES, SchoolKind
from domain.trail.check_code import typed_code
from sync_server.data import register, register_snapshot
from sync_server.data.door.portraits import portraits
from sync_server.data.engine import Database, ReadingSession
from sync_server.data.tables import DistrictRow, SchoolRow
from sync_server.door.codes import DoorCodes

MATTERS = (
    "校务管理和制度执行",
    "招生、收费、择校",
    "课程开设和课堂教学",
    "学生学习、体育锻炼和课业负担",
    "教师师德和专业发展",
    "校园及周边安全，食堂、饮水和卫生",
    "学生交通安全和应急预案",
    "校风、教风、学风建设",
)
"""What a responsible inspector looks after (挂牌督导办法, the eight matters)."""


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a unit's card; ``called`` are its main inspectors, or else the assisting.

    They are the names by the accounts. ``pictured`` are the accounts of those with a photo.
    """

    district: str
    district_name: str
    school_id: str
    school: str
    school_kind: SchoolKind
    called: Mapping[str, str]
    pictured: Sequence[str]
    phone: str
    code: str

    @property
    def inspectors(self) -> Sequence[str]:
        """The inspectors' names."""
        return list(self.called.values())

    @property
    def title(self) -> str:
        """What the board at the gate is called: kindergartens have their own rules for it."""
        is_kindergarten = self.school_kind is SchoolKind.KINDERGARTEN
        return f"{'幼儿园' if is_kindergarten else '中小学校'}责任督学公示牌"


@dataclass(frozen=True, slots=True)
class Cards:
    """Finds cards: for the public by their codes, for the office by their units."""

    database: Database
    clock: Clock
    codes: DoorCodes

    def card(self, typed: str) -> Card:
        """The card of this code; NotFound for what is none, or of a unit that is closed."""
        wanted = typed_code(typed)
        for district, school_id in self._units() if wanted else ():
            if self.codes.of_card(district, school_id) == wanted:
                return self.of_unit(district, school_id)
        raise NotFound("There is no such card.", code="no_card")

    def of_unit(self, district: str, school_id: str) -> Card:
        """The unit's card; NotFound where the district has none such."""
        with self.database.session() as session:
            school = register.school(session, district, school_id)
            row = register.district(session, district)
            if school is None or row is None:
                raise NotFound("There is no such unit.", school=school_id)
            rows = register_snapshot.assigned(session.connection(), district, school_id)
            behind = _Behind.of(session, row, self._today)
        return self._card(behind, school, rows)

    def all_units(self, district: str) -> list[Card]:
        """The cards of all units in use, in the office's order; offices have no boards."""
        by_school: dict[str, list[Any]] = {}
        with self.database.session() as session:
            row = register.district(session, district)
            if row is None:
                return []
            for each in register_snapshot.assignments(session, district):
                by_school.setdefault(each.school_id, []).append(each)
            behind = _Behind.of(session, row, self._today)
            schools = register.schools(session, district)
        return [
            self._card(behind, each, by_school.get(each.school_id, ()))
            for each in schools
            if is_in_use(each, self._today) and SchoolKind(each.school_kind) not in OFFICES
        ]

    def inspectors(self, district: str, school_id: str) -> Sequence[str]:
        """The accounts of who is responsible for the unit today; of who assists where nobody is."""
        today = self._today
        with self.database.session() as session:
            rows = register_snapshot.assigned(session.connection(), district, school_id)
            people = register.people(session, district)
        active = {row.account for row in people if is_in_use(row, today)}
        return _holders(rows, active, today)

    @property
    def _today(self) -> str:
        return local_date(self.clock()).isoformat()

    def _card(self, behind: "_Behind", school: SchoolRow, rows: Iterable[Any]) -> Card:
        district = behind.district.district
        held = _holders(rows, behind.names.keys(), behind.today)
        return Card(
            district=district,
            district_name=behind.district.name,
            school_id=school.school_id,
            school=school.name,
            school_kind=SchoolKind(school.school_kind),
            called={each: behind.names[each] for each in held},
            pictured=[each for each in held if each in behind.pictured],
            phone=behind.phone,
            code=self.codes.of_card(district, school.school_id),
        )

    def _units(self) -> Iterator[tuple[str, str]]:
        """Every unit in use, of every district."""
        today = self._today
        with self.database.session() as session:
            for district in register_snapshot.districts(session):
                for row in register.schools(session, district):
                    if is_in_use(row, today):
                        yield district, row.school_id


@dataclass(frozen=True, slots=True)
class _Behind:
    """What all cards of a district share: who is active, by name, and of whom there is a photo."""

    district: DistrictRow
    phone: str
    names: Mapping[str, str]
    pictured: Collection[str]
    today: str

    @classmethod
    def of(cls, session: ReadingSession, district: DistrictRow, today: str) -> "_Behind":
        """What a district's cards share today."""
        people = register.people(session, district.district)
        return cls(
            district=district,
            phone=DistrictSet.model_validate_json(district.rules).phone,
            names={row.account: row.name for row in people if is_in_use(row, today)},
            pictured=portraits(session, district.district).keys(),
            today=today,
        )


def _holders(rows: Iterable[Any], active: Collection[str], today: str) -> list[str]:
    held = [row for row in rows if _holds(row, today) and row.account in active]
    main = [each for each in held if each.responsibility == Responsibility.MAIN]
    return list(dict.fromkeys(each.account for each in main or held))


def _holds(row: Any, today: str) -> bool:
    return bool(row.from_on <= today and (row.to_on is None or row.to_on >= today))
