"""A page with a form costs a module, a template and a line of the navigation, and nothing else."""

import sys
from pathlib import Path

import pytest

from sync_server import console
from sync_server.console.navigation import NAVIGATION, Section
from sync_server.console.pages import ENVIRONMENT

MODULE = '''
"""Greetings: a page that was planted here."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from sync_server.console.forms import OfficeForm, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, SignedIn
from sync_server.console.pages import Page

router = APIRouter(prefix="/greetings")


class GreetingForm(OfficeForm):
    """Whom to greet, and how often."""

    whom: Annotated[str, Field(min_length=1, max_length=20, title="称呼")]
    times: Annotated[int, Field(ge=1, le=9, title="次数")] = 1


@router.get("")
def greetings(request: Request, user: CurrentUser) -> Response:
    """The page."""
    return _page(request, user, Shown(GreetingForm, "greeting"))


@router.post("")
def greet(request: Request, sent: SentForm) -> Response:
    """Greet."""
    form = carry_out(Shown(GreetingForm, "greeting"), sent.typed, lambda form: None)
    if isinstance(form, Shown):
        return _page(request, sent.user, form)
    return RedirectResponse(f"/greetings?done={form.times}", 303)


def _page(request: Request, user: SignedIn, form: Shown[GreetingForm]) -> Response:
    page = Page("greetings.html", status=form.status)
    return page.response(request, user=user, section="greetings", form=form)
'''

TEMPLATE = """{% extends "base.html" %}
{% from "forms.html" import draw %}
{% block title %}问候{% endblock %}
{% block content %}{{ draw(form, "/greetings", user, "问候") }}{% endblock %}
"""

LINE = Section("greetings", "/greetings", "问候", lambda viewer: viewer.may_review)


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The three of them, in place before the console is built."""
    (tmp_path / "planted_page.py").write_text(MODULE, "utf-8")
    (tmp_path / "greetings.html").write_text(TEMPLATE, "utf-8")
    monkeypatch.setattr(console, "__path__", [*console.__path__, str(tmp_path)])
    monkeypatch.delitem(sys.modules, "sync_server.console.planted_page", raising=False)
    loader = ENVIRONMENT.loader
    monkeypatch.setattr(loader, "searchpath", [*loader.searchpath, str(tmp_path)])  # type: ignore[union-attr]
    monkeypatch.setitem(ENVIRONMENT.globals, "navigation", (*NAVIGATION, LINE))


@pytest.fixture
def browser(planted, browsers):
    return browsers("li.zhuren")


def test_the_planted_page_is_found_from_every_page_and_draws_its_form(browser):
    assert '<a href="/greetings">问候</a>' in browser.page("/visits")
    page = browser.page("/greetings")
    assert 'aria-current="page">问候' in page
    for drawn in ('maxlength="20"', 'type="number"', 'min="1"', 'max="9"', 'value="1"'):
        assert drawn in page


def test_its_form_is_read_and_what_is_wrong_stands_beside_the_field(browser):
    answer = browser.fill("/greetings", "/greetings", whom="何校长", times="3")
    assert answer.headers["location"] == "/greetings?done=3"
    wrong = browser.fill("/greetings", "/greetings", whom="何校长", times="十")
    assert wrong.status_code == 400
    assert 'id="greeting-times-error">次数要填数字。' in wrong.text
    assert 'value="何校长"' in wrong.text
