"""Who comes in at a unit's door, by what, and until when; never into the office or another unit."""

import re
from datetime import date

import pytest

from domain.errors import BadInput, NotFound
from sync_server.access.viewer import Viewer
from sync_server.data import accounts
from sync_server.door.keys import SeenSchool
from tests.builders.at_door import COOKIE, a_link, version_of_school
from tests.builders.handset import a_school, write


def seen(services, school: str = "school-1") -> SeenSchool:
    return SeenSchool(school, version_of_school(services.server, school))


def test_a_link_opens_the_units_door_and_nothing_of_the_office(visitors, services, notices):
    guest = visitors(a_link(services).secret)
    page = guest.page("/door")
    assert ("第1小学" in page, notices["school-1"] in page) == (True, True)
    assert notices["school-2"] not in page
    for path in ("/", "/visits", "/papers", "/schools/school-1/door"):
        assert guest.get(path).headers["location"].startswith("/sign-in")


def test_an_office_session_opens_no_page_of_the_door(supervisor):
    for path in ("/door", f"/door/papers/{'a' * 64}"):
        answer = supervisor.client.get(path, follow_redirects=False)
        assert answer.headers["location"] == "/door/enter?out=1"


def test_the_doors_secret_is_no_session_of_the_office_nor_the_reverse(visitors, services, server):
    guest = visitors(a_link(services).secret)
    secret = guest.client.cookies[COOKIE]
    stranger = visitors()
    stranger.client.cookies.set("duji_session", secret, domain="duji.test", path="/")
    assert stranger.get("/visits").headers["location"].startswith("/sign-in")
    session = server.accounts.open_session("li.zhuren")
    stranger.client.cookies.set(COOKIE, session, domain="duji.test", path="/door")
    assert stranger.get("/door").headers["location"] == "/door/enter?out=1"


def test_a_link_ends_with_its_day_and_so_does_what_it_opened(visitors, services, clock):
    link = a_link(services, until=date(2026, 5, 15))
    guest = visitors(link.secret)
    clock.move(hours=11)
    assert guest.get("/door").status_code == 200
    late = visitors(link.secret)
    clock.move(hours=3)
    assert late.get("/door").status_code == 200
    clock.move(hours=24)
    assert late.get("/door").headers["location"] == "/door/enter?out=1"
    answer = visitors().enter(link.secret)
    assert (answer.status_code, "这个链接打不开了" in answer.text) == (401, True)


def test_a_revoked_link_shuts_at_once_whoever_came_by_it(visitors, services):
    link, other = a_link(services), a_link(services)
    guest, stays = visitors(link.secret), visitors(other.secret)
    rows = services.door.keys.of_unit(_viewer(services), "school-1").links
    first = min(each.link for each in rows)
    services.door.keys.revoke_link("li.zhuren", seen(services), first, "发错了")
    assert guest.get("/door").headers["location"] == "/door/enter?out=1"
    assert stays.get("/door").status_code == 200
    assert visitors().enter(link.secret).status_code == 401


def _viewer(services, account: str = "li.zhuren") -> Viewer:
    with services.server.database.session() as session:
        person = accounts.person(session, account, "2026-05-14")
    assert person is not None
    return Viewer(person)


def test_guessed_links_open_nothing_and_are_counted(visitors):
    stranger = visitors()
    answers = [stranger.enter(f"guess-{number}").status_code for number in range(12)]
    assert set(answers) == {401}
    assert "尝试次数太多" in stranger.enter("guess-again").text


def test_a_closed_unit_has_no_door(visitors, services, supervisor):
    link = a_link(services)
    page = "/schools/school-1/edit"
    supervisor.fill(page, page, **_school(), closed_on="2026-05-14")
    assert visitors().enter(link.secret).status_code == 401
    with pytest.raises(BadInput, match="已经停用"):
        a_link(services)


def _school() -> dict[str, str]:
    return {"name": "第1小学", "school_kind": "primary", "ownership": "public", "zone": "z1"}


def test_the_account_comes_in_by_its_password_until_it_gets_another(visitors, services):
    new = services.door.keys.set_account("li.zhuren", seen(services))
    guest = visitors()
    assert sign_in(guest, new.account, new.password).headers["location"] == "/door"
    assert "第1小学" in guest.page("/door")
    again = services.door.keys.set_account("li.zhuren", seen(services))
    assert again.account == new.account
    assert guest.get("/door").headers["location"] == "/door/enter?out=1"
    assert sign_in(visitors(), new.account, new.password).status_code == 401
    assert sign_in(visitors(), again.account, again.password).status_code == 303
    services.door.keys.close_account("li.zhuren", seen(services))
    assert sign_in(visitors(), again.account, again.password).status_code == 401


def sign_in(guest, account: str, password: str):
    secret = re.search(r'name="form_secret" value="([^"]+)"', guest.page("/door/enter"))
    assert secret is not None
    fields = {"form_secret": secret[1], "account": account, "password": password}
    return guest.send("/door/enter", fields)


def test_two_districts_units_of_one_code_have_accounts_of_their_own(services, visitors):
    write(services.server, "other", (a_school("school-1"), None))
    mine = services.door.keys.set_account("li.zhuren", seen(services))
    other = SeenSchool("school-1", version_of_school(services.server, "school-1", "other"))
    theirs = services.door.keys.set_account("li.zhuren.other", other)
    assert mine.account != theirs.account
    guest = visitors()
    assert sign_in(guest, theirs.account, theirs.password).status_code == 303


def test_who_leaves_is_out_on_the_server_too(guest, visitors):
    secret = guest.client.cookies[COOKIE]
    assert guest.fill("/door", "/door/leave").headers["location"] == "/door/enter?left=1"
    stranger = visitors()
    stranger.client.cookies.set(COOKIE, secret, domain="duji.test", path="/door")
    assert stranger.get("/door").headers["location"] == "/door/enter?out=1"


def test_what_is_kept_of_links_passwords_and_sessions_are_hashes(services, server, guest):
    link = a_link(services)
    new = services.door.keys.set_account("li.zhuren", seen(services))
    cookie = guest.client.cookies[COOKIE]
    tables = ("door_link", "door_session", "door_account")
    with server.database.log.connect() as connection:
        rows = [connection.exec_driver_sql(f"SELECT * FROM {each}").all() for each in tables]  # noqa: S608
    dump = str(rows)
    assert all(each not in dump for each in (link.secret, new.password, cookie))


def test_no_unit_of_another_district_gets_a_link(services):
    missing = SeenSchool("school-9", "")
    with pytest.raises(NotFound):
        services.door.keys.make_link("li.zhuren", missing, date(2026, 6, 1), "")
    with pytest.raises(BadInput, match="最长一年"):
        services.door.keys.make_link("li.zhuren", seen(services), date(2028, 6, 1), "")
    with pytest.raises(NotFound):
        services.door.keys.revoke_link("li.zhuren", seen(services), "none", "")
    with pytest.raises(NotFound):
        services.door.keys.close_account("li.zhuren", seen(services))
