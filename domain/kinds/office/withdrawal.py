"""What the office's counted work has in common: files, and a reason where it is withdrawn."""

from typing import Annotated

from pydantic import Field, StringConstraints

from domain.kinds.piece import Private, Text

MOST_FILES = 10
Place = Annotated[str, StringConstraints(max_length=200)]
"""Where something was held, or who held it; empty where nobody said."""


class WithdrawnPrivate(Private):
    """Why it was withdrawn."""

    reason: Text = Field(default="", title="撤销原因")
