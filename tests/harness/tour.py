"""Every page of the app, reached with what a phone has on it."""

import re
from collections.abc import Iterator, Mapping

import flet as ft

from app.ui.routes import ROUTES


def routes(samples: Mapping[str, str]) -> list[str]:
    """The address of every page, its parameters filled in; without a sample with a stray one.

    A parameter that may be left out makes two addresses.
    """
    found: list[str] = []
    for pattern in _patterns(ROUTES, ""):
        short = re.sub(r"/:\w+\?", "", pattern)
        whole = pattern.replace("?", "")
        for each in dict.fromkeys((short, whole)):
            filled = re.sub(r":(\w+)", lambda m: samples.get(m.group(1), "none"), each)
            found.append(filled or "/")
    return list(dict.fromkeys(found))


def _patterns(listed: list[ft.Route], above: str) -> Iterator[str]:
    for route in listed:
        here = f"{above}/{route.path}" if route.path else above
        if not route.outlet:
            yield here
        yield from _patterns(list(route.children or ()), here)
