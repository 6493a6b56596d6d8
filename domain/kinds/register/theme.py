"""Monthly themes (一月一主题)."""

from typing import ClassVar

from pydantic import Field

from domain.kinds.author import LEADING
from domain.kinds.book_part import BookPart
from domain.kinds.kind import sets
from domain.kinds.piece import OfficeBody
from domain.register.checklist import Theme


class ThemeSet(OfficeBody, title="主题"):
    """A monthly theme as it now stands (0-17)."""

    kind: ClassVar[str] = "theme.set"

    theme: Theme = Field(title="主题")


sets("theme", ThemeSet, "设置主题", LEADING, lambda body: body.theme.theme_id, BookPart.REGISTER)
