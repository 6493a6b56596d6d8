"""No route of the app is reached by a text with control characters, on either database."""

import pytest
from starlette.routing import Mount

from sync_server.edge.plain_requests import FORM
from sync_server.wiring import OWN_READERS
from tests.builders.handset import enrolled

HIDDEN = ["%00", "%01", "%0A", "%1F", "%7F"]
IN_JSON = ["\\u0000", "\\ud800", "\\u007f", "\\b"]


def routes_of(app) -> list[tuple[str, str]]:
    """Method and path pattern of everything the app and what is mounted in it answers."""
    found = []
    for route in app.routes:
        if isinstance(route, Mount):
            inner = routes_of(route.app) if hasattr(route.app, "routes") else [("GET", "/{file}")]
            found += [(method, route.path + path) for method, path in inner]
            continue
        contexts = getattr(route, "effective_route_contexts", lambda route=route: [route])()
        for each in contexts:
            found += [(method, each.path) for method in sorted(each.methods)]
    return found


def with_text(pattern: str, text: str) -> str:
    """The path with this text in place of each parameter, or behind it where it has none."""
    if "{" not in pattern:
        return f"{pattern}{text}"
    parts = [text if part.startswith("{") else part for part in pattern.split("/")]
    return "/".join(parts)


@pytest.fixture
async def insider(server, client):
    """A client that shows a phone's token and a supervisor's session: no door stops it early."""
    handset = await enrolled(server, client)
    server.accounts.issue_codes(["li.zhuren"])
    client.headers.update(handset.headers)
    client.cookies.set("duji_session", server.accounts.open_session("li.zhuren"))
    return client


def is_refused(answer) -> bool:
    """Whether it is a refusal as its side tells one: problem+json, or a page."""
    path, status = answer.request.url.path, int(answer.status_code)
    if path.startswith(OWN_READERS):
        return str(answer.headers["content-type"]) == "application/problem+json"
    if path.startswith(("/api/", "/read/", "/odata/")):
        return (status, answer.json()["code"]) == (422, "control_character")
    return status == 400 and "这里填的内容用不了" in str(answer.text)


async def test_there_are_routes_of_both_sides_to_walk(app):
    paths = {path for _, path in routes_of(app)}
    assert {"/api/v1/trail", "/api/v1/enrol", "/visits/{visit_id}/review", "/sign-in"} <= paths
    assert {"/static/{file}", "/metrics", "/app-download/{file}"} <= paths


async def test_no_route_takes_a_control_character_in_path_or_query(app, insider):
    for method, pattern in routes_of(app):
        for hidden in HIDDEN:
            for address in (
                with_text(pattern, f"a{hidden}"),
                f"{with_text(pattern, 'a')}?to=a{hidden}&school={hidden}&{hidden}=1",
            ):
                answer = await insider.request(method, address)
                told = (method, address, answer.status_code)
                if method == "HEAD":
                    assert 400 <= answer.status_code < 500, told
                else:
                    assert is_refused(answer), told


async def test_no_route_takes_a_control_character_in_a_form_or_json(app, insider):
    for method, pattern in routes_of(app):
        if method in ("GET", "HEAD"):
            continue
        path = with_text(pattern, "0" * 64)
        for hidden in ("%00", "%7F", "\x00"):
            content = f"account={hidden}&password=x&text=a{hidden}b&form_token=x&head={'0' * 64}"
            answer = await insider.request(
                method, path, content=content.encode(), headers={"content-type": FORM}
            )
            assert is_refused(answer), (method, path, answer.status_code)
        for hidden in IN_JSON:
            content = f'{{"account": "a{hidden}", "installation": "{hidden}"}}'
            answer = await insider.request(
                method, path, content=content, headers={"content-type": "application/json"}
            )
            assert is_refused(answer), (method, path, answer.status_code)


async def test_it_is_refused_by_name(insider):
    answer = await insider.get("/api/v1/policies/a%00")
    assert (answer.status_code, answer.json()["code"]) == (422, "control_character")
    assert answer.json()["facts"] == {"part": "path"}


async def test_a_header_with_a_control_character_is_refused(insider):
    answer = await insider.get("/api/v1/workbook", headers={"if-none-match": "a\x01b"})
    assert (answer.status_code, answer.json()["code"]) == (422, "control_character")


async def test_a_form_in_parts_is_refused(insider):
    answer = await insider.post("/sign-in", files={"account": b"a\x00"})
    assert answer.status_code == 400


async def test_texts_with_lines_come_in(insider):
    content = "account=a&password=one%0D%0Atwo%09three&form_secret=x"
    answer = await insider.post("/sign-in", content=content, headers={"content-type": FORM})
    assert answer.status_code == 401


async def test_an_envelope_with_a_control_character_is_no_envelope(insider):
    envelope = b'{"v":1,"heads":[],"tick":{"boot":"a\\u0000","ms":1}}\n'
    answer = await insider.post("/api/v1/trail", content=envelope)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_envelope")
