"""Handing answers to whoever waits: threads each by themselves, an event loop once for a group."""

import asyncio
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

Answer = Future[Any] | asyncio.Future[Any]


@dataclass(frozen=True, slots=True)
class Failed:
    """What is raised instead of an answer."""

    error: Exception


def settle(answers: Iterable[tuple[Answer, Any]]) -> None:
    """Give each of these its outcome; nobody waits any more for one that was cancelled."""
    of_loops: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Any], Any]]] = {}
    for answer, outcome in answers:
        if isinstance(answer, asyncio.Future):
            of_loops.setdefault(answer.get_loop(), []).append((answer, outcome))
        elif answer.set_running_or_notify_cancel():
            _settle(answer, outcome)
    for loop, some in of_loops.items():
        try:
            loop.call_soon_threadsafe(_settle_here, some)
        except RuntimeError:  # the loop was closed, and nobody waits there any more
            continue


def _settle_here(some: Iterable[tuple[asyncio.Future[Any], Any]]) -> None:
    for answer, outcome in some:
        if not answer.done():
            _settle(answer, outcome)


def _settle(answer: Answer, outcome: Any) -> None:
    if isinstance(outcome, Failed):
        answer.set_exception(outcome.error)
    else:
        answer.set_result(outcome)
