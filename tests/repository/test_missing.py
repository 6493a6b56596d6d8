"""What a machine lacks is said in one line, and fails where nothing may be skipped."""

import subprocess
import sys

import pytest

from tests.repository.committed import ROOT

TWO_PAGES = "def test_one(chromium): pass\ndef test_two(chromium): pass\n"


@pytest.fixture
def run_without_chromium(tmp_path):
    """Run two tests that want Chromium where there is none; pytest's exit status and output."""
    (tmp_path / "test_pages.py").write_text(TWO_PAGES, "utf-8")

    def run(nothing_skipped: str) -> tuple[int, str]:
        plugins = ("-p", "tests.fixtures.missing", "-p", "tests.fixtures.chromium")
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                *plugins,
                "--rootdir",
                tmp_path,
                tmp_path,
            ],
            cwd=tmp_path,
            env={"PATH": "", "PYTHONPATH": str(ROOT), "DUJI_NOTHING_SKIPPED": nothing_skipped},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    return run


def test_a_missing_program_is_one_line_that_says_what_to_install(run_without_chromium):
    status, output = run_without_chromium(nothing_skipped="0")
    skipped = [line for line in output.splitlines() if line.startswith("SKIPPED")]
    assert status == 0
    assert len(skipped) == 1
    assert skipped[0].startswith("SKIPPED 2 tests: Chromium is missing")
    assert "apt install chromium" in skipped[0]


def test_a_skip_fails_where_nothing_may_be_skipped(run_without_chromium):
    status, output = run_without_chromium(nothing_skipped="1")
    assert status == 1
    assert "skipped where nothing may be" in output
    assert "apt install chromium" in output
