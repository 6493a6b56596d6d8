"""The console of a real server, and browsers of several people in it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sync_server.services.server import Server
from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.handset import NOON, PEOPLE, a_server, set_up_district
from tests.builders.office import PASSWORD, Inspection, set_up_theme
from tests.builders.server import SetClock


class Browser:
    """A browser of one person: keeps cookies, and fills the hidden fields of forms."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def keep_session(self, secret: str) -> None:
        """Show this session's cookie from now on."""
        self.client.cookies.set("duji_session", secret, domain="duji.test", path="/")

    def get(self, path: str, **headers: str):
        """The answer to an address, redirects followed."""
        return self.client.get(path, headers=headers)

    def page(self, path: str) -> str:
        """The page at an address; fails when there is none."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.text[:600]
        text: str = answer.text
        return text

    def post(self, path: str, on: str, **fields: str):
        """Send a form whose hidden token is on the page ``on``; the redirect is not followed."""
        token = re.search(r'name="form_token" value="([0-9a-f]+)"', self.get(on).text)
        data = {"form_token": token[1] if token else "", **fields}
        return self.client.post(path, data=data, follow_redirects=False)

    def sign_in(self, account: str, password: str = PASSWORD, to: str = ""):
        """Fill the sign-in form."""
        secret = re.search(r'name="form_secret" value="([^"]+)"', self.get("/sign-in").text)
        fields = {"account": account, "password": password, "to": to}
        return self.client.post(
            "/sign-in",
            data={**fields, "form_secret": secret[1] if secret else ""},
            follow_redirects=False,
        )


@pytest.fixture
def clock() -> SetClock:
    """The server's clock: noon of 14 May 2026 in UTC."""
    return SetClock(NOON)


@pytest.fixture
def server(tmp_path: Path, clock: SetClock) -> Iterator[Server]:
    """A server with two districts; their people have accounts without passwords."""
    server = a_server(tmp_path / "data", clock)
    for district, suffix in (("wanshan", ""), ("other", ".other")):
        set_up_district(server, district, suffix)
        set_up_theme(server, district)
        server.accounts.issue_codes([account + suffix for account in PEOPLE])
    yield server
    server.close()


@pytest.fixture
def browsers(server: Server, tmp_path: Path):
    """Makes browsers: ``browsers("li.zhuren")`` is signed in, without a name nobody is."""
    app = create_app(server, Settings(data=tmp_path / "data"))

    def browser(account: str = "") -> Browser:
        found = Browser(TestClient(app, "http://duji.test", raise_server_exceptions=False))
        if account:
            found.keep_session(server.accounts.open_session(account))
        return found

    return browser


@pytest.fixture
def supervisor(browsers) -> Browser:
    """The supervisor's browser."""
    found: Browser = browsers("li.zhuren")
    return found


@pytest.fixture
def inspection(server: Server) -> Inspection:
    """Chen's phone."""
    return Inspection.of(server)
