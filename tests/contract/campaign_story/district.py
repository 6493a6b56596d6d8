"""A county with 29 towns, and the five teams that go everywhere in it in one campaign (3-04)."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from starlette.testclient import TestClient

from app.account.session import AccountSession
from domain.kinds.author import Role
from domain.kinds.piece import Body, Private
from domain.kinds.register.person import PersonPrivate, PersonSet
from domain.kinds.register.school import Ownership
from sync_server.console.services import ConsoleServices
from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.handset import NOON, PEOPLE, a_school, a_server, set_up_district, write
from tests.builders.pages import Browser
from tests.builders.phone import Handset
from tests.builders.real_server import CutNetwork
from tests.builders.running import running
from tests.builders.server import SetClock

DISTRICT = "wanshan"
TOWNS, TOWN_SCHOOLS, COUNTY_SCHOOLS, PRIVATE_SCHOOLS = 29, 62, 9, 5
TEAMS, IN_TEAM = 5, 3
DEPARTMENTS = ("监审科", "普教科", "成职幼教科")
TOWN = {f"town-{n}": f"第{n % TOWNS + 1}镇" for n in range(TOWN_SCHOOLS)}
"""The town of each of the town schools."""
COUNTY = tuple(f"county-{n}" for n in range(COUNTY_SCHOOLS))
PRIVATE = tuple(f"private-{n}" for n in range(PRIVATE_SCHOOLS))
UNITS = (*TOWN, *COUNTY, *PRIVATE)


def team_people(team: int) -> tuple[str, ...]:
    """The inspectors of a team, its leader first."""
    return tuple(f"du.{team}.{number}" for number in range(IN_TEAM))


def team_units(team: int) -> tuple[str, ...]:
    """Where a team goes."""
    return UNITS[team::TEAMS]


@dataclass
class PlayedPhone:
    """The real app of somebody, on a network that can be cut."""

    handset: Handset
    network: CutNetwork
    session: AccountSession

    @property
    def is_cut(self) -> bool:
        """Whether nothing gets through."""
        return bool(self.network.lost)

    def cut(self) -> None:
        """Go where there is no signal."""
        self.network.lost = set(range(1_000_000))

    def join(self) -> None:
        """Come back to where there is."""
        self.network.lost = set()


@dataclass
class County:
    """The running office of the county, with browsers and phones of whoever works in it."""

    server: Server
    url: str
    clock: SetClock
    folder: Path
    app: Any
    phones: dict[str, PlayedPhone] = field(default_factory=dict)

    @property
    def services(self) -> ConsoleServices:
        """What the console's pages ask."""
        mounted = next(each for each in self.app.router.routes if _is_console(each))
        services: ConsoleServices = mounted.app.state.services
        return services

    def browser(self, account: str) -> Browser:
        """A browser in which somebody of the office is signed in."""
        found = Browser(TestClient(self.app, "http://duji.test"))
        found.keep_session(self.server.accounts.open_session(account))
        return found

    def phone(self, account: str) -> PlayedPhone:
        """The phone of somebody, enrolled by a one-time code, and synced."""
        network = CutNetwork()
        handset = Handset(self.folder / account, transport=network)
        handset.device.clock.at = NOON
        code = self.server.accounts.issue_code(account)
        handset.phone.accounts.enrol(self.url, account, code=code)
        found = PlayedPhone(handset, network, handset.phone.accounts.open(account))
        self.phones[account] = found
        assert found.session.sync.run().problem is None
        return found


@contextmanager
def a_county(folder: Path, database_url: str | None = None) -> Iterator[County]:
    """The county's office, running until the block ends."""
    secret = SecretStr(database_url) if database_url else None
    settings = Settings(data=folder / "server", database_url=secret)
    clock = SetClock(NOON)
    server = a_server(settings.data, clock, database_url=secret)
    set_up_district(server)
    write(server, DISTRICT, *_schools(), *_people())
    server.accounts.issue_codes(list(PEOPLE))
    with running(create_app(server, settings)) as url:
        county = County(server, url, clock, folder, create_app(server, settings))
        yield county
        for each in county.phones.values():
            each.handset.phone.close()
            each.network.close()
    server.close()


def _is_console(route: object) -> bool:
    return getattr(route, "name", "") == "console"


def _schools() -> Iterator[tuple[Body, Private | None]]:
    for code, town in TOWN.items():
        yield a_school(code, name=f"{town}{code[5:]}号学校", town=town), None
    for code in COUNTY:
        yield a_school(code, name=f"县直{code[7:]}号学校"), None
    for code in PRIVATE:
        private: Mapping[str, Any] = {"ownership": Ownership.PRIVATE}
        yield a_school(code, name=f"民办{code[8:]}号学校", **private), None


def _people() -> Iterator[tuple[Body, Private | None]]:
    for team in range(TEAMS):
        for number, account in enumerate(team_people(team)):
            person = PersonSet(account=account, role=Role.INSPECTOR, zone="z1")
            yield person, PersonPrivate(name=f"{team + 1}组{number + 1}号督学")


def as_inspectors(accounts: Sequence[str]) -> Iterator[tuple[Body, Private | None]]:
    """These accounts as inspectors of the register."""
    for account in accounts:
        yield (
            PersonSet(account=account, role=Role.INSPECTOR, zone="z1"),
            PersonPrivate(name=f"检查人员{account}"),
        )
