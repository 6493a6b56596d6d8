"""What the phone's tests start from."""

from pathlib import Path

import pytest

from app.account.session import AccountSession
from app.visits.service import VisitService
from tests.builders.fake_server import FakeServer
from tests.builders.phone import Handset


@pytest.fixture
def handset(tmp_path: Path):
    """A phone with nothing on it."""
    made = Handset(tmp_path / "phone")
    yield made
    made.phone.close()


@pytest.fixture
def session(handset: Handset) -> AccountSession:
    """The practice account at work."""
    return handset.practise()


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
def enrolled(tmp_path: Path, server: FakeServer):
    """A phone of which chen.jing is enrolled at the server, nothing synced yet."""
    made = Handset(tmp_path / "phone", transport=server)
    made.phone.accounts.enrol("duji.example.cn/", " chen.jing ", code="123456")
    yield made
    made.phone.close()


@pytest.fixture
def at_work(enrolled: Handset) -> AccountSession:
    """Chen Jing's services."""
    return enrolled.phone.accounts.open("chen.jing")
