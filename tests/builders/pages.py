"""A browser without scripts: keeps cookies, reads pages, and sends their forms."""

import re

from starlette.testclient import TestClient

from tests.builders.office import PASSWORD


def matched(pattern: str, text: str, whole: int = 1) -> str:
    """What the pattern's group matches in the text; fails where there is no match.

    With ``whole`` 0 it is all that the pattern matches.
    """
    match = re.search(pattern, text, re.DOTALL)
    assert match is not None, pattern
    return match[whole]


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
        return self.send(path, **data)

    def send(self, action: str, **fields: str | list[str]):
        """Send these fields as a page of ours does; the redirect is not followed."""
        own = str(self.client.base_url).rstrip("/")
        headers = {"Origin": self.client.headers.get("origin", own)}
        return self.client.post(action, data=fields, headers=headers, follow_redirects=False)

    def hidden(self, on: str, action: str) -> dict[str, str]:
        """The hidden fields of the first form with this action on a page, as a browser sends them.

        Fails where the page has no such form.
        """
        form = matched(
            rf'<form [^>]*action="{re.escape(action)}".*?</form>', self.page(on), whole=0
        )
        return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))

    def fill(self, on: str, action: str, **fields: str | list[str]):
        """Send a form of a page with these words in it; the redirect is not followed."""
        return self.send(action, **{**self.hidden(on, action), **fields})

    def sign_in(self, account: str, password: str = PASSWORD, to: str = ""):
        """Fill the sign-in form."""
        secret = re.search(r'name="form_secret" value="([^"]+)"', self.get("/sign-in").text)
        fields = {"account": account, "password": password, "to": to}
        return self.client.post(
            "/sign-in",
            data={**fields, "form_secret": secret[1] if secret else ""},
            follow_redirects=False,
        )


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sent_file(browser: Browser, raw: bytes, name: str = "名册.xlsx", to: str = "/import"):
    """The answer to a workbook that is uploaded for import; the redirect is not followed."""
    token = matched(r'name="form_token" value="([0-9a-f]+)"', browser.page(to))
    return browser.client.post(
        to,
        data={"form_token": token},
        files={"workbook": (name, raw, XLSX)},
        headers={"Origin": str(browser.client.base_url).rstrip("/")},
        follow_redirects=False,
    )


def upload(browser: Browser, raw: bytes, name: str = "名册.xlsx", to: str = "/import") -> str:
    """The address of the page about a workbook that is uploaded for import."""
    answer = sent_file(browser, raw, name, to)
    assert answer.status_code == 303, answer.text
    found: str = answer.headers["location"]
    return found
