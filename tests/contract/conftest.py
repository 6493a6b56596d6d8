"""The real phone and the real server, over real HTTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.account.session import AccountSession
from tests.builders.phone import Handset
from tests.builders.real_server import CutNetwork, Running, serving


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Running]:
    """A running server with one district."""
    with serving(tmp_path / "server") as found:
        yield found


@pytest.fixture
def network() -> Iterator[CutNetwork]:
    """The network between them."""
    made = CutNetwork()
    yield made
    made.close()


@pytest.fixture
def handset(tmp_path: Path, office: Running, network: CutNetwork) -> Iterator[Handset]:
    """A phone on which Chen Jing is enrolled by a one-time code."""
    made = Handset(tmp_path / "phone", transport=network)
    code = office.server.accounts.issue_code("chen.jing")
    made.phone.accounts.enrol(office.url, "chen.jing", code=code)
    yield made
    made.phone.close()


@pytest.fixture
def phone(handset: Handset) -> AccountSession:
    """Chen Jing at work."""
    return handset.phone.accounts.open("chen.jing")
