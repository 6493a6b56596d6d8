"""When a played phone is at rest: nothing is scheduled on its loop, and no thread works for it."""

import asyncio
from collections.abc import Iterable
from typing import Any
from weakref import WeakKeyDictionary

from flet.messaging.session import Session

# Once nothing can be waited for by itself (a timer, the far side of a socket), look again so often.
STEP_S = 0.005
TURNS = 50
_jobs: "WeakKeyDictionary[asyncio.AbstractEventLoop, set[asyncio.Future[Any]]]"
_jobs = WeakKeyDictionary()


class Rest:
    """Whether the app behind a session rests, and waiting for what it does.

    Rest is exact, not a stretch of silence: it stands on the loop's own queue, on the jobs the
    loop has given to threads and on the session's own list of what to draw. Only timers are not
    counted: a phone rests while a clock ticks.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._loop: Any = asyncio.get_running_loop()
        self._threads = _jobs_of(self._loop)

    def holds(self) -> bool:
        """Whether nothing is scheduled, drawn or worked on right now."""
        return not (self._threads or self._is_moving())

    def _is_moving(self) -> bool:
        held = vars(self._session)
        to_draw = held["_Session__pending_updates"] or held["_Session__pending_effects"]
        return bool(self._loop._ready or to_draw)

    async def turn(self, also: Iterable["asyncio.Future[Any]"] = ()) -> None:
        """Let the app go on until it rests or has finished a piece of work, 5 ms at most."""
        is_moving = self._is_moving()
        for _ in range(TURNS):
            if not self._is_moving():
                break
            await asyncio.sleep(0)
        if working := {*self._threads, *also}:
            await asyncio.wait(working, timeout=STEP_S, return_when=asyncio.FIRST_COMPLETED)
        elif self._is_moving() or not is_moving:
            # Two who each let the other go on would else keep the loop moving for ever.
            await asyncio.sleep(STEP_S)


def _jobs_of(loop: Any) -> "set[asyncio.Future[Any]]":
    """What the loop has given to threads and not heard of yet; kept from the first asking on."""
    if loop not in _jobs:
        _jobs[loop] = jobs = set()
        give = loop.run_in_executor

        def run_in_executor(*words: Any) -> "asyncio.Future[Any]":
            job: asyncio.Future[Any] = give(*words)
            jobs.add(job)
            # Heard of in the same turn as whoever waits for it, so there is no gap between them.
            job.add_done_callback(jobs.discard)
            return job

        loop.run_in_executor = run_in_executor
    return _jobs[loop]
