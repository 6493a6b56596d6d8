"""The log's checkpoint, proofs and tiles, checked as a stranger would."""

from pathlib import Path

import pytest

from domain.errors import Unavailable
from domain.trail.merkle import leaf_hash, verify_consistency, verify_inclusion
from domain.trail.tiles import tiles_of
from domain.wire.messages import LogState, Proof
from sync_server.data.engine import Database
from sync_server.ledger.keys import LogKey
from sync_server.ledger.log import Log
from tests.builders import c2sp
from tests.builders.handset import enrolled
from tests.builders.receipts import is_checkpoint_of, standing
from tests.builders.server import begin_file, sqlite_url

LOG = "/api/v1/log"


async def state(client) -> LogState:
    """The newest checkpoint."""
    return LogState.model_validate((await client.get(LOG)).json())


async def fetched(client) -> c2sp.Monitor:
    """A monitor that has everything the log serves."""
    told = (await client.get(LOG)).json()
    prefix, size = told["prefix"], (await state(client)).checkpoint.tree_size
    paths = ["checkpoint", *(tile.path for tile in tiles_of(size))]
    contents = {path: (await client.get(f"{prefix}/{path}")).content for path in paths}
    return c2sp.Monitor(told["verifier_key"], contents.__getitem__)


async def test_the_checkpoint_is_signed_and_open_to_anybody(client):
    found = await state(client)
    assert is_checkpoint_of(found.log_public_key, found.checkpoint)
    assert found.checkpoint.tree_size > 0
    served = await client.get(f"{found.prefix}/checkpoint")
    assert served.text == found.checkpoint.write()
    assert served.headers["content-type"] == "text/plain; charset=utf-8"
    assert served.headers["cache-control"] == "no-cache"


async def test_every_receipt_is_proved_to_be_in_the_log_of_today(server, client):
    handset = await enrolled(server, client)
    handset.pen.open_visit()
    leaves = standing(await handset.push(client), handset.pen.lines)
    point = (await state(client)).checkpoint
    assert len(leaves) == 2
    for leaf in leaves:
        query = {"position": leaf.position, "tree_size": point.tree_size}
        answer = await client.get(f"{LOG}/inclusion", params=query, headers=handset.headers)
        proof = [bytes.fromhex(each) for each in Proof.model_validate(answer.json()).hashes]
        root, hashed = bytes.fromhex(point.root), leaf_hash(leaf.leaf_bytes())
        assert verify_inclusion(hashed, leaf.position, point.tree_size, proof, root)


async def test_the_log_of_today_begins_with_that_of_before(server, client):
    before = (await state(client)).checkpoint
    handset = await enrolled(server, client)
    handset.pen.open_visit()
    await handset.push(client)
    after = (await state(client)).checkpoint
    query = {"first": before.tree_size, "second": after.tree_size}
    answer = await client.get(f"{LOG}/consistency", params=query, headers=handset.headers)
    proof = [bytes.fromhex(each) for each in answer.json()["hashes"]]
    first = before.tree_size, bytes.fromhex(before.root)
    second = after.tree_size, bytes.fromhex(after.root)
    assert verify_consistency(*first, *second, proof)


async def test_a_monitor_made_from_the_specifications_follows_the_log(server, client):
    handset = await enrolled(server, client)
    before = (await fetched(client)).checkpoint()
    for _ in range(300):
        handset.pen.open_visit()
    await handset.push(client)
    monitor = await fetched(client)
    now = monitor.checkpoint()
    assert now[0] > 256
    monitor.check_whole(*now)
    monitor.check_growth(before, now)
    with pytest.raises(c2sp.NotProved):
        monitor.check_growth((before[0], bytes(32)), now)


async def test_a_receipts_leaf_is_the_one_in_the_tile(server, client):
    handset = await enrolled(server, client)
    leaves = standing(await handset.push(client), handset.pen.lines)
    monitor = await fetched(client)
    size, _ = monitor.checkpoint()
    for leaf in leaves:
        assert monitor.leaf(size, leaf.position) == leaf_hash(leaf.leaf_bytes())


async def test_a_tile_never_changes_and_says_so(server, client):
    prefix = (await state(client)).prefix
    first = await client.get(f"{prefix}/tile/0/000.p/1")
    await enrolled(server, client)
    again = await client.get(f"{prefix}/tile/0/000.p/1")
    assert (len(first.content), first.content) == (32, again.content)
    assert "immutable" in again.headers["cache-control"]
    assert again.headers["content-type"] == "application/octet-stream"


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/000",
        "tile/1/000.p/1",
        "tile/0/000.p/255",
        "tile/0/x000/000",
        "tile/0/000.p/0",
        "tile/00/000.p/1",
        "tile/entries/000",
        "tile/0/001.p/1",
    ],
)
async def test_what_the_log_has_no_tile_of_is_not_found(client, path):
    prefix = (await state(client)).prefix
    answer = await client.get(f"{prefix}/{path}")
    assert answer.status_code in (404, 422)


async def test_another_epoch_is_another_log(client):
    other = "0199a5f0-6c00-7000-8000-000000000001"
    for path in ("checkpoint", "tile/0/000.p/1"):
        answer = await client.get(f"{LOG}/{other}/{path}")
        assert (answer.status_code, answer.json()["code"]) == (404, "no_such_epoch")


@pytest.mark.parametrize(
    "address",
    [
        "inclusion?position=5&tree_size=5",
        "inclusion?position=0&tree_size=100000",
        "inclusion?position=-1&tree_size=5",
        "inclusion",
        "consistency?first=3&second=2",
        "consistency?first=1&second=100000",
        "consistency?first=x&second=2",
    ],
)
async def test_what_is_outside_the_log_is_bad_input(server, client, address):
    handset = await enrolled(server, client)
    answer = await client.get(f"{LOG}/{address}", headers=handset.headers)
    assert answer.status_code == 422


def test_a_log_that_was_not_begun_has_no_checkpoint(tmp_path: Path):
    begin_file(sqlite_url(tmp_path))
    database = Database(sqlite_url(tmp_path))
    try:
        with pytest.raises(Unavailable, match="not been begun"):
            Log(database, LogKey.generate()).state()
    finally:
        database.close()
