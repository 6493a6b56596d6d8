"""From register entries to the register's tables, one entry after the other in log order."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pypinyin import Style, lazy_pinyin

from domain.clock import month_of
from domain.kinds import KINDS
from domain.kinds.author import Author
from domain.kinds.folding import version_after
from domain.kinds.kind import may_set
from domain.kinds.office.activity import ActivityRecorded, TrainingRecorded
from domain.kinds.office.campaign import CampaignSet
from domain.kinds.office.policy import PolicyRead, PolicySet
from domain.kinds.office.series import SeriesSet
from domain.kinds.piece import Body, Private
from domain.kinds.reading import Reading
from domain.kinds.register.assignment import AssignmentSet
from domain.kinds.register.checklist import ChecklistSet
from domain.kinds.register.district import DistrictSet
from domain.kinds.register.person import PersonPrivate, PersonSet
from domain.kinds.register.school import SchoolSet
from domain.kinds.register.theme import ThemeSet
from domain.kinds.register.zone import ZoneSet
from domain.trail.line import Line
from domain.visit.assessment import Limits
from sync_server.data import projection
from sync_server.data.engine import Transaction
from sync_server.data.subjects import subject_called
from sync_server.data.upsert import delete_rows, upsert
from sync_server.projection.chain_book import SERVER_ACCOUNT
from sync_server.projection.policy_rows import policy_read_row, policy_row

Columns = dict[str, Any]


def plain(text: str) -> str:
    """The text as every database can keep it: PostgreSQL's texts hold no NUL."""
    return text.replace("\x00", "\ufffd")


def initials(name: str) -> str:
    """The pinyin initials by which a school is looked up, lower case: 实验小学 is ``syxx``."""
    return plain("".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower())


@dataclass
class RegisterProjector:
    """Collects what register entries set, and writes it at once.

    ``schools`` and ``districts`` tell whose visits must be judged anew.
    """

    transaction: Transaction
    schools: set[tuple[str, str]] = field(default_factory=set)
    districts: set[str] = field(default_factory=set)
    marks: dict[tuple[str, str], int] = field(default_factory=dict)
    _rows: dict[str, dict[tuple[Any, ...], Columns | None]] = field(default_factory=dict)
    _things: dict[tuple[str, str, str], Columns | None] = field(default_factory=dict)

    def take(self, position: int, reading: Reading, author: Author | None) -> None:
        """Go on by one entry; what has no say in the register changes nothing."""
        body = reading.body
        if body is None or author is None or not may_set(body.kind, author):
            return
        if isinstance(body, PolicyRead):
            self._note_reading(position, reading, author)
            return
        setter = _SETTERS.get(body.kind)
        if setter is None or not self._is_its_subject(reading.line, author.district, body):
            return
        private = reading.private or body.private()
        if setter(self, author.district, body, private):
            self._count(position, reading.line, author.district, body)
            self.marks[author.district, projection.EVERYBODY] = position

    def _is_its_subject(self, line: Line, district: str, body: Body) -> bool:
        """Whether the entry opens the thing of its code, or is about the one that has it."""
        row = self._thing(district, *code_of(body))
        return line.header.subject == (row["subject"] if row else None)

    def _thing(self, district: str, noun: str, code: str) -> Columns | None:
        """The row of ``subject`` of the thing with this code, as it stands here."""
        key = (district, noun, code)
        if key not in self._things:
            self._things[key] = subject_called(self.transaction.tables, *key)
        return self._things[key]

    def _count(self, position: int, line: Line, district: str, body: Body) -> None:
        noun, code = code_of(body)
        before = self._thing(district, noun, code)
        row = {
            "subject": line.subject,
            "noun": noun,
            "district": district,
            "code": code,
            "tip": line.id,
            "version": version_after(before["version"] if before else "", line.id),
            "position": position,
        }
        self._things[district, noun, code] = row
        self.put("subject", row)

    def _note_reading(self, position: int, reading: Reading, author: Author) -> None:
        """Somebody read a paper: it concerns nobody's workbook but their own."""
        columns = policy_read_row(position, reading, author)
        self.put("policy_read", columns)
        self.marks[author.district, author.account] = position

    def keep(self) -> None:
        """Write the rows."""
        self._leave_out_what_stays()
        for table, rows in self._rows.items():
            kept = [row for row in rows.values() if row is not None]
            gone = [
                dict(zip(_KEYS[table], key, strict=True))
                for key, row in rows.items()
                if row is None
            ]
            upsert(self.transaction.tables, table, kept)
            delete_rows(self.transaction.tables, table, gone)
        projection.raise_marks(self.transaction.tables, self.marks)
        self._rows.clear()
        self.marks.clear()

    def _leave_out_what_stays(self) -> None:
        """Keep in ``schools`` and ``districts`` only those of which visits depend on a change."""
        known = projection.facts_of_schools(self.transaction.tables, self.schools)
        rows = self._rows.get("school", {})
        self.schools = {
            school
            for school in self.schools
            if (row := rows[school]) is None
            or known.get(school) != (row["zone"], row["lat"] is not None)
        }
        rules = projection.district_rules(self.transaction.tables, self.districts)
        rows = self._rows.get("district", {})
        self.districts = {
            district
            for district in self.districts
            if (row := rows[district,]) is None
            or limits_of(rules.get(district)) != limits_of(row["rules"])
        }

    def put(self, table: str, columns: Columns, *, is_there: bool = True) -> bool:
        """The row as it stands from here on, or that it is gone."""
        key = tuple(columns[name] for name in _KEYS[table])
        self._rows.setdefault(table, {})[key] = columns if is_there else None
        return True

    def district_of(self, account: str) -> str | None:
        """The district an account belongs to so far; it stays in the one that first set it."""
        row = self._rows.get("person", {}).get((account,))
        if row is not None:
            return str(row["district"])
        found = projection.person(self.transaction.tables, account)
        return None if found is None else str(found.district)


def limits_of(rules: str | None) -> Limits:
    """What visits are measured by, with the district's rules or before it has any."""
    if rules is None:
        return Limits()
    body = DistrictSet.model_validate_json(rules)
    return Limits(body.late_after_h, body.short_dwell_min)


def code_of(body: Body) -> tuple[str, str]:
    """The noun and code of the thing of the register that a body sets."""
    kind = KINDS[body.kind]
    if kind.subject is None or kind.code is None:
        raise ValueError(f"{body.kind} sets nothing of the register")
    return kind.subject, kind.code(body)


_KEYS = {
    "subject": ("subject",),
    "district": ("district",),
    "zone": ("district", "zone"),
    "school": ("district", "school_id"),
    "person": ("account",),
    "assignment": ("district", "school_id", "account", "from_on"),
    "theme": ("district", "theme_id"),
    "checklist": ("district", "checklist_id", "version"),
    "campaign": ("district", "campaign_id"),
    "policy": ("district", "policy_id", "part"),
    "policy_read": ("district", "policy_id", "account"),
    "activity": ("district", "activity_id"),
    "number_series": ("district", "series"),
}

Setter = Callable[[RegisterProjector, str, Any, Any], bool]


def _district(register: RegisterProjector, district: str, body: DistrictSet, _: Private) -> bool:
    if body.district != district:
        return False
    register.districts.add(district)
    rules = body.model_dump_json()
    return register.put(
        "district", {"district": district, "name": plain(body.name), "rules": rules}
    )


def _zone(register: RegisterProjector, district: str, body: ZoneSet, _: Private) -> bool:
    columns = {**body.model_dump(), "district": district, "name": plain(body.name)}
    return register.put("zone", columns)


def _school(register: RegisterProjector, district: str, body: SchoolSet, _: Private) -> bool:
    register.schools.add((district, body.school_id))
    position = body.position
    columns = {
        "district": district,
        "school_id": body.school_id,
        "name": plain(body.name),
        "initials": initials(body.name),
        "zone": body.zone,
        "school_kind": body.school_kind.value,
        "ownership": body.ownership.value,
        "lat": position.lat if position else None,
        "lng": position.lng if position else None,
        "radius_m": body.radius_m,
        "is_active": body.is_active,
        "facts": body.model_dump_json(),
    }
    return register.put("school", columns)


def _person(
    register: RegisterProjector, district: str, body: PersonSet, private: PersonPrivate
) -> bool:
    if body.account == SERVER_ACCOUNT or register.district_of(body.account) not in (None, district):
        return False
    columns = {
        "account": body.account,
        "district": district,
        "role": body.role.value,
        "name": plain(private.name),
        "zone": body.zone,
        "post": body.post.value if body.post else None,
        "is_active": body.is_active,
    }
    return register.put("person", columns)


def _assignment(
    register: RegisterProjector, district: str, body: AssignmentSet, _: Private
) -> bool:
    return register.put("assignment", {"district": district, **body.model_dump()})


def _theme(register: RegisterProjector, district: str, body: ThemeSet, _: Private) -> bool:
    theme = body.theme
    columns = {
        "district": district,
        "theme_id": theme.theme_id,
        "month": theme.month,
        "theme": theme.model_dump_json(),
    }
    return register.put("theme", columns)


def _checklist(register: RegisterProjector, district: str, body: ChecklistSet, _: Private) -> bool:
    checklist = body.checklist
    columns = {
        "district": district,
        "checklist_id": checklist.checklist_id,
        "version": checklist.version,
        "checklist": checklist.model_dump_json(),
    }
    return register.put("checklist", columns)


def _campaign(register: RegisterProjector, district: str, body: CampaignSet, _: Private) -> bool:
    columns = {
        "district": district,
        "campaign_id": body.campaign_id,
        "title": plain(body.title),
        "from_on": body.from_on,
        "to_on": body.to_on,
        "is_active": body.is_active,
        "facts": body.model_dump_json(),
    }
    return register.put("campaign", columns)


def _policy(register: RegisterProjector, district: str, body: PolicySet, _: Private) -> bool:
    return register.put("policy", policy_row(district, body))


def _series(register: RegisterProjector, district: str, body: SeriesSet, _: Private) -> bool:
    return register.put("number_series", {"district": district, **body.model_dump()})


def _training(
    register: RegisterProjector, district: str, body: TrainingRecorded, _: Private
) -> bool:
    columns = {"activity_id": body.training_id, "kind": "training", "sessions": 1}
    return _put_activity(register, district, body, columns)


def _activity(
    register: RegisterProjector, district: str, body: ActivityRecorded, _: Private
) -> bool:
    columns = {
        "activity_id": body.activity_id,
        "kind": body.activity_type.value,
        "sessions": body.sessions,
    }
    return _put_activity(register, district, body, columns)


def _put_activity(
    register: RegisterProjector,
    district: str,
    body: TrainingRecorded | ActivityRecorded,
    columns: Columns,
) -> bool:
    rest = {
        "district": district,
        "held_on": body.held_on,
        "month": month_of(date.fromisoformat(body.held_on)),
        "title": plain(body.title),
        "zone": body.zone,
        "attendances": body.attendances,
        "facts": body.model_dump_json(),
    }
    return register.put("activity", columns | rest, is_there=not body.is_withdrawn)


_SETTERS: dict[str, Setter] = {
    DistrictSet.kind: _district,
    ZoneSet.kind: _zone,
    SchoolSet.kind: _school,
    PersonSet.kind: _person,
    AssignmentSet.kind: _assignment,
    ThemeSet.kind: _theme,
    ChecklistSet.kind: _checklist,
    CampaignSet.kind: _campaign,
    PolicySet.kind: _policy,
    SeriesSet.kind: _series,
    TrainingRecorded.kind: _training,
    ActivityRecorded.kind: _activity,
}

REGISTER_KINDS = frozenset({*_SETTERS, PolicyRead.kind})
