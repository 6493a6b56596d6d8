"""Parts that the demo's drawn scenes share: sky, buildings, trees, boards, light."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

WIDTH, HEIGHT = 640, 480
Colour = tuple[int, int, int]
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@dataclass(frozen=True, slots=True)
class Canvas:
    """A picture in the making: its pixels, its pen, its chance, and the font's file."""

    image: Image.Image
    draw: ImageDraw.ImageDraw
    chance: Random
    font_file: Path | None

    @classmethod
    def blank(cls, chance: Random, font_file: Path | None) -> "Canvas":
        """An empty canvas."""
        image = Image.new("RGB", (WIDTH, HEIGHT))
        return cls(image, ImageDraw.Draw(image), chance, font_file)

    def box(self, corners: tuple[float, float, float, float], colour: Colour) -> None:
        """A filled rectangle from left, top to right, bottom."""
        left, top, right, bottom = corners
        if right > left and bottom > top:
            self.draw.rectangle(corners, fill=colour)

    def gradient(self, top: Colour, bottom: Colour, rows: tuple[int, int]) -> None:
        """A vertical gradient between two rows."""
        strip = Image.new("RGB", (1, 2))
        strip.putpixel((0, 0), top)
        strip.putpixel((0, 1), bottom)
        height = rows[1] - rows[0]
        column = strip.resize((1, height), Image.Resampling.BILINEAR)
        # All columns are alike: copying one takes a fifth of the time of computing each.
        self.image.paste(column.resize((WIDTH, height), Image.Resampling.NEAREST), (0, rows[0]))

    def write(self, place: tuple[float, float], text: str, size: int, colour: Colour) -> None:
        """Text centred at a place; nothing where there is no font with Chinese."""
        if self.font_file is not None:
            font = font_of(self.font_file, size)
            self.draw.text(place, text, fill=colour, font=font, anchor="mm")


@lru_cache(maxsize=32)
def font_of(file: Path, size: int) -> Font:
    """The font at a size in pixels."""
    return ImageFont.truetype(str(file), size)


def shade(colour: Colour, factor: float) -> Colour:
    """The colour made darker (below 1) or lighter."""
    red, green, blue = (max(0, min(255, round(part * factor))) for part in colour)
    return (red, green, blue)


def tint(chance: Random, colour: Colour, spread: int = 18) -> Colour:
    """The colour shifted a little by chance."""
    red, green, blue = (max(0, min(255, part + chance.randint(-spread, spread))) for part in colour)
    return (red, green, blue)


def sky(canvas: Canvas, horizon: int) -> None:
    """A sky down to the horizon, with clouds."""
    chance = canvas.chance
    tops: tuple[Colour, ...] = ((92, 148, 208), (132, 160, 184), (160, 176, 190), (110, 165, 215))
    canvas.gradient(tint(chance, chance.choice(tops)), tint(chance, (222, 230, 234)), (0, horizon))
    for _ in range(chance.randint(2, 6)):
        x, y = chance.randint(-60, WIDTH), chance.randint(10, max(20, horizon - 60))
        colour = tint(chance, (238, 240, 242), 10)
        for _ in range(chance.randint(3, 6)):
            wide, high = chance.randint(40, 120), chance.randint(14, 34)
            canvas.draw.ellipse((x, y, x + wide, y + high), fill=colour)
            x, y = x + chance.randint(16, 60), y + chance.randint(-8, 8)


def hills(canvas: Canvas, horizon: int) -> None:
    """Hills behind the school."""
    chance = canvas.chance
    for depth in range(chance.randint(1, 3)):
        colour = shade((118, 146, 132), 1.05 - depth * 0.16)
        step = chance.randint(90, 170)
        points: list[tuple[float, float]] = [(-10, horizon)]
        points += [
            (x, horizon - chance.randint(8, 96 - depth * 22))
            for x in range(-10, WIDTH + step, step)
        ]
        canvas.draw.polygon([*points, (WIDTH + step, horizon)], fill=tint(chance, colour, 8))


def building(canvas: Canvas, corners: tuple[int, int, int, int]) -> None:
    """A school building with rows of windows and a coloured band."""
    chance, (left, top, right, bottom) = canvas.chance, corners
    walls: tuple[Colour, ...] = ((226, 205, 176), (214, 178, 158), (232, 228, 216), (196, 208, 214))
    wall = tint(chance, chance.choice(walls))
    canvas.box(corners, wall)
    canvas.box((left - 4, top - 8, right + 4, top), shade(wall, 0.62))
    floors = max(2, (bottom - top) // chance.randint(40, 58))
    high = (bottom - top) / floors
    columns = max(3, (right - left) // chance.randint(34, 56))
    wide = (right - left) / columns
    glass = tint(chance, (122, 152, 172), 24)
    for floor in range(floors):
        y = top + floor * high
        canvas.box((left, y + high * 0.86, right, y + high * 0.94), shade(wall, 0.8))
        for column in range(columns):
            x = left + column * wide
            pane = shade(glass, chance.choice((0.62, 0.8, 0.95, 1.1, 1.35)))
            canvas.box((x + wide * 0.18, y + high * 0.2, x + wide * 0.82, y + high * 0.74), pane)
    if chance.random() < 0.6:
        canvas.box((left, bottom - high * 0.4, right, bottom), shade(wall, 0.72))


def tree(canvas: Canvas, x: float, ground: float, size: float) -> None:
    """A broad-leaved tree."""
    chance = canvas.chance
    canvas.box((x - size * 0.06, ground - size * 0.5, x + size * 0.06, ground), (104, 82, 62))
    leaf = tint(chance, (78, 122, 74), 24)
    for _ in range(7):
        cx = x + chance.uniform(-0.34, 0.34) * size
        cy = ground - size * chance.uniform(0.5, 1.0)
        radius = size * chance.uniform(0.18, 0.32)
        colour = shade(leaf, chance.uniform(0.8, 1.25))
        canvas.draw.ellipse((cx - radius, cy - radius, cx + radius, cy + radius), fill=colour)


def notice(canvas: Canvas, corners: tuple[int, int, int, int], title: str) -> None:
    """A notice board with a title and sheets of paper."""
    chance, (left, top, right, bottom) = canvas.chance, corners
    frame: tuple[Colour, ...] = ((44, 92, 96), (128, 52, 46), (64, 78, 120), (78, 104, 70))
    colour = tint(chance, chance.choice(frame), 14)
    canvas.box(corners, colour)
    canvas.write(((left + right) / 2, top + 22), title, 24, (250, 246, 230))
    y = top + 46
    while y < bottom - 50:
        x, high = left + 12, chance.randint(58, 96)
        while x < right - 50:
            wide = chance.randint(44, 88)
            paper = tint(chance, chance.choice(((244, 242, 234), (232, 222, 188), (214, 226, 232))))
            edge = (min(x + wide, right - 10), min(y + high, bottom - 10))
            canvas.box((x, y, *edge), paper)
            for line in range(int(y) + 10, int(edge[1]) - 6, 9):
                canvas.box(
                    (x + 6, line, edge[0] - chance.randint(8, 26), line + 2), shade(paper, 0.7)
                )
            x += wide + chance.randint(8, 20)
        y += high + chance.randint(8, 16)


def finish(canvas: Canvas) -> Image.Image:
    """The picture as a phone would have taken it: uneven light, and a little soft."""
    chance = canvas.chance
    light = Image.new("L", (4, 3))
    light.putdata([chance.randint(168, 255) for _ in range(12)])
    shadow = light.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC).convert("RGB")
    # As soft as a Gaussian blur of 0.6 pixels, which takes three passes.
    return ImageChops.multiply(canvas.image, shadow).filter(ImageFilter.BoxBlur(0.3))
