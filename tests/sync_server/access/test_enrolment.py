"""Taking phones in: who may, once, and what happens when an answer is lost."""

import asyncio
from datetime import timedelta

import pytest

from domain.errors import NotSignedIn
from domain.wire.messages import EnrolAnswer, Problem
from sync_server.access.accounts import WRONG
from tests.builders.handset import Handset, enrolled, set_up_district
from tests.builders.trail import an_author

PASSWORD = "a long enough password"


async def ask(client, handset, **credential):
    return await client.post("/api/v1/enrol", json=handset.enrolment(**credential))


async def test_a_one_time_code_takes_a_phone_in(server, client):
    handset = Handset()
    code = server.accounts.issue_code("chen.jing")
    answer = EnrolAnswer.model_validate((await ask(client, handset, code=code)).json())
    assert (answer.account, answer.name, answer.role) == ("chen.jing", "陈静", "inspector")
    assert (answer.district, answer.district_name) == ("wanshan", "万山区")
    assert answer.log_public_key == server.log_key.public_hex
    assert answer.export_public_key == server.export_key.public_hex
    handset.token = answer.token
    state = await client.get(f"/api/v1/chains/{handset.author.chain}", headers=handset.headers)
    assert state.json() == {"chain": handset.author.chain, "tips": [], "is_revoked": False}


async def test_a_password_takes_a_phone_in(server, client):
    server.accounts.set_password("chen.jing", PASSWORD)
    assert (await ask(client, Handset(), password=PASSWORD)).status_code == 200


@pytest.mark.parametrize("shape", ["{}", " {} ", "lower", "spaced"])
async def test_a_code_may_be_typed_as_people_type(server, client, shape):
    code = server.accounts.issue_code("chen.jing")
    spaced = code.replace("-", " ").replace("0", "o").replace("1", "l")
    typed = {"lower": code.lower(), "spaced": spaced}.get(shape) or shape.format(code)
    assert (await ask(client, Handset(), code=typed)).status_code == 200


@pytest.mark.parametrize("typed", ["ｃｈｅｎ．ｊｉｎｇ", "chen。jing", "\ufeffChen.Jing "])
async def test_an_account_may_be_typed_as_people_type(server, client, typed):
    handset, code = Handset(), server.accounts.issue_code("chen.jing")
    wide = code.replace("-", "\uff0d") + "\u200b"
    for _ in range(2):
        asked = handset.enrolment(code=wide) | {"account": typed}
        answer = await client.post("/api/v1/enrol", json=asked)
        assert EnrolAnswer.model_validate(answer.json()).account == "chen.jing"


async def test_what_can_be_no_account_is_said(server, client):
    asked = Handset().enrolment(code="7K2M-9QXA") | {"account": "陈静"}
    answer = await client.post("/api/v1/enrol", json=asked)
    assert answer.status_code == 422
    problem = Problem.model_validate(answer.json())
    assert (problem.code, "陈静" in problem.detail) == ("bad_account", True)


async def test_accounts_that_differ_only_in_large_letters_are_told_apart(server, client):
    for account in ("Chen.Jing", "CHEN.jing"):
        server.accounts.issue_code(account)
    code = server.accounts.issue_code("chen.jing")
    assert (await ask(client, Handset(), code=code)).status_code == 200
    asked = Handset().enrolment(code=code) | {"account": "cHeN.jInG"}
    assert (await client.post("/api/v1/enrol", json=asked)).status_code == 401


async def test_a_code_serves_one_phone(server, client):
    code = server.accounts.issue_code("chen.jing")
    assert (await ask(client, Handset(), code=code)).status_code == 200
    assert (await ask(client, Handset(), code=code)).status_code == 401


async def test_the_same_phone_may_ask_again_when_the_answer_was_lost(server, client):
    handset, code = Handset(), server.accounts.issue_code("chen.jing")
    first = (await ask(client, handset, code=code)).json()
    again = (await ask(client, handset, code=code)).json()
    assert first["token"] != again["token"]
    for token in (first["token"], again["token"]):
        assert server.accounts.token_device(token).chain == handset.author.chain


async def test_two_phones_racing_for_one_code_get_one_place(server, client):
    code = server.accounts.issue_code("chen.jing")
    answers = await asyncio.gather(*(ask(client, Handset(), code=code) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 401, 401, 401]


async def test_a_code_expires(server, client, clock):
    code = server.accounts.issue_code("chen.jing")
    clock.now += timedelta(days=14)
    assert (await ask(client, Handset(), code=code)).status_code == 401


async def test_a_new_code_ends_the_one_before(server, client):
    old, new = server.accounts.issue_code("chen.jing"), server.accounts.issue_code("chen.jing")
    assert (await ask(client, Handset(), code=old)).status_code == 401
    assert (await ask(client, Handset(), code=new)).status_code == 200


async def test_every_refusal_has_the_same_words(server, client):
    server.accounts.set_password("chen.jing", PASSWORD)
    server.accounts.set_password("wang.fang", PASSWORD)
    server.accounts.disable("wang.fang")
    server.accounts.set_password("not.in.register", PASSWORD)
    handsets = {name: Handset(an_author(name)) for name in ("chen.jing", "wang.fang", "nobody")}
    answers = [
        await ask(client, handsets["chen.jing"], password="wrong password"),
        await ask(client, handsets["chen.jing"], code="0000-0000"),
        await ask(client, handsets["wang.fang"], password=PASSWORD),
        await ask(client, handsets["nobody"], password=PASSWORD),
        await ask(client, handsets["nobody"], code="0000-0000"),
        await ask(client, Handset(an_author("not.in.register")), password=PASSWORD),
    ]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.text for answer in answers}) == 1
    assert Problem.model_validate(answers[0].json()).detail == WRONG


async def test_no_phone_says_that_it_is_the_office(server, client):
    code = server.accounts.issue_code("chen.jing")
    handset = Handset()
    asked = handset.enrolment(code=code) | {"installation": "office"}
    answer = await client.post("/api/v1/enrol", json=asked)
    assert (answer.status_code, answer.json()["code"]) == (422, "installation_taken")


async def test_nothing_to_prove_oneself_with_is_bad_input(client):
    answer = await ask(client, Handset())
    assert (answer.status_code, answer.json()["code"]) == (422, "no_credential")


async def test_a_chain_stays_with_its_first_account_and_key(server, client):
    first = await enrolled(server, client)
    other_key = Handset(first.author)
    other_account = Handset(an_author("wang.fang", chain=first.author.chain), key=first.key)
    for handset in (other_key, other_account):
        code = server.accounts.issue_code(handset.author.account)
        answer = await ask(client, handset, code=code)
        assert (answer.status_code, answer.json()["code"]) == (409, "chain_taken")


async def test_phones_racing_for_one_chain_end_with_one_owner(server, client):
    author = an_author()
    server.accounts.set_password("chen.jing", PASSWORD)
    handsets = [Handset(author) for _ in range(4)]
    answers = await asyncio.gather(*(ask(client, each, password=PASSWORD) for each in handsets))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]


async def test_guessing_is_slowed_down(server, client):
    server.accounts.set_password("chen.jing", PASSWORD)
    for _ in range(10):
        assert (await ask(client, Handset(), password="wrong")).status_code == 401
    answer = await ask(client, Handset(), password=PASSWORD)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 900


async def test_a_disabled_account_is_out_at_once(server, client):
    handset = await enrolled(server, client)
    server.accounts.disable("chen.jing")
    answer = await client.get("/api/v1/workbook", headers=handset.headers)
    assert answer.status_code == 401
    server.accounts.disable("chen.jing", is_disabled=False)
    # Its tokens stay revoked: the phone enrols anew.
    assert (await client.get("/api/v1/workbook", headers=handset.headers)).status_code == 401


async def test_a_revoked_token_is_out_and_others_stay(server, client):
    lost, kept = await enrolled(server, client), await enrolled(server, client)
    assert server.accounts.revoke_tokens("chen.jing", lost.author.chain) == 1
    with pytest.raises(NotSignedIn):
        server.accounts.token_device(lost.token)
    assert server.accounts.token_device(kept.token).chain == kept.author.chain


async def test_secrets_are_kept_only_as_hashes(server, client, tmp_path):
    handset = await enrolled(server, client)
    server.accounts.set_password("chen.jing", PASSWORD)
    code, session = (
        server.accounts.issue_code("chen.jing"),
        server.accounts.open_session("chen.jing"),
    )
    kept = b"".join(path.read_bytes() for path in (tmp_path / "data").glob("duji.db*"))
    for secret in (handset.token, PASSWORD, code, session):
        assert secret.encode() not in kept


async def test_another_districts_people_keep_to_it(server, client):
    set_up_district(server, "bijiang", suffix="2")
    handset = await enrolled(server, client, "chen.jing2", district="bijiang")
    assert server.accounts.token_device(handset.token).person.district == "bijiang"


@pytest.mark.parametrize("key", ["02" + "00" * 31, "01" + "00" * 31, "ff" * 32])
async def test_a_key_that_is_no_key_does_not_enrol_and_costs_no_code(server, client, key):
    handset, code = Handset(), server.accounts.issue_code("chen.jing")
    asked = {**handset.enrolment(code=code), "public_key": key}
    answer = await client.post("/api/v1/enrol", json=asked)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_public_key")
    assert (await ask(client, handset, code=code)).status_code == 200
