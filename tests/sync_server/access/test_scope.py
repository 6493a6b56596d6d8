"""Every route, for every role of two districts: who gets what."""

import hashlib
from dataclasses import dataclass

import pytest

from domain.kinds.chain import ChainRevoked
from domain.kinds.visit.course import VisitTakenOver
from tests.builders.handset import (
    Handset,
    a_stamped_photo,
    enrolled,
    set_up_district,
    write,
)

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

    visit: str
    owner: Handset
    asking: dict[str, str]


async def a_scene_for(reader: str, server, client) -> Scene:
    """The visit as it must be for this reader, and their headers."""
    set_up_district(server, "bijiang", suffix=AWAY)
    owner = await enrolled(server, client)
    participants = ("wang.fang",) if reader == "participant" else ()
    visit = owner.pen.open_visit(participants=participants)
    owner.pen.write(a_stamped_photo(PHOTO), subject=visit)
    if reader == "successor":
        owner.pen.write(VisitTakenOver(successor="wang.fang"), subject=visit)
    await owner.push(client)
    answer = await client.put(f"/api/v1/photos/{NAME}", content=PHOTO, headers=owner.headers)
    assert answer.is_success
    if reader in ("owner", "nobody"):
        return Scene(visit, owner, owner.headers if reader == "owner" else {})
    district = "bijiang" if reader.endswith("away") else "wanshan"
    other = await enrolled(server, client, ACCOUNTS[reader], district=district)
    if reader == "revoked":
        write(server, "wanshan", (ChainRevoked(chain=other.author.chain), None))
    return Scene(visit, owner, other.headers)


@pytest.mark.parametrize(("reader", "status"), READERS.items())
async def test_a_visit_and_its_photos_are_read_within_scope(server, client, reader, status):
    scene = await a_scene_for(reader, server, client)
    for address in (f"/api/v1/visits/{scene.visit}/trail", f"/api/v1/photos/{NAME}"):
        answer = await client.get(address, headers=scene.asking)
        assert (address, answer.status_code) == (address, status)
        if status != 200:
            assert PHOTO not in answer.content


CHAIN_STATUS = {
    **dict.fromkeys(READERS, 404),
    **dict.fromkeys(("owner", "same_account", "supervisor", "revoked"), 200),
    "nobody": 401,
}


@pytest.mark.parametrize(("reader", "status"), CHAIN_STATUS.items())
async def test_a_chain_is_known_to_its_account_and_office(server, client, reader, status):
    scene = await a_scene_for(reader, server, client)
    address = f"/api/v1/chains/{scene.owner.author.chain}"
    assert (await client.get(address, headers=scene.asking)).status_code == status


UPLOAD_STATUS = {
    **dict.fromkeys(READERS, 200),
    **dict.fromkeys(("inspector", "clerk", "supervisor_away", "inspector_away"), 404),
    "nobody": 401,
}


@pytest.mark.parametrize(("reader", "status"), UPLOAD_STATUS.items())
async def test_photos_may_be_brought_by_who_may_read_their_visit(server, client, reader, status):
    scene = await a_scene_for(reader, server, client)
    address = f"/api/v1/photos/{NAME}"
    assert (await client.head(address, headers=scene.asking)).status_code == status
    assert (await client.put(address, content=PHOTO, headers=scene.asking)).status_code == status


WORKBOOK_STATUS = {**dict.fromkeys(READERS, 200), "nobody": 401, "revoked": 403}


@pytest.mark.parametrize(("reader", "status"), WORKBOOK_STATUS.items())
async def test_a_workbook_is_of_ones_own_district(server, client, reader, status):
    scene = await a_scene_for(reader, server, client)
    answer = await client.get("/api/v1/workbook", headers=scene.asking)
    assert answer.status_code == status
    if status == 200:
        book = answer.json()
        assert book["account"] == ACCOUNTS[reader]
        is_away = reader.endswith("away")
        assert all(each["school_id"].endswith(AWAY) or not is_away for each in book["schools"])
        is_mine = book["account"] == "chen.jing"
        assert [each["visit"] for each in book["visits"]] == ([scene.visit] if is_mine else [])


@pytest.mark.parametrize(("reader", "status"), WORKBOOK_STATUS.items())
async def test_proofs_are_for_who_is_signed_in(server, client, reader, status):
    scene = await a_scene_for(reader, server, client)
    for address in ("inclusion?position=0&tree_size=1", "consistency?first=1&second=2"):
        answer = await client.get(f"/api/v1/log/{address}", headers=scene.asking)
        assert answer.status_code == status


async def test_a_revoked_phone_may_still_deliver_what_it_has(server, client):
    handset = await enrolled(server, client)
    write(server, "wanshan", (ChainRevoked(chain=handset.author.chain), None))
    handset.pen.open_visit()
    answer = await handset.push(client)
    assert len(answer["receipts"]) == 2
    assert answer["chains"][0]["is_revoked"]
