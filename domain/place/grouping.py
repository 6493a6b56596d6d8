"""Marks that would lie on each other, put together so that an overview stays readable."""

from collections.abc import Sequence
from math import floor

from domain.place.window import Pixel


def grouped(pixels: Sequence[Pixel], apart_px: float) -> list[list[int]]:
    """The pixels by marks that do not lie on each other, as numbers of the sequence.

    A mark stands at the first of its pixels. All others of it are nearer to that than
    ``apart_px``, and no two marks are: each pixel is at the nearest mark that there is.
    """
    groups: list[list[int]] = []
    cells: dict[tuple[int, int], list[int]] = {}
    for number, at in enumerate(pixels):
        cell = floor(at.x / apart_px), floor(at.y / apart_px)
        around = [(cell[0] + x, cell[1] + y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
        near = [
            (_squared(pixels[groups[group][0]], at), group)
            for each in around
            for group in cells.get(each, ())
        ]
        distance, nearest = min(near, default=(apart_px**2, -1))
        if distance < apart_px**2:
            groups[nearest].append(number)
        else:
            cells.setdefault(cell, []).append(len(groups))
            groups.append([number])
    return groups


def _squared(one: Pixel, other: Pixel) -> float:
    return (one.x - other.x) ** 2 + (one.y - other.y) ** 2
