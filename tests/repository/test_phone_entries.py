"""Every entry of the root is either shipped on the phone or named among what stays here."""

import tomllib
from typing import Any

from tests.repository.committed import ROOT, committed_files

SHIPPED = {"main.py", "domain", "app", "assets"}
# What set-up, the demo and the tests leave in the root.
LEFT_BEHIND = {
    "artifacts",
    "data",
    "duji.egg-info",
    "node_modules",
    "package-lock.json",
    "storage",
}


def flet_settings() -> dict[str, Any]:
    """The phone's section of pyproject.toml."""
    settings: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
        "flet"
    ]
    return settings


def test_every_committed_root_entry_is_shipped_or_excluded():
    entries = {name.partition("/")[0] for name in committed_files()}
    stays = set(flet_settings()["app"]["exclude"])
    undecided = {entry for entry in entries if not entry.startswith(".")} - SHIPPED - stays
    assert undecided == set()


def test_what_runs_leave_behind_is_excluded_and_what_ships_is_not():
    stays = set(flet_settings()["app"]["exclude"])
    assert stays >= LEFT_BEHIND
    assert not stays & SHIPPED


def test_the_phone_asks_for_no_position_in_the_background_and_no_microphone():
    settings = flet_settings()
    assert "location" not in settings["permissions"]
    asked = settings["android"]["permission"]
    assert asked["android.permission.RECORD_AUDIO"] is False
    # false takes it out of what a plug-in's own manifest would ask for.
    assert asked["android.permission.ACCESS_BACKGROUND_LOCATION"] is False
