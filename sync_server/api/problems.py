"""Errors as problem+json (RFC 9457): one table from the family of an error to its status."""

from typing import Any

from fastapi import Request
from fastapi.responses import Response

from domain.errors import (
    BadInput,
    Conflict,
    DujiError,
    NotAllowed,
    NotFound,
    NotSignedIn,
    TooLarge,
    TooMany,
    Unavailable,
)
from domain.wire.messages import Problem
from sync_server.server import PROGRAM_PATHS

MEDIA_TYPE = "application/problem+json"
NO_CONTENT_POLICY = "default-src 'none'; frame-ancestors 'none'"

FAMILIES: dict[type[DujiError], tuple[int, str]] = {
    BadInput: (422, "Cannot be used as it is"),
    NotSignedIn: (401, "Not signed in"),
    NotAllowed: (403, "Not allowed"),
    NotFound: (404, "Not found"),
    Conflict: (409, "In another state"),
    TooLarge: (413, "Too large"),
    TooMany: (429, "Too many"),
    Unavailable: (503, "Cannot be done now"),
}
DISK_FULL = "disk_full"
TOO_EARLY = "too_early"


def status_of(error: DujiError) -> tuple[int, str]:
    """The HTTP status and title of an error; a full disk is 507, what comes too early 425."""
    if error.specific_code == DISK_FULL:
        return 507, "Disk full"
    if error.specific_code == TOO_EARLY:
        return 425, "Too early"
    for family, status in FAMILIES.items():
        if isinstance(error, family):
            return status
    return 500, "Error"


def problem_response(error: DujiError, headers: dict[str, str] | None = None) -> Response:
    """The answer that says what was wrong, to programs and to people."""
    status, title = status_of(error)
    problem = Problem(
        title=title,
        status=status,
        detail=error.message,
        code=error.specific_code,
        facts=error.facts,
    )
    return answer(problem, {**_headers(error, status), **(headers or {})})


def answer(problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """A problem as a response."""
    return Response(
        problem.model_dump_json(),
        status_code=problem.status,
        media_type=MEDIA_TYPE,
        headers=headers,
    )


def plain_problem(status: int, title: str, code: str, detail: str) -> Response:
    """A problem that no error of ours stands behind, such as a path that does not exist."""
    return answer(Problem(title=title, status=status, detail=detail, code=code))


def is_api(request: Request) -> bool:
    """Whether a program is asking, to be answered with problem+json and not with a page."""
    return request.url.path.startswith(PROGRAM_PATHS)


def _headers(error: DujiError, status: int) -> dict[str, str]:
    retry_after = error.facts.get("retry_after_s")
    if retry_after is not None:
        return {"Retry-After": str(retry_after)}
    if status == 401:
        return {"WWW-Authenticate": "Bearer"}
    return {}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI description of these problems."""
    return {
        status: {
            "description": "A problem (RFC 9457).",
            "content": {MEDIA_TYPE: {"schema": Problem.model_json_schema()}},
        }
        for status in statuses
    }
