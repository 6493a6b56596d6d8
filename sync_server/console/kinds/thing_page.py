"""A thing's page: what it is, what may be done with it, what belongs to it, and its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from fastapi import Request
from fastapi.responses import Response

from sync_server.console.guard import SignedIn
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.list_page import DrawnRow, Link, drawn_row
from sync_server.console.navigation import NAVIGATION
from sync_server.console.pages import Page
from sync_server.register.history import History
from sync_server.register.thing_fields import FieldWords

DONE = {
    "opened": "已登记，手机下次同步后就有了。",
    "set": "已保存，原来的内容在修改记录里。",
}


class Fact(NamedTuple):
    """Something that is true of the thing; ``link`` leads to where it comes from."""

    title: str
    text: str
    link: str = ""


class Related(NamedTuple):
    """A short list of what belongs to the thing, and where all of it is."""

    title: str
    columns: Sequence[Column[Any]]
    rows: Sequence[DrawnRow]
    nothing: str
    links: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class ThingPage:
    """One thing of the register.

    ``section`` is that of its list, at ``home``; ``links`` are what this viewer may do with it.
    ``status`` is that of a form on it which was refused.
    """

    section: str
    home: str
    history: History
    facts: Sequence[Fact]
    chips: Sequence[Chip] = ()
    links: Sequence[Link] = ()
    related: Sequence[Related] = field(default_factory=list)
    done: Mapping[str, str] = field(default_factory=lambda: DONE)
    template: str = "kinds/thing.html"
    status: int = 200

    @property
    def word(self) -> str:
        """What the navigation calls the list it is in."""
        return next(each.word for each in NAVIGATION if each.name == self.section)

    def response(self, request: Request, user: SignedIn, **more: Any) -> Response:
        """The page; ``more`` is for a template of its own."""
        notice = self.done.get(request.query_params.get("done", ""), "")
        return Page(self.template, status=self.status).response(
            request,
            user=user,
            section=self.section,
            page=self,
            history=self.history,
            notice=notice,
            **more,
        )


def facts_of(history: History) -> list[Fact]:
    """What stands in the thing's fields, as its history says it; empty ones are left out."""
    found = FieldWords(history.names, history.code).of(history.body, history.private)
    return [Fact(title, text) for title, text in found.items() if text]


def related(
    title: str,
    columns: Sequence[Column[Any]],
    rows: Sequence[Any],
    nothing: str,
    links: Sequence[Link] = (),
) -> Related:
    """A list of what belongs to a thing, by columns as a list page has them."""
    return Related(title, columns, [drawn_row(columns, each) for each in rows], nothing, links)
