"""The log's checkpoint, proofs and tiles, checked as a stranger would."""

from itertools import combinations_with_replacement, pairwise
from pathlib import Path

import pytest

from domain.clock import format_instant
from domain.errors import Unavailable
from domain.trail.merkle import leaf_hash
from domain.trail.tiles import tiles_of
from domain.wire.messages import LogState, Proof
from sync_server.data.engine import Database
from sync_server.ledger.epoch import open_epoch
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


async def proof(client, handset, path: str, **query: int) -> list[bytes]:
    """The hashes of a proof that the log answers."""
    answer = await client.get(f"{LOG}/{path}", params=query, headers=handset.headers)
    return [bytes.fromhex(each) for each in Proof.model_validate(answer.json()).hashes]


async def test_every_receipt_is_proved_to_be_in_the_log_of_today(server, client):
    handset = await enrolled(server, client)
    handset.pen.open_visit()
    leaves = standing(await handset.push(client), handset.pen.lines)
    size, root = await newest(client)
    assert len(leaves) == 2
    for leaf in leaves:
        asked = {"position": leaf.position, "tree_size": size}
        hashes = await proof(client, handset, "inclusion", **asked)
        hashed = leaf_hash(leaf.leaf_bytes())
        c2sp.check_inclusion(hashed, leaf.position, (size, root), hashes)
        for changed in ((leaf.position - 1, hashes), (leaf.position, hashes[1:])):
            with pytest.raises(c2sp.NotProved):
                c2sp.check_inclusion(hashed, changed[0], (size, root), changed[1])


async def newest(client) -> tuple[int, bytes]:
    """Size and root of the log, by its verified checkpoint."""
    told = (await client.get(LOG)).json()
    note = (await client.get(f"{told['prefix']}/checkpoint")).content
    origin = told["verifier_key"].split("+", 1)[0]
    return c2sp.tree_head(c2sp.opened_note(note, told["verifier_key"]), origin)


async def test_the_log_of_today_begins_with_that_of_every_day_before(server, client):
    handset = await enrolled(server, client)
    heads = [await newest(client)]
    for _ in range(4):
        handset.pen.open_visit()
        await handset.push(client)
        heads.append(await newest(client))
    for first, second in combinations_with_replacement(heads, 2):
        asked = {"first": first[0], "second": second[0]}
        hashes = await proof(client, handset, "consistency", **asked)
        c2sp.check_consistency(first, second, hashes)
        with pytest.raises(c2sp.NotProved):
            c2sp.check_consistency((first[0], bytes(32)), second, hashes)


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


async def test_partial_tiles_of_every_width_stay_as_the_log_grows(server, client):
    handset = await enrolled(server, client)
    for _ in range(5):
        handset.pen.open_visit()
        await handset.push(client)
    told, (size, _) = await state(client), await newest(client)
    paths = [f"tile/0/000.p/{width}" for width in range(1, size + 1)]
    widest = (await client.get(f"{told.prefix}/{paths[-1]}")).content
    for path in paths:
        assert (await client.get(f"{told.prefix}/{path}")).content == widest[: 32 * int(path[13:])]
    for _ in range(256):
        handset.pen.open_visit()
    await handset.push(client)
    whole = (await client.get(f"{told.prefix}/tile/0/000")).content
    assert len(whole) == 32 * 256
    for path in paths:
        assert (await client.get(f"{told.prefix}/{path}")).content == whole[: 32 * int(path[13:])]


async def test_each_epoch_is_followed_as_a_log_of_its_own(server, client):
    handset = await enrolled(server, client)
    seen = []
    for _ in range(3):
        handset.pen.open_visit()
        await handset.push(client)
        monitor = await fetched(client)
        monitor.check_whole(*monitor.checkpoint())
        seen.append(monitor)
        at = format_instant(server.clock())
        open_epoch(server.database, server.log_key, server.clock, at)
    assert len({each.origin for each in seen}) == len({each.verifier_key for each in seen}) == 3
    for older, newer in pairwise(seen):
        size, root = older.checkpoint()
        # All entries of the epoch before stand in this one's tree, from position 0 on.
        assert newer.subtree(newer.checkpoint()[0], 0, size) == root
        with pytest.raises(c2sp.NotProved):
            c2sp.opened_note(older.fetch("checkpoint"), newer.verifier_key)
        gone = await client.get(f"{LOG}/{older.origin.removeprefix('duji/')}/checkpoint")
        assert gone.status_code == 404


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
