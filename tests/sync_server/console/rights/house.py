"""A full district with an account of every role, and an address of every route of the console."""

import re
from dataclasses import dataclass, field

from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlmodel import func, select
from starlette.routing import Match
from starlette.testclient import TestClient

from domain.kinds.author import Role
from domain.kinds.register.person import PersonPrivate, PersonSet
from sync_server.access.viewer import Viewer
from sync_server.console.door.guard import COOKIE as DOOR_COOKIE
from sync_server.console.guard import SESSION_COOKIE, SignedIn
from sync_server.console.site import page_routers
from sync_server.data.tables import EntryRow, FindingRow
from tests.builders.drawn_forms import forms_on
from tests.builders.handset import write
from tests.builders.import_file import a_school_sheet, an_import_file
from tests.builders.pages import Browser, upload
from tests.sync_server.console.accessibility.district import District
from tests.sync_server.console.rights.letters import LETTERS, NOBODY, UNIT
from tests.sync_server.console.rights.table import OF_DRAFTS

ACCOUNTS = {
    "I": "chen.jing",
    "C": "zhao.tong",
    "A": "shen.ji",
    "S": "li.zhuren",
    "M": "guan.li",
}
# What is each one's own: for others it is as if it was not there.
BY_ITS_OWNER = {
    "GET /codes/{file}",
    "GET /tokens/given/{file}",
    "POST /people/{account}/resume",
    *OF_DRAFTS,
}
# What a form of the door is about stands in the form.
BY_ITS_OWNER |= {"GET /schools/{school_id}/door/slips/{file}", "POST /door/answer"}
BY_ITS_OWNER |= {"POST /schools/{school_id}/door/revoke"}
FORMER = "GET /findings/{visit}/{finding_id}"

# Things that this district has none of, and looks before a form is sent, which no form names as
# where it goes: whoever is let in is told so.
NOT_HERE = {
    "GET /policies/{policy_id}/{part:int}",
    "GET /policies/{policy_id}/versions/{number}",
    "GET /policies/{policy_id}/versions/{number}/paper.docx",
    "GET /papers/{paper_id}/files/{sha256}",
    "GET /findings/{subject}/photos/{sha256}",
    "GET /policies/{policy_id}/files/{sha256}",
    "GET /trainings/{code}/files/{sha256}",
    "GET /activities/{code}/files/{sha256}",
    "GET /news/{code}/files/{sha256}",
    "GET /meetings/{code}/files/{sha256}",
    "GET /tasks/{task}/files/{sha256}",
    "GET /campaigns/{campaign}/files/{sha256}",
    "GET /door/campaigns/{campaign}/files/{sha256}",
    "GET /visits/{visit_id}/follow-up/{number}/paper.docx",
    "GET /backups/{name}",
    "POST /backups/{name}",
    "GET /portraits/{account}/photo",
    "GET /card/{code}/photo/{number}",
    "GET /pass/{token}/photo/{number}",
    "GET /door/photos/{sha256}",
    "GET /door/photos/{sha256}/thumbnail",
    "POST /activities/file",
    "POST /campaigns/file",
    "POST /meetings/file",
    "POST /news/file",
    "POST /portraits/file",
    "POST /trainings/file",
    "POST /papers/{paper_id}/edit/look",
    "POST /schools/{school_id}/paper/look",
}
PART = {
    "sha256": "0" * 64,
    "subject": "0" * 64,
    "paper_id": "0" * 64,
    "task": "0" * 64,
    "campaign": "0" * 64,
    "number": "1",
    "part:int": "1",
    "name": "2026-05-14-040000",
}
LINK = re.compile(
    r'(?:href|src)="(/(?:photos|app-download|import|policies/[^/"]+/files)/[^"#]+'
    r'|/[^"#]+(?:\.docx|\.zip|/draw\.json)(?:\?[^"]*)?)"'
)


def routes() -> dict[str, APIRoute]:
    """Every route of the console by method and path."""
    found = [route for router in page_routers() for route in router.routes]
    return {
        f"{method} {route.path}": route
        for route in found
        if isinstance(route, APIRoute)
        for method in (route.methods or set()) - {"HEAD"}
    }


ROUTES = routes()


@dataclass
class House:
    """The district, and what its supervisor's pages lead to."""

    district: District
    app: FastAPI
    held: dict[str, str] = field(default_factory=dict)
    gets: list[str] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, district: District) -> "House":
        """The district with everybody in it, and one walk over its pages."""
        people = [(ACCOUNTS[letter], LETTERS[letter]) for letter in "AM"]
        bodies = [PersonSet(account=account, role=role) for account, role in people]
        write(district.server, "wanshan", *((each, PersonPrivate(name="某人")) for each in bodies))
        district.server.accounts.issue_codes([account for account, _ in people])
        house = cls(district, district.app())
        for letter in "CSM":
            house.held[letter] = upload(house.browser(letter), an_import_file(_SHEETS))
        house._walk()
        return house

    def browser(self, letter: str) -> Browser:
        """A browser of somebody in this role, with a session of its own."""
        client = TestClient(self.app, "http://duji.test", raise_server_exceptions=False)
        found = Browser(client)
        if letter == UNIT:
            assert found.get(self.district.door_link).status_code == 200
        elif letter != NOBODY:
            found.keep_session(self.district.server.accounts.open_session(ACCOUNTS[letter]))
        return found

    def address(self, named: str, letter: str) -> str:
        """Where the route is for somebody in this role."""
        method, _, path = named.partition(" ")
        path = path.replace("{checklist_id}", "month-05").replace("{version:int}", "1")
        if path.startswith("/import/{file}"):
            held = self.held.get(letter, self.held["S"])
            return path.replace("/import/{file}", held)
        if "{" not in path:
            return path
        if named == FORMER:
            return self._former()
        if named in NOT_HERE:
            return re.sub(r"{([^}]+)}", lambda part: PART.get(part[1], "none"), path)
        scope = {"type": "http", "root_path": "", "method": method}
        known = self.gets if method == "GET" else self.posts
        for each in known:
            at = {**scope, "path": each.partition("?")[0]}
            leads = (name for name, route in ROUTES.items() if route.matches(at)[0] is Match.FULL)
            if next(leads, "") == named:
                return each
        raise AssertionError(f"no page leads to {named}")

    def _former(self) -> str:
        """Where the page of a finding was, which no page leads to any more."""
        with self.district.server.database.session() as session:
            query = select(FindingRow).where(FindingRow.is_standing)
            row = session.exec(query.where(FindingRow.district == "wanshan")).first()
        assert row is not None
        return f"/findings/{row.visit}/{row.finding_id}"

    def entries(self) -> int:
        """How many entries the log has."""
        with self.district.server.database.session() as session:
            return session.exec(select(func.count()).select_from(EntryRow)).one()

    def token(self, browser: Browser) -> str:
        """What a form of this browser's own pages brings along."""
        secret = browser.client.cookies.get(SESSION_COOKIE)
        if browser.client.cookies.get(DOOR_COOKIE):
            return browser.hidden("/door", "/door/leave")["form_token"]
        if secret is None:
            return "0"
        person = self.district.server.accounts.session_account(secret)
        assert person is not None
        return SignedIn(Viewer(person), secret).form_token

    def _walk(self) -> None:
        supervisor, guest, unseen = self.browser("S"), self.browser(UNIT), list[str]()
        for place in self.district.places:
            answer = (guest if place.startswith("/door") else supervisor).get(place)
            self.posts += [form.action for form in forms_on(answer.text)]
            (self.gets if answer.status_code == 200 else unseen).append(place)
            self.gets += LINK.findall(answer.text)
        self.gets += unseen
        self.gets += [f"/month/2026-05.{sort}" for sort in ("xlsx", "csv", "json")]


_SHEETS = {"学校": a_school_sheet()}


def role_of(letter: str) -> Role:
    """The role that the letter stands for."""
    return LETTERS[letter]
