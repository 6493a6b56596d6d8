"""The look: one seed colour, light and dark, one bundled Chinese font, wide taps."""

import flet as ft

SEED = "#2F6B5E"
FONT = "NotoSansSC"
FONT_FILE = "fonts/NotoSansSC-Regular.ttf"
TAP_DP = 48
GAP = 12
EDGE = 16
ROUND = 16

CHINESE = ft.Locale(language_code="zh", script_code="Hans", country_code="CN")


def configure(page: ft.Page) -> None:
    """Give the page its theme, font and language."""
    page.title = "督迹"
    page.fonts = {FONT: FONT_FILE}
    page.theme = theme_of(ft.Brightness.LIGHT)
    page.dark_theme = theme_of(ft.Brightness.DARK)
    page.theme_mode = ft.ThemeMode.SYSTEM
    supported = [ft.Locale("zh"), ft.Locale(language_code="zh", script_code="Hans"), CHINESE]
    page.locale_configuration = ft.LocaleConfiguration(
        supported_locales=supported, current_locale=CHINESE
    )


def accents(is_light: bool) -> ft.ColorScheme:
    """Amber for what asks for a look; in the dark also a red that does not glare."""
    if is_light:
        return ft.ColorScheme(
            tertiary="#8A5A00",
            on_tertiary="#FFFFFF",
            tertiary_container="#FAEBCD",
            on_tertiary_container="#513600",
        )
    return ft.ColorScheme(
        tertiary="#E9C176",
        on_tertiary="#412D00",
        tertiary_container="#5A4210",
        on_tertiary_container="#FBE3B4",
        error_container="#5B211D",
        on_error_container="#FFDAD5",
    )


def theme_of(brightness: ft.Brightness) -> ft.Theme:
    """The theme for light or dark surroundings."""
    is_light = brightness is ft.Brightness.LIGHT
    return ft.Theme(
        color_scheme_seed=SEED,
        color_scheme=accents(is_light),
        font_family=FONT,
        visual_density=ft.VisualDensity.STANDARD,
        scaffold_bgcolor="#F4F6F3" if is_light else None,
        card_theme=ft.CardTheme(
            elevation=0,
            color="#FFFFFF" if is_light else ft.Colors.SURFACE_CONTAINER_HIGH,
            margin=ft.Margin.all(0),
            shape=ft.RoundedRectangleBorder(radius=ROUND),
        ),
        appbar_theme=ft.AppBarTheme(
            bgcolor="#F4F6F3" if is_light else ft.Colors.SURFACE,
            elevation=0,
            center_title=False,
        ),
        page_transitions=ft.PageTransitionsTheme(
            android=ft.PageTransitionTheme.FADE_FORWARDS,
            ios=ft.PageTransitionTheme.CUPERTINO,
        ),
    )
