"""Versions are pinned exactly and once, and without an address."""

import json
import re
import tomllib
from itertools import chain

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.repository.committed import ROOT
from tests.sync_server.console.accessibility.judge import AXE
from tools.front_end import COPIES, FONT_TOOLS

PIN = re.compile(r"[a-z0-9.-]+==[0-9][0-9a-z.!+]*")


def pins() -> list[str]:
    """The lines of constraints.txt that are no comment."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def asked_for() -> list[str]:
    """Every requirement that pyproject.toml names, extras included."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return [*project["dependencies"], *chain(*project["optional-dependencies"].values())]


def test_every_constraint_is_a_name_and_an_exact_version():
    assert [pin for pin in pins() if not PIN.fullmatch(pin)] == []
    names = [canonicalize_name(pin.partition("==")[0]) for pin in pins()]
    assert sorted(set(names)) == sorted(names)


def test_every_dependency_is_pinned():
    pinned = {canonicalize_name(pin.partition("==")[0]) for pin in pins()}
    wanted = {canonicalize_name(Requirement(line).name) for line in [*asked_for(), *FONT_TOOLS]}
    assert wanted <= pinned


def test_a_pinned_version_is_one_the_project_asks_for():
    pinned = dict(pin.split("==") for pin in pins())
    outside = [
        line
        for line in asked_for()
        if not Requirement(line).specifier.contains(
            pinned[canonicalize_name(Requirement(line).name)]
        )
    ]
    assert outside == []


def test_front_end_packages_are_exact_and_used():
    package = json.loads((ROOT / "package.json").read_text("utf-8"))
    asked, tested_with = package["dependencies"], package["devDependencies"]
    versions = [*asked.values(), *tested_with.values()]
    assert [v for v in versions if not re.fullmatch(r"\d+\.\d+\.\d+", v)] == []
    assert set(tested_with) == {AXE.parent.name}
    used = {"/".join(path.split("/")[: 2 if path.startswith("@") else 1]) for path in COPIES}
    assert set(asked) == used
