"""What was typed into a form that its page cannot show again, kept to be sent again or copied.

Such as that of a session that ran out. Only what a page of our own sends is kept: another
site's form must not come back as a page of ours with a button under it.
"""

import json
from dataclasses import dataclass

from fastapi import Request
from pydantic import TypeAdapter, ValidationError

from sync_server.console.form_fields import Typed, said_in
from sync_server.console.forms import FORM_NAME, every_form
from sync_server.console.guard import is_from_here

_TYPED = TypeAdapter(dict[str, str])


@dataclass(frozen=True, slots=True)
class Kept:
    """A form that was sent to this address, and what had been typed into it."""

    action: str
    typed: Typed

    @property
    def words(self) -> list[tuple[str, str]]:
        """What its reader typed and chose, under the titles of its fields."""
        form = every_form().get(self.typed.get(FORM_NAME, ""))
        if form is None:
            return []
        pressed = said_in(form.model_fields, self.typed, {form.pressed: "操作"})
        return [*pressed, *said_in(form.model_fields, self.typed)]

    @property
    def text(self) -> str:
        """All that was typed, for ``read_kept``."""
        return json.dumps(dict(self.typed), ensure_ascii=False)


def kept(request: Request) -> Kept | None:
    """What the request's form held, where a page of ours sent one."""
    typed: Typed = getattr(request.state, "typed", {})
    return Kept(request.url.path, typed) if typed and is_from_here(request) else None


def read_kept(action: str, text: str) -> Kept | None:
    """What ``Kept.text`` wrote; None for what it cannot have written."""
    try:
        return Kept(action, _TYPED.validate_json(text))
    except ValidationError:
        return None
