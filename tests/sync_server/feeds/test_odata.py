"""OData read as Excel and Power BI read it, row for row what the tables have."""

import base64
from typing import Any

import pytest
from lxml import etree
from starlette.testclient import TestClient

from domain.kinds import read
from domain.kinds.office.export import TableExported
from domain.kinds.office.token import TokenScope
from domain.trail.line import sha256_hex
from sync_server.feeds.reading import FEEDS
from tests.builders.logged import entries_of
from tests.builders.tokens import a_token
from tests.sync_server.conftest import ON_BOTH
from tests.sync_server.feeds.conftest import VISITS

ODATA = "/odata/v1"
AS_EXCEL = {
    "OData-Version": "4.0",
    "OData-MaxVersion": "4.0",
    "Accept": "application/json;odata.metadata=minimal;q=1.0,application/json;odata.streaming=true",
}
EDM = "{http://docs.oasis-open.org/odata/ns/edm}"


def basic(secret: str) -> dict[str, str]:
    """How Excel signs in: any user name, the token as the password."""
    plain = base64.b64encode(f"token:{secret}".encode()).decode()
    return {"Authorization": f"Basic {plain}", **AS_EXCEL}


@pytest.fixture
def excel(asked: TestClient, visited) -> Any:
    """Asks as Excel does, with a token that opens everything."""
    headers = basic(a_token(visited))

    def get(path: str, **more: str):
        return asked.get(path if "://" in path else f"{ODATA}{path}", headers={**headers, **more})

    return get


def pages(excel: Any, path: str, rows: int) -> list[dict[str, Any]]:
    """The rows of all pages, each of which has at most so many."""
    found, following = list[dict[str, Any]](), path
    while following:
        answer = excel(following, Prefer=f"odata.maxpagesize={rows}")
        assert (answer.status_code, answer.headers["odata-version"]) == (200, "4.0"), answer.text
        content = answer.json()
        assert len(content["value"]) <= rows
        found += content["value"]
        following = content.get("@odata.nextLink", "")
    return found


def test_the_service_lists_its_sets_and_the_metadata_describes_them(excel):
    sets = excel("/").json()
    assert sets["@odata.context"] == "http://duji.test/odata/v1/$metadata"
    assert [each["url"] for each in sets["value"]] == [each.plural for each in FEEDS]
    root = etree.fromstring(excel("/$metadata").content)
    for feed in FEEDS:
        entity = root.find(f".//{EDM}EntityType[@Name='{feed.entity}']")
        properties = {each.get("Name"): each for each in entity.findall(f"{EDM}Property")}
        assert list(properties) == list(feed.model.model_fields)
        for name, field in feed.model.model_fields.items():
            told = properties[name].find(f"{EDM}Annotation[@Term='Org.OData.Core.V1.Description']")
            assert told.get("String") == field.title


@ON_BOTH
@pytest.mark.parametrize("rows", [2, 1000])
def test_all_pages_together_are_what_sql_has(excel, sql, rows):
    found = pages(excel, "/Visits", rows)
    told = sql(
        "SELECT v.visit, v.visit_on, coalesce(sum(m.lessons), 0), coalesce(sum(m.findings), 0)"
        " FROM visit v LEFT JOIN visit_measures m ON m.visit = v.visit"
        " WHERE v.district = 'wanshan' GROUP BY v.visit, v.visit_on, v.position"
        " ORDER BY v.visit_on DESC, v.position DESC"
    )
    shown = ("visit", "visit_on", "lessons", "findings")
    assert [tuple(row[name] for name in shown) for row in found] == told
    findings = pages(excel, "/Findings", rows)
    told = sql("SELECT subject FROM finding WHERE district = 'wanshan' AND is_standing")
    assert sorted((row["finding"],) for row in findings) == sorted(told)


@ON_BOTH
def test_the_month_s_figures_are_sql_s(excel, sql):
    rows = pages(excel, "/Month?$filter=grouping eq 'school' and month eq '2026-05'", 2)
    told = sql(
        "SELECT school_id, sum(visits), sum(lessons) FROM visit_measures"
        " WHERE district = 'wanshan' GROUP BY school_id"
    )
    counted = [(row["key"], row["visits"], row["lessons"]) for row in rows if row["visits"]]
    assert sorted(counted) == sorted(told)
    assert excel("/Month/$count").text == str(len(pages(excel, "/Month", 3)))


@ON_BOTH
@pytest.mark.parametrize(
    ("asked_for", "where"),
    [
        (
            "visit_on ge 2026-05-15 and visit_on lt 2026-05-17",
            "visit_on IN ('2026-05-15', '2026-05-16')",
        ),
        (
            "(visit_on gt 2026-05-14) and (school_id eq 'school-2')",
            "visit_on > '2026-05-14' AND school_id = 'school-2'",
        ),
        ("is_counted eq true and state eq 'submitted'", "is_counted AND state = 'submitted'"),
        ("school_id eq 'it''s'", "school_id = 'it''s'"),
        ("((month le '2026-05'))", "month <= '2026-05'"),
        ("position gt 0", "position > 0"),
    ],
)
def test_filters_pick_what_sql_picks(excel, sql, asked_for, where):
    told = sql(f"SELECT visit FROM visit WHERE district = 'wanshan' AND {where}")  # noqa: S608
    rows = pages(excel, f"/Visits?$filter={asked_for}", 2)
    assert sorted((row["visit"],) for row in rows) == sorted(told)
    assert excel(f"/Visits/$count?$filter={asked_for}").text == str(len(told))


def test_what_changed_behind_a_position_is_asked_for_by_it(excel):
    newest = max(row["changed"] for row in pages(excel, "/Findings", 10))
    assert pages(excel, f"/Findings?$filter=changed gt {newest}", 10) == []
    assert len(pages(excel, f"/Findings?$filter=changed ge {newest}", 10)) == 1


def test_top_skip_select_count_and_order(excel):
    everything = pages(excel, "/Visits", 1000)
    days = [row["visit_on"] for row in everything]
    rising = pages(excel, "/Visits?$orderby=visit_on asc,position asc&$select=visit_on", 2)
    assert rising == [{"visit_on": day} for day in reversed(days)]
    by_key = pages(excel, "/Visits?$orderby=visit desc&$select=visit,visit_on", 2)
    assert [row["visit"] for row in by_key] == sorted(v["visit"] for v in everything)[::-1]
    some = pages(excel, "/Visits?$skip=1&$top=3", 2)
    assert some == everything[1:4]
    counted = excel("/Visits?$top=0&$count=true").json()
    assert (counted["@odata.count"], counted["value"], "@odata.nextLink" in counted) == (
        VISITS,
        [],
        False,
    )
    assert excel("/Visits?$select=visit").json()["@odata.context"].endswith("#Visits(visit)")


def test_a_row_is_read_by_its_key(excel):
    first = pages(excel, "/Visits", 1)[0]
    one = excel(f"/Visits('{first['visit']}')").json()
    assert one.pop("@odata.context").endswith("$metadata#Visits/$entity")
    assert one == first
    assert excel("/Visits('it''s none')").status_code == 404
    assert excel("/Units('school-1.other')").status_code == 404


REFUSED = {
    "/Visits?$filter=school_id eq 'a' or zone eq 'b'": 501,
    "/Visits?$filter=not (school_id eq 'a')": 501,
    "/Visits?$filter=school_id ne 'a'": 501,
    "/Visits?$filter=startswith(school,'a')": 501,
    "/Visits?$filter=school_id gt 'a'": 501,
    "/Visits?$filter=lessons eq 1": 501,
    "/Visits?$filter=2026-05-01 le visit_on": 400,
    "/Visits?$filter=nothing eq 1": 400,
    "/Visits?$filter=visit_on ge 'May'": 400,
    "/Visits?$filter=visit_on ge 2026-02-30": 400,
    "/Visits?$filter=position ge 99999999999999999999": 400,
    "/Visits?$filter=position ge 1.5": 400,
    "/Visits?$filter=zone eq null": 400,
    "/Visits?$filter=zone eq 'a": 400,
    "/Visits?$filter=(zone eq 'a'": 400,
    "/Visits?$filter=zone eq 'a')": 400,
    "/Visits?$filter=zone eq 'a' and": 400,
    "/Visits?$filter=zone": 400,
    "/Visits?$filter=" + "zone eq 'a' and " * 200 + "zone eq 'a'": 400,
    "/Visits?$expand=school": 501,
    "/Visits?$apply=aggregate($count as n)": 501,
    "/Visits?$search=a": 501,
    "/Visits?$format=xml": 501,
    "/Visits?$orderby=lessons": 501,
    "/Visits?$orderby=visit_on asc,position desc": 501,
    "/Visits?$select=nothing": 400,
    "/Visits?$top=-1": 400,
    "/Visits?$skip=100001": 400,
    "/Visits?$count=yes": 400,
    "/Visits?$top=1&$top=2": 400,
    "/Visits?$skiptoken=x": 400,
    "/Nothing": 404,
    "/Visits('a')/$count": 404,
}


def test_what_is_not_served_is_refused_by_name(excel):
    for path, status in REFUSED.items():
        answer = excel(path)
        assert answer.status_code == status, (path, answer.text)
        error = answer.json()["error"]
        assert error["code"], path
        assert any("\u4e00" <= each <= "\u9fff" for each in error["message"]), path


@pytest.mark.parametrize("shown", ["", "Basic eA==", "Basic !", "Bearer x", "Basic dG9rZW46eA=="])
def test_without_a_good_token_excel_is_asked_to_sign_in(asked, shown):
    for path in ("/", "/$metadata", "/Visits", "/Nothing"):
        answer = asked.get(ODATA + path, headers={"Authorization": shown} if shown else {})
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Basic ")
        assert answer.json()["error"]["message"]


def test_a_token_opens_its_sets_and_its_district_alone(asked, visited):
    ours = basic(a_token(visited, TokenScope.MONTH))
    listed = asked.get(f"{ODATA}/", headers=ours).json()["value"]
    assert [each["name"] for each in listed] == ["Month"]
    for path in ("Visits", "Findings", "Units", "People", "Visits?$top=0", "Visits/$count"):
        assert asked.get(f"{ODATA}/{path}", headers=ours).status_code == 403
    theirs = basic(a_token(visited, by="li.zhuren.other"))
    (visit,) = asked.get(f"{ODATA}/Visits", headers=theirs).json()["value"]
    assert visit["school_id"] == "school-1.other"
    key = asked.get(f"{ODATA}/Visits", headers=basic(a_token(visited))).json()["value"][0]["visit"]
    assert asked.get(f"{ODATA}/Visits('{key}')", headers=theirs).status_code == 404


def test_what_leaves_is_an_entry_with_the_answer_s_hash(excel, visited):
    answer = excel("/Visits?$top=2")
    excel("/Visits?$top=0&$count=true")
    excel("/Visits/$count")
    (told,) = entries_of(visited.database, TableExported.kind)
    body = read(told.line).body
    assert isinstance(body, TableExported)
    assert (body.table, body.format, body.rows) == ("visits", "odata", 2)
    assert body.sha256 == sha256_hex(answer.content)
