"""Pushing lines over HTTP and reading them back."""

import asyncio
import gzip
import json

import pytest

from domain.errors import TooMany
from domain.kinds.piece import TextPrivate
from domain.kinds.visit.record import NoteSection, VisitNoted
from domain.trail.delivery import MAX_GZIP_BYTES, MAX_PLAIN_BYTES
from domain.trail.line import parse_line
from domain.wire.messages import ChainState, PushAnswer, TrailAnswer
from sync_server.data.ledger import empty_private
from tests.builders.handset import Handset, enrolled
from tests.builders.logged import logged
from tests.builders.receipts import is_checkpoint_of, standing
from tests.sync_server.conftest import ON_BOTH

TRAIL = "/api/v1/trail"
FALSE_LENGTH = gzip.compress(bytes(200_000))[:-4] + bytes(4)


async def test_what_is_pushed_has_a_receipt_signed_by_the_log(server, client):
    handset = await enrolled(server, client)
    visit = handset.pen.open_visit()
    answer = PushAnswer.model_validate(await handset.push(client))
    assert {leaf.id for leaf in standing(answer, handset.pen.lines)} == {
        line.id for line in handset.pen.lines
    }
    for receipt in answer.receipts:
        assert is_checkpoint_of(server.log_key.public_hex, receipt.checkpoint)
    assert answer.chains == (
        ChainState.model_validate(
            {"chain": handset.author.chain, "tips": [{"seq": 2, "id": visit}]}
        ),
    )


async def test_plain_and_gzip_say_the_same(server, client):
    handset = await enrolled(server, client)
    handset.pen.open_visit()
    plain = await client.post(TRAIL, content=handset.delivery(), headers=handset.headers)
    assert plain.json()["receipts"] == (await handset.push(client))["receipts"]


async def test_eight_racing_pushes_all_succeed_with_the_same_receipts(server, client):
    handset = await enrolled(server, client)
    handset.pen.open_visit()
    answers = await asyncio.gather(*(handset.push(client) for _ in range(8)))
    assert len({json.dumps(answer["receipts"]) for answer in answers}) == 1
    state = await client.get(f"/api/v1/chains/{handset.author.chain}", headers=handset.headers)
    assert [tip["seq"] for tip in state.json()["tips"]] == [2]


async def test_a_bad_line_is_named_and_the_others_are_taken(server, client):
    handset = await enrolled(server, client)
    handset.pen.open_visit()
    body = handset.delivery() + b"this is no line\n"
    answer = await client.post(TRAIL, content=body, headers=handset.headers)
    assert [(each["index"], each["code"]) for each in answer.json()["refused"]] == [
        (2, "not_three_pieces")
    ]
    assert len(standing(answer.json(), handset.pen.lines)) == 2


@pytest.mark.parametrize(
    ("body", "headers", "reason"),
    [
        (b"", {}, (422, "bad_envelope")),
        (b"{}", {"Content-Encoding": "br"}, (422, "bad_encoding")),
        (b"no gzip", {"Content-Encoding": "gzip"}, (422, "bad_gzip")),
        (gzip.compress(b"{}")[:-4], {"Content-Encoding": "gzip"}, (422, "bad_gzip")),
        (gzip.compress(b"{}") + b"more", {"Content-Encoding": "gzip"}, (422, "bad_gzip")),
        (
            gzip.compress(bytes(200_000))[:-4] + bytes(4),
            {"Content-Encoding": "gzip"},
            (422, "bad_gzip"),
        ),
        (b"\x1f", {"Content-Encoding": "gzip"}, (422, "bad_gzip")),
        (b"{}\n" + b"x\n" * 2001, {}, (422, "too_many_lines")),
        (b"x" * (MAX_PLAIN_BYTES + 1), {}, (413, "too_large")),
        (b"x" * (MAX_GZIP_BYTES + 1), {"Content-Encoding": "gzip"}, (413, "too_large")),
        (b"\xff\xfe\x00", {}, (422, "bad_envelope")),
    ],
    ids=[
        "empty",
        "br",
        "no_gzip",
        "cut",
        "tail",
        "false",
        "start",
        "lines",
        "plain",
        "gzip",
        "bytes",
    ],
)
async def test_what_is_no_delivery_is_refused(server, client, body, headers, reason):
    handset = await enrolled(server, client)
    answer = await client.post(TRAIL, content=body, headers={**handset.headers, **headers})
    assert (answer.status_code, answer.json()["code"]) == reason
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_body_that_unpacks_without_end_is_refused(server, client):
    handset = await enrolled(server, client)
    bomb = gzip.compress(bytes(200_000_000), 9)
    headers = {**handset.headers, "Content-Encoding": "gzip"}
    answer = await client.post(TRAIL, content=bomb, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


async def test_a_body_without_a_length_is_cut_off_at_the_limit(server, client):
    handset = await enrolled(server, client)
    sent = 0

    async def endless():
        nonlocal sent
        while sent < 3 * MAX_PLAIN_BYTES:
            sent += 65536
            yield bytes(65536)

    answer = await client.post(TRAIL, content=endless(), headers=handset.headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert sent < 2 * MAX_PLAIN_BYTES


async def test_without_a_token_nothing_is_taken(server, client):
    handset = Handset()
    handset.open_chain()
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic YTpi"}):
        answer = await client.post(TRAIL, content=handset.delivery(), headers=headers)
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


async def test_a_quota_makes_a_phone_wait_and_refuses_nothing(server, client, monkeypatch):
    handset = await enrolled(server, client)

    def used_up(_who: str) -> None:
        raise TooMany("later", retry_after_s=60)

    monkeypatch.setattr(server.lines_quota, "check", used_up)
    answer = await client.post(TRAIL, content=handset.delivery(), headers=handset.headers)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "60")
    monkeypatch.undo()
    await handset.push(client)


async def test_a_client_that_hangs_up_takes_nothing_back(server, client, monkeypatch):
    handset = await enrolled(server, client)
    submit, submitted = (
        server.committer.submit_from_loop,
        asyncio.get_running_loop().create_future(),
    )

    def noted(*delivered):
        submitted.set_result(submit(*delivered))
        return submitted.result()

    monkeypatch.setattr(server.committer, "submit_from_loop", noted)
    pushing = asyncio.create_task(handset.push(client))
    answer = await submitted
    pushing.cancel()
    assert len(standing(json.loads(await answer), handset.pen.lines)) == 1


async def test_a_delivery_too_large_to_be_read_at_once_is_taken_too(server, client):
    handset = await enrolled(server, client)
    visit = handset.pen.open_visit()
    for number in range(150):
        note = TextPrivate(text=f"第{number}条" * 200)
        handset.pen.write(VisitNoted(section=NoteSection.RECORD), note, visit)
    plain = await client.post(TRAIL, content=handset.delivery(), headers=handset.headers)
    assert len(standing(plain.json(), handset.pen.lines)) == 152
    assert (await handset.push(client))["receipts"] == plain.json()["receipts"]


async def test_a_colleague_may_carry_the_lines(server, client):
    writer, carrier = await enrolled(server, client), await enrolled(server, client, "wang.fang")
    visit = writer.pen.open_visit()
    answer = await client.post(TRAIL, content=writer.delivery(), headers=carrier.headers)
    leaf = standing(answer.json(), writer.pen.lines)[-1]
    assert (leaf.id, leaf.carrier) == (visit, carrier.author.chain)


async def test_a_visits_trail_folds_elsewhere(server, client):
    handset = await enrolled(server, client)
    visit = handset.pen.open_visit()
    await handset.push(client)
    address = f"/api/v1/visits/{visit}/trail"
    answer = TrailAnswer.model_validate((await client.get(address, headers=handset.headers)).json())
    assert [parse_line(line.encode()).id for line in answer.lines] == [visit]
    assert [author.chain for author in answer.authors] == [handset.author.chain]


@ON_BOTH
async def test_an_emptied_piece_is_left_out_of_a_visits_trail_that_proves_itself_all_the_same(
    server, client
):
    handset = await enrolled(server, client)
    visit = handset.pen.open_visit()
    noted = VisitNoted(section=NoteSection.RECORD)
    lines = [handset.pen.write(noted, TextPrivate(text=text), visit) for text in "一二三"]
    receipts = (await handset.push(client))["receipts"]
    position = logged(server.database, lines[1].id).position
    server.database.write(lambda found: empty_private(found, position))
    answer = await client.get(f"/api/v1/visits/{visit}/trail", headers=handset.headers)
    told = [parse_line(line.encode()) for line in TrailAnswer.model_validate(answer.json()).lines]
    assert [line.id for line in told] == [visit, *(line.id for line in lines)]
    assert [line.private_bytes is None for line in told] == [False, False, True, False]
    assert [line.private_bytes for line in told[3:]] == [lines[2].private_bytes]
    assert (await handset.push(client))["receipts"] == receipts
