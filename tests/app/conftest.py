"""What the phone's tests start from."""

import copy
import shutil
from dataclasses import fields
from pathlib import Path

import pytest

from app.account.session import AccountSession
from app.visits.practice import ACCOUNT
from app.visits.service import VisitService
from tests.builders.fake_server import FakeServer
from tests.builders.phone import FakeClock, FakeDevice, FakeKeys, Handset

DRAWN = {"key", "export_key"}
"""What no two servers have in common."""


def copied(made: Handset, folder: Path, server: FakeServer | None = None) -> Handset:
    """A phone like one that was made once and ended."""
    shutil.copytree(made.folder, folder)
    clock, keys = FakeClock(ms=made.device.clock.ms), FakeKeys({**made.device.keys.secrets})
    return Handset(folder, FakeDevice(clock=clock, keys=keys), server)


def enrol(folder: Path, server: FakeServer) -> Handset:
    """A phone of which chen.jing is enrolled at the server."""
    made = Handset(folder, transport=server)
    made.phone.accounts.enrol("duji.example.cn/", " chen.jing ", code="123456")
    return made


@pytest.fixture(scope="session")
def practised(tmp_path_factory: pytest.TempPathFactory) -> Handset:
    """A phone that somebody went on to practise with, to be copied."""
    made = Handset(tmp_path_factory.mktemp("practised") / "phone")
    made.practise()
    made.phone.close()
    return made


@pytest.fixture(scope="session")
def enrolled_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Handset, FakeServer]:
    """A phone on which chen.jing is enrolled, to be copied, and its server."""
    server = FakeServer()
    made = enrol(tmp_path_factory.mktemp("enrolled") / "phone", server)
    made.phone.close()
    return made, server


@pytest.fixture
def handset(request: pytest.FixtureRequest, tmp_path: Path):
    """A phone with nothing on it, or, where `session` is asked for, one to practise with."""
    if "session" in request.fixturenames:
        made = copied(request.getfixturevalue("practised"), tmp_path / "phone")
    else:
        made = Handset(tmp_path / "phone")
    yield made
    made.phone.close()


@pytest.fixture
def session(handset: Handset) -> AccountSession:
    """The practice account at work."""
    return handset.phone.accounts.open(ACCOUNT)


@pytest.fixture
def visits(session: AccountSession) -> VisitService:
    """The practice account's visits."""
    return session.visits


@pytest.fixture
def visit_id(visits: VisitService) -> str:
    """A visit just opened, under May's theme."""
    return visits.open_visit("practice-1", theme_id="month-05")


@pytest.fixture
def server() -> FakeServer:
    """A server in memory that fails where it is told to."""
    return FakeServer()


@pytest.fixture
def enrolled(tmp_path: Path, server: FakeServer, enrolled_once: tuple[Handset, FakeServer]):
    """A phone of which chen.jing is enrolled at the server, nothing synced yet."""
    once, its_server = enrolled_once
    new, names = FakeServer(), {each.name for each in fields(FakeServer)}
    if all(getattr(server, name) == getattr(new, name) for name in names - DRAWN):
        for name in names:
            setattr(server, name, copy.copy(getattr(its_server, name)))
        made = copied(once, tmp_path / "phone", server)
    else:
        made = enrol(tmp_path / "phone", server)
    yield made
    made.phone.close()


@pytest.fixture
def at_work(enrolled: Handset) -> AccountSession:
    """Chen Jing's services."""
    return enrolled.phone.accounts.open("chen.jing")
