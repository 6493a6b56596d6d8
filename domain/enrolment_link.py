"""The link that signs a phone in: address, account and one-time code in one.

On paper and in chats it is an address of the office's own server, ``…/enrol#account=…&code=…``:
what stands behind ``#`` is never sent to a server, so that no log learns the code. The page there
hands it over to the app as ``duji://app/enrol?server=…&account=…&code=…``.
"""

import re
from dataclasses import dataclass

from domain.errors import BadInput
from domain.sign_in import server_address, typed_account, typed_code

PAGE = "/enrol"
SCHEME, HOST = "duji", "app"

_OF_A_PAGE = re.compile(r"(https?://[^\s#?]+)/enrol#([\w.:@%&=+~-]+)", re.ASCII)
# As the phone's system hands it over: whole, or only what follows the scheme and host.
_OF_THE_APP = re.compile(r"(?:duji://app)?/enrol/?\?([\w.:@%&=+~/-]+)", re.ASCII)

_ESCAPED = re.compile(r"%([2-7][0-9A-Fa-f])")


@dataclass(frozen=True, slots=True)
class EnrolmentLink:
    """What somebody needs to sign in; the code works once, and not after it has expired."""

    server_url: str
    account: str
    code: str

    @property
    def page(self) -> str:
        """The address of the page that says what to do; what is secret stands behind ``#``."""
        return f"{self.server_url}{PAGE}#account={self.account}&code={self.code}"

    @property
    def app(self) -> str:
        """The address that opens the app itself."""
        told = f"server={self.server_url}&account={self.account}&code={self.code}"
        return f"{SCHEME}://{HOST}{PAGE}?{told}"


def read_link(text: str) -> EnrolmentLink | None:
    """The link in a text, which may have words around it; None where there is none."""
    page, app = _OF_A_PAGE.search(text), _OF_THE_APP.search(text)
    told = _told(page[2] if page else app[1] if app else "")
    server = page[1] if page else told.get("server", "")
    try:
        account, code = typed_account(told.get("account", "")), told.get("code", "")
        typed_code(code)
        return EnrolmentLink(server_address(server), account, code)
    except BadInput:
        return None


def _told(text: str) -> dict[str, str]:
    """The values by name; what a browser wrote as %3A is a colon again."""
    pairs = (pair.partition("=") for pair in text.split("&"))
    return {name: _ESCAPED.sub(_plain, value) for name, _, value in pairs}


def _plain(escaped: re.Match[str]) -> str:
    return chr(int(escaped[1], 16))
