"""The public card of a unit (公示牌): who its inspector is, and how one reaches the office."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from domain.clock import Clock, local_date
from domain.errors import NotFound
from domain.kinds.register.assignment import Responsibility
from domain.kinds.register.district import DistrictSet
from domain.register.in_use import is_in_use
from domain.register.school_kind import SchoolKind
from domain.trail.check_code import typed_code
from sync_server.data import register, register_snapshot
from sync_server.data.engine import Database
from sync_server.door.codes import DoorCodes
from sync_server.register.names import names

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
    """What stands on a unit's card; ``inspectors`` are its main ones, or else the assisting."""

    district: str
    district_name: str
    school_id: str
    school: str
    school_kind: SchoolKind
    inspectors: Sequence[str]
    phone: str
    code: str

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
        rules = DistrictSet.model_validate_json(row.rules)
        known = names(self.database, district)
        return Card(
            district=district,
            district_name=row.name,
            school_id=school_id,
            school=school.name,
            school_kind=SchoolKind(school.school_kind),
            inspectors=[known.person(each) for each in self.inspectors(district, school_id)],
            phone=rules.phone,
            code=self.codes.of_card(district, school_id),
        )

    def inspectors(self, district: str, school_id: str) -> Sequence[str]:
        """The accounts of who is responsible for the unit today; of who assists where nobody is."""
        today = local_date(self.clock()).isoformat()
        with self.database.session() as session:
            rows = register_snapshot.assigned(session.connection(), district, school_id)
            active = {
                row.account for row in register.people(session, district) if is_in_use(row, today)
            }
        held = [row for row in rows if _holds(row, today) and row.account in active]
        main = [each for each in held if each.responsibility == Responsibility.MAIN]
        return list(dict.fromkeys(each.account for each in main or held))

    def _units(self) -> Iterator[tuple[str, str]]:
        """Every unit in use, of every district."""
        today = local_date(self.clock()).isoformat()
        with self.database.session() as session:
            for district in register_snapshot.districts(session):
                for row in register.schools(session, district):
                    if is_in_use(row, today):
                        yield district, row.school_id


def _holds(row: Any, today: str) -> bool:
    return bool(row.from_on <= today and (row.to_on is None or row.to_on >= today))
