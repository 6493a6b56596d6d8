"""What every request passes: headers, limits, ids, figures, and errors as problems."""

import json
import logging
import sqlite3
import subprocess
import sys

import pytest

from domain.errors import DujiError, Unavailable
from domain.wire.messages import Problem
from sync_server.api.problems import FAMILIES, problem_response
from sync_server.data.engine import CommitFailed
from sync_server.edge.log_lines import JsonLines, OfRequest, TextLines, request_id
from sync_server.settings import Settings
from sync_server.wiring import create_app


async def test_health_says_that_the_database_answers(client):
    answer = await client.get("/api/v1/health")
    assert answer.json()["status"] == "ok"
    assert answer.json()["log_size"] > 0


async def test_every_answer_has_the_security_headers_and_an_id(client):
    seen = set()
    for address in ("/api/v1/health", "/api/v1/none", "/metrics", "/api/v1/workbook"):
        answer = await client.get(address)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert "referrer-policy" in answer.headers
        assert "strict-transport-security" not in answer.headers
        seen.add(answer.headers["x-request-id"])
    assert len(seen) == 4


async def test_over_tls_browsers_are_told_to_stay_there(client):
    answer = await client.get("https://duji.test/api/v1/health")
    assert "max-age" in answer.headers["strict-transport-security"]


async def test_a_path_or_method_that_is_none_is_a_problem(client):
    for answer, status in (
        (await client.get("/api/v1/nothing"), 404),
        (await client.delete("/api/v1/workbook"), 405),
    ):
        assert answer.status_code == status
        assert Problem.model_validate(answer.json()).status == status
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"null"])
async def test_a_body_that_says_nothing_is_bad_input(client, body):
    answer = await client.post("/api/v1/enrol", content=body)
    assert answer.status_code == 422
    assert Problem.model_validate(answer.json()).code == "bad_input"


async def test_a_body_over_the_limit_is_refused_whole_or_streamed(client):
    async def endless():
        for _ in range(100):
            yield bytes(65536)

    for content in (bytes(2_000_000), endless()):
        answer = await client.post("/api/v1/enrol", content=content)
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_every_family_of_errors_has_its_status(family):
    answer = problem_response(family("words", retry_after_s=7))
    assert answer.status_code == FAMILIES[family][0]
    problem = Problem.model_validate_json(bytes(answer.body))
    assert (problem.code, problem.detail) == (family.code, "words")
    assert answer.headers["retry-after"] == "7"


def test_no_family_of_errors_was_forgotten():
    assert set(DujiError.__subclasses__()) == set(FAMILIES)


def failing(app, monkeypatch, error: Exception) -> None:
    """Let the health route fail with this error."""

    def fail() -> None:
        raise error

    monkeypatch.setattr(app.state.server.log.__class__, "state", lambda _self: fail())


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Unavailable("full", code="disk_full"), 507),
        (Unavailable("gone", code="database_gone"), 503),
        (CommitFailed(Unavailable("full", code="disk_full"), is_disk=True), 507),
        (sqlite3.ProgrammingError("a bug"), 500),
    ],
)
async def test_what_the_server_cannot_do_is_said_so(app, client, monkeypatch, error, status):
    failing(app, monkeypatch, error)
    answer = await client.get("/api/v1/health")
    assert answer.status_code == status
    assert "a bug" not in answer.text


async def test_figures_count_routes_and_not_paths(client):
    for number in range(3):
        await client.get(f"/api/v1/visits/{number:064x}/trail")
    await client.post("/api/v1/enrol", content=b"12345")
    page = (await client.get("/metrics")).text
    route = 'method="GET",route="/api/v1/visits/{visit}/trail",status="401"'
    assert f"duji_requests_total{{{route}}} 3.0" in page
    assert 'duji_request_bytes_sum{method="POST",route="/api/v1/enrol"} 5.0' in page


async def test_figures_are_for_this_machine_or_for_the_token(server, client, tmp_path):
    import httpx2 as httpx

    app = create_app(server, Settings(data=tmp_path, metrics_token="the token"))
    far = httpx.ASGITransport(app=app, client=("192.0.2.9", 1))
    async with httpx.AsyncClient(transport=far, base_url="http://duji.test") as stranger:
        assert (await stranger.get("/metrics")).status_code == 403
        shown = {"Authorization": "Bearer the token"}
        assert (await stranger.get("/metrics", headers=shown)).status_code == 200


async def test_each_request_leaves_one_line_without_secrets(client, caplog):
    caplog.set_level(logging.INFO, "duji.request")
    await client.get("/api/v1/workbook?token=secret", headers={"Authorization": "Bearer secret"})
    (record,) = (each for each in caplog.records if each.name == "duji.request")
    assert record.getMessage().startswith("GET /api/v1/workbook 401")
    assert "secret" not in record.getMessage()


def a_record(message: str) -> logging.LogRecord:
    """A record as logging makes one."""
    record = logging.LogRecord("duji.test", logging.INFO, "", 0, message, (), None)
    OfRequest().filter(record)
    return record


def test_a_log_line_is_one_line_whatever_it_tells():
    token = request_id.set("r-1")
    record = a_record("GET /a\nERROR faked \x1b[31m")
    request_id.reset(token)
    line = TextLines().format(record)
    assert "\n" not in line
    assert "\x1b" not in line
    assert "[r-1]" in line


def test_json_lines_are_json():
    found = json.loads(JsonLines().format(a_record("中文\n")))
    assert (found["message"], found["level"], found["request"]) == ("中文\n", "INFO", "-")


@pytest.mark.parametrize(("log_format", "begins"), [("text", "20"), ("json", '{"at": "20')])
def test_log_lines_go_to_standard_error_in_the_format_set(log_format, begins):
    program = (
        "import logging; from sync_server.edge.log_lines import set_up_logging;"
        f"set_up_logging({log_format!r}); logging.getLogger('duji').info('中文');"
        "logging.getLogger('duji').debug('not told')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith(begins)
    assert "中文" in line
    assert done.stdout == b""


def test_a_disk_that_fails_to_write_ends_the_serving_process():
    program = (
        "from domain.errors import Unavailable; from sync_server.wiring import end_process;"
        "end_process(Unavailable('the disk is gone')); print('still here')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode != 0
    assert done.stdout == b""
