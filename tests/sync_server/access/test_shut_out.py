"""A device that the server remembers is shut out of pushing at once."""

import asyncio
from collections.abc import Callable

import pytest

from domain.kinds.author import Role
from domain.kinds.register.person import PersonPrivate, PersonSet
from domain.visit.assessment import Mark
from sync_server.access.carriers import Carriers
from sync_server.office.commands import Office
from sync_server.server import Server
from tests.builders.handset import Handset, enrolled, write
from tests.builders.logged import logged_since
from tests.builders.receipts import standing

TRAIL = "/api/v1/trail"


def revoke_token(server: Server, handset: Handset) -> None:
    server.accounts.revoke_tokens("chen.jing", handset.author.chain)


def disable_account(server: Server, _: Handset) -> None:
    server.accounts.disable("chen.jing")


def take_out_of_the_register(server: Server, _: Handset) -> None:
    gone = PersonSet(account="chen.jing", role=Role.INSPECTOR, zone="z1", is_active=False)
    write(server, "wanshan", (gone, PersonPrivate(name="陈静")))


SHUT_OUT = [revoke_token, disable_account, take_out_of_the_register]


async def remembered(server: Server, client) -> Handset:
    """A phone that has pushed before, with a line that it has not pushed yet."""
    handset = await enrolled(server, client)
    await handset.push(client)
    assert server.carriers.remembered(handset.token) is not None
    handset.pen.open_visit()
    return handset


@pytest.mark.parametrize("shut_out", SHUT_OUT)
async def test_of_a_device_that_was_shut_out_nothing_is_taken(
    server, client, shut_out: Callable[[Server, Handset], None]
):
    handset = await remembered(server, client)
    shut_out(server, handset)
    before = len(logged_since(server.database))
    for _ in range(2):
        answer = await client.post(TRAIL, content=handset.delivery(), headers=handset.headers)
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
        assert server.carriers.remembered(handset.token) is None
    assert len(logged_since(server.database)) == before


async def test_whoever_pushes_at_the_same_time_is_not_shut_out_too(server, client):
    handset = await remembered(server, client)
    other = await enrolled(server, client, "wang.fang")
    revoke_token(server, handset)
    pushes = (
        client.post(TRAIL, content=each.delivery(), headers=each.headers)
        for each in (handset, other, handset)
    )
    answers = await asyncio.gather(*pushes)
    assert [each.status_code for each in answers] == [401, 200, 401]


async def test_lines_of_a_revoked_chain_are_taken_and_marked(server, client):
    handset = await remembered(server, client)
    office = Office(server.database, server.committer)
    office.revoke_chain("li.zhuren", handset.author.chain, "手机丢失")
    answer = await handset.push(client)
    assert answer["chains"][0]["is_revoked"]
    assert len(standing(answer, handset.pen.lines)) == 2
    assert logged_since(server.database)[-1].marks == Mark.REVOKED_CHAIN.value


async def test_only_so_many_devices_are_remembered(server, client):
    handsets = [await enrolled(server, client) for _ in range(3)]
    carriers = Carriers(server.accounts, most=2)
    found = [carriers.look_up(each.token) for each in handsets]
    kept = [carriers.remembered(each.token) for each in handsets]
    assert kept == [None, *found[1:]]
