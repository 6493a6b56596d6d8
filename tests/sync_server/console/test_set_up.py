"""An office of one administrator sets itself up in a browser alone, from one code to a phone."""

import re
from typing import Any

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from domain.kinds.author import Role
from domain.kinds.register.district import DistrictSet
from domain.kinds.register.person import PersonSet
from domain.wire.messages import EnrolRequest
from sync_server.access.viewer import Viewer
from sync_server.data.accounts import person
from sync_server.register.districts import Districts
from sync_server.register.history import Histories
from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.drawn_forms import form_on, forms_on
from tests.builders.handset import Handset, a_server
from tests.builders.import_file import a_large_file
from tests.builders.one_time import Authenticator
from tests.builders.pages import Browser, matched, upload

PASSWORD = "qiyun-river-2026"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def server(request, tmp_path):
    """A server with an empty district and its administrator, as `duji init` leaves it."""
    more: dict[str, Any] = {}
    if request.param == "postgres":
        more = {"database_url": SecretStr(request.getfixturevalue("postgres_url"))}
    server = a_server(tmp_path / "data", **more)
    districts = Districts(server.database, server.committer)
    districts.begin(DistrictSet(district="520199", name="栖云区"))
    districts.set_person("520199", PersonSet(account="admin", role=Role.ADMIN), "何主任")
    yield server
    server.close()


@pytest.fixture
def browser(server, tmp_path):
    """Makes browsers in which nobody is signed in."""
    app = create_app(server, Settings(data=tmp_path / "data"))
    return lambda: Browser(TestClient(app, "http://duji.test", raise_server_exceptions=False))


def sign_in_first(browser: Browser, account: str, code: str) -> None:
    """Set the first password by a code, and sign in with it."""
    fields = {**forms_on(browser.page("/set-password"))[0].fields, "account": [account]}
    fields |= {"code": [code], "new": [PASSWORD], "again": [PASSWORD]}
    assert browser.send("/set-password", **fields).status_code == 303
    assert browser.sign_in(account, PASSWORD).status_code in (200, 303)


def codes_on(page: str) -> dict[str, str]:
    """The codes of a sheet by account."""
    return dict(re.findall(r"<dd>([\w.]+)</dd>\s*<dt>登录码</dt><dd class=\"code\">([^<]+)<", page))


def import_all(admin: Browser, raw: bytes) -> str:
    """The page of what an import did."""
    place = upload(admin, raw)
    assert admin.fill(place, place).status_code == 303
    return admin.page(place)


def test_an_empty_district_comes_to_its_schools_people_codes_and_first_phone(server, browser):
    admin = browser()
    sign_in_first(admin, "admin", server.accounts.issue_code("admin"))
    page = import_all(admin, a_large_file(60, 46))
    assert "写入 153 条" in page
    assert "46 位还不能登录" in page
    chosen = form_on(admin.page("/codes"), "CodesForm").fields
    assert len(chosen["people"]) == 46
    sheet = admin.page(admin.send("/codes", **chosen).headers["location"])
    codes = codes_on(sheet)
    assert (len(codes), sheet.count("<svg")) == (46, 46)
    phone = Handset()
    request = phone.enrolment(code=codes["a7"]) | {"account": "a7"}
    assert server.enrolment.enrol(EnrolRequest.model_validate(request)).district_name == "栖云区"
    assert "测试手机" in admin.page("/devices")
    assert "没有手机</span>" not in admin.page("/people?person=人a7")


def test_a_clerk_comes_in_by_a_code_and_asks_for_a_second_step(server, browser):
    admin, clerk = browser(), browser()
    sign_in_first(admin, "admin", server.accounts.issue_code("admin"))
    admin.fill("/people/new", "/people/new", name="赵统", role="clerk")
    sheet = admin.fill("/people/zhao.tong", "/people/zhao.tong/code").headers["location"]
    sign_in_first(clerk, "zhao.tong", codes_on(admin.page(sheet))["zhao.tong"])
    page = clerk.page("/own/second-factor")
    key = matched(r'own-key figures">([A-Z2-7 ]+)<', page).replace(" ", "")
    phone = Authenticator(server, key)
    answer = clerk.post("/own/second-factor", on="/own/second-factor", code=phone.code())
    assert "只在这里显示这一次" in answer.text
    again = browser()
    form = forms_on(again.sign_in("zhao.tong", PASSWORD).text)[0].fields
    answer = again.send("/sign-in/code", **{**form, "code": [phone.code(1)]})
    assert answer.status_code == 303
    assert "赵统" in again.page("/own")
    steps = [each.kind for each in steps_of(server, "zhao.tong")]
    assert steps[0] == "person.set"
    assert steps[1:] == ["account.code_issued", "account.password_set", "account.second_factor_set"]


def steps_of(server, account: str):
    """What was said of somebody, as the administrator reads it."""
    with server.database.session() as session:
        admin = person(session, "admin", "2026-05-14")
    assert admin is not None
    viewer = Viewer(admin)
    return Histories(server.database).history(viewer, "person", account).steps
