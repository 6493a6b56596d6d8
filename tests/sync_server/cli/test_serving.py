"""Starting the server and the demo from the command line."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from demo.plan import YearShape, YearTotals
from demo.timeline import Timeline
from domain.wire.messages import LogState
from sync_server.cli import demo
from tests.fixtures.made_demo import MadeFolder
from tests.sync_server.cli.conftest import Run, entries_in

DUJI = (sys.executable, "-c", "from sync_server.cli import app; app()")
KEPT = ["duji.db", "duji.db-tables", "export.key", "log.key", "photos"]
NO_PHOTOS = YearShape(YearTotals(12, 24, 4, 60), schools_each=1, most_photos=0)


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
        return found


@contextmanager
def serving(*words: object) -> Iterator[list[str]]:
    """A started `duji`, stopped at the end as Ctrl+C does; then the list has what it said."""
    said: list[str] = []
    command = [*DUJI, *map(str, words)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield said
        finally:
            process.send_signal(signal.SIGINT)
            said.append(process.communicate(timeout=30)[0])
    assert process.returncode == 0


def asked(port: int, path: str) -> bytes:
    """The answer of a server that is just starting."""
    until = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
                body: bytes = answer.read()
                return body
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


@pytest.mark.skipif(os.name != "posix", reason="stops the server with a signal")
def test_serve_answers_and_says_where(office: Path, port: int) -> None:
    with serving("serve", "--port", port, "--data", office) as said:
        state = LogState.model_validate(json.loads(asked(port, "/api/v1/log")))
        assert state.checkpoint.tree_size > 0
    assert f"http://127.0.0.1:{port}/" in said[0]


def test_a_taken_port_is_said_before_anything_is_begun(duji: Run, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        ran = duji("demo", "--port", other.getsockname()[1], "--data", tmp_path / "data")
    assert (ran.status, "--port" in ran.err) == (1, True)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("words", "said"), [(("--workers", 2), "PostgreSQL"), (("--port", 0), "--port")]
)
def test_serve_refuses_what_it_cannot_do(
    duji: Run, office: Path, words: tuple[object, ...], said: str
) -> None:
    ran = duji("serve", *words, "--data", office)
    assert ran.status in (1, 2)
    assert said in ran.err


def test_several_processes_cannot_serve_phones_in_browsers(
    duji: Run, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUJI_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    ran = duji("serve", "--workers", 2, "--web-app", "--data", office)
    assert (ran.status, "--web-app" in ran.err) == (1, True)


def test_a_demo_is_made_once_and_served_as_it_is(
    duji: Run, made_folder: MadeFolder, tmp_path: Path
) -> None:
    assert "gu.changning" in made_folder.said
    data = made_folder.copy(tmp_path / "data")
    assert sorted(each.name for each in data.iterdir()) == KEPT
    made = entries_in(data)
    assert duji("demo", "--prepare-only", "--data", data).status == 0
    assert entries_in(data) == made
    assert "一切完好" in duji("verify", "--data", data).out


def test_a_demo_that_was_cut_off_leaves_nothing_behind(
    duji: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_words: object) -> None:
        raise KeyboardInterrupt

    data = tmp_path / "data"
    monkeypatch.setattr(demo, "YearShape", lambda: NO_PHOTOS)
    monkeypatch.setattr(Timeline, "play", cut)
    assert duji("demo", "--prepare-only", "--data", data).status == 130
    assert not (data / "duji.db").exists()
    # The same again, of a year in which nothing happens.
    monkeypatch.setattr(Timeline, "play", lambda *_words: None)
    assert duji("demo", "--prepare-only", "--data", data).status == 0
    assert sorted(each.name for each in data.iterdir()) == KEPT
    assert entries_in(data) > 0


def test_a_demo_is_never_mixed_into_real_data(duji: Run, office: Path) -> None:
    before = entries_in(office)
    ran = duji("demo", "--prepare-only", "--data", office)
    assert (ran.status, "栖云区" in ran.err) == (1, True)
    assert entries_in(office) == before
