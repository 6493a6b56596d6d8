"""Simple drawn scenes that stand in for photos in the demo; each number gives another one."""

from collections.abc import Callable
from pathlib import Path

from PIL import Image

from demo.dice import dice
from demo.drawn.scene_parts import (
    HEIGHT,
    WIDTH,
    Canvas,
    Colour,
    building,
    finish,
    hills,
    notice,
    shade,
    sky,
    tint,
    tree,
)

_BOARDS = (
    "收费公示",
    "校务公开",
    "食品安全公示",
    "课程表",
    "安全管理",
    "作业公示",
    "师德承诺",
    "招生公告",
)
_SLOGANS = ("好好学习", "今天我值日", "小数的意义", "背影", "劳动最光荣", "认真倾听", "一次函数")


def scene(number: int, font_file: Path | None) -> Image.Image:
    """The scene of this number, 640 by 480; the same number is always the same scene."""
    canvas = Canvas.blank(dice("scene", number), font_file)
    _SCENES[number % len(_SCENES)][1](canvas)
    return finish(canvas)


def _yard(canvas: Canvas) -> None:
    """The school building across the playground."""
    chance = canvas.chance
    horizon = chance.randint(230, 300)
    sky(canvas, horizon)
    hills(canvas, horizon)
    left, right = chance.randint(-40, 190), chance.randint(400, WIDTH + 40)
    building(canvas, (left, chance.randint(84, 170), right, horizon))
    if chance.random() < 0.5:
        building(canvas, (right - 90, chance.randint(150, 210), WIDTH + 30, horizon))
    ground = tint(chance, chance.choice(((168, 84, 62), (96, 132, 92), (158, 156, 148))))
    canvas.gradient(shade(ground, 0.92), shade(ground, 1.16), (horizon, HEIGHT))
    _lanes(canvas, horizon)
    for _ in range(chance.randint(1, 5)):
        tree(
            canvas,
            chance.randint(0, WIDTH),
            horizon + chance.randint(2, 40),
            chance.randint(70, 170),
        )
    pole = chance.randint(80, 560)
    canvas.box((pole, 50, pole + 4, horizon + 14), (206, 208, 210))
    canvas.box((pole + 4, 54, pole + 52, 86), (200, 48, 44))


def _lanes(canvas: Canvas, horizon: int) -> None:
    chance = canvas.chance
    vanish = chance.randint(120, 520)
    for lane in range(chance.randint(3, 7)):
        foot = -200 + lane * chance.randint(140, 190)
        canvas.draw.line((vanish, horizon, foot, HEIGHT), fill=(236, 230, 222), width=3)


def _classroom(canvas: Canvas) -> None:
    """A blackboard and rows of desks."""
    chance = canvas.chance
    wall = tint(chance, (226, 222, 208))
    floor_at = chance.randint(300, 350)
    canvas.gradient(shade(wall, 0.94), wall, (0, floor_at))
    canvas.gradient((176, 160, 138), (198, 184, 160), (floor_at, HEIGHT))
    canvas.box((0, floor_at - 56, WIDTH, floor_at), tint(chance, (138, 176, 164), 24))
    left = chance.randint(40, 210)
    board = (
        left,
        chance.randint(60, 100),
        left + chance.randint(290, 390),
        chance.randint(216, 262),
    )
    canvas.box((board[0] - 6, board[1] - 6, board[2] + 6, board[3] + 6), (150, 130, 98))
    canvas.box(board, tint(chance, (42, 78, 66), 12))
    middle = ((board[0] + board[2]) / 2, board[1] + 46)
    canvas.write(middle, chance.choice(_SLOGANS), 34, (226, 232, 222))
    for line in range(chance.randint(2, 4)):
        y = board[1] + 86 + line * 24
        canvas.box((board[0] + 30, y, board[0] + chance.randint(110, 260), y + 4), (188, 202, 190))
    for window in range(chance.randint(0, 2)):
        x = chance.choice((-30, 560)) + window * 6
        canvas.box((x, 70, x + 120, 250), tint(chance, (206, 224, 234)))
    for row in range(3):
        _desks(canvas, floor_at + 24 + row * 50, 0.7 + row * 0.3)


def _desks(canvas: Canvas, y: int, size: float) -> None:
    chance = canvas.chance
    x: float = chance.randint(-40, 30)
    while x < WIDTH:
        wide = 86 * size
        wood = tint(chance, (190, 150, 104), 16)
        canvas.box((x, y, x + wide, y + 12 * size), wood)
        canvas.box((x + 6, y + 12 * size, x + 12, y + 48 * size), (92, 96, 100))
        canvas.box((x + wide - 12, y + 12 * size, x + wide - 6, y + 48 * size), (92, 96, 100))
        if chance.random() < 0.75:
            _pupil(canvas, x + wide / 2, y, size)
        x += wide + chance.randint(20, 54) * size


def _pupil(canvas: Canvas, x: float, y: float, size: float) -> None:
    """A pupil from behind: no face is ever drawn."""
    coat = tint(
        canvas.chance, canvas.chance.choice(((66, 96, 158), (188, 66, 62), (236, 236, 232)))
    )
    canvas.draw.ellipse(
        (x - 11 * size, y - 40 * size, x + 11 * size, y - 16 * size), fill=(48, 40, 38)
    )
    canvas.draw.ellipse((x - 22 * size, y - 18 * size, x + 22 * size, y + 26 * size), fill=coat)


def _board(canvas: Canvas) -> None:
    """A notice board on a wall."""
    chance = canvas.chance
    wall = tint(chance, chance.choice(((208, 202, 190), (190, 200, 206), (216, 196, 176))))
    canvas.gradient(shade(wall, 1.08), shade(wall, 0.9), (0, HEIGHT))
    canvas.box((0, chance.randint(400, 440), WIDTH, HEIGHT), shade(wall, 0.66))
    left, top = chance.randint(20, 110), chance.randint(30, 80)
    right = left + chance.randint(380, 500)
    notice(canvas, (left, top, right, top + chance.randint(280, 350)), chance.choice(_BOARDS))
    if right < WIDTH - 110:
        notice(canvas, (right + 20, top + 30, WIDTH + 30, top + 280), chance.choice(_BOARDS)[:2])


def _kitchen(canvas: Canvas) -> None:
    """Shelves and pots on white tiles."""
    chance = canvas.chance
    tile = tint(chance, (222, 228, 228), 10)
    canvas.box((0, 0, WIDTH, HEIGHT), tile)
    step = chance.randint(34, 56)
    for place in range(0, WIDTH, step):
        canvas.box((place, 0, place + 2, 340), shade(tile, 0.88))
        canvas.box((0, place, WIDTH, place + 2), shade(tile, 0.88))
    canvas.gradient((128, 128, 122), (158, 158, 150), (chance.randint(350, 390), HEIGHT))
    for shelf in range(chance.randint(2, 3)):
        y = 120 + shelf * chance.randint(100, 122)
        x: float = chance.randint(-20, 60)
        while x < WIDTH - 20:
            wide, high = chance.randint(34, 92), chance.randint(34, 78)
            steel = shade((176, 182, 186), chance.uniform(0.62, 1.22))
            food: Colour = tint(
                chance, chance.choice(((196, 120, 60), (110, 150, 84), steel, steel))
            )
            canvas.box((x, y - high, x + wide, y), food)
            canvas.box((x, y - high, x + wide, y - high + 7), shade(food, 1.25))
            x += wide + chance.randint(6, 60)
        canvas.box((0, y, WIDTH, y + 9), (118, 124, 128))
    sign = chance.randint(120, 500)
    canvas.box((sign - 84, 14, sign + 84, 50), (30, 108, 84))
    canvas.write(
        (sign, 32),
        chance.choice(("食品留样柜", "生熟分开", "粗加工间", "备餐间")),
        24,
        (250, 250, 244),
    )


def _corridor(canvas: Canvas) -> None:
    """A corridor in perspective with doors and an exit sign."""
    chance = canvas.chance
    x, y = chance.randint(200, 440), chance.randint(170, 240)
    wall = tint(chance, chance.choice(((232, 224, 206), (214, 224, 222), (228, 214, 200))))
    canvas.box((0, 0, WIDTH, HEIGHT), shade(wall, 0.9))
    canvas.draw.polygon(
        [(0, HEIGHT), (WIDTH, HEIGHT), (x + 50, y + 70), (x - 50, y + 70)], (150, 148, 142)
    )
    canvas.draw.polygon(
        [(0, 0), (WIDTH, 0), (x + 50, y - 60), (x - 50, y - 60)], fill=(240, 240, 236)
    )
    canvas.box((x - 50, y - 60, x + 50, y + 70), tint(chance, (168, 190, 204), 30))
    for side in (-1, 1):
        colour = shade(wall, chance.uniform(0.72, 1.12))
        edge = 0 if side < 0 else WIDTH
        canvas.draw.polygon(
            [(edge, 0), (x + side * 50, y - 60), (x + side * 50, y + 70), (edge, HEIGHT)],
            fill=colour,
        )
        _doors(canvas, side, (x, y))
    canvas.box((x - 46, y - 96, x + 46, y - 70), (24, 132, 84))
    canvas.write((x, y - 83), "安全出口", 18, (244, 252, 246))


def _doors(canvas: Canvas, side: int, vanish: tuple[int, int]) -> None:
    chance, (x, y) = canvas.chance, vanish
    edge = 0 if side < 0 else WIDTH
    reach = abs(x + side * 50 - edge)
    near = chance.uniform(0.05, 0.2)
    while near < 0.85:
        far = near + chance.uniform(0.1, 0.2) * (1 - near)
        points: list[tuple[float, float]] = []
        for share, part in ((near, 0.16), (far, 0.16), (far, 0.9), (near, 0.9)):
            top, bottom = (y - 60) * share, HEIGHT + (y + 70 - HEIGHT) * share
            points.append((edge - side * reach * share, top + (bottom - top) * part))
        canvas.draw.polygon(
            points, fill=tint(chance, chance.choice(((150, 96, 62), (72, 112, 130))))
        )
        near = far + chance.uniform(0.06, 0.16)


def _gate(canvas: Canvas) -> None:
    """The school gate with its guard house."""
    chance = canvas.chance
    horizon = chance.randint(290, 330)
    sky(canvas, horizon)
    building(
        canvas,
        (chance.randint(0, 240), chance.randint(110, 180), chance.randint(380, 620), horizon),
    )
    for _ in range(chance.randint(2, 5)):
        tree(canvas, chance.randint(0, WIDTH), horizon + 6, chance.randint(80, 150))
    road = tint(chance, (132, 134, 136))
    canvas.gradient(road, shade(road, 1.2), (horizon, HEIGHT))
    stone = tint(chance, (166, 92, 74), 28)
    left = chance.randint(30, 150)
    right = chance.randint(460, 580)
    for x in (left, right):
        canvas.box((x, 170, x + 46, horizon + 50), stone)
        canvas.box((x - 6, 158, x + 52, 172), shade(stone, 0.7))
    canvas.box((left + 46, 176, right, 222), shade(stone, 0.82))
    canvas.write(((left + right + 46) / 2, 199), "欢迎到校", 30, (250, 226, 150))
    bars = chance.randint(left + 70, right - 60)
    for x in range(left + 46, bars, 12):
        canvas.box((x, 256, x + 5, horizon + 48), (212, 214, 216))
    canvas.box((left + 46, 270, bars, 278), (196, 198, 202))


def _library(canvas: Canvas) -> None:
    """Shelves of books."""
    chance = canvas.chance
    canvas.gradient((214, 200, 178), (186, 168, 144), (0, HEIGHT))
    wood = tint(chance, (142, 102, 68))
    y: float = chance.randint(20, 60)
    while y < HEIGHT - 60:
        high = chance.randint(78, 108)
        x: float = chance.randint(-10, 30)
        while x < WIDTH:
            wide = chance.randint(9, 26)
            if chance.random() < 0.9:
                colour = tint(
                    chance, chance.choice(((168, 60, 54), (58, 92, 130), (206, 186, 120))), 40
                )
                canvas.box((x, y + chance.randint(8, 34), x + wide, y + high), colour)
            x += wide + (chance.randint(20, 70) if chance.random() < 0.08 else 2)
        canvas.box((0, y + high, WIDTH, y + high + 12), wood)
        y += high + 14
    if chance.random() < 0.7:
        sign = chance.randint(140, 500)
        canvas.box((sign - 70, 6, sign + 70, 44), (52, 92, 86))
        canvas.write(
            (sign, 25), chance.choice(("图书角", "借阅登记", "童话故事")), 24, (248, 244, 230)
        )


_SCENES: tuple[tuple[str, Callable[[Canvas], None]], ...] = (
    ("操场和教学楼", _yard),
    ("课堂", _classroom),
    ("公示栏", _board),
    ("食堂", _kitchen),
    ("疏散通道", _corridor),
    ("校门口", _gate),
    ("图书角", _library),
)
SUBJECTS = tuple(word for word, _ in _SCENES)
"""What scenes show: the number of a scene modulo their count tells which."""
