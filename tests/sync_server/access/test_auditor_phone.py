"""An auditor has no phone: none is taken in, and one they had brings nothing any more."""

import pytest

from domain.kinds.author import Role
from domain.kinds.register.person import PersonPrivate, PersonSet
from domain.wire.messages import Problem
from sync_server.server import Server
from tests.builders.handset import Handset, enrolled, write
from tests.builders.logged import logged_since
from tests.builders.trail import an_author
from tests.sync_server.conftest import ON_BOTH
from tests.sync_server.console.rights.letters import LETTERS
from tests.sync_server.console.rights.table import API, OPEN_API, PHONES

PASSWORD = "a long enough password"
# A photo and a paper that nobody has, and a visit that is nobody's.
NOTHING = {
    "{chain}": "00000000-0000-7000-8000-000000000000",
    "{visit}": "0" * 64,
    "{sha256}": "0" * 64,
    "{epoch}": "e",
    "{level}": "0",
    "{index:path}": "000",
}


def become(server: Server, role: Role) -> None:
    """Chen is in this role from now on."""
    person = PersonSet(account="chen.jing", role=role, zone="z1")
    write(server, "wanshan", (person, PersonPrivate(name="陈静")))


async def asked(client, named: str, headers: dict[str, str]) -> int:
    """The status of the answer to a request to this route."""
    method, _, path = named.partition(" ")
    for part, value in NOTHING.items():
        path = path.replace(part, value)
    answer = await client.request(method, path, headers=headers, content=b"")
    status: int = answer.status_code
    return status


@ON_BOTH
@pytest.mark.parametrize("by", ["code", "password"])
async def test_no_phone_is_taken_in_and_the_code_still_opens_the_browser(server, client, by):
    become(server, Role.AUDITOR)
    server.accounts.set_password("chen.jing", PASSWORD)
    code = server.accounts.issue_code("chen.jing")
    credential = {"code": code} if by == "code" else {"password": PASSWORD}
    before = len(logged_since(server.database))
    asked_for = Handset(an_author("chen.jing")).enrolment(**credential)
    answer = await client.post("/api/v1/enrol", json=asked_for)
    problem = Problem.model_validate(answer.json())
    assert (answer.status_code, problem.code) == (403, "no_phone")
    assert "审计员的账号只在浏览器里查看" in problem.detail
    assert len(logged_since(server.database)) == before
    assert server.accounts.code_person("chen.jing", code).role == Role.AUDITOR


@ON_BOTH
@pytest.mark.parametrize("is_remembered", [False, True])
async def test_a_phone_of_before_brings_nothing_and_may_ask_nothing(server, client, is_remembered):
    handset = await enrolled(server, client)
    if is_remembered:
        await handset.push(client)
    handset.pen.open_visit()
    become(server, Role.AUDITOR)
    before = len(logged_since(server.database))
    pushed = await client.post("/api/v1/trail", content=handset.delivery(), headers=handset.headers)
    assert pushed.status_code == 401
    by_phones = [each for each in API if "enrol" not in each]
    assert [await asked(client, each, handset.headers) for each in by_phones] == [401] * 11
    assert len(logged_since(server.database)) == before


async def test_what_it_still_holds_is_brought_once_its_owner_inspects_again(server, client):
    handset = await enrolled(server, client)
    handset.pen.open_visit()
    become(server, Role.AUDITOR)
    refused = await client.post(
        "/api/v1/trail", content=handset.delivery(), headers=handset.headers
    )
    become(server, Role.INSPECTOR)
    taken = await client.post("/api/v1/trail", content=handset.delivery(), headers=handset.headers)
    assert (refused.status_code, taken.status_code) == (401, 200)


@pytest.mark.parametrize("letter", [each for each in LETTERS if each in PHONES])
async def test_a_phone_of_any_other_role_is_let_in(server, client, letter):
    become(server, LETTERS[letter])
    handset = await enrolled(server, client, role=LETTERS[letter])
    for named, who in API.items():
        if "enrol" not in named:
            assert (await asked(client, named, handset.headers) in (401, 403)) == (
                letter not in who
            )


async def test_nobody_is_let_in_but_where_any_monitor_is(client):
    for named in API:
        assert await asked(client, named, {}) == (422 if "enrol" in named else 401)
    for named in OPEN_API:
        assert await asked(client, named, {}) not in (401, 403)
