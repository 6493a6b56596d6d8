"""Monthly themes (一月一主题)."""

from typing import ClassVar

from domain.kinds.author import LEADING
from domain.kinds.kind import off_visits
from domain.kinds.piece import Body
from domain.register.checklist import Theme


class ThemeSet(Body):
    """A monthly theme as it now stands (0-17)."""

    kind: ClassVar[str] = "theme.set"

    theme: Theme


off_visits(ThemeSet, "设置主题", LEADING)
