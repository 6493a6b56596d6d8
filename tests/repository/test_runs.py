"""How tests are run: what takes long first, the long form apart, every rerun with its reason."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.repository.committed import ROOT

FAILS_ONCE = """
import pytest
tries = []

@pytest.mark.flaky(reruns=2)
def test_second_time_lucky():
    tries.append(1)
    assert len(tries) > 1, "the page does not answer"
"""
ORDER = ("test_b.py::test_long", "test_b.py::test_beside_it", "test_a.py::test_quick")
QUICK = "def test_quick(): pass\n"
SLOW = "import pytest\n@pytest.mark.{mark}\ndef test_long(): pass\ndef test_beside_it(): pass\n"
MARKS = "[pytest]\nmarkers = slow: long\n soak: longer\n browser: pages\n"


@pytest.fixture
def run(tmp_path) -> Callable[..., list[str]]:
    """Run files of tests with a plug-in of ours; the lines of the output."""
    (tmp_path / "pytest.ini").write_text(MARKS, "utf-8")
    (tmp_path / "tests").mkdir()

    def ran(plugin: str, files: dict[str, str], *options: str, **environment: str) -> list[str]:
        for name, text in files.items():
            (tmp_path / "tests" / name).write_text(text, "utf-8")
        words = ("-m", "pytest", "-v", "-p", f"tests.fixtures.{plugin}", *options, tmp_path)
        done = subprocess.run(
            [sys.executable, *words],
            cwd=tmp_path,
            env={"PATH": "", "PYTHONPATH": str(ROOT), **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.splitlines()

    return ran


@pytest.mark.parametrize("options", [(), ("-n", "1")], ids=["alone", "side by side"])
def test_reason_of_every_rerun_is_said_at_the_end(run, options):
    lines = run("reruns", {"test_once.py": FAILS_ONCE}, *options)
    said = [line for line in lines if line.startswith("RERUN ")]
    assert said == [
        "RERUN tests/test_once.py::test_second_time_lucky:"
        " AssertionError: the page does not answer < tests/test_once.py:8"
    ]


@pytest.mark.parametrize("mark", ["slow", "browser"])
def test_files_with_a_long_test_begin_first(run, mark):
    lines = run("order", {"test_a.py": QUICK, "test_b.py": SLOW.format(mark=mark)})
    order = [line.split(" ")[0] for line in lines if "PASSED" in line]
    assert order == [f"tests/{name}" for name in ORDER]


def test_long_form_is_run_only_where_it_is_asked_for(run):
    files = {"test_b.py": SLOW.format(mark="soak")}
    assert not any("::test_long" in line for line in run("depth", files))
    assert any("::test_long PASSED" in line for line in run("depth", files, DUJI_SOAK="1"))
