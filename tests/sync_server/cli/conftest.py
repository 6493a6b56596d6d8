"""Running ``duji`` as a shell would, in this process."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sync_server.cli import app
from sync_server.settings import Settings
from sync_server.wiring import build_server

DISTRICT = "520199"


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def duji(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: object) -> Ran:
        with pytest.raises(SystemExit) as ended:
            app([str(word) for word in words])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        status = ended.value.code
        return Ran(status if isinstance(status, int) else 0, said.out, said.err)

    return run


@pytest.fixture
def office(duji: Run, tmp_path: Path) -> Path:
    """A data folder with one district."""
    data = tmp_path / "data"
    ran = duji("init", "--district", DISTRICT, "--name", "栖云区", "--data", data)
    assert ran.status == 0, ran.err
    return data


def entries_in(data: Path) -> int:
    """How long the log of a folder is."""
    server = build_server(Settings(data=data))
    try:
        return server.log.state().checkpoint.tree_size
    finally:
        server.close()
