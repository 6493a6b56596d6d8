"""Signing in and out, and what a session and a form must bring."""

import pytest

from sync_server.access.credentials import Passwords
from sync_server.data import accounts
from tests.builders.drawn_forms import forms_on
from tests.builders.handset import PEOPLE
from tests.builders.office import PASSWORD


@pytest.fixture(scope="module")
def password_hash():
    return Passwords().hash(PASSWORD)


@pytest.fixture(autouse=True)
def _passwords(server, password_hash):
    def keep(transaction):
        for account in ("li.zhuren", "chen.jing", "zhao.tong"):
            accounts.keep_account(transaction.ledger, account, password_hash=password_hash)

    server.database.write(keep)


@pytest.mark.parametrize(
    ("account", "home"),
    [("li.zhuren", "/"), ("chen.jing", "/visits"), ("zhao.tong", "/")],
)
def test_everybody_comes_to_the_page_of_their_role(browsers, account, home):
    browser = browsers()
    assert browser.get("/").url.path == "/sign-in"
    assert browser.sign_in(account).headers["location"] == "/"
    answer = browser.get("/")
    assert (answer.url.path, answer.status_code) == (home, 200)
    assert PEOPLE[account][0] in answer.text


@pytest.mark.parametrize(
    ("account", "password"),
    [("li.zhuren", "wrong-password"), ("nobody", PASSWORD), ("li.zhuren", "")],
)
def test_wrong_credentials_are_refused_in_the_same_words(browsers, account, password):
    answer = browsers().sign_in(account, password)
    assert answer.status_code == 401
    assert "账号或密码不对" in answer.text
    assert "duji_session" not in answer.headers.get("set-cookie", "")


@pytest.mark.parametrize("typed", ["ｌｉ．ｚｈｕｒｅｎ", "li。zhuren\u200b", " Li.Zhuren "])
def test_account_is_read_however_it_is_typed(browsers, typed):
    browser = browsers()
    assert browser.sign_in(typed).headers["location"] == "/"
    assert PEOPLE["li.zhuren"][0] in browser.get("/").text


@pytest.mark.parametrize(("typed", "said"), [("李主任", "账号里不会有“李主任”"), ("", "请填账号")])
def test_what_can_be_no_account_is_said_and_stays(browsers, typed, said):
    answer = browsers().sign_in(typed, PASSWORD)
    assert answer.status_code == 401
    assert said in answer.text
    assert f'value="{typed}"' in answer.text


def test_guessing_is_slowed_down_and_says_how_long(browsers):
    browser = browsers()
    answers = [browser.sign_in("li.zhuren", f"guess-number-{n}").text for n in range(12)]
    assert "账号或密码不对" in answers[0]
    assert "尝试次数太多，请等" in answers[-1]
    assert "分钟" in answers[-1]


def test_the_cookie_is_kept_from_scripts_and_other_sites(browsers):
    cookie = browsers().sign_in("li.zhuren").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_over_tls_the_cookie_travels_by_tls_only(browsers):
    browser = browsers()
    browser.client.base_url = "https://duji.test"
    assert "secure" in browser.sign_in("li.zhuren").headers["set-cookie"].lower()


def test_after_signing_in_one_goes_on_to_the_page_one_wanted(browsers):
    browser = browsers()
    asked = browser.client.get("/visits?month=2026-05", follow_redirects=False)
    assert asked.status_code == 303
    assert asked.headers["location"] == "/sign-in?to=%2Fvisits%3Fmonth%3D2026-05"
    signed_in = browser.sign_in("li.zhuren", to="/visits?month=2026-05")
    assert signed_in.headers["location"] == "/visits?month=2026-05"


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "x"])
def test_signing_in_leads_to_no_other_site(browsers, to):
    assert browsers().sign_in("li.zhuren", to=to).headers["location"] == "/"


def test_signing_out_ends_the_session_on_the_server_too(browsers):
    browser = browsers("li.zhuren")
    secret = browser.client.cookies["duji_session"]
    assert browser.post("/sign-out", on="/visits").headers["location"] == "/sign-in?out=1"
    browser.keep_session(secret)
    assert "duji_session" in browser.client.get("/visits").request.headers["cookie"]
    assert browser.client.get("/visits", follow_redirects=False).status_code == 303


def test_a_form_without_the_sessions_token_does_nothing(browsers):
    browser = browsers("li.zhuren")
    other = browsers("li.zhuren")
    for token in ("", "0" * 64, "中文"):
        answer = browser.client.post("/sign-out", data={"form_token": token})
        assert answer.status_code in (400, 403)
    assert "这个页面已经过期" in other.client.post("/sign-out", data={"form_token": "f" * 64}).text
    assert browser.get("/visits").url.path == "/visits"


def test_the_token_is_masked_anew_in_every_page_and_each_one_holds(browsers):
    browser = browsers("li.zhuren")
    tokens = [forms_on(browser.page("/visits"))[0].fields["form_token"][0] for _ in range(2)]
    shared = [one for one, other in zip(*tokens, strict=True) if one == other]
    assert len(shared) < len(tokens[0]) / 4
    spoilt = tokens[0][:-1] + ("0" if tokens[0][-1] != "0" else "1")
    refused = browser.client.post("/sign-out", data={"form_token": spoilt})
    assert refused.status_code == 403
    left = browser.client.post("/sign-out", data={"form_token": tokens[0]}, follow_redirects=False)
    assert left.headers["location"] == "/sign-in?out=1"


def test_a_form_sent_by_another_site_does_nothing(browsers):
    browser = browsers("li.zhuren")
    browser.client.headers["origin"] = "http://evil.example"
    assert browser.post("/sign-out", on="/visits").status_code == 403


def test_a_disabled_account_is_out_at_once(browsers, server):
    browser = browsers("li.zhuren")
    server.accounts.disable("li.zhuren")
    assert browser.get("/visits").url.path == "/sign-in"
    assert browser.sign_in("li.zhuren").status_code == 401


def test_the_list_asked_for_by_script_sends_the_browser_to_sign_in(browsers):
    answer = browsers().get("/visits", **{"HX-Request": "true", "HX-Request-Type": "partial"})
    assert answer.headers["hx-redirect"].startswith("/sign-in")
