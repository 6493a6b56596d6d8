"""What the tests do not reach is named, whichever process did not reach it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository.committed import ROOT

RULE = "def is_late(days):\n    if days > 7:\n        return True\n    return False\n"
TEST = "from domain.late import is_late\ndef test_{name}(): assert is_late({days}) is {late}\n"


@pytest.fixture
def project(tmp_path):
    """A project with one rule of domain and nothing else."""
    for source in ("app", "demo", "domain", "sync_server", "tests", "reached"):
        (tmp_path / source).mkdir()
    (tmp_path / "domain" / "__init__.py").touch()
    (tmp_path / "domain" / "late.py").write_text(RULE, "utf-8")
    (tmp_path / "pytest.ini").touch()
    return tmp_path


def run(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": "",
        "PYTHONPATH": f"{project}:{ROOT}",
        "DUJI_COVERAGE": str(project / "reached"),
    }
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def covered(project: Path, *tests: str) -> subprocess.CompletedProcess[str]:
    """Run the tests side by side, a process each, then add up what they reached."""
    for number, test in enumerate(tests):
        (project / "tests" / f"test_{number}.py").write_text(test, "utf-8")
    words = ("pytest", "-q", "-p", "tests.fixtures.coverage", "-n", str(len(tests)))
    tested = run(project, *words, "--rootdir", str(project), str(project / "tests"))
    assert tested.returncode == 0, tested.stdout + tested.stderr
    return run(project, "tools.coverage", str(project / "reached"))


def test_line_of_domain_that_no_test_reaches_fails(project):
    added = covered(project, TEST.format(name="early", days=3, late=False))
    assert added.returncode == 1
    assert "domain/late.py belongs to domain and is not reached whole." in added.stdout


def test_what_processes_reach_counts_together(project):
    early = TEST.format(name="early", days=3, late=False)
    late = TEST.format(name="late", days=8, late=True)
    added = covered(project, early, late)
    assert added.returncode == 0, added.stdout + added.stderr
    assert "100.00 % reached" in added.stdout


def test_file_that_nobody_imports_counts_as_missing(project):
    (project / "app" / "forgotten.py").write_text(RULE * 9, "utf-8")
    added = covered(
        project,
        TEST.format(name="early", days=3, late=False),
        TEST.format(name="late", days=8, late=True),
    )
    assert added.returncode == 1
    assert "% are reached, not 97 %." in added.stdout


def test_tests_that_tests_run_write_nothing(project):
    inner = "import os, domain.late\ndef test_inner(): assert 'DUJI_COVERAGE' not in os.environ\n"
    covered(project, inner)
    assert len(list((project / "reached").iterdir())) == 1  # the worker's


def test_what_is_kept_beside_a_file_holds_until_the_file_changes(project):
    early = TEST.format(name="early", days=3, late=False)
    first = covered(project, early)
    assert "domain/late.py belongs to domain and is not reached whole." in first.stdout
    assert [*(project / "domain" / "__pycache__").glob("late.*marked*.pyc")]
    again = covered(project, early)
    assert again.stdout == first.stdout
    shorter = "def is_late(days):\n    return days > 7\n"
    (project / "domain" / "late.py").write_text(shorter, "utf-8")
    for written in (project / "reached").iterdir():
        written.unlink()
    changed = covered(project, early)
    assert "100.00 % reached" in changed.stdout


def test_no_coverage_at_all_is_an_error(project):
    assert run(project, "tools.coverage", str(project / "reached")).returncode != 0
