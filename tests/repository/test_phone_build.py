"""What `flet build` makes of pyproject.toml and assets/, asked of its own code."""

import argparse
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flet_cli.commands.build import Command
from flet_cli.utils.project_dependencies import get_project_dependencies
from flet_cli.utils.pyproject_toml import load_pyproject_toml
from flet_platform_assets import SplashOptions, render_icons, render_splash
from packaging.requirements import Requirement
from PIL import Image, ImageChops, ImageStat

from app.ui.colours import DARK, LIGHT
from domain.enrolment_link import HOST, SCHEME
from tests.repository.committed import ROOT
from tools.icon import pictures

PYTHON = SimpleNamespace(
    short="3.13", pyodide="", standalone="3.13.5", android_abis=("arm64-v8a", "x86_64")
)
CHINESE = re.compile("[\\u3400-\\u9fff]")
ASSETS = ROOT / "assets"
# Flet's index of phone wheels has pydantic-core in these versions; which pydantic names which.
PHONE_CORES = {"2.13.4": "2.46.4", "2.14.0a1": "2.47.0"}


def build_of(platform: str, folder: Path) -> tuple[dict[str, Any], list[str]]:
    """What the build would fill its template with, and tell Flutter."""
    parser = argparse.ArgumentParser()
    build = Command(parser)
    build.options = parser.parse_args([platform, str(ROOT)])
    known = build.platforms[platform]
    build.target_platform = platform
    build.package_platform, build.config_platform = (
        known["package_platform"],
        known["config_platform"],
    )
    build.python_app_path, build.flutter_dir, build.build_dir = ROOT, folder, folder
    build.get_pyproject = load_pyproject_toml(ROOT)
    build.python_release = PYTHON
    build.validate_entry_point()
    build.setup_template_data()
    arguments: list[str] = []
    build.add_flutter_command_args(arguments)
    return build.template_data, arguments


@pytest.fixture
def android(tmp_path: Path) -> dict[str, Any]:
    """The Android build."""
    return build_of("apk", tmp_path)[0]


@pytest.fixture
def ios(tmp_path: Path) -> dict[str, Any]:
    """The iOS build."""
    return build_of("ipa", tmp_path)[0]


def test_android_asks_for_what_is_used_and_for_nothing_else(android):
    asked = {
        name.rpartition(".")[2]
        for name, is_asked in android["options"]["android_permissions"].items()
        if is_asked
    }
    assert asked == {
        "ACCESS_COARSE_LOCATION",
        "ACCESS_FINE_LOCATION",
        "ACCESS_NETWORK_STATE",
        "CAMERA",
        "INTERNET",
        "VIBRATE",
    }


@pytest.mark.parametrize(
    "name", ["ACCESS_BACKGROUND_LOCATION", "RECORD_AUDIO", "READ_EXTERNAL_STORAGE"]
)
def test_android_takes_out_what_a_plug_in_might_ask_for(android, name):
    assert android["options"]["android_permissions"][f"android.permission.{name}"] is False


def test_phone_without_camera_or_positioning_may_install_it(android):
    assert not any(android["options"]["android_features"].values())


def test_ios_gives_a_chinese_reason_for_each_question_and_asks_no_more(ios):
    reasons = {
        name: words
        for name, words in ios["options"]["info_plist"].items()
        if name.endswith("UsageDescription")
    }
    assert set(reasons) == {
        "NSCameraUsageDescription",
        "NSLocationWhenInUseUsageDescription",
        "NSPhotoLibraryUsageDescription",
    }
    assert all(CHINESE.search(words) for words in reasons.values())


def test_build_has_its_names_its_number_and_the_link_that_signs_in(tmp_path):
    data, arguments = build_of("apk", tmp_path)
    assert (data["product_name"], data["bundle_id"]) == ("督迹", "cn.example.duji")
    assert data["options"]["deep_linking"] == {"scheme": SCHEME, "host": HOST}
    assert data["options"]["target_arch"] == ["arm64-v8a"]
    version = data["pyproject"]["project"]["version"]
    assert arguments[-4:] == ["--build-number", "1", "--build-name", version]


def test_records_are_not_copied_to_a_cloud_without_their_key(android):
    application = android["pyproject"]["tool"]["flet"]["android"]["manifest_application"]
    assert application["allowBackup"] == "false"


def test_old_and_odd_graphics_chips_draw_the_old_way(android):
    meta_data = android["options"]["android_meta_data"]
    assert meta_data["io.flutter.embedding.android.EnableImpeller"] == "false"


def test_no_android_older_than_nine_installs_it(android):
    assert android["pyproject"]["tool"]["flet"]["android"]["min_sdk_version"] == 28


@pytest.mark.parametrize("platform", ["android", "ios"])
def test_a_build_takes_the_pydantic_whose_core_has_phone_wheels(android, platform):
    project = android["pyproject"]
    named = get_project_dependencies(project["tool"]["flet"][platform]["dependencies"])
    (pinned,) = map(Requirement, named)
    assert pinned.name == "pydantic"
    version = str(pinned.specifier).removeprefix("==")
    assert PHONE_CORES[version]
    asked = {each.name: each for each in map(Requirement, project["project"]["dependencies"])}
    assert asked["pydantic"].specifier.contains(version)
    assert "pydantic-core" not in asked


def test_splash_has_the_colours_of_the_first_screen(android):
    splash = android["splash"]
    assert (splash["color"], splash["dark_color"]) == (LIGHT["surface"], DARK["surface"])
    assert android["adaptive_icon_background"] == LIGHT["primary"]


def test_committed_pictures_are_the_ones_that_are_drawn():
    differing = []
    for name, drawn in pictures().items():
        with Image.open(ASSETS / name) as opened:
            kept = opened.convert("RGBA")
        difference = ImageStat.Stat(ImageChops.difference(kept, drawn.convert("RGBA")))
        if kept.size != drawn.size or max(difference.mean) > 0.5:
            differing.append(name)
    assert differing == []


@pytest.mark.parametrize(("platform", "name"), [("android", "icon_android"), ("ios", "icon_ios")])
def test_launchers_cut_nothing_off_the_icon(platform, name):
    with Image.open(ASSETS / f"{name}.png") as opened:
        rendered = render_icons(opened.convert("RGBA"), platform=platform)
    assert rendered.warnings == []
    assert rendered.assets


def test_splash_is_drawn_for_light_and_dark_without_a_complaint():
    with Image.open(ASSETS / "splash.png") as light, Image.open(ASSETS / "splash_dark.png") as dark:
        rendered = render_splash(
            light.convert("RGBA"), dark.convert("RGBA"), SplashOptions(), platform="android"
        )
    assert rendered.warnings == []
