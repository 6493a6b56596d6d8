"""A small demo year, made once for all tests that look at it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from demo.agenda import Agenda
from demo.creation import begins_at, make_demo
from demo.plan import YearShape, YearTotals
from demo.timeline import StoryClock
from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.wiring import build_server

NOW = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)
SMALL = YearShape(YearTotals(41, 83, 6, 97), schools_each=1, most_photos=150)


@dataclass(frozen=True)
class MadeDemo:
    """A finished demo and the plan it was made by."""

    server: Server
    agenda: Agenda
    shape: YearShape


def made_in(folder: Path, shape: YearShape) -> MadeDemo:
    """A demo of this size in a new folder."""
    clock = StoryClock(begins_at(NOW))
    server = build_server(Settings(data=folder), clock)
    agenda = make_demo(server, clock, (NOW, shape), lambda _when: None)
    return MadeDemo(server, agenda, shape)


@pytest.fixture(scope="session")
def small_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MadeDemo]:
    made = made_in(tmp_path_factory.mktemp("demo"), SMALL)
    yield made
    made.server.close()
