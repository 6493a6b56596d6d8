"""The district's names by code, as pages and tables show them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.kinds.author import INSPECTING, Role
from domain.kinds.office.organ import MemberSet
from domain.register.checklist import Theme
from domain.words.values import label
from sync_server.data import register
from sync_server.data.engine import Database, ReadingSession
from sync_server.data.meetings import rows as meetings
from sync_server.data.news.listing import unit_names
from sync_server.data.seats.rows import grants
from sync_server.data.tables import MemberRow, PersonRow, SchoolRow, ZoneRow
from sync_server.projection.chain_book import SERVER_ACCOUNT


@dataclass(frozen=True, slots=True)
class Names:
    """The district's names by code; a code without one shows as itself.

    ``guests`` are the names of accounts of other districts that were ever granted a role here,
    ``organs`` those of the office's bodies, ``members`` of the seats on them.
    """

    schools: Mapping[str, SchoolRow]
    people: Mapping[str, PersonRow]
    zones: Mapping[str, ZoneRow]
    themes: Mapping[str, Theme]
    guests: Mapping[str, str]
    reporting_units: Mapping[str, str] = field(default_factory=dict)
    organs: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, str] = field(default_factory=dict)

    @property
    def inspectors(self) -> list[PersonRow]:
        """Everybody who may have visits of their own."""
        return [row for row in self.people.values() if row.role in INSPECTING]

    def school(self, school_id: str) -> str:
        """The school's name."""
        row = self.schools.get(school_id)
        return row.name if row else school_id

    def person(self, account: str) -> str:
        """The person's name; what the server's own commands wrote is the system's."""
        if account == SERVER_ACCOUNT:
            return label(Role.SYSTEM)
        row = self.people.get(account)
        return row.name if row else self.guests.get(account, account)

    def reporting_unit(self, unit_id: str) -> str:
        """What the reporting unit is called."""
        return self.reporting_units.get(unit_id, unit_id)

    def zone(self, zone: str) -> str:
        """The zone's name."""
        row = self.zones.get(zone)
        return row.name if row else zone

    def organ(self, organ: str) -> str:
        """The body's name."""
        return self.organs.get(organ, organ)

    def member(self, member_id: str) -> str:
        """Who has the seat."""
        return self.members.get(member_id, member_id)

    def theme(self, theme_id: str | None) -> str:
        """The theme's title; empty without one."""
        theme = self.themes.get(theme_id or "")
        return theme.title if theme else theme_id or ""


def names(database: Database, district: str) -> Names:
    """The names a page of this district may need."""
    with database.session() as session:
        return names_in(session, district)


def names_in(session: ReadingSession, district: str) -> Names:
    """The same, of the tables as somebody reads them already."""
    themes = [Theme.model_validate_json(row.theme) for row in register.themes(session, district)]
    people = {row.account: row for row in register.people(session, district)}
    return Names(
        schools={row.school_id: row for row in register.schools(session, district)},
        people=people,
        zones={row.zone: row for row in register.zones(session, district)},
        themes={theme.theme_id: theme for theme in themes},
        guests={row.account: row.name or row.account for row in grants(session, district)},
        reporting_units=unit_names(session.connection(), district),
        organs={row.organ: row.name for row in meetings.organs(session, district)},
        members={
            row.member_id: said_of(row, people) for row in meetings.members(session, district)
        },
    )


def said_of(row: MemberRow, people: Mapping[str, PersonRow]) -> str:
    """Who has the seat: the person, the unit, or both."""
    body = MemberSet.model_validate_json(row.facts)
    person = people.get(body.account or "")
    name = person.name if person else row.name or body.account or ""
    return f"{body.unit} {name}".strip() or body.member_id
