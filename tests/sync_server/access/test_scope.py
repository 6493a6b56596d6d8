"""Every route, for every role of two districts: who gets what."""

import asyncio
import hashlib
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import httpx2 as httpx
import pytest
from fastapi import FastAPI

from domain.kinds.chain import ChainRevoked
from domain.kinds.visit.course import VisitTakenOver
from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.handset import (
    NOON,
    a_server,
    a_stamped_photo,
    enrolled,
    set_up_district,
    write,
)
from tests.builders.pulled import read_workbook
from tests.builders.receipts import standing
from tests.builders.server import SetClock

PHOTO = b"a photo's bytes"
NAME = hashlib.sha256(PHOTO).hexdigest()
AWAY = "2"

READERS = {
    "owner": 200,
    "same_account": 200,
    "participant": 200,
    "successor": 200,
    "supervisor": 200,
    "inspector": 404,
    "clerk": 404,
    "supervisor_away": 404,
    "inspector_away": 404,
    "nobody": 401,
    "revoked": 403,
}
ACCOUNTS = {
    "owner": "chen.jing",
    "same_account": "chen.jing",
    "participant": "wang.fang",
    "successor": "wang.fang",
    "supervisor": "li.zhuren",
    "inspector": "wang.fang",
    "clerk": "zhao.tong",
    "supervisor_away": "li.zhuren2",
    "inspector_away": "chen.jing2",
    "revoked": "chen.jing",
}


@dataclass
class Scene:
    """A visit with a photo, and the phone of somebody who asks for it."""

    app: FastAPI
    visit: str
    chain: str
    asking: dict[str, str]


def client_of(app: FastAPI) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://duji.test")


async def a_scene_for(reader: str, server: Server, app: FastAPI) -> Scene:
    """The visit as it must be for this reader, and their headers."""
    set_up_district(server, "bijiang", suffix=AWAY)
    async with client_of(app) as client:
        owner = await enrolled(server, client)
        participants = ("wang.fang",) if reader == "participant" else ()
        visit = owner.pen.open_visit(participants=participants)
        owner.pen.write(a_stamped_photo(PHOTO), subject=visit)
        if reader == "successor":
            owner.pen.write(VisitTakenOver(successor="wang.fang"), subject=visit)
        await owner.push(client)
        answer = await client.put(f"/api/v1/photos/{NAME}", content=PHOTO, headers=owner.headers)
        assert answer.is_success
        asking = {} if reader == "nobody" else owner.headers
        if reader not in ("owner", "nobody"):
            district = "bijiang" if reader.endswith("away") else "wanshan"
            other = await enrolled(server, client, ACCOUNTS[reader], district=district)
            asking = other.headers
        if reader == "revoked":
            write(server, "wanshan", (ChainRevoked(chain=other.author.chain), None))
    return Scene(app, visit, owner.author.chain, asking)


@pytest.fixture(scope="module")
def scene_for(
    template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Scene]]:
    """The scene for a reader, made when it is first asked for: nothing here changes it."""
    with ExitStack() as ends:

        @cache
        def made(reader: str) -> Scene:
            data = tmp_path_factory.mktemp(reader) / "data"
            shutil.copytree(template, data)
            server = a_server(data, SetClock(NOON))
            ends.callback(server.close)
            app = create_app(server, Settings(data=data))
            return asyncio.run(a_scene_for(reader, server, app))

        yield made


@pytest.fixture
def scene(scene_for: Callable[[str], Scene], reader: str) -> Scene:
    """The scene for the reader of this case."""
    return scene_for(reader)


@pytest.fixture
async def asked(scene: Scene) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the scene's server, with the reader's headers."""
    async with client_of(scene.app) as client:
        client.headers.update(scene.asking)
        yield client


@pytest.mark.parametrize(("reader", "status"), READERS.items())
async def test_a_visit_and_its_photos_are_read_within_scope(scene, asked, reader, status):
    for address in (f"/api/v1/visits/{scene.visit}/trail", f"/api/v1/photos/{NAME}"):
        answer = await asked.get(address)
        assert (address, answer.status_code) == (address, status)
        if status != 200:
            assert PHOTO not in answer.content


CHAIN_STATUS = {
    **dict.fromkeys(READERS, 404),
    **dict.fromkeys(("owner", "same_account", "supervisor", "revoked"), 200),
    "nobody": 401,
}


@pytest.mark.parametrize(("reader", "status"), CHAIN_STATUS.items())
async def test_a_chain_is_known_to_its_account_and_office(scene, asked, reader, status):
    address = f"/api/v1/chains/{scene.chain}"
    assert (await asked.get(address)).status_code == status


UPLOAD_STATUS = {
    **dict.fromkeys(READERS, 200),
    **dict.fromkeys(("inspector", "clerk", "supervisor_away", "inspector_away"), 404),
    "nobody": 401,
}


@pytest.mark.parametrize(("reader", "status"), UPLOAD_STATUS.items())
async def test_photos_may_be_brought_by_who_may_read_their_visit(scene, asked, reader, status):
    address = f"/api/v1/photos/{NAME}"
    assert (await asked.head(address)).status_code == status
    assert (await asked.put(address, content=PHOTO)).status_code == status


WORKBOOK_STATUS = {**dict.fromkeys(READERS, 200), "nobody": 401, "revoked": 403}


@pytest.mark.parametrize(("reader", "status"), WORKBOOK_STATUS.items())
async def test_a_workbook_is_of_ones_own_district(scene, asked, reader, status):
    answer = await asked.get("/api/v1/workbook")
    assert answer.status_code == status
    if status == 200:
        book = read_workbook(answer.content)
        assert book.account == ACCOUNTS[reader]
        is_away = reader.endswith("away")
        assert all(each.school_id.endswith(AWAY) or not is_away for each in book.schools)
        is_mine = book.account == "chen.jing"
        assert [each.visit for each in book.visits] == ([scene.visit] if is_mine else [])


@pytest.mark.parametrize(("reader", "status"), WORKBOOK_STATUS.items())
async def test_proofs_are_for_who_is_signed_in(scene, asked, reader, status):
    for address in ("inclusion?position=0&tree_size=1", "consistency?first=1&second=2"):
        answer = await asked.get(f"/api/v1/log/{address}")
        assert answer.status_code == status


async def test_a_revoked_phone_may_still_deliver_what_it_has(server, client):
    handset = await enrolled(server, client)
    write(server, "wanshan", (ChainRevoked(chain=handset.author.chain), None))
    handset.pen.open_visit()
    answer = await handset.push(client)
    assert len(standing(answer, handset.pen.lines)) == 2
    assert answer["chains"][0]["is_revoked"]
