"""Rendering the console's pages: templates, what they may call, and their headers."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from domain.clock import CST, parse_instant, weekday_name
from domain.ids import uuid7
from domain.kinds.author import Role
from domain.kinds.paper.builder import PaperState
from domain.kinds.paper.paper_kind import PaperKind
from domain.review.gravity import weight
from domain.typed_number import written
from domain.visit.assessment import Mark
from domain.visit.lesson_scores import total
from domain.wire.workbook import ServiceNotice
from domain.words import checklist as checklist_words
from domain.words import values as labels
from domain.words.flags import metres, sentence, span
from domain.words.ignored import IGNORED
from domain.words.visit import kind_word, noun_of
from sync_server.console.navigation import NAVIGATION, bar_of
from sync_server.console.services import ConsoleServices
from sync_server.data.following.place import Behind
from sync_server.review.strokes import stroke_box, stroke_points

HERE = Path(__file__).parent
STATIC = HERE / "static"
WHOLE, PART = "base.html", "part.html"

BARE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src {pictures}; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


def policy(pictures_from: str = "") -> str:
    """What a page may load: our own, and pictures from one more origin where it says so.

    Pictures may be data: because bootstrap's own form controls are drawn that way.
    """
    pictures = " ".join(each for each in ("'self'", "data:", pictures_from) if each)
    return BARE_POLICY.format(pictures=pictures)


def moment(instant: str | datetime, shape: str = "%Y-%m-%d %H:%M") -> str:
    """An instant as the local wall clock shows it."""
    at = parse_instant(instant) if isinstance(instant, str) else instant
    return at.astimezone(CST).strftime(shape)


def day(value: str | date) -> str:
    """A local date as `5月14日 星期四`."""
    on = date.fromisoformat(value) if isinstance(value, str) else value
    return f"{on.month}月{on.day}日 {weekday_name(on)}"


def dated(value: str | date) -> str:
    """The same with its year, for what is printed and kept: `2026年5月14日 星期四`."""
    on = date.fromisoformat(value) if isinstance(value, str) else value
    return f"{on.year}年{day(on)}"


def month_words(month: str) -> str:
    """A month `2026-05` as `2026年5月`."""
    year, number = month.split("-")
    return f"{year}年{int(number)}月"


def number(value: float) -> str:
    """A count with its thousands set apart."""
    return f"{value:,}"


def percent(share: float) -> str:
    """A share of 0 to 1 in percent, to one decimal as in the workbook."""
    return f"{share:.1%}"


@cache
def static(path: str) -> str:
    """The address of a static file, which changes when its content does.

    A library that was not fetched yet has its plain address: the pages work without it.
    """
    file = STATIC / path
    if not file.is_file():
        return f"/static/{path}"
    return f"/static/{path}?v={hashlib.sha256(file.read_bytes()).hexdigest()[:12]}"


def history_path(noun: str, code: str) -> str:
    """Where the history of a thing of the register is."""
    return f"/history/{noun}/{quote(code)}"


def thing_path(noun: str, code: str) -> str:
    """Where a thing of the register is: its own page, else its history."""
    home = next((each.path for each in NAVIGATION if each.noun == noun), None)
    return f"{home}/{quote(code)}" if home else history_path(noun, code)


def into(district: str, address: str = "/") -> str:
    """The address of a page as one comes to it from another district."""
    return f"/in/{quote(district)}?to={quote(address)}"


def audit_path(noun: str, code: str) -> str:
    """Where is who did and saw what of a thing."""
    return f"/audit?{urlencode({'noun': noun, 'code': code})}"


_FILTERS: dict[str, Any] = {
    "label": labels.label,
    "sentence": sentence,
    "weight": weight,
    "moment": moment,
    "day": day,
    "dated": dated,
    "month_words": month_words,
    "kind_word": lambda kind, visit: kind_word(kind, visit.visit_type),
    "noun": lambda visit: noun_of(visit.visit_type),
    "number": number,
    "percent": percent,
    "span": span,
    "metres": metres,
    "written": written,
    "total": total,
    "stroke_box": stroke_box,
    "stroke_points": stroke_points,
    "paper_kind": lambda kind: labels.label(PaperKind(kind)),
    "paper_state": lambda state: labels.label(PaperState(state)),
    "label_role": lambda role: labels.label(Role(role)),
    "mark_label": lambda mark: labels.label(Mark(mark)),
}
WAYS = {
    "history_path": history_path,
    "thing_path": thing_path,
    "into": into,
    "audit_path": audit_path,
}
"""Where things are, as templates ask for it."""


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= _FILTERS
    environment.globals |= {
        "static": static,
        **WAYS,
        "labels": labels,
        "IGNORED": IGNORED,
        "checklist_words": checklist_words,
        "navigation": NAVIGATION,
        "bar_of": bar_of,
        "form_key": uuid7,
    }
    return environment


ENVIRONMENT = _environment()


@dataclass(frozen=True, slots=True)
class Page:
    """A template, and whether a script may ask for its block ``listing`` alone."""

    template: str
    has_part: bool = False
    status: int = 200

    def response(self, request: Request, **context: Any) -> HTMLResponse:
        """The page; only its part where htmx asks for that."""
        is_part = self.has_part and is_partial(request.headers)
        behind = tables_behind(request)
        told = {
            "behind": behind,
            "about": service_notice(request),
            "is_beside": is_part,
            "layout": PART if is_part else WHOLE,
        }
        html = ENVIRONMENT.get_template(self.template).render(
            {"request": request, **told, **context}
        )
        headers = {
            "Cache-Control": "no-store",
            "Content-Security-Policy": policy(),
            "Vary": "HX-Request, HX-Request-Type",
        }
        return HTMLResponse(html, self.status, headers)


def tables_behind(request: Request) -> Behind | None:
    """What pages lack of what has come in; None where they lack nothing, or show nothing."""
    services = _services(request)
    return services.server.follower.behind() if services else None


def service_notice(request: Request) -> ServiceNotice:
    """Who runs the site, as every page's foot says it."""
    services = _services(request)
    return services.server.about if services else ServiceNotice()


def _services(request: Request) -> ConsoleServices | None:
    app = request.scope.get("app")
    return getattr(app.state, "services", None) if app else None


def is_partial(headers: Mapping[str, str]) -> bool:
    """Whether htmx asks for a part of the page."""
    return headers.get("hx-request") == "true" and headers.get("hx-request-type") == "partial"
