"""Draw the app's icons and splash pictures into assets/: `python -m tools.icon`.

The mark is a shoe's print with a check in it: somebody was there, and looked. It is drawn four
times as large and then made small, so that its edges are smooth. Run it after a change here and
commit the pictures.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw

from tools.environment import ROOT, say

ASSETS = ROOT / "assets"
GREEN, LIGHT_GREEN, WHITE, NIGHT = "#005E4B", "#81D6BD", "#FFFFFF", "#101411"
SIZE, FINER = 1024, 4
# Launchers cut an icon's layer to its middle two thirds; a mask of the web to a circle of 80 %.
SAFE_ON_ANDROID, SAFE_UNDER_A_MASK, ON_A_TILE = 0.54, 0.6, 0.64
TILT_DEGREES = -16

# A shoe's print in a unit square: the sole's ball and waist as ellipses of centre and half axes,
# the heel below a gap as a round-cornered box; then the check's corners.
BALL = (0.50, 0.30, 0.235, 0.285)
WAIST = (0.485, 0.465, 0.195, 0.2)
HEEL = (0.32, 0.735, 0.65, 0.965)
HEEL_ROUND = 0.115
CHECK = ((0.385, 0.325), (0.47, 0.42), (0.635, 0.215))
CHECK_WIDTH = 0.08


def mark(ink: str) -> Image.Image:
    """The print as large as its square lets it be, its check cut out of it."""
    drawn = Image.new("RGBA", (SIZE, SIZE), ink)
    drawn.putalpha(outline())
    return drawn.crop(drawn.getbbox())


@cache
def outline() -> Image.Image:
    """Where the print is, smooth at its edges."""
    side = SIZE * FINER
    shape = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(shape)
    for x, y, across, down in (BALL, WAIST):
        box = (x - across, y - down, x + across, y + down)
        draw.ellipse([round(side * each) for each in box], fill=255)
    draw.rounded_rectangle([round(side * each) for each in HEEL], side * HEEL_ROUND, fill=255)
    corners = [(round(side * x), round(side * y)) for x, y in CHECK]
    width = round(side * CHECK_WIDTH)
    draw.line(corners, fill=0, width=width, joint="curve")
    for x, y in corners:
        half = width / 2
        draw.ellipse((x - half, y - half, x + half, y + half), fill=0)
    shape = shape.rotate(TILT_DEGREES, Image.Resampling.BICUBIC)
    return shape.resize((SIZE, SIZE), Image.Resampling.LANCZOS)


def placed(ink: str, share: float, ground: Image.Image) -> Image.Image:
    """The mark in the middle of the ground, its longer side this share of it."""
    drawn = mark(ink)
    scale = share * ground.width / max(drawn.size)
    small = drawn.resize(
        (round(drawn.width * scale), round(drawn.height * scale)), Image.Resampling.LANCZOS
    )
    at = ((ground.width - small.width) // 2, (ground.height - small.height) // 2)
    ground.alpha_composite(small, at)
    return ground


def clear() -> Image.Image:
    """A ground that lets through what lies under it."""
    return Image.new("RGBA", (SIZE, SIZE), (0, 0, 0, 0))


def full() -> Image.Image:
    """A ground of green to the edges."""
    return Image.new("RGBA", (SIZE, SIZE), GREEN)


def tile() -> Image.Image:
    """A green tile with round corners."""
    side = SIZE * FINER
    shape = Image.new("L", (side, side), 0)
    ImageDraw.Draw(shape).rounded_rectangle((0, 0, side - 1, side - 1), side * 0.22, fill=255)
    ground = full()
    ground.putalpha(shape.resize((SIZE, SIZE), Image.Resampling.LANCZOS))
    return ground


def pictures() -> dict[str, Image.Image]:
    """Every picture by its path in assets/: for the builds of the app, then for its web version."""
    on_tile = placed(WHITE, ON_A_TILE, tile())
    on_green = placed(WHITE, ON_A_TILE, full()).convert("RGB")
    masked = placed(WHITE, SAFE_UNDER_A_MASK, full()).convert("RGB")
    found: dict[str, Image.Image] = {
        "icon.png": on_tile,
        "icon_android.png": placed(WHITE, SAFE_ON_ANDROID, clear()),
        "icon_ios.png": on_green,
        "splash.png": placed(GREEN, SAFE_ON_ANDROID, clear()),
        "splash_dark.png": placed(LIGHT_GREEN, SAFE_ON_ANDROID, clear()),
        "favicon.png": smaller(on_tile, 64),
        "icons/apple-touch-icon-192.png": smaller(on_green, 192),
        "icons/loading-animation.png": smaller(on_tile, 192),
    }
    for size in (192, 512):
        found[f"icons/icon-{size}.png"] = smaller(on_tile, size)
        found[f"icons/icon-maskable-{size}.png"] = smaller(masked, size)
    return found


def smaller(picture: Image.Image, size: int) -> Image.Image:
    """The picture at this size."""
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def save(picture: Image.Image, path: Path) -> None:
    """Write the picture, as small as a PNG gets."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, "PNG", optimize=True)


def main() -> int:
    """Draw them all."""
    for name, picture in pictures().items():
        save(picture, ASSETS / name)
        say(f"  assets/{name}: {picture.width} px")
    return 0


if __name__ == "__main__":
    sys.exit(main())
