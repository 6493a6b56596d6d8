"""A district in which every page of the console has something to show, and where each page is."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fastapi.routing import APIRoute
from starlette.routing import Match
from starlette.testclient import TestClient

from domain.kinds.accountability.course import CaseState
from domain.kinds.author import Role
from domain.kinds.finding.entering import EnteredPrivate, FindingEntered
from domain.kinds.office.policy import PolicySection, PolicySet
from domain.kinds.paper.builder import PaperState
from domain.kinds.register.grant import GrantPrivate, GrantSet
from domain.kinds.register.person import PersonPrivate, PersonSet
from domain.kinds.visit.finding import Category, Source
from domain.kinds.visit.plan import VisitType
from domain.kinds.visit.unit import UnitAdded
from sync_server.access.viewer import Viewer
from sync_server.console.site import page_routers
from sync_server.data.accounts import WITHOUT_BROWSER, PersonFacts
from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.accountability import case_at
from tests.builders.accountability import commands_of as cases_of
from tests.builders.app_package import an_apk
from tests.builders.handset import write
from tests.builders.issuing import draft_about, paper_brought_to
from tests.builders.office import Inspection, a_picture, a_rich_visit, amend
from tests.builders.pages import Browser, matched
from tests.builders.similar import commands_of, send_check
from tests.sync_server.console.accessibility.places import FILES, NO_PAGES, PLACES
from tests.sync_server.console.campaign_scenes import one_drawn
from tests.sync_server.console.scenes import SCENES

# From before the office had this server, with the old paper about it.
CARRIED = (
    FindingEntered(
        finding_id="old",
        school_id="school-1",
        raised_on="2026-03-18",
        source=Source.PATROL,
        category=Category.OTHER,
        is_carried_over=True,
        noticed_on="2026-03-20",
        due_on="2026-06-20",
    ),
    EnteredPrivate(text="栏杆松动", number="教督整〔2025〕9号"),
)
MUST_BE_READ = PolicySet(
    policy_id="must",
    title="督学守则",
    must_be_read=True,
    sections=(PolicySection(text="持证进校。"),),
)


@dataclass
class District:
    """A server with the district, the addresses of all its pages, and a visit with photos."""

    server: Server
    folder: Path
    places: tuple[str, ...]
    with_photos: str
    door_link: str

    def app(self):
        """The app that serves it."""
        backups = self.folder.parent / "backups"
        return create_app(self.server, Settings(data=self.folder, backups=backups))


def rights_of(role: Role) -> tuple[bool, ...]:
    """What the pages ask of who looks at them: two roles alike in it see the same pages."""
    person = PersonFacts("", "", role.value, "wanshan", "", None)
    viewer = Viewer(person)
    names = (name for name in dir(Viewer) if name.startswith("may_"))
    return tuple(getattr(viewer, name) for name in names)


# One role of people for each set of rights; a further role is judged as soon as it is one.
PEOPLE = [role for role in Role if role not in (Role.SYSTEM, *WITHOUT_BROWSER)]
ROLES = list({rights_of(role): role for role in reversed(PEOPLE)}.values())


def account_of(role: Role) -> str:
    """The account that looks at the pages in a role."""
    return f"looks.as.{role}"


def fill(server: Server, folder: Path) -> District:
    """Something of everything in the district; who looks at it may look at the other one too."""
    people = [
        (
            PersonSet(account=account_of(role), role=role, zone="z1"),
            PersonPrivate(name="看页面的人"),
        )
        for role in ROLES
    ]
    write(server, "wanshan", *people)
    for account in (account_of(role) for role in ROLES):
        seat = GrantSet(account=account, role=Role.AUDITOR, from_on="2026-01-01")
        write(server, "other", (seat, GrantPrivate(name="看页面的人")))
    server.accounts.issue_codes([account_of(role) for role in ROLES])
    write(server, "wanshan", (MUST_BE_READ, None), CARRIED)
    visits = list(_visits(server))
    client = TestClient(create_app(server, Settings(data=folder)), "http://duji.test")
    supervisor = Browser(client)
    supervisor.keep_session(server.accounts.open_session("li.zhuren"))
    scenes = [scene(server, Inspection.of(server), supervisor) for scene in set(SCENES.values())]
    paper = next(each for each in scenes if each.startswith("/policies/")).removesuffix("/edit")
    scenes += [paper, f"{paper}/versions/1", f"{paper}/1"]
    scenes += list(_counted(scenes))
    scenes.append(one_drawn(server, Inspection.of(server), supervisor))
    scenes += list(_campaign(scenes))
    issued = supervisor.fill("/people/chen.jing", "/people/chen.jing/code")
    scenes.append(issued.headers["location"])
    new = supervisor.fill(
        "/tokens/new", "/tokens/new", name="市平台", scopes="visits", valid_until="2027-05-01"
    )
    scenes.append(new.headers["location"])
    draft = next("/".join(each.split("/")[:4]) for each in scenes if "/draft/" in each)
    scenes += (f"{draft}/phone", f"{draft}/items/m05-101")
    server.app_releases.publish(an_apk(folder / "built.apk"), "0.2.0")
    link, at_door = _door(server, supervisor, visits[0].rpartition("/")[2])
    scenes.append(next(each.rpartition("/")[0] for each in scenes if is_asked(each)))
    case = f"/accountability/{case_at(cases_of(server.database, server.committer), _TO_APPEAL)}"
    scenes += [case, f"{case}/notice", f"{case}/decision"]
    places = dict.fromkeys((*PLACES, *visits, *scenes, *at_door))
    return District(server, folder, tuple(places), visits[0], link)


def _counted(scenes: list[str]) -> Iterator[str]:
    """The pages of the office's own work of which there is a form, and what leads on from them."""
    for each in scenes:
        page = each.removesuffix("/edit")
        if each.startswith(("/trainings/", "/activities/", "/meetings/", "/organs/", "/members/")):
            yield page
        if each.startswith(("/trainings/", "/meetings/")):
            yield f"{page}/sheet"
        if each.startswith("/trainings/"):
            yield f"{page}/code"


def _campaign(scenes: list[str]) -> Iterator[str]:
    """The pages of a campaign that is there, at a unit and at its door too."""
    campaign = next(each for each in scenes if each.endswith("/letters")).removesuffix("/letters")
    yield campaign
    yield from (f"{campaign}/{each}" for each in ("report", "circular", "at/school-1"))
    yield f"/door{campaign}"


_TO_APPEAL = CaseState.REVIEWED


def is_asked(place: str) -> bool:
    """Whether this is the page of a unit of a similar check."""
    return place.startswith("/similar/") and place.endswith("/school-2")


def _door(server: Server, supervisor: Browser, visit: str) -> tuple[str, list[str]]:
    """A unit's link, and what there is at its door."""
    keys = "/schools/school-1/door"
    made = supervisor.fill(keys, f"{keys}/links", until_on="2026-06-13")
    slip = made.headers["location"]
    link = matched(r"(/door/enter\?link=[\w-]+)", supervisor.page(slip))
    paper = paper_brought_to(server, PaperState.ISSUED, draft_about(server, visit))
    form = f"/door/answer?paper={paper}&visit={visit}&finding=f1"
    card = matched(r"(/card/[0-9A-Z]{10})", supervisor.page("/schools/school-1/card"))
    commands = commands_of(server.database, server.committer)
    elsewhere = a_rich_visit(Inspection.of(server), [], "school-3")
    check = f"/door/similar/{send_check(commands, elsewhere, 'school-1')}"
    at_door = [slip, card, "/door", f"/door/papers/{paper}", form, f"/door/visits/{visit}", check]
    return link, at_door


def _visits(server: Server) -> Iterator[str]:
    """Corrected, with photos that others have too, outside, still open, to two units, a 回访."""
    inspection = Inspection.of(server)
    pictures = [a_picture("一"), a_picture("二")]
    visit = f"/visits/{a_rich_visit(inspection, pictures)}"
    yield visit
    yield from (f"{visit}/{paper}" for paper in ("record", "lessons/1", "photos/p1", "photos/p2"))
    for picture in pictures:
        inspection.send_photo(picture)
    yield f"/visits/{a_rich_visit(inspection, pictures[:1], 'school-2')}"
    amend(inspection)
    outside = Inspection.of(server, "wang.fang")
    yield f"/visits/{outside.open_visit('school-3')}"
    outside.check_in(north_m=1900)
    outside.push()
    yield f"/visits/{outside.open_visit('school-3')}"
    outside.check_in()
    outside.write(UnitAdded(school_id="school-2"))
    outside.check_in(unit="school-2")
    outside.submit()
    bare = {"theme_id": None, "items": (), "checklist": None}
    yield f"/visits/{outside.open_visit('school-3', visit_type=VisitType.FOLLOW_UP, **bare)}"
    outside.check_in()
    outside.push()


def page_routes() -> list[APIRoute]:
    """Every route of the console that answers a page."""
    routes = [route for router in page_routers() for route in router.routes]
    return [
        route
        for route in routes
        if isinstance(route, APIRoute)
        and "GET" in (route.methods or ())
        and route.path not in NO_PAGES
        and not route.path.endswith(FILES)
    ]


def leads_to(route: APIRoute, place: str) -> bool:
    """Whether this route answers at the address."""
    path = place.partition("?")[0]
    scope = {"type": "http", "path": path, "root_path": "", "method": "GET"}
    return route.matches(scope)[0] is Match.FULL
