"""A unit's browser at its door: comes in by a link, and sends the door's forms."""

import re
from datetime import date
from html import unescape
from typing import Any

from starlette.testclient import TestClient

from sync_server.console.services import ConsoleServices
from sync_server.data.subjects import subject_called
from sync_server.door.keys import NewLink, SeenSchool
from sync_server.server import Server

COOKIE = "duji_door"
UNTIL = date(2026, 6, 13)


def version_of_school(server: Server, school_id: str, district: str = "wanshan") -> str:
    """The version of a school as a page would carry it."""
    with server.database.session() as session:
        row = subject_called(session.connection(), district, "school", school_id)
    assert row is not None
    return row.version


def a_link(
    services: ConsoleServices, school_id: str = "school-1", writer: str = "li.zhuren", until=UNTIL
) -> NewLink:
    """A new link of a unit."""
    district = "other" if writer.endswith(".other") else "wanshan"
    seen = SeenSchool(school_id, version_of_school(services.server, school_id, district))
    return services.door.keys.make_link(writer, seen, until, "")


class Visitor:
    """A phone's browser without scripts, at the door."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def enter(self, secret: str):
        """Open a link; the redirect is not followed."""
        return self.client.get(f"/door/enter?link={secret}", follow_redirects=False)

    def get(self, path: str):
        """The answer to an address, redirects not followed."""
        return self.client.get(path, follow_redirects=False)

    def page(self, path: str) -> str:
        """The page at an address; fails when there is none."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.text[:600]
        return str(answer.text)

    def hidden(self, on: str, action: str) -> dict[str, str]:
        """The hidden fields of the form with this action on a page."""
        form = re.search(rf'<form [^>]*action="{re.escape(action)}".*?</form>', self.page(on), re.S)
        assert form is not None, action
        found = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form[0])
        return {name: unescape(value) for name, value in found}

    def fill(self, on: str, action: str, files: Any = None, **fields: Any):
        """Send a form of a page with these words and files in it; the redirect is not followed."""
        data = {**self.hidden(on, action), **fields}
        return self.send(action, data, files)

    def send(self, action: str, data: dict[str, object], files=None):
        """Send these fields as a page of ours does."""
        own = str(self.client.base_url).rstrip("/")
        return self.client.post(
            action, data=data, files=files, headers={"Origin": own}, follow_redirects=False
        )
