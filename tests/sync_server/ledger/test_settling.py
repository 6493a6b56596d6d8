"""Who waits for an answer gets it, and an event loop is woken once for a whole group."""

import asyncio
from concurrent.futures import Future
from unittest.mock import patch

import pytest

from domain.errors import Conflict
from sync_server.ledger.settling import Failed, settle


async def test_a_loop_is_woken_once_for_all_that_wait_there():
    loop = asyncio.get_running_loop()
    waiting = [loop.create_future() for _ in range(3)]
    with patch.object(loop, "call_soon_threadsafe", wraps=loop.call_soon_threadsafe) as wake:
        settle(zip(waiting, ("a", "b", "c"), strict=True))
    assert await asyncio.gather(*waiting) == ["a", "b", "c"]
    assert wake.call_count == 1


async def test_a_loop_and_a_thread_wait_side_by_side():
    here: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    there: Future[str] = Future()
    settle([(here, Failed(Conflict("no"))), (there, "done")])
    assert there.result(0) == "done"
    with pytest.raises(Conflict):
        await here


async def test_nobody_waits_for_what_was_cancelled():
    here: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    there: Future[str] = Future()
    other: Future[str] = Future()
    here.cancel()
    there.cancel()
    settle([(here, "a"), (there, Failed(Conflict("no"))), (other, "c")])
    await asyncio.sleep(0)
    assert here.cancelled()
    assert there.cancelled()
    assert other.result(0) == "c"


def test_a_loop_that_was_closed_holds_up_nobody():
    loop = asyncio.new_event_loop()
    gone: asyncio.Future[str] = loop.create_future()
    other: Future[str] = Future()
    loop.close()
    settle([(gone, "a"), (other, "b")])
    assert other.result(0) == "b"
