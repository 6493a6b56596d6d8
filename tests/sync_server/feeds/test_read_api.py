"""``/read/v1``: every row once, of the token's district and scopes alone, and written down."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from domain.findings.state import FindingState
from domain.kinds import read
from domain.kinds.office.export import TableExported, TableExportedPrivate
from domain.kinds.office.token import TokenScope
from domain.trail.line import sha256_hex
from domain.wire.messages import Problem
from domain.words.values import label
from tests.builders.logged import entries_of
from tests.builders.tokens import a_token
from tests.sync_server.conftest import ON_BOTH
from tests.sync_server.feeds.conftest import VISITS

PLACES = {
    "/read/v1/visits": TokenScope.VISITS,
    "/read/v1/findings": TokenScope.FINDINGS,
    "/read/v1/months": TokenScope.MONTH,
    "/read/v1/units": TokenScope.REGISTER,
    "/read/v1/people": TokenScope.REGISTER,
}


def all_rows(asked: TestClient, headers: dict[str, str], address: str) -> list[dict[str, Any]]:
    """The rows of all pages."""
    found: list[dict[str, Any]] = []
    following: str | None = address
    while following:
        answer = asked.get(following, headers=headers)
        assert answer.status_code == 200, answer.text
        found += answer.json()["items"]
        following = answer.json()["next"]
    return found


@ON_BOTH
@pytest.mark.parametrize("limit", [2, 200])
def test_pages_hold_every_visit_once_the_newest_first(asked, bearer, sql, limit):
    rows = all_rows(asked, bearer(), f"/read/v1/visits?limit={limit}")
    told = sql(
        "SELECT visit, visit_on FROM visit WHERE district = 'wanshan'"
        " ORDER BY visit_on DESC, position DESC"
    )
    assert [(row["visit"], row["visit_on"]) for row in rows] == told
    assert len(rows) == VISITS
    lessons = sql("SELECT sum(lessons) FROM visit_measures WHERE district = 'wanshan'")[0][0]
    assert sum(row["lessons"] for row in rows) == lessons > 0


@ON_BOTH
def test_findings_are_those_of_the_tables_with_their_words(asked, bearer, sql):
    rows = all_rows(asked, bearer(), "/read/v1/findings?limit=2")
    told = sql("SELECT subject, text FROM finding WHERE district = 'wanshan' AND is_standing")
    assert sorted((row["finding"], row["text"]) for row in rows) == sorted(told)
    assert [row["state_name"] for row in rows] == [label(FindingState(r["state"])) for r in rows]
    assert len(rows) == VISITS
    assert all_rows(asked, bearer(), "/read/v1/findings?is_standing=false") == []


@ON_BOTH
def test_the_months_figures_add_up_to_sql_s(asked, bearer, sql):
    rows = all_rows(asked, bearer(), "/read/v1/months?grouping=zone&limit=2")
    assert {row["month"] for row in rows} == {"2026-05"}
    told = sql("SELECT sum(visits), sum(findings) FROM visit_measures WHERE district = 'wanshan'")
    figures = (sum(row["visits"] for row in rows), sum(row["findings"] for row in rows))
    assert figures == told[0]
    everyone = all_rows(asked, bearer(), "/read/v1/months?limit=3")
    assert {row["grouping"] for row in everyone} == {"zone", "inspector", "school"}
    assert len({row["row_id"] for row in everyone}) == len(everyone)


def test_units_and_people_are_told_without_anything_private(asked, bearer):
    units = all_rows(asked, bearer(), "/read/v1/units?limit=2")
    assert [row["school_id"] for row in units] == ["school-1", "school-2", "school-3"]
    answer = asked.get("/read/v1/people", headers=bearer())
    assert answer.json()["items"][0]["account"] == "chen.jing"
    everything = "".join(asked.get(each, headers=bearer()).text for each in PLACES)
    assert not [name for name in ("陈静", "王芳", "李主任", "赵统", "罗老师") if name in everything]


@ON_BOTH
@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("from_on=2026-05-15&to_on=2026-05-16", "visit_on BETWEEN '2026-05-15' AND '2026-05-16'"),
        ("school_id=school-2", "school_id = 'school-2'"),
        ("state=submitted", "state = 'submitted'"),
        ("zone=z2", "zone = 'z2'"),
        ("is_counted=false", "NOT is_counted"),
    ],
)
def test_filters_pick_what_sql_picks(asked, bearer, sql, query, where):
    rows = all_rows(asked, bearer(), f"/read/v1/visits?limit=2&{query}")
    told = sql(f"SELECT visit FROM visit WHERE district = 'wanshan' AND {where}")  # noqa: S608
    assert sorted((row["visit"],) for row in rows) == sorted(told)


@ON_BOTH
def test_what_has_changed_since_is_asked_for_by_an_instant(asked, bearer, sql):
    since = "/read/v1/visits?changed_since="
    assert len(all_rows(asked, bearer(), f"{since}2026-05-17T00:00:00Z")) == 2
    assert len(all_rows(asked, bearer(), f"{since}2026-05-17T08:00:00%2B08:00")) == 2
    assert len(all_rows(asked, bearer(), f"{since}2020-01-01T00:00:00Z")) == VISITS
    assert all_rows(asked, bearer(), f"{since}2026-06-01T00:00:00Z") == []


def test_a_token_sees_its_district_alone(asked, bearer):
    theirs = bearer(by="li.zhuren.other")
    (visit,) = all_rows(asked, theirs, "/read/v1/visits")
    assert visit["school_id"] == "school-1.other"
    assert all_rows(asked, theirs, "/read/v1/visits?school_id=school-1") == []
    for place in PLACES:
        ours = {str(row) for row in all_rows(asked, bearer(), place)}
        assert ours.isdisjoint(map(str, all_rows(asked, theirs, place)))


@pytest.mark.parametrize("scope", TokenScope)
def test_a_token_opens_its_scopes_alone(asked, bearer, scope):
    headers = bearer(scope)
    for place, wanted in PLACES.items():
        answer = asked.get(place, headers=headers)
        assert answer.status_code == (200 if scope is wanted else 403), place
        if scope is not wanted:
            assert Problem.model_validate(answer.json()).code == "no_scope"


@pytest.mark.parametrize(
    "shown", [{}, {"Authorization": "Bearer x"}, {"Authorization": "Basic eA=="}]
)
def test_without_a_good_token_nothing_is_told(asked, shown):
    for place in (*PLACES, "/read/v1/visits?limit=0"):
        answer = asked.get(place, headers=shown)
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=1001",
        "limit=x",
        "from_on=2026-02-30",
        "changed_since=2026-05-01T00:00:00",
        "nothing=1",
        "zone=%E4%B8%80",
        "after=x",
        "after=WzFd",
        "after=WyIyMDI2LTA1LTAxIiwgIngiXQ",
        "after=WyIyMDI2LTA1LTAxIiwgLTFd",
        "after=" + "W" * 300,
    ],
)
def test_what_cannot_be_asked_is_a_problem(asked, bearer, query):
    answer = asked.get(f"/read/v1/visits?{query}", headers=bearer())
    assert answer.status_code == 422, answer.text
    assert Problem.model_validate(answer.json()).status == 422


def test_an_unknown_path_is_answered_as_programs_are(asked, bearer):
    answer = asked.get("/read/v1/photos", headers=bearer())
    assert (answer.status_code, Problem.model_validate(answer.json()).status) == (404, 404)


def test_what_leaves_is_an_entry_that_names_token_rows_and_hash(asked, visited):
    secret = a_token(visited)
    answer = asked.get(
        "/read/v1/visits?limit=2&zone=z1", headers={"Authorization": f"Bearer {secret}"}
    )
    (told,) = entries_of(visited.database, TableExported.kind)
    reading = read(told.line)
    assert isinstance(reading.body, TableExported)
    assert isinstance(reading.private, TableExportedPrivate)
    assert (reading.body.table, reading.body.format, reading.body.rows) == ("visits", "json", 2)
    assert reading.body.sha256 == sha256_hex(answer.content)
    assert reading.body.token == visited.tokens.reader(secret).token
    assert "市督导平台" in reading.private.filters
    assert "zone=z1" in reading.private.filters


def test_an_answer_without_a_row_takes_nothing_out(asked, visited, bearer):
    assert asked.get("/read/v1/visits?zone=nowhere", headers=bearer()).json()["items"] == []
    assert entries_of(visited.database, TableExported.kind) == []
