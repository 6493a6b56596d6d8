"""What a server that only serves does without."""

import subprocess
import sys
from pathlib import Path

from tests.repository.committed import ROOT

# By measure: the words of pypinyin 58 MB, alembic 11, openpyxl 27, docx 21; the others 2 or 3.
HEAVY = ("PIL", "alembic", "demo", "docx", "docxtpl", "openpyxl", "pypinyin", "rich", "xlsxwriter")
SERVES = f"""
import sys
from pathlib import Path
from sync_server.cli import application
from sync_server.settings import Settings
from sync_server.wiring import build_server, create_app
settings = Settings(data=Path(sys.argv[1]))
server = build_server(settings)
create_app(server, settings)
server.close()
print(*(name for name in {HEAVY!r} if name in sys.modules))
"""


def heavy_ones(folder: Path) -> list[str]:
    """Which heavy libraries a process has loaded when it serves the folder."""
    command = [sys.executable, "-c", SERVES, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_server_at_rest_holds_no_library_that_it_needs_for_imports_only(tmp_path: Path) -> None:
    assert heavy_ones(tmp_path) == ["alembic"]  # the first start makes the tables
    assert heavy_ones(tmp_path) == []
