"""Beginning a district: its rules, and the themes and checklists that come with the project."""

from collections.abc import Callable, Mapping, Sequence

from domain.errors import BadInput, Conflict, NotFound
from domain.kinds.author import Role
from domain.kinds.register.account import AccountNote
from domain.kinds.register.checklist import ChecklistSet
from domain.kinds.register.district import DistrictSet
from domain.kinds.register.person import PersonPrivate, PersonSet
from domain.kinds.register.theme import ThemeSet
from sync_server.data import register
from sync_server.data import register_snapshot as rows
from sync_server.data.engine import Database
from sync_server.data.subjects import versions_called
from sync_server.ledger.append import CHANGED, VERSION_MISSING, OfficeEntry
from sync_server.ledger.committer import Committer
from sync_server.readings.pinyin import sort_person_as
from sync_server.register.builtin import builtin_checklists, builtin_themes

SYSTEM = "system"
MOST_AT_ONCE = 500
Versions = Mapping[tuple[str, str], str]


class Districts:
    """The districts of a server, and how a new one begins."""

    def __init__(self, database: Database, committer: Committer) -> None:
        self._database = database
        self._committer = committer

    def names(self) -> dict[str, str]:
        """The names of all districts by their codes."""
        with self._database.session() as session:
            return rows.districts(session)

    def rules(self, district: str) -> DistrictSet:
        """How the district now stands: its name and its rules. NotFound without such a district."""
        with self._database.session() as session:
            row = register.district(session, district)
        if row is None:
            raise NotFound(f"没有区县 {district}。", code="no_district")
        return DistrictSet.model_validate_json(row.rules)

    def versions(self, district: str) -> Versions:
        """How everything that the district calls by a code now stands, by noun and code.

        Read it before what is to be changed: then a change in between shows.
        """
        with self._database.session() as session:
            return versions_called(session.connection(), district)

    def change(
        self, district: str, changed: Callable[[DistrictSet], DistrictSet]
    ) -> tuple[DistrictSet, DistrictSet]:
        """The rules as they stood, and as ``changed`` makes them; nothing is written for the same.

        NotFound without such a district; Conflict when somebody changed them in between.
        """
        versions = self.versions(district)
        before = self.rules(district)
        after = changed(before)
        if after != before:
            self.write(district, [OfficeEntry.seen(after, versions)])
        return before, after

    def begin(self, district: DistrictSet) -> None:
        """Set the district with all built-in themes and checklists.

        Conflict when it is there already: what its office changed since is never set back.
        """
        versions = self.versions(district.district)
        if district.district in self.names():
            raise Conflict(f"区县 {district.district} 已经有了。", code="district_exists")
        bodies = [
            district,
            *(ChecklistSet(checklist=each) for each in builtin_checklists()),
            *(ThemeSet(theme=each) for each in builtin_themes()),
        ]
        self.write(district.district, [OfficeEntry.seen(body, versions) for body in bodies])

    def set_person(self, district: str, person: PersonSet, name: str) -> None:
        """The person stands so from now on. Conflict when another district has the account."""
        versions = self.versions(district)
        with self._database.session() as session:
            known = {row.account: row.district for row in rows.everybody(session)}
        if known.get(person.account, district) != district or person.role is Role.SYSTEM:
            raise Conflict(f"账号 {person.account} 已被其他区县使用。", code="account_taken")
        private = PersonPrivate(name=name, sort_as=sort_person_as(name))
        self.write(district, [OfficeEntry.seen(person, versions, private)])

    def note(self, *bodies: AccountNote) -> None:
        """Tell in people's histories what was done about their accounts, in the server's own name.

        Of who is in no register nothing is told.
        """
        with self._database.session() as session:
            found = [register.person(session, each.account) for each in bodies]
        by_district: dict[str, list[AccountNote]] = {}
        for body, row in zip(bodies, found, strict=True):
            if row is not None:
                by_district.setdefault(row.district, []).append(body)
        for district, some in by_district.items():
            versions = self.versions(district)
            for start in range(0, len(some), MOST_AT_ONCE):
                part = some[start : start + MOST_AT_ONCE]
                self.write(district, [OfficeEntry.seen(body, versions) for body in part])

    def write(self, district: str, contents: Sequence[OfficeEntry]) -> None:
        """Write register entries of the district in the server's own name, all or none.

        Conflict (``changed_meanwhile``) when one of the things has changed since it was seen.
        BadInput for a thing that does not say in which version it was.
        """
        if any(each.expects is None for each in contents):
            raise BadInput("Say in which version each thing was seen.", code=VERSION_MISSING)
        try:
            self._committer.write(SYSTEM, contents, district)
        except Conflict as error:
            if error.specific_code != CHANGED:
                raise
            raise Conflict(
                "刚才有人改过这里，没有写入；请重新查看后再试。", code=CHANGED, **error.facts
            ) from error
