"""我的账号: the own password, the first one by a code, and sign-in's second step."""

import re

import pytest
from sqlmodel import select

from domain.errors import BadInput
from domain.kinds import read
from domain.kinds.register.account import PasswordSet, SecondFactorSet
from sync_server.access.credentials import Passwords, refuse_weak
from sync_server.data import accounts
from sync_server.data.tables import SecondFactorRow
from tests.builders.drawn_forms import forms_on
from tests.builders.logged import entries_of
from tests.builders.office import PASSWORD
from tests.builders.one_time import set_up_factor
from tests.builders.pages import Browser, matched

NEW = "qiyun-river-7"


@pytest.fixture(autouse=True)
def _password(server):
    kept = Passwords().hash(PASSWORD)
    for account in ("li.zhuren", "zhao.tong"):
        server.database.write(
            lambda tx, of=account: accounts.keep_account(tx.ledger, of, password_hash=kept)
        )


def change(browser: Browser, old: str = PASSWORD, new: str = NEW, again: str = NEW):
    return browser.post("/own/password", on="/own", old=old, new=new, again=again)


def test_the_own_password_is_changed_and_other_browsers_are_out(supervisor, browsers, server):
    other = browsers("li.zhuren")
    assert change(supervisor).headers["location"] == "/own?done=password"
    assert supervisor.get("/own").url.path == "/own"
    assert other.get("/own").url.path == "/sign-in"
    assert browsers().sign_in("li.zhuren", NEW).headers["location"] == "/"
    assert browsers().sign_in("li.zhuren", PASSWORD).status_code == 401
    assert len(entries_of(server.database, PasswordSet.kind)) == 1
    assert "设置密码" in supervisor.page("/people/li.zhuren")


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"old": "not-this-one"}, "old", "原来的密码不对"),
        ({"again": "something-else"}, "again", "不一样"),
        ({"new": "12345678", "again": "12345678"}, "new", "太容易猜到"),
        ({"new": PASSWORD, "again": PASSWORD}, "new", "和原来的一样"),
    ],
)
def test_a_wrong_password_is_said_beside_its_field_and_shown_nowhere(
    supervisor, server, fields, field, words
):
    answer = change(supervisor, **fields)
    assert answer.status_code == 400
    assert re.search(rf'id="own-{field}-error" role="alert">[^<]*{words}', answer.text)
    assert not any(text in answer.text for text in (PASSWORD, NEW, "something-else"))
    assert entries_of(server.database, PasswordSet.kind) == []


@pytest.mark.parametrize(
    "password", ["short-1", "20260514", "aaaaaaaa1", "my-li.zhuren-9", "Password123", "x" * 201]
)
def test_what_others_would_try_first_is_no_password(password):
    with pytest.raises(BadInput, match="太容易猜到"):
        refuse_weak("li.zhuren", password)


def test_the_old_password_cannot_be_guessed_from_an_open_browser(supervisor):
    answers = [change(supervisor, old=f"guess-number-{n}").text for n in range(11)]
    assert "尝试次数太多" in answers[-1]


def first(browser: Browser, **fields: str):
    form = forms_on(browser.page("/set-password"))[0].fields
    given = {"account": "zhao.tong", "new": NEW, "again": NEW, **fields}
    return browser.send("/set-password", form_secret=form["form_secret"], **given)


def test_a_code_of_the_office_sets_the_first_password_once(browsers, server):
    code = server.accounts.issue_code("zhao.tong")
    browser = browsers()
    assert first(browser, code=code).headers["location"] == "/sign-in?set=1"
    assert "密码已设好" in browser.page("/sign-in?set=1")
    assert browser.sign_in("zhao.tong", NEW).headers["location"] == "/"
    again = first(browsers(), code=code)
    assert (again.status_code, code in again.text, NEW in again.text) == (400, False, False)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"code": "0000-0000"}, "code"),
        ({"code": "没有"}, "code"),
        ({"account": "赵统"}, "account"),
        ({"account": "nobody"}, "code"),
        ({"new": "12345678", "again": "12345678"}, "new"),
    ],
)
def test_a_first_password_that_cannot_be_set_says_why_and_uses_no_code_up(
    browsers, server, fields, field
):
    code = server.accounts.issue_code("zhao.tong")
    answer = first(browsers(), **{"code": code, **fields})
    assert (answer.status_code, f'id="own-{field}-error"' in answer.text) == (400, True)
    assert first(browsers(), code=code).status_code == 303


def test_a_code_that_a_phone_has_used_sets_no_password(browsers, server):
    code = server.accounts.issue_code("zhao.tong")
    server.accounts.verify_code("zhao.tong", code, ("chain-1", "key-1"))
    assert first(browsers(), code=code).status_code == 400


def enrol(browser: Browser, server) -> tuple[str, list[str]]:
    """Turn the second step on in the browser; the key, and the recovery codes."""
    import pyotp

    key = matched(r'own-key figures">([A-Z2-7 ]+)<', browser.page("/own/second-factor"))
    key = key.replace(" ", "")
    code = pyotp.TOTP(key).at(server.clock())
    page = browser.post("/own/second-factor", on="/own/second-factor", code=code).text
    return key, re.findall(r"<li>([0-9A-Z-]{19})</li>", page)


def test_the_second_step_is_set_up_by_a_drawing_a_key_and_a_first_code(supervisor, server):
    page = supervisor.page("/own/second-factor")
    assert "<svg" in page
    wrong = supervisor.post("/own/second-factor", on="/own/second-factor", code="000000")
    assert (wrong.status_code, server.second_factors.is_on("li.zhuren")) == (400, False)
    _, recovery = enrol(supervisor, server)
    assert (len(set(recovery)), server.second_factors.is_on("li.zhuren")) == (8, True)
    assert supervisor.get("/own/second-factor").url.path == "/own"
    (told,) = entries_of(server.database, SecondFactorSet.kind)
    body = read(told.line).body
    assert isinstance(body, SecondFactorSet)
    assert body.is_on
    assert recovery[0] not in supervisor.page("/own")


def second(browser: Browser, page: str, code: str):
    form = forms_on(page)[0].fields
    return browser.send("/sign-in/code", **{**form, "code": [code]})


def test_signing_in_asks_for_a_code_that_works_once(browsers, server):
    phone = set_up_factor(server, "li.zhuren")
    browser = browsers()
    page = browser.sign_in("li.zhuren").text
    assert "动态码" in page
    assert "duji_session" not in browser.client.cookies
    used = second(browser, page, phone.code())
    assert (used.status_code, "已经用过" in used.text) == (401, True)
    answer = second(browser, used.text, phone.code(1))
    assert answer.headers["location"] == "/"
    assert browser.get("/own").url.path == "/own"
    again = browsers()
    assert second(again, again.sign_in("li.zhuren").text, phone.code(1)).status_code == 401


def test_one_step_before_and_after_counts_and_no_other(browsers, server, clock):
    phone = set_up_factor(server, "li.zhuren")
    clock.move(minutes=5)
    for steps, status in ((2, 401), (-2, 401), (-1, 303)):
        browser = browsers()
        page = browser.sign_in("li.zhuren").text
        assert second(browser, page, phone.code(steps)).status_code == status


def test_a_recovery_code_works_once_in_place_of_the_phone(browsers, server):
    phone = set_up_factor(server, "li.zhuren")
    code = phone.recovery[3].lower().replace("-", " ")
    browser = browsers()
    assert second(browser, browser.sign_in("li.zhuren").text, code).status_code == 303
    assert "还剩 7 个" in browser.page("/own")
    again = browsers()
    assert second(again, again.sign_in("li.zhuren").text, code).status_code == 401


def test_the_second_step_goes_on_to_the_page_and_form_that_were_wanted(browsers, server):
    phone = set_up_factor(server, "li.zhuren")
    browser = browsers()
    page = browser.sign_in("li.zhuren", to="/people").text
    assert second(browser, page, phone.code(1)).headers["location"] == "/people"


def test_guessing_codes_is_slowed_down_whatever_the_password(browsers, server):
    set_up_factor(server, "li.zhuren")
    browser = browsers()
    for _ in range(11):
        answer = second(browser, browser.sign_in("li.zhuren").text, "123456")
    assert "尝试次数太多" in answer.text


def test_half_a_sign_in_is_over_soon_and_with_its_password(browsers, server, clock):
    phone = set_up_factor(server, "li.zhuren")
    slow, changed, forged = browsers(), browsers(), browsers()
    page = slow.sign_in("li.zhuren").text
    clock.move(minutes=5, seconds=1)
    assert second(slow, page, phone.code()).headers["location"] == "/sign-in"
    page = changed.sign_in("li.zhuren").text
    server.accounts.set_password("li.zhuren", NEW)
    assert second(changed, page, phone.code()).headers["location"] == "/sign-in"
    page = re.sub(r'name="half" value="[^"]+"', 'name="half" value="AAAA"', page)
    assert second(forged, page, phone.code()).headers["location"] == "/sign-in"


def test_no_phone_walks_around_the_second_step_by_the_password(server):
    from tests.builders.handset import Handset

    set_up_factor(server, "li.zhuren")
    request = Handset().enrolment(password=PASSWORD) | {"account": "li.zhuren"}
    from domain.wire.messages import EnrolRequest

    with pytest.raises(BadInput, match="登录码登录"):
        server.enrolment.enrol(EnrolRequest.model_validate(request))


def test_the_key_is_not_in_the_database_and_no_copy_of_it_makes_codes(server):
    phone = set_up_factor(server, "li.zhuren")
    with server.database.session() as session:
        (row,) = session.exec(select(SecondFactorRow)).all()
    assert phone.key.encode() not in row.sealed
    assert not any(code in row.recovery for code in phone.recovery)


def test_who_turns_it_off_says_the_password(supervisor, server):
    set_up_factor(server, "li.zhuren")
    for password, status in (("wrong-one", 400), (PASSWORD, 303)):
        answer = supervisor.post("/own/second-factor/off", on="/own", password=password)
        assert answer.status_code == status
    assert not server.second_factors.is_on("li.zhuren")
    assert len(entries_of(server.database, SecondFactorSet.kind)) == 1


def test_a_supervisor_turns_it_off_for_who_lost_the_phone(supervisor, server):
    set_up_factor(server, "zhao.tong")
    page = "/people/zhao.tong"
    answer = supervisor.fill(page, f"{page}/second-factor/off", reason="手机丢了")
    assert answer.headers["location"] == f"{page}?done=factor"
    assert not server.second_factors.is_on("zhao.tong")
    assert "手机丢了" in supervisor.page(page)


@pytest.mark.parametrize("account", ["zhao.tong", "chen.jing"])
def test_nobody_else_does(browsers, server, account):
    set_up_factor(server, "li.zhuren")
    browser = browsers(account)
    answer = browser.post("/people/li.zhuren/second-factor/off", on="/own", reason="x")
    assert (answer.status_code, server.second_factors.is_on("li.zhuren")) == (403, True)


@pytest.mark.parametrize("path", ["/own/password", "/own/second-factor", "/own/second-factor/off"])
def test_another_sites_form_does_nothing(supervisor, path):
    supervisor.page("/own")
    supervisor.client.headers["origin"] = "http://evil.example"
    assert supervisor.post(path, on="/own", old=PASSWORD).status_code == 403
