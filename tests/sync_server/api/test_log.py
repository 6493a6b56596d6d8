"""The log's checkpoint and proofs, checked as a stranger would."""

import pytest

from domain.trail.merkle import verify_consistency, verify_inclusion
from domain.trail.receipt import Leaf, checkpoint_message
from domain.wire.messages import LogState, Proof
from sync_server.ledger.keys import is_signed
from tests.builders.handset import a_server, enrolled


async def state(client) -> LogState:
    """The newest checkpoint."""
    return LogState.model_validate((await client.get("/api/v1/log")).json())


async def test_the_checkpoint_is_signed_and_open_to_anybody(client):
    found = await state(client)
    point = found.checkpoint
    message = checkpoint_message(point.epoch, point.tree_size, point.root, point.at)
    assert is_signed(found.log_public_key, message, point.signature)
    assert point.tree_size > 0


async def test_every_receipt_is_proved_to_be_in_the_log_of_today(server, client):
    handset = await enrolled(server, client)
    handset.pen.open_visit()
    receipts = (await handset.push(client))["receipts"]
    point = (await state(client)).checkpoint
    for receipt in receipts:
        query = {"position": receipt["position"], "tree_size": point.tree_size}
        answer = await client.get("/api/v1/log/inclusion", params=query, headers=handset.headers)
        proof = [bytes.fromhex(each) for each in Proof.model_validate(answer.json()).hashes]
        leaf = Leaf.model_validate(receipt).leaf_hash()
        root = bytes.fromhex(point.root)
        assert verify_inclusion(leaf, receipt["position"], point.tree_size, proof, root)


async def test_the_log_of_today_begins_with_that_of_before(server, client):
    before = (await state(client)).checkpoint
    handset = await enrolled(server, client)
    handset.pen.open_visit()
    await handset.push(client)
    after = (await state(client)).checkpoint
    query = {"first": before.tree_size, "second": after.tree_size}
    answer = await client.get("/api/v1/log/consistency", params=query, headers=handset.headers)
    proof = [bytes.fromhex(each) for each in answer.json()["hashes"]]
    first = before.tree_size, bytes.fromhex(before.root)
    second = after.tree_size, bytes.fromhex(after.root)
    assert verify_consistency(*first, *second, proof)


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
    answer = await client.get(f"/api/v1/log/{address}", headers=handset.headers)
    assert answer.status_code == 422


def test_an_empty_log_is_signed_too(tmp_path):
    server = a_server(tmp_path)
    try:
        found = server.log.state()
    finally:
        server.close()
    point = found.checkpoint
    message = checkpoint_message(point.epoch, point.tree_size, point.root, point.at)
    assert is_signed(found.log_public_key, message, point.signature)
