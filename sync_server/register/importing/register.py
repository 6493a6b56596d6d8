"""The register as an import finds it, and how its things are looked up by what people write."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from domain.kinds.campaign.plan import CampaignSet
from domain.kinds.register.assignment import AssignmentSet
from domain.kinds.register.calendar import CalendarSet
from domain.kinds.register.indicator import IndicatorSet
from domain.kinds.register.person import PersonPrivate, PersonSet
from domain.kinds.register.school import SchoolSet
from domain.kinds.register.zone import ZoneSet
from domain.sign_in import half_width
from domain.spelling import key_of
from sync_server.data.findings.carried import OldFinding
from sync_server.data.subjects import Called


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the register, with what the entry keeps apart: name, reading, numbers."""

    body: PersonSet
    name: str
    sort_as: str = ""
    certificate_no: str = ""
    phone: str = ""

    @property
    def private(self) -> PersonPrivate:
        """What the entry keeps apart."""
        return PersonPrivate(
            name=self.name,
            sort_as=self.sort_as,
            certificate_no=self.certificate_no,
            phone=self.phone,
        )


@dataclass(slots=True)
class Register:
    """One district's register; ``called`` tells how each thing stands, by noun and code.

    ``themes`` are titles by id, ``foreign_accounts`` those that people of other districts have
    taken. A plan of ``approved_campaigns`` is changed for a reason only. ``carried`` are the
    findings that were carried over (期初), by id, ``numbers`` those of papers that were written
    here. ``reporting_units`` are names by code, ``news`` the codes of what was sent by unit, day
    and title. ``read_at`` is how long the log was: what came behind that is not in it.
    """

    district: str
    zones: dict[str, ZoneSet] = field(default_factory=dict)
    schools: dict[str, SchoolSet] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    assignments: dict[tuple[str, str, str], AssignmentSet] = field(default_factory=dict)
    campaigns: dict[str, CampaignSet] = field(default_factory=dict)
    approved_campaigns: frozenset[str] = frozenset()
    calendar: dict[str, CalendarSet] = field(default_factory=dict)
    indicators: dict[str, IndicatorSet] = field(default_factory=dict)
    themes: dict[str, str] = field(default_factory=dict)
    foreign_accounts: frozenset[str] = frozenset()
    carried: Mapping[str, OldFinding] = field(default_factory=dict)
    numbers: frozenset[str] = frozenset()
    reporting_units: Mapping[str, str] = field(default_factory=dict)
    news: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    called: Mapping[tuple[str, str], Called] = field(default_factory=dict)
    read_at: int = 0

    def zone_named(self, text: str) -> ZoneSet | None:
        """The zone of this name or code."""
        wanted = key_of(text)
        for zone in self.zones.values():
            if wanted in (key_of(zone.name), key_of(zone.zone)):
                return zone
        return None

    def schools_called(self, text: str) -> list[SchoolSet]:
        """The schools whose name, else whose code or short name, is this; several when unclear."""
        wanted = key_of(text)
        exact = [each for each in self.schools.values() if key_of(each.name) == wanted]
        return exact or [each for each in self.schools.values() if wanted in _spellings(each)]

    def people_called(self, text: str) -> list[Person]:
        """The people with this account or this name."""
        by_account = self.account_spelled(text)
        if by_account is not None:
            return [by_account]
        wanted = key_of(text)
        return [each for each in self.people.values() if key_of(each.name) == wanted]

    def account_spelled(self, text: str) -> Person | None:
        """The person with this account, however it is spelled."""
        typed = half_width(text).lower()
        known = self.people.get(text) or self.people.get(typed)
        alike = [] if known else [each for each in self.people if each.lower() == typed]
        return known or (self.people[alike[0]] if len(alike) == 1 else None)

    def assignments_of(self, school_id: str, account: str) -> list[AssignmentSet]:
        """This inspector's spells at this school, the newest last."""
        found = [
            each
            for each in self.assignments.values()
            if (each.school_id, each.account) == (school_id, account)
        ]
        return sorted(found, key=lambda each: each.from_on)


def nearest(text: str, names: Iterable[str]) -> str:
    """The most alike of the names as a question, or nothing when none is alike."""
    close = get_close_matches(text, list(names), n=1, cutoff=0.6)
    return f"是不是“{close[0]}”？" if close else ""


def _spellings(school: SchoolSet) -> set[str]:
    codes = {school.school_id, school.code or ""} - {""}
    return {key_of(each) for each in (*school.aliases, *codes)}
