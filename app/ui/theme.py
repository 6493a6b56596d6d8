"""The look: one calm palette, light and dark, one bundled Chinese font, wide taps."""

import flet as ft

from app.ui.colours import DARK, LIGHT
from app.ui.texts.shell import APP_NAME

SEED = "#2F6B5E"
FONT = "NotoSansSC"
FONT_FILE = "fonts/NotoSansSC-Regular.ttf"
TAP_DP = 48
GAP = 12
EDGE = 16
ROUND = 16
# Sizes of text before the phone's own setting makes it larger.
BODY, SMALL = 15, 14

CHINESE = ft.Locale(language_code="zh", script_code="Hans", country_code="CN")


def configure(page: ft.Page) -> None:
    """Give the page its theme, font and language."""
    page.title = APP_NAME
    page.fonts = {FONT: FONT_FILE}
    page.theme = theme_of(ft.Brightness.LIGHT)
    page.dark_theme = theme_of(ft.Brightness.DARK)
    page.theme_mode = ft.ThemeMode.SYSTEM
    supported = [ft.Locale("zh"), ft.Locale(language_code="zh", script_code="Hans"), CHINESE]
    page.locale_configuration = ft.LocaleConfiguration(
        supported_locales=supported, current_locale=CHINESE
    )


def tall(vertical: float, horizontal: float = 16) -> ft.ButtonStyle:
    """A button that is tall by its padding, so that larger text makes it taller, never cut."""
    return ft.ButtonStyle(
        padding=ft.Padding.symmetric(vertical=vertical, horizontal=horizontal),
        text_style=ft.TextStyle(size=BODY, weight=ft.FontWeight.W_600, font_family=FONT),
    )


def theme_of(brightness: ft.Brightness) -> ft.Theme:
    """The theme for light or dark surroundings."""
    colours = LIGHT if brightness is ft.Brightness.LIGHT else DARK
    is_light = brightness is ft.Brightness.LIGHT
    card = colours["surface_container_lowest" if is_light else "surface_container_high"]
    return ft.Theme(
        color_scheme_seed=SEED,
        color_scheme=ft.ColorScheme(**colours),
        font_family=FONT,
        visual_density=ft.VisualDensity.STANDARD,
        scaffold_bgcolor=colours["surface"],
        filled_button_theme=ft.FilledButtonTheme(style=tall(15)),
        outlined_button_theme=ft.OutlinedButtonTheme(style=tall(14)),
        text_button_theme=ft.TextButtonTheme(style=tall(14, 12)),
        card_theme=ft.CardTheme(
            elevation=0,
            color=card,
            margin=ft.Margin.all(0),
            shape=ft.RoundedRectangleBorder(radius=ROUND),
        ),
        appbar_theme=ft.AppBarTheme(bgcolor=colours["surface"], elevation=0, center_title=False),
        navigation_bar_theme=ft.NavigationBarTheme(bgcolor=colours["surface_container"]),
        snackbar_theme=ft.SnackBarTheme(
            bgcolor=colours["inverse_surface"],
            content_text_style=ft.TextStyle(
                size=BODY, color=colours["on_inverse_surface"], font_family=FONT
            ),
        ),
        page_transitions=ft.PageTransitionsTheme(
            android=ft.PageTransitionTheme.FADE_FORWARDS,
            ios=ft.PageTransitionTheme.CUPERTINO,
        ),
    )
