"""The demo's own time: a clock set to each event in turn, so that all happens on its day."""

import heapq
from collections.abc import Callable
from datetime import datetime

Finish = Callable[[], None]
Send = Callable[[], Finish]
Event = Callable[[], Send]
"""Prepares something, answers how to send it, and that answers how to wait for it.

The events of one instant are prepared, then sent, then waited for together, so that the
committer takes them in one group, as it does when an evening's phones all find the network.
"""


class StoryClock:
    """A clock that shows the instant of the event that is being played."""

    def __init__(self, begins_at: datetime) -> None:
        self._now = begins_at

    def __call__(self) -> datetime:
        """The story's present."""
        return self._now

    def set(self, now: datetime) -> None:
        """Go on to a later instant. Raises ValueError for an earlier one: time does not go back."""
        if now < self._now:
            raise ValueError(f"the story is at {self._now}, not before {now}")
        self._now = now


class Timeline:
    """Events in the order of their instants; playing one may add later ones."""

    def __init__(self, clock: StoryClock) -> None:
        self._clock = clock
        self._events: list[tuple[datetime, int, Event]] = []
        self._added = 0

    def add(self, when: datetime, event: Event) -> None:
        """Play the event at this instant."""
        self._added += 1
        heapq.heappush(self._events, (when, self._added, event))

    def play(self, report: Callable[[datetime], None]) -> None:
        """Play everything to the end; ``report`` hears of each instant before it comes."""
        while self._events:
            when = self._events[0][0]
            report(when)
            self._clock.set(when)
            together: list[Event] = []
            while self._events and self._events[0][0] == when:
                together.append(heapq.heappop(self._events)[2])
            sends = [event() for event in together]
            for finish in [send() for send in sends]:
                finish()
