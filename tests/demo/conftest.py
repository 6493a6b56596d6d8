"""The small demo year, opened for all tests that look at it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from demo.agenda import Agenda, plan_visits
from demo.creation import begins_at, make_demo
from demo.plan import YearShape
from demo.timeline import StoryClock
from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.wiring import build_server
from tests.fixtures.made_demo import NOW, SMALL, MadeFolder


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
def small_demo(
    made_folder: MadeFolder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MadeDemo]:
    """The demo that the command made, in a copy of its own and at its own present."""
    data = made_folder.copy(tmp_path_factory.mktemp("demo") / "data")
    server = build_server(Settings(data=data), StoryClock(NOW))
    yield MadeDemo(server, plan_visits(NOW, SMALL), SMALL)
    server.close()
