"""督学与账号: the list, a person's page and form, since when somebody is not there any more."""

import re

import pytest
from sqlmodel import select

from domain.errors import NotAllowed
from domain.kinds.author import Role
from domain.kinds.register.account import PasswordSet
from domain.kinds.register.person import PersonPrivate, PersonSet
from sync_server.data.tables import AssignmentRow, PersonRow
from sync_server.ledger.append import OfficeEntry
from sync_server.office.commands import Office
from tests.builders.drawn_forms import form_on
from tests.builders.handset import write
from tests.builders.import_file import an_import_file
from tests.builders.pages import upload
from tests.sync_server.console.register.test_schools_list import cells

NEW = {"name": "周雅琴", "role": "inspector", "zone": "z1", "post": "part_time"}


def person(server, account: str) -> PersonRow:
    with server.database.session() as session:
        found: PersonRow | None = session.get(PersonRow, account)
    assert found is not None
    return found


def body_of(server, account: str) -> PersonSet:
    return PersonSet.model_validate_json(person(server, account).facts)


def assignments(server, account: str) -> dict[str, str | None]:
    with server.database.session() as session:
        rows = session.exec(select(AssignmentRow).where(AssignmentRow.account == account)).all()
    return {row.school_id: row.to_on for row in rows}


def test_the_list_says_who_is_who_and_what_they_lack(supervisor):
    page = supervisor.page("/people")
    for words in ("陈静", "chen.jing", "督学", "一片区", "没有手机", "全区在用 4 人"):
        assert words in page
    assert "王芳" not in supervisor.page("/people?person=陈")
    assert "陈静" not in supervisor.page("/people?role=clerk")
    assert supervisor.get("/people.csv").status_code == 200


def test_somebody_new_gets_an_account_of_their_name(supervisor, server):
    answer = supervisor.fill("/people/new", "/people/new", **NEW, stages="primary")
    assert answer.headers["location"] == "/people/zhou.yaqin?done=opened"
    body = body_of(server, "zhou.yaqin")
    assert (body.role, body.zone, [each.value for each in body.stages]) == (
        Role.INSPECTOR,
        "z1",
        ["primary"],
    )
    page = supervisor.page("/people/zhou.yaqin?done=opened")
    assert "已新增" in page
    assert "李主任" in page


@pytest.mark.parametrize(
    ("account", "words"),
    [("Chen.Jing", "已经有人用了"), ("chen.jing.other", "已经有人用了"), ("陈静", "账号里不会有")],
)
def test_an_account_that_cannot_be_is_said_beside_its_field(supervisor, account, words):
    answer = supervisor.fill("/people/new", "/people/new", **NEW, account=account)
    assert answer.status_code == 400
    assert re.search(rf'id="person-account-error">[^<]*{words}', answer.text)


def test_a_change_keeps_what_the_form_does_not_ask(supervisor, server):
    write(
        server,
        "wanshan",
        (
            PersonSet(account="chen.jing", role=Role.INSPECTOR, zone="z1", order_no=7),
            PersonPrivate(name="陈静", sort_as="zzz"),
        ),
    )
    place = "/people/chen.jing/edit"
    answer = supervisor.fill(place, place, name="陈静", role="inspector", certificate_no="GZ-07")
    assert answer.headers["location"] == "/people/chen.jing?done=set"
    row = person(server, "chen.jing")
    assert (row.order_no, row.sort_as, row.certificate_no, row.zone) == (7, "zzz", "GZ-07", None)
    page = supervisor.page("/people/chen.jing")
    assert re.search(r"督学证号</td><td class=\"was\">（空）</td><td>GZ-07", page)


def test_an_import_keeps_what_its_file_does_not_say(supervisor, server):
    place = "/people/chen.jing/edit"
    supervisor.fill(
        place, place, name="陈静", role="inspector", certificate_no="7", stages="senior"
    )
    file = upload(supervisor, an_import_file({"督学": [("姓名", "片区"), ("陈静", "二片区")]}))
    supervisor.fill(file, file)
    row, body = person(server, "chen.jing"), body_of(server, "chen.jing")
    assert (row.zone, row.certificate_no, [*body.stages]) == ("z2", "7", ["senior"])


def test_stages_and_certificates_are_imported(supervisor, server):
    rows = [("姓名", "学段", "督学证号"), ("周雅琴", "义务教育、学前", "A-1")]
    file = upload(supervisor, an_import_file({"督学": rows}))
    assert supervisor.fill(file, file).status_code == 303
    stages = [each.value for each in body_of(server, "zhou.yaqin").stages]
    assert (stages, person(server, "zhou.yaqin").certificate_no) == (
        ["preschool", "primary", "junior"],
        "A-1",
    )
    wrong = an_import_file({"督学": [("姓名", "学段"), ("周雅琴", "大学")]})
    assert "看不懂“大学”" in supervisor.page(upload(supervisor, wrong))


def test_who_leaves_is_out_from_that_day_and_so_are_their_schools(supervisor, server, browsers):
    page, stop = "/people/chen.jing", "/people/chen.jing/stop"
    session = browsers("chen.jing")
    assert supervisor.fill(page, stop, from_on="2026-05-01").status_code == 303
    assert assignments(server, "chen.jing") == {"school-1": "2026-04-30", "school-2": "2026-04-30"}
    assert body_of(server, "chen.jing").closed_on == "2026-05-01"
    assert session.client.get("/visits", follow_redirects=False).status_code == 303
    assert "2026-05-01 起停用" in supervisor.page("/people?state=closed")
    assert supervisor.fill(page, "/people/chen.jing/resume").status_code == 303
    body = body_of(server, "chen.jing")
    assert (body.is_active, body.closed_on) == (True, None)


def test_who_leaves_on_a_day_to_come_stays_until_then_and_is_out_on_it(
    supervisor, server, browsers, clock
):
    page, chen = "/people/chen.jing", browsers("chen.jing")
    answer = supervisor.fill(page, f"{page}/stop", from_on="2026-05-15")
    assert answer.headers["location"] == f"{page}?done=stopping"
    assert assignments(server, "chen.jing") == {"school-1": "2026-05-14", "school-2": "2026-05-14"}
    assert "2026-05-15 起停用" in supervisor.page("/people?state=active&person=陈静")
    assert chen.client.get("/visits", follow_redirects=False).status_code == 200
    clock.move(hours=11)
    chen = browsers("chen.jing")
    assert chen.client.get("/visits", follow_redirects=False).status_code == 200
    clock.move(hours=1)
    assert chen.client.get("/visits", follow_redirects=False).status_code == 303
    again = browsers("li.zhuren")
    assert "陈静" in again.page("/people?state=closed")
    for path in ("/codes", "/assignments/new"):
        assert 'value="chen.jing"' not in again.page(path)


def test_a_day_to_come_is_changed_or_taken_back(supervisor, server):
    page = "/people/chen.jing"
    for day in ("2026-05-20", "2026-05-31"):
        supervisor.fill(page, f"{page}/stop", from_on=day)
        assert f"{day} 起停用" in supervisor.page(page)
    assert supervisor.fill(page, f"{page}/resume").status_code == 303
    body = body_of(server, "chen.jing")
    assert (body.is_active, body.closed_on) == (True, None)
    assert "起停用" not in supervisor.page("/people?person=陈静")


def test_nobody_writes_in_the_office_from_the_day_on(supervisor, server, clock):
    page = "/people/zhao.tong"
    supervisor.fill(page, f"{page}/stop", from_on="2026-05-15")
    office = Office(server.database, server.committer)
    assert office.author("zhao.tong").role is Role.CLERK
    clock.move(days=1)
    with pytest.raises(NotAllowed):
        office.author("zhao.tong")
    with pytest.raises(NotAllowed):
        server.committer.write("zhao.tong", [OfficeEntry(PasswordSet(account="zhao.tong"))])


def test_the_last_supervisor_stays(supervisor, server):
    for page, action, fields in (
        ("/people/li.zhuren", "/people/li.zhuren/stop", {"from_on": "2026-05-14"}),
        ("/people/li.zhuren", "/people/li.zhuren/stop", {"from_on": "2026-06-30"}),
        (edit := "/people/li.zhuren/edit", edit, {"name": "李主任", "role": "clerk"}),
    ):
        answer = supervisor.fill(page, action, **fields)
        assert (answer.status_code, "至少要留一位" in answer.text) == (400, True)
    assert person(server, "li.zhuren").role == "supervisor"


@pytest.mark.parametrize(("account", "status"), [("zhao.tong", 200), ("chen.jing", 403)])
def test_a_clerk_looks_and_only_supervisors_act(browsers, server, account, status):
    browser = browsers(account)
    home = "/month" if account == "zhao.tong" else "/visits"
    for path in ("/people", "/people/chen.jing"):
        assert browser.get(path).status_code == status
    for path in ("/people/new", "/people/chen.jing/edit", "/codes"):
        assert browser.get(path).status_code == 403
    acts = ("stop", "resume", "code", "code/revoke", "edit")
    for path in ("/people/new", "/codes", *(f"/people/chen.jing/{act}" for act in acts)):
        assert browser.post(path, on=home).status_code == 403
    assert person(server, "chen.jing").is_active


def test_another_districts_people_are_not_found(browsers):
    other = browsers("li.zhuren.other")
    for path in ("/people/chen.jing", "/people/chen.jing/edit", "/people/nobody"):
        assert other.get(path).status_code == 404
    for act in ("stop", "resume", "code", "code/revoke", "edit"):
        assert other.post(f"/people/chen.jing/{act}", on="/people").status_code == 404


def test_roles_are_explained_where_one_is_chosen(supervisor):
    page = supervisor.page("/people/new")
    assert "不能审自己的" in page
    assert "system" not in form_on(page, "PersonForm").choices["role"]


def test_a_phone_is_missed_at_inspectors_alone(supervisor):
    rows = {row[0].split()[-1]: row[-1] for row in cells(supervisor.page("/people"))}
    assert {name for name, state in rows.items() if "没有手机" in state} == {
        "chen.jing",
        "wang.fang",
    }
