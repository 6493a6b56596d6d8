"""docs/feeds.md is true: its commands are answered, and its fields are those that are served."""

import re
import shlex
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.builders.tokens import a_token
from tests.sync_server.feeds.feed_tables import field_tables

PAGE = (Path(__file__).parents[3] / "docs" / "feeds.md").read_text("utf-8")
CURL = [
    line
    for block in re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
    if line.startswith("curl ")
]


def asked_by(
    words: list[str],
) -> tuple[str, dict[str, str], dict[str, str], tuple[str, str] | None]:
    """Address, headers, query and sign-in of a command, as curl reads it."""
    headers, query, user = dict[str, str](), dict[str, str](), None
    rest, address = iter(words), ""
    for word in rest:
        if word == "-H":
            name, _, value = next(rest).partition(": ")
            headers[name] = value
        elif word == "-u":
            name, _, password = next(rest).partition(":")
            user = (name, password)
        elif word == "--data-urlencode":
            name, _, value = next(rest).partition("=")
            query[name] = value
        elif word not in ("-s", "-G"):
            address = word
    return address, headers, query, user


@pytest.mark.parametrize("line", CURL)
def test_every_curl_of_the_page_is_answered_with_something(asked: TestClient, visited, line):
    said = {"$DUJI": "http://duji.test", "$TOKEN": a_token(visited)}
    for name, value in said.items():
        line = line.replace(name, value)
    # In double quotes a shell takes the backslash off a dollar, which this reader of words leaves.
    program, *words = shlex.split(line.replace("\\$", "$"))
    address, headers, query, user = asked_by(words)
    answer = asked.get(address, headers=headers, params=query or None, auth=user)
    assert (program, answer.status_code) == ("curl", 200), answer.text
    is_json = "json" in answer.headers["content-type"]
    found = answer.json() if is_json else answer.text
    rows = found.get("items", found.get("value")) if isinstance(found, dict) else found
    assert rows or "is_standing=false" in line


def test_the_page_shows_a_command_for_each_way_to_ask():
    assert len(CURL) >= 12
    ways = (way for each in CURL for way in re.findall(r"/(read|odata)/v1", each))
    assert set(ways) == {"read", "odata"}


def test_the_fields_are_those_that_are_served():
    assert PAGE.partition("<!-- fields -->\n")[2] == field_tables() + "\n"
