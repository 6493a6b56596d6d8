"""What another version wrote is refused by every command in one line, and stays as it was."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.sync_server.cli.conftest import Run

COMMANDS = [
    ("init", "--district", "520199", "--name", "栖云区"),
    ("user", "list"),
    ("verify",),
    ("rebuild",),
]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_a_folder_of_a_trial_version_is_refused_in_one_line(
    duji: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    with closing(sqlite3.connect(data / "duji.db")) as connection, connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        connection.execute("INSERT INTO alembic_version VALUES ('0002')")
    connection.close()
    before = (data / "duji.db").read_bytes()
    ran = duji(*words, "--data", data)
    assert ran.status == 1
    assert "试用版" in ran.err
    assert "duji init" in ran.err
    assert ran.err.strip().count("\n") == 0
    assert [each.name for each in data.iterdir()] == ["duji.db"]
    assert (data / "duji.db").read_bytes() == before
