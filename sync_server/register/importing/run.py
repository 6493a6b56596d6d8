"""Importing an office's workbook into a district's register."""

from dataclasses import dataclass
from datetime import date

from domain.errors import BadInput, Conflict
from domain.kinds.author import Role
from domain.kinds.office.campaign import CampaignSet
from domain.kinds.register.assignment import AssignmentSet
from domain.kinds.register.person import PersonSet, Post
from domain.kinds.register.school import SchoolSet
from domain.kinds.register.zone import ZoneSet
from sync_server.access.accounts import Accounts
from sync_server.data import register_snapshot as rows
from sync_server.data.engine import Database
from sync_server.data.tables import PersonRow
from sync_server.ledger.append import CHANGED, OfficeEntry
from sync_server.register.districts import Districts
from sync_server.register.importing.changes import Change, ImportPlan
from sync_server.register.importing.faults import Fault
from sync_server.register.importing.plan import plan_import
from sync_server.register.importing.register import Person, Register

MOST_SAID = 20


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Somebody new, and the one-time code to hand over in person."""

    account: str
    name: str
    code: str


class RegisterImport:
    """Plans an import and carries it out whole."""

    def __init__(self, database: Database, districts: Districts, accounts: Accounts) -> None:
        self._database = database
        self._districts = districts
        self._accounts = accounts

    def plan(self, raw: bytes, district: str, today: date) -> ImportPlan:
        """What the workbook would change; nothing is written. BadInput when it is none."""
        return plan_import(raw, self._register(district), today)

    def carry_out(self, plan: ImportPlan, district: str) -> list[NewAccount]:
        """Write all changes of a plan at once, and make codes for the new accounts.

        BadInput when the plan has faults, Conflict naming the rows whose things have changed
        since it was made: then nothing is written. A plan without changes writes nothing.
        """
        if plan.faults:
            raise BadInput("文件里有错误，没有导入。", code="faulty_import")
        if plan.changes:
            self._write(plan, district)
        names = dict(plan.new_accounts)
        codes = self._accounts.issue_codes(list(names)) if names else {}
        return [NewAccount(account, names[account], code) for account, code in codes.items()]

    def _write(self, plan: ImportPlan, district: str) -> None:
        contents = [OfficeEntry(*each.content, expects=each.version) for each in plan.changes]
        try:
            self._districts.write(district, contents)
        except Conflict as error:
            if error.specific_code != CHANGED:
                raise
            numbers = str(error.facts["entries"]).split(",")
            said = [_changed(plan.changes[int(number)]) for number in numbers]
            more = f"还有 {len(said) - MOST_SAID} 处。" if len(said) > MOST_SAID else ""
            raise Conflict(
                "".join([*said[:MOST_SAID], more, "一行也没有导入，请重新预演。"]), code=CHANGED
            ) from error

    def _register(self, district: str) -> Register:
        versions = self._districts.versions(district)
        with self._database.session() as session:
            people = rows.everybody(session)
            return Register(
                district=district,
                zones={
                    row.zone: ZoneSet(zone=row.zone, name=row.name, is_active=row.is_active)
                    for row in rows.zones(session, district)
                },
                schools={
                    row.school_id: SchoolSet.model_validate_json(row.facts)
                    for row in rows.schools(session, district)
                },
                people={
                    row.account: Person(_person(row), row.name)
                    for row in people
                    if row.district == district
                },
                assignments={
                    (row.school_id, row.account, row.from_on): AssignmentSet(
                        school_id=row.school_id,
                        account=row.account,
                        from_on=row.from_on,
                        to_on=row.to_on,
                    )
                    for row in rows.assignments(session, district)
                },
                campaigns={
                    row.campaign_id: CampaignSet.model_validate_json(row.facts)
                    for row in rows.campaigns(session, district)
                },
                themes=rows.theme_titles(session, district),
                foreign_accounts=frozenset(
                    row.account for row in people if row.district != district
                ),
                versions=versions,
            )


def _changed(change: Change) -> str:
    """Which row's thing somebody else changed."""
    return Fault(*change.place, "", f"“{change.name}”刚才有人改过", "文件里的可能已经过时").sentence


def _person(row: PersonRow) -> PersonSet:
    return PersonSet(
        account=row.account,
        role=Role(row.role),
        zone=row.zone,
        post=Post(row.post) if row.post else None,
        is_active=row.is_active,
    )
