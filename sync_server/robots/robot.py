"""What the three robots have in common: a message goes out as one POST, and a code comes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict

from domain.kinds.register.robot import RobotSort

MOST_BYTES = 2048
"""What a text may have for the strictest of the three."""


class Held(BaseModel):
    """What is kept sealed of a robot: where it is, its key (empty without), and its keyword."""

    model_config = ConfigDict(frozen=True)

    address: str
    secret: str = ""
    keyword: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """Plain lines for a group; ``link`` leads to the console, empty where nobody knows to where."""

    lines: tuple[str, ...]
    link: str = ""

    def text(self, keyword: str = "", most_bytes: int = MOST_BYTES) -> str:
        """The message with the keyword that the robot asks for, in so many bytes at most.

        Lines that find no room are left out from the end, the link and the keyword never.
        """
        whole = "\n".join((*self.lines, self.link))
        last = [keyword] if keyword and keyword not in whole else []
        last = [*([self.link] if self.link else []), *last]
        lines = list(self.lines)
        while len("\n".join((*lines, *last)).encode()) > most_bytes and len(lines) > 1:
            lines.pop()
        found = "\n".join((*lines, *last))
        return found.encode()[:most_bytes].decode(errors="ignore")


class Verdict(StrEnum):
    """What came of a try: it was taken, it was too often, it was refused, or nobody answered."""

    SENT = "sent"
    TOO_OFTEN = "too_often"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"


class Told(NamedTuple):
    """What came of a try, and why in words where it was not taken."""

    verdict: Verdict
    said: str = ""


class Post(NamedTuple):
    """One request: where to, and its JSON."""

    address: str
    content: Mapping[str, Any]


class GroupRobot(Protocol):
    """One make of robots: where they are reached, what they take, and what their codes mean.

    ``hosts`` are the only ones, ``path`` is how their addresses begin behind the host, ``token``
    the part of the query that must be there (empty where it is in the path).
    """

    sort: RobotSort
    hosts: frozenset[str]
    path: str
    token: str
    per_minute: int
    has_secret: bool

    def post(self, held: Held, message: Message, now: datetime) -> Post:
        """The request that brings the message, signed for this moment."""

    def told(self, answer: Mapping[str, Any]) -> Told:
        """What an answer says."""


def told_by(code: object, words: Mapping[int, str], too_often: frozenset[int]) -> Told:
    """What a code says, by the words of those that people can do something about."""
    if code == 0:
        return Told(Verdict.SENT)
    if code in too_often:
        return Told(Verdict.TOO_OFTEN, "发得太快，对方暂时不收，过一会儿自动再发")
    known = words.get(code, "") if isinstance(code, int) else ""
    return Told(Verdict.REFUSED, f"对方没有收下（代码 {code}）{'：' if known else ''}{known}")
