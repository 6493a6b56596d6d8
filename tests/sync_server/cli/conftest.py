"""Running ``duji`` as a shell would, in this process."""

import io
import shutil
from collections.abc import Callable
from contextlib import redirect_stdout
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


@pytest.fixture(scope="session")
def begun_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one district, to be copied: setting one up takes longer."""
    data = tmp_path_factory.mktemp("office") / "data"
    with pytest.raises(SystemExit) as ended, redirect_stdout(io.StringIO()):
        app(["init", "--district", DISTRICT, "--name", "栖云区", "--data", str(data)])
    assert ended.value.code in (0, None)
    return data


@pytest.fixture
def office(begun_office: Path, tmp_path: Path) -> Path:
    """A data folder with one district."""
    return shutil.copytree(begun_office, tmp_path / "data")


def entries_in(data: Path) -> int:
    """How long the log of a folder is."""
    server = build_server(Settings(data=data))
    try:
        return server.log.state().checkpoint.tree_size
    finally:
        server.close()
