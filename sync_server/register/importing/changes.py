"""What an import would change: each thing as it will stand, and whether it is new."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.kinds.kind import called
from domain.kinds.office.campaign import CampaignSet
from domain.kinds.piece import Body, Private
from domain.kinds.register.assignment import AssignmentSet
from domain.kinds.register.person import PersonPrivate
from domain.kinds.register.school import SchoolSet
from domain.kinds.register.zone import ZoneSet
from sync_server.ledger.append import NEW
from sync_server.register.importing.faults import Fault
from sync_server.register.importing.register import Person, Register
from sync_server.register.importing.sheets import Row

SHEET_ZONES, SHEET_SCHOOLS = "片区", "学校"
SHEET_PEOPLE, SHEET_ASSIGNMENTS = "督学", "分工"
SHEET_CAMPAIGNS = "专项"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is added or changed, in words, with the entry that says so.

    ``version`` is that of the thing as the plan saw it, ``place`` the sheet and row that say it.
    """

    sheet: str
    name: str
    is_new: bool
    content: tuple[Body, Private | None]
    version: str
    place: tuple[str, int]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What the file would do: nothing when it has faults, for nothing is half imported.

    ``unchanged`` counts, by sheet, what already stands as the file says. ``new_accounts`` are
    the people who need a first one-time code.
    """

    changes: Sequence[Change]
    unchanged: dict[str, int]
    faults: Sequence[Fault]
    new_accounts: Sequence[tuple[str, str]]

    def count(self, sheet: str, is_new: bool) -> int:
        """How many things of a sheet are added (or changed)."""
        return sum(each.sheet == sheet and each.is_new is is_new for each in self.changes)


@dataclass(slots=True)
class ImportDraft:
    """The register as the rows read so far make it, and the changes on the way.

    ``place`` is the sheet and row that is being read.
    """

    register: Register
    changes: dict[tuple[str, str], Change] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)
    new_accounts: dict[str, str] = field(default_factory=dict)
    place: tuple[str, int] = ("", 0)

    def at(self, row: Row) -> None:
        """Go on to this row: what is set from here on, it says."""
        self.place = (row.sheet, row.number)

    def set_zone(self, zone: ZoneSet) -> None:
        """The zone stands so from now on."""
        known = self.register.zones.get(zone.zone)
        self.register.zones[zone.zone] = zone
        self._note((SHEET_ZONES, zone.zone), zone.name, (known, zone), (zone, None))

    def set_school(self, school: SchoolSet) -> None:
        """The school stands so from now on."""
        known = self.register.schools.get(school.school_id)
        self.register.schools[school.school_id] = school
        key = (SHEET_SCHOOLS, school.school_id)
        self._note(key, school.name, (known, school), (school, None))

    def set_person(self, person: Person) -> None:
        """The person stands so from now on."""
        account = person.body.account
        known = self.register.people.get(account)
        self.register.people[account] = person
        if known is None:
            self.new_accounts[account] = person.name
        content = (person.body, PersonPrivate(name=person.name))
        self._note((SHEET_PEOPLE, account), person.name, (known, person), content)

    def set_assignment(self, assignment: AssignmentSet, name: str) -> None:
        """The assignment stands so from now on."""
        key = (assignment.school_id, assignment.account, assignment.from_on)
        known = self.register.assignments.get(key)
        self.register.assignments[key] = assignment
        place = (SHEET_ASSIGNMENTS, "/".join(key))
        self._note(place, name, (known, assignment), (assignment, None))

    def set_campaign(self, campaign: CampaignSet) -> None:
        """The campaign stands so from now on."""
        known = self.register.campaigns.get(campaign.campaign_id)
        self.register.campaigns[campaign.campaign_id] = campaign
        key = (SHEET_CAMPAIGNS, campaign.campaign_id)
        self._note(key, campaign.title, (known, campaign), (campaign, None))

    def _note(
        self,
        key: tuple[str, str],
        name: str,
        states: tuple[object, object],
        content: tuple[Body, Private | None],
    ) -> None:
        before, after = states
        if before == after:
            self.unchanged[key[0]] = self.unchanged.get(key[0], 0) + 1
            return
        earlier = self.changes.get(key)
        is_new = before is None or (earlier is not None and earlier.is_new)
        version = self.register.versions.get(called(content[0]) or ("", ""), NEW)
        self.changes[key] = Change(key[0], name, is_new, content, version, self.place)
