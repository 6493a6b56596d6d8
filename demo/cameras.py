"""Taking the demo's photos beside the rest, on as many cores as there are."""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from types import TracebackType

from demo.dice import dice
from demo.drawn.pictures import Picture, PictureOrder, take_picture
from demo.places import fix_at
from demo.plan import Oddity, PlannedVisit
from demo.records import CLOCK_OFF_BY, Shot, photo_times
from domain.ids import uuid7
from sync_server.register.builtin import chinese_font

_CORES = 2


class Cameras:
    """Orders every photo of the agenda at once; each is waited for when its visit is recorded."""

    def __init__(self, visits: Sequence[PlannedVisit]) -> None:
        shown = [visit for visit in visits if visit.scenes]
        _reuse(shown)
        self._font = chinese_font()
        workers = min(_CORES, os.cpu_count() or 1)
        self._pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"))
        self._ordered: dict[int, list[tuple[PictureOrder, Future[Picture]]]] = {}
        for visit in shown:
            self._ordered[visit.number] = [
                (order, self._pool.submit(take_picture, order, self._font))
                for order in _orders(visit)
            ]

    def __enter__(self) -> "Cameras":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def shots(self, visit: PlannedVisit) -> list[Shot]:
        """The visit's photos, taken."""
        return [(order, taken.result()) for order, taken in self._ordered.get(visit.number, ())]


def _orders(visit: PlannedVisit) -> Iterator[PictureOrder]:
    chance = dice("photo", visit.number, visit.starts_at)
    skew = CLOCK_OFF_BY if visit.oddity is Oddity.CLOCK_OFF else None
    for number, (scene, when) in enumerate(zip(visit.scenes, photo_times(visit), strict=True)):
        fix = fix_at(visit.school, chance, None).fix
        yield PictureOrder(
            scene=scene,
            photo_id=uuid7(),
            taken_at=when + skew if skew else when,
            school=visit.school.name,
            inspector=visit.inspector.name,
            lat=fix.lat,
            lng=fix.lng,
            accuracy_m=fix.accuracy_m or 0,
            is_saved_again=number == 0 and visit.is_saved_again,
        )


def _reuse(shown: Sequence[PlannedVisit]) -> None:
    """Give the visits with a reused photo the first picture of an earlier visit elsewhere.

    The last of them has it from a messenger, saved once more: not the same file any more.
    """
    reusing = [visit for visit in shown if visit.oddity is Oddity.REUSED]
    for visit in reusing:
        earlier = [
            each
            for each in shown
            if each.starts_at < visit.starts_at
            and each.school != visit.school
            and each.oddity is None
        ]
        if earlier:
            source = dice("reuse", visit.number).choice(earlier)
            visit.scenes = (source.scenes[0], *visit.scenes[1:])
            visit.is_saved_again = visit is reusing[-1] and len(reusing) > 1
