"""What comes with the project: the monthly themes, the checklists, and the Chinese font."""

import json
from pathlib import Path

from pydantic import TypeAdapter

from domain.register.checklist import Checklist, Theme

_ASSETS = Path(__file__).resolve().parents[2] / "assets"
_FONT = _ASSETS / "fonts" / "NotoSansSC-Regular.ttf"


def builtin_themes() -> list[Theme]:
    """The twelve monthly themes (0-18 to 0-29)."""
    raw = (_ASSETS / "themes.json").read_bytes()
    return TypeAdapter(list[Theme]).validate_json(raw)


def builtin_checklists() -> list[Checklist]:
    """The checklists, one for each theme and those for every month."""
    files = sorted((_ASSETS / "checklists").glob("*.json"))
    return [Checklist.model_validate(json.loads(file.read_bytes()), strict=False) for file in files]


def chinese_font() -> Path | None:
    """The font that set-up fetched, or None where set-up has not run."""
    return _FONT if _FONT.exists() else None
