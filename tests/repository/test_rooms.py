"""Every room stands in the import rules, no room is full, and no modules import in a circle."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import grimp
import pytest

from tests.repository.committed import ROOT, committed_python

PACKAGES = ("app", "demo", "domain", "sync_server")
FULLEST = 25
# Rooms, folders and modules that are known not to keep a rule yet; to become empty, and stay so.
NOT_YET: frozenset[str] = frozenset()
PLANTED = "planted_import"
# What no room of a package may import, and what the uppermost ones may not.
WRONG = {"app": "app.ui", "demo": "sync_server.cli", "sync_server": "sync_server.cli"}
WRONG_ABOVE = {"app.ui": "sync_server.server", "sync_server.cli": "app.ui"}
SETTINGS = "sync_server.settings"
READ_SETTINGS = {"sync_server.cli", "sync_server.wiring", SETTINGS}
# A link of a chain as import-linter prints it; several importers of one thing stand in lines.
LINK = re.compile(r"[-& ]+([\w.]+)(?: \(l\.[^)]*\))?(?: -> ([\w.]+) \(l\.)?")


def rooms(package: str) -> set[str]:
    """The folders and modules that stand directly in a package, by their dotted names."""
    names = [PurePosixPath(name).parts for name in committed_python()]
    found = {parts[1].removesuffix(".py") for parts in names if parts[0] == package}
    return {f"{package}.{name}" for name in found - {"__init__"}}


ROOMS = sorted([*rooms("app"), *rooms("sync_server"), "demo"])


def contracts() -> list[dict[str, Any]]:
    """The import rules of pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    found: list[dict[str, Any]] = project["tool"]["importlinter"]["contracts"]
    return found


def named(contract: dict[str, Any]) -> Iterator[str]:
    """The modules that a rule names as somebody whose imports it looks at."""
    for layer in contract.get("layers", ()):
        for name in layer.replace("|", ":").split(":"):
            for container in contract.get("containers", [""]):
                yield f"{container}.{name.strip(' ()')}".strip(".")
    yield from contract.get("source_modules", ())
    yield from contract.get("modules", ())


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Who imports whom in all of the product, for type checking only too."""
    return grimp.build_graph(*PACKAGES, cache_dir=None)


def in_circles(graph: grimp.ImportGraph) -> set[str]:
    """The modules that import themselves, by way of others."""
    imports = {m: graph.find_modules_directly_imported_by(m) for m in graph.modules}
    while leaves := [module for module, names in imports.items() if not names & imports.keys()]:
        for leaf in leaves:
            del imports[leaf]
    return {module for module in imports if _reaches_itself(module, imports)}


def _reaches_itself(module: str, imports: dict[str, set[str]]) -> bool:
    seen: set[str] = set()
    waiting = [module]
    while waiting:
        for name in imports.get(waiting.pop(), set()) - seen:
            seen.add(name)
            waiting.append(name)
    return module in seen


def wrong_imports(room: str) -> set[str]:
    """What a room may not import: what stands above it, and settings."""
    package = room.partition(".")[0]
    wrong = {WRONG_ABOVE.get(room, WRONG[package])}
    return wrong if package == "app" or room in READ_SETTINGS else wrong | {SETTINGS}


def plant(root: Path, room: str) -> set[tuple[str, str]]:
    """Put wrong imports into a room of a copied package; answers who imports what now."""
    place = root / room.replace(".", "/")
    is_folder = place.is_dir()
    file = place / f"{PLANTED}.py" if is_folder else place.with_suffix(".py")
    importer = f"{room}.{PLANTED}" if is_folder else room
    with file.open("a", encoding="utf-8") as opened:
        opened.writelines(f"\nimport {name}" for name in wrong_imports(room))
    return {(importer, name) for name in wrong_imports(room)}


def refused(folder: Path) -> set[tuple[str, str]]:
    """Who imports what against the rules in this folder, as import-linter tells it."""
    call = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    done = subprocess.run(
        [sys.executable, "-c", call],
        cwd=folder,
        env={**os.environ, "COLUMNS": "500"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    found, importers = set(), []
    for importer, imported in filter(None, map(_link, done.stdout.splitlines())):
        importers.append(importer)
        if imported:
            found |= {(each, imported) for each in importers}
            importers = []
    return found


def _link(line: str) -> tuple[str, str | None] | None:
    match = LINK.match(line)
    return (match[1], match[2]) if match else None


def test_every_room_stands_in_the_import_rules():
    in_rules = {name for contract in contracts() for name in named(contract)}
    assert set(ROOMS) - in_rules - NOT_YET == set()


def test_the_rules_name_no_room_that_is_gone():
    in_rules = {name for contract in contracts() for name in named(contract)}
    assert {name for name in in_rules if name not in PACKAGES} - set(ROOMS) == set()


def test_a_wrong_import_in_any_room_is_refused(tmp_path):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    left_out = shutil.ignore_patterns("__pycache__", "static", "templates")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=left_out)
    planted = set().union(*(plant(tmp_path, room) for room in ROOMS if room not in NOT_YET))
    assert len(planted) > len(rooms("sync_server"))
    assert planted - refused(tmp_path) == set()


def test_no_room_is_full():
    folders = Counter(str(PurePosixPath(name).parent) for name in committed_python())
    full = {
        folder: files
        for folder, files in folders.items()
        if files > FULLEST and folder.partition("/")[0] in PACKAGES
    }
    assert {name: files for name, files in full.items() if name not in NOT_YET} == {}


def test_no_modules_import_in_a_circle(graph):
    assert in_circles(graph) - NOT_YET == set()
