"""The filters of a list: read from its address, drawn as its form, and said in words."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Self
from urllib.parse import urlencode

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from domain.plain_text import plain_copy
from sync_server.console.form_fields import Field as DrawnField
from sync_server.console.form_fields import Options, State, as_typed, drawn, said_in
from sync_server.console.paging import MARK, Turned
from sync_server.data.paging import Side

LONGEST_SEARCH, LONGEST_CHOICE = 60, 200
_NUMBER = r"\d{1,18}"
_INNER, _LAST = r"[\w:@+/-]{1,120}", r"[\w:@+/.-]{1,200}"

Search = Annotated[str, Field(max_length=LONGEST_SEARCH)]
"""Words that somebody looks for."""

Choice = Annotated[str, Field(max_length=LONGEST_CHOICE)]
"""One of the values that the list offers; empty for all of them."""


class Chosen(BaseModel):
    """What somebody chose of a list's rows: filters in its address, each with a title.

    An empty filter does not narrow. What has no title, or is ``chosen_elsewhere`` on the page, is
    kept in the form unseen; ``beside`` are fields of the address that are no filters.
    """

    chosen_elsewhere: ClassVar[tuple[str, ...]] = ()
    beside: ClassVar[tuple[str, ...]] = ()

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter is set."""
        return bool(self.chosen)

    @property
    def hidden(self) -> dict[str, str]:
        """What the form carries unseen."""
        return {name: text for name, text in self.chosen.items() if not self._is_drawn(name)}

    def fields(self, options: Options, left_out: Sequence[str] = ()) -> list[DrawnField]:
        """The filters as they are drawn, those with options as lists to choose from.

        One that could have options but has none, as in a new district, is not drawn.
        """
        state = State(self.chosen, options, {})
        nothing = {*left_out, *(name for name, found in options.items() if not found)}
        seen = [each for each in type(self).model_fields if self._is_drawn(each)]
        return [drawn(n, type(self).model_fields[n], state) for n in seen if n not in nothing]

    def said(self, options: Options) -> str:
        """What is set, in words: `责任区：一片区；学校：实小`."""
        typed = {name: options.get(name, {}).get(text, text) for name, text in self.chosen.items()}
        found = said_in(type(self).model_fields, typed)
        return "；".join(f"{title}：{text}" for title, text in found)

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that are set."""
        found = self.model_dump(exclude={*self.beside}).items()
        return {name: text for name, value in found if (text := _typed(value))}

    def _is_drawn(self, name: str) -> bool:
        is_titled = type(self).model_fields[name].title is not None
        return is_titled and name not in self.chosen_elsewhere


def _typed(value: object) -> str:
    return "" if value is None else as_typed(value)


class Filters(Turned, Chosen):
    """A list's address: its filters, and which page.

    ``home`` and ``key`` are the list's: the key is one code unless it says. What ``at`` may be
    follows from it.
    """

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, extra="ignore")

    anchor = "#listing"
    key: ClassVar[tuple[type[str] | type[int], ...]] = (str,)
    beside = ("at", "page")

    @model_validator(mode="after")
    def _is_at_a_place(self) -> Self:
        parts = [_NUMBER if each is int else _INNER for each in self.key]
        if self.key[-1] is str:
            parts[-1] = _LAST
        sides = f"({Side.AFTER}|{Side.BEFORE})"
        pattern = rf"{Side.LAST}|{sides}{re.escape(MARK)}" + re.escape(MARK).join(parts)
        if self.at and not re.fullmatch(pattern, self.at):
            raise ValueError("no place of this list")
        return self

    @classmethod
    def read(cls, request: Request) -> Self:
        """The filters in the request's address; RequestValidationError for what they cannot be."""
        try:
            return plain_copy(cls.model_validate(dict(request.query_params)))
        except ValidationError as error:
            raise RequestValidationError(error.errors()) from error

    def address(self, **changes: str | int) -> str:
        """The list's address with these fields changed; of its first page unless they say."""
        return self._under(self.home, changes)

    def file_address(self, ending: str) -> str:
        """Where the same list is as a file, filters and all."""
        return self._under(f"{self.home}.{ending}", {})

    def _under(self, path: str, changes: Mapping[str, str | int]) -> str:
        fields = {**self.chosen, **changes}
        query = urlencode({name: value for name, value in fields.items() if value})
        return f"{path}?{query}" if query else path


def unfiltered(address: str) -> type[Filters]:
    """The filters of a list that has none."""

    class Unfiltered(Filters):
        """Which page of the list."""

        home = address

    return Unfiltered
