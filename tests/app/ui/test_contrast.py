"""Text can be read in the sun: contrast computed from the theme's own colours (WCAG 2.2)."""

import itertools

import flet as ft
import pytest

from app.ui.colours import DARK, LIGHT
from app.ui.theme import theme_of
from app.ui.widgets.pieces import MARKS

SCHEMES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
TEXT, ICON = 4.5, 3.0
INKS = ("on_surface", "on_surface_variant", "primary", "secondary", "tertiary", "error")


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def surfaces(colours: dict[str, str]) -> list[str]:
    """What text may stand on."""
    return [name for name in colours if name.startswith("surface") and name != "surface_tint"]


def test_contrast_is_the_known_one():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@SCHEMES
def test_every_ink_can_be_read_on_every_surface(colours):
    thin = [
        (ink, surface, round(contrast(colours[ink], colours[surface]), 2))
        for ink, surface in itertools.product(INKS, surfaces(colours))
        if contrast(colours[ink], colours[surface]) < TEXT
    ]
    assert thin == []


@SCHEMES
def test_every_on_colour_can_be_read_on_its_own(colours):
    pairs = [(name, name.removeprefix("on_")) for name in colours if name.startswith("on_")]
    thin = [
        name for name, ground in pairs if ground in colours and _thin(colours, name, ground, TEXT)
    ]
    assert thin == []


def _thin(colours: dict[str, str], ink: str, ground: str, least: float) -> bool:
    return contrast(colours[ink], colours[ground]) < least


@SCHEMES
def test_small_words_and_fine_print_keep_more_than_the_least(colours):
    # What explains is set small, and is read outside: seven to one, as for people with weak eyes.
    assert not _thin(colours, "on_surface_variant", "surface", 7)
    for ground, ink in MARKS.values():
        assert not _thin(colours, role(ink), role(ground), 7)


def role(colour: ft.Colors) -> str:
    """A flet colour's role as the schemes name it."""
    return colour.name.lower()


@SCHEMES
def test_edges_of_fields_and_icons_are_seen(colours):
    for surface in surfaces(colours):
        assert not _thin(colours, "outline", surface, ICON)


def test_no_role_is_left_to_chance():
    assert set(LIGHT) == set(DARK)
    shown = theme_of(ft.Brightness.DARK).color_scheme
    assert shown is not None
    assert shown.on_surface_variant == DARK["on_surface_variant"]
    unset = [name for name in LIGHT if getattr(shown, name) is None]
    assert unset == []
