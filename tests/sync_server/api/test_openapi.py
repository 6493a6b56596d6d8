"""The description of the API is true, and no request, however odd, is a server error."""

import json
import random
import string
from typing import Any
from urllib.parse import quote

import pytest

from domain.wire.messages import Problem
from tests.builders.handset import enrolled
from tests.builders.tokens import a_token

TRIES = 150
ODD = [
    "",
    "0",
    "-1",
    "9" * 30,
    "null",
    "NaN",
    "true",
    "a" * 64,
    "0" * 64,
    "G" * 64,
    "00000000-0000-7000-8000-000000000001",
    "..%2f..%2fetc%2fpasswd",
    "%00",
    "%ff%fe",
    "😀",
    "\u202e",
    "'; DROP TABLE entry; --",
    "{}",
    "[" * 40 + "]" * 40,
    '{"v":1}\n\t\t\n',
    "?1",
]
HEADERS = [
    "Content-Encoding",
    "Content-Type",
    "If-None-Match",
    "Range",
    "Upload-Offset",
    "Upload-Complete",
    "Accept",
    "Transfer-Encoding",
]


# What an odd path is answered with when it fits no route; one that ends in a slash is led on.
NO_ROUTE = {307, 404, 405}


def operations(app) -> list[tuple[str, str, dict[str, Any]]]:
    """Method, path and description of everything the API offers."""
    return [
        (method, path, described)
        for path, methods in app.openapi()["paths"].items()
        for method, described in methods.items()
    ]


def odd_text(dice: random.Random) -> str:
    """Something nobody means."""
    if dice.random() < 0.7:
        return dice.choice(ODD)
    return "".join(dice.choices(string.printable, k=dice.randrange(1, 80)))


def odd_body(dice: random.Random) -> bytes:
    """A body nobody means: text, noise, or JSON with the right names and wrong values."""
    choice = dice.random()
    if choice < 0.3:
        return dice.randbytes(dice.randrange(200))
    if choice < 0.6:
        return odd_text(dice).encode()
    names = ["account", "code", "password", "chain", "public_key", "installation", "device_name"]
    values: list[Any] = [*ODD, None, 0, 1.5, [], {}]
    pairs = ",".join(f'"{name}":{_json(dice.choice(values))}' for name in names)
    return f"{{{pairs}}}".encode()


def _json(value: object) -> str:
    return json.dumps(value)


def odd_headers(dice: random.Random) -> dict[str, bytes]:
    """Some headers with values that hardly fit."""
    chosen = dice.sample(HEADERS[:-1], dice.randrange(4))
    return {name: _printable(odd_text(dice)) for name in chosen}


def _printable(text: str) -> bytes:
    kept = "".join(each for each in text if each.isprintable())
    return kept.encode().strip()


@pytest.mark.parametrize("seed", range(4))
async def test_no_request_is_a_server_error_and_every_answer_is_described(
    server, app, client, seed
):
    dice = random.Random(seed)
    handset = await enrolled(server, client)
    reading = {"Authorization": f"Bearer {a_token(server)}"}
    known = operations(app)
    for _ in range(TRIES):
        method, path, described = dice.choice(known)
        while "{" in path:
            start, end = path.index("{"), path.index("}")
            path = path[:start] + _segment(dice) + path[end + 1 :]
        query = f"?position={_segment(dice)}&first=1" if dice.random() < 0.3 else ""
        shown = reading if path.startswith("/read/") else handset.headers
        headers = odd_headers(dice) | (shown if dice.random() < 0.8 else {})
        body = odd_body(dice) if method in ("post", "put", "patch") else None
        answer = await client.request(method.upper(), path + query, content=body, headers=headers)
        assert answer.status_code < 500, (method, path, headers, body)
        if answer.status_code not in NO_ROUTE:
            assert str(answer.status_code) in described["responses"], (method, path, answer.text)
        if answer.status_code >= 400 and method != "head":
            assert Problem.model_validate(answer.json()).status == answer.status_code


def _segment(dice: random.Random) -> str:
    """One part of a path, quoted where it must be."""
    text = odd_text(dice)
    return text if text in ODD and "%" in text else quote(text, safe="") or "x"


def test_everything_is_described_with_its_problems(app):
    for method, path, described in operations(app):
        assert described.get("summary") or described.get("description"), (method, path)
        problems = [each for status, each in described["responses"].items() if int(status) >= 400]
        for each in problems:
            assert list(each["content"]) == ["application/problem+json"], (method, path)


def test_what_needs_a_token_says_so(app):
    open_to_all = {
        ("post", "/api/v1/enrol"),
        ("get", "/api/v1/health"),
        ("get", "/api/v1/log"),
        ("get", "/api/v1/log/{epoch}/checkpoint"),
        ("get", "/api/v1/log/{epoch}/tile/{level}/{index}"),
    }
    for method, path, described in operations(app):
        needs_token = bool(described.get("security"))
        assert needs_token == ((method, path) not in open_to_all), (method, path)
        assert ("401" in described["responses"]) == (needs_token or path.endswith("/enrol"))
