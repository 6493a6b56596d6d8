"""What the register says of those whom a campaign's plan names."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.campaigns.faults import KnownThings
from domain.kinds.author import INSPECTING, VISITING
from domain.kinds.register.person import PersonSet
from domain.register.checklist import Checklist
from domain.register.in_use import is_in_use
from sync_server.data import register
from sync_server.data.campaigns.rows import avoided
from sync_server.data.engine import ReadingSession
from sync_server.data.register_snapshot import assignments
from sync_server.data.tables import PersonRow
from sync_server.register.names import Names


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """A district's people who inspect, units and checklists in use on a day, by their names.

    Among the ``people`` are those of other departments, each named with it: they go along, and
    count as no inspectors. ``responsible`` are the pairs of who is responsible for which unit on
    that day.
    """

    people: dict[str, str]
    units: dict[str, str]
    checklists: dict[str, str]
    things: KnownThings
    responsible: frozenset[tuple[str, str]] = frozenset()

    @property
    def inspectors(self) -> dict[str, str]:
        """Those of the people who are inspectors."""
        return {
            account: name
            for account, name in self.people.items()
            if account in self.things.inspectors
        }


def register_facts(session: ReadingSession, district: str, today: str) -> RegisterFacts:
    """What the district's register says on the local day."""
    everybody = register.people(session, district)
    schools = register.schools(session, district)
    in_use = [each for each in everybody if each.role in VISITING and is_in_use(each, today)]
    people = {each.account: named_with_department(each) for each in in_use}
    units = {each.school_id: each.name for each in schools if is_in_use(each, today)}
    uses = register.checklist_uses(session, district)
    checklists = {
        name: Checklist.model_validate_json(row.checklist).title
        for name, row in register.checklists(session, district).items()
        if name not in uses or is_in_use(uses[name], today)
    }
    names = {each.account: each.name for each in everybody}
    called = {each.school_id: each.name for each in schools}
    things = KnownThings(
        inspectors=frozenset(each.account for each in in_use if each.role in INSPECTING),
        avoided=avoided(session, district),
        person=lambda account: names.get(account, account),
        unit=lambda unit: called.get(unit, unit),
    )
    responsible = frozenset(
        (each.account, each.school_id)
        for each in assignments(session, district)
        if each.from_on <= today <= (each.to_on or today)
    )
    return RegisterFacts(people, units, checklists, things, responsible)


def named_with_department(person: PersonRow) -> str:
    """The person's name, and behind it the department that sent them, where one did."""
    department = PersonSet.model_validate_json(person.facts).department
    return f"{person.name}（{department}）" if department else person.name


def departments(known: Names, accounts: Iterable[str]) -> dict[str, str]:
    """Which department sent each of those of the accounts that one sent."""
    rows = [known.people[each] for each in accounts if each in known.people]
    found = {row.account: PersonSet.model_validate_json(row.facts).department for row in rows}
    return {account: department for account, department in found.items() if department}
