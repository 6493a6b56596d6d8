"""Accounts: passwords, sessions, and their end."""

import pytest
from pwdlib.hashers.argon2 import Argon2Hasher

from domain.errors import BadInput, NotFound, NotSignedIn, TooMany
from domain.kinds.author import Role
from domain.kinds.register.person import PersonSet
from sync_server.access import credentials
from sync_server.register.districts import Districts
from tests.builders.handset import set_up_district

PASSWORD = "a long enough password"


def test_a_password_opens_and_a_wrong_one_does_not(server):
    server.accounts.set_password("li.zhuren", PASSWORD)
    person = server.accounts.verify_password("li.zhuren", PASSWORD)
    assert (person.name, person.role, person.district) == ("李主任", "supervisor", "wanshan")
    for account, password in (
        ("li.zhuren", "other words"),
        ("nobody", PASSWORD),
        ("li.zhuren", ""),
    ):
        with pytest.raises(NotSignedIn):
            server.accounts.verify_password(account, password)


@pytest.mark.parametrize(
    "typed", ["Li.Zhuren", " li。zhuren ", "ｌｉ．ｚｈｕｒｅｎ", "li.zhuren\u200b"]
)
def test_an_account_is_taken_as_it_was_meant(server, typed):
    server.accounts.set_password("li.zhuren", PASSWORD)
    assert server.accounts.verify_password(typed, PASSWORD).account == "li.zhuren"


def test_an_account_with_capitals_is_found_and_two_that_differ_in_case_are_told_apart(server):
    for account in ("Wang.Wu", "wang.wu", "Zhao.Liu"):
        body = PersonSet(account=account, role=Role.SUPERVISOR)
        Districts(server.database, server.committer).set_person("wanshan", body, account)
        server.accounts.set_password(account, f"{account} has this")
    assert server.accounts.verify_password("zhao.liu", "Zhao.Liu has this").account == "Zhao.Liu"
    assert server.accounts.verify_password("wang.wu", "wang.wu has this").account == "wang.wu"


def test_a_kept_password_costs_whoever_guesses_what_owasp_asks(monkeypatch):
    monkeypatch.setattr(credentials, "Argon2Hasher", Argon2Hasher)
    _, variant, _, costs, *_ = credentials.Passwords().hash(PASSWORD).split("$")
    cost = {
        name: int(value) for name, _, value in (part.partition("=") for part in costs.split(","))
    }
    assert variant == "argon2id"
    assert cost["m"] * cost["t"] >= 19_456 * 2


@pytest.mark.parametrize("password", ["", "short", "x" * 201])
def test_a_bad_password_is_not_taken(server, password):
    with pytest.raises(BadInput):
        server.accounts.set_password("li.zhuren", password)


def test_a_session_lasts_until_it_is_closed_or_over(server, clock):
    server.accounts.set_password("li.zhuren", PASSWORD)
    one, other = (
        server.accounts.open_session("li.zhuren"),
        server.accounts.open_session("li.zhuren"),
    )
    assert server.accounts.session_account(one).account == "li.zhuren"
    server.accounts.close_session(one)
    assert server.accounts.session_account(one) is None
    assert server.accounts.session_account(other) is not None
    clock.move(hours=12)
    assert server.accounts.session_account(other) is None
    assert server.accounts.session_account("made up") is None


@pytest.mark.parametrize("act", ["disable", "new_password"])
def test_sessions_end_with_the_account_or_its_password(server, act):
    server.accounts.set_password("li.zhuren", PASSWORD)
    session = server.accounts.open_session("li.zhuren")
    if act == "disable":
        server.accounts.disable("li.zhuren")
    else:
        server.accounts.set_password("li.zhuren", "another long password")
    assert server.accounts.session_account(session) is None


def test_disabling_nobody_says_so(server):
    with pytest.raises(NotFound):
        server.accounts.disable("nobody")


def test_guessing_from_one_address_leaves_others_in(server):
    server.accounts.set_password("li.zhuren", PASSWORD)
    for _ in range(10):
        with pytest.raises(NotSignedIn):
            server.accounts.verify_password("li.zhuren", "wrong", "192.0.2.1")
    with pytest.raises(TooMany):
        server.accounts.verify_password("li.zhuren", PASSWORD, "192.0.2.1")
    assert server.accounts.verify_password("li.zhuren", PASSWORD, "192.0.2.2")


def test_the_list_says_how_each_may_sign_in(server, clock):
    codes = server.accounts.issue_codes(["chen.jing", "wang.fang"])
    assert set(codes) == {"chen.jing", "wang.fang"}
    server.accounts.set_password("li.zhuren", PASSWORD)
    server.accounts.disable("li.zhuren")
    found = {state.account: state for state in server.accounts.everyone()}
    assert found["chen.jing"].has_code
    assert not found["chen.jing"].has_password
    assert (found["li.zhuren"].has_password, found["li.zhuren"].is_disabled) == (True, True)
    clock.move(days=14)
    assert not any(state.has_code for state in server.accounts.everyone())


def test_two_districts_do_not_mix(server):
    set_up_district(server, "bijiang", suffix="2")
    server.accounts.set_password("li.zhuren2", PASSWORD)
    assert server.accounts.verify_password("li.zhuren2", PASSWORD).district == "bijiang"
