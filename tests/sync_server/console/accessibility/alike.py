"""Which pages are new to a role: what looks alike for two of them needs one judgement."""

import re
from dataclasses import dataclass, field

from starlette.testclient import TestClient

from domain.kinds.author import Role
from tests.sync_server.console.accessibility.district import ROLES, District, account_of

# Where something leads to and what is sent unseen is no part of how it looks or is read out.
UNSEEN = re.compile(
    r'''<script\b[^>]*></script>|<input type="hidden"[^>]*>|\s(?:href|action)="[^"]*"'''
)
WORDS = re.compile(r">[^<]+<")
KEPT = re.compile(r"(?:<dt></dt><dd></dd>)+")
PARTS = re.compile(r"<body.*?(?=<main)|<main.*</main>|(?<=</main>).*", re.DOTALL)


@dataclass
class Seen:
    """What has been looked at: the contents of pages, and what stands around them."""

    contents: set[str] = field(default_factory=set)
    frames: set[str] = field(default_factory=set)

    def is_new(self, html: str) -> bool:
        """Whether the page's content, or the bar and the foot around it, is another one."""
        before, content, after = (" ".join(part.split()) for part in parts(html))
        is_new = content not in self.contents or before + after not in self.frames
        self.contents.add(content)
        self.frames.add(before + after)
        return is_new


def parts(html: str) -> tuple[str, str, str]:
    """What stands before the content, the content, and what comes after it."""
    before, content, after = PARTS.findall(UNSEEN.sub("", html))
    return before, content, after


def shape(html: str) -> str:
    """A page without its words, of however many lines a form's words are that it keeps."""
    return KEPT.sub("<dt></dt><dd></dd>", WORDS.sub("><", UNSEEN.sub("", html)))


def new_to_each(district: District) -> dict[Role, list[str]]:
    """The places where each role sees what no role before it has seen; the first sees all."""
    seen = Seen()
    found: dict[Role, list[str]] = {}
    for role in ROLES:
        client = TestClient(district.app(), "http://duji.test")
        client.cookies.set("duji_session", district.server.accounts.open_session(account_of(role)))
        pages = {place: client.get(place).text for place in district.places}
        found[role] = [place for place, html in pages.items() if seen.is_new(html)]
    return {**found, ROLES[0]: list(district.places)}
