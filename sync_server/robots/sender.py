"""Sending one message: the only place of the server that calls another one."""

import json
import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from domain.clock import Clock
from domain.errors import BadInput
from sync_server.robots.addresses import ROBOTS, Addresses
from sync_server.robots.robot import Held, Message, Post, Told, Verdict

if TYPE_CHECKING:
    import requests

_LOG = logging.getLogger("duji.server")

NO_ANSWER = "连不上对方的服务器，过一会儿自动再发"
PATIENCE_S = (5.0, 10.0)
_LONGEST_ANSWER = 64 * 1024


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends to wherever ``addresses`` allow; what is secret of an address gets into no log."""

    addresses: Addresses
    clock: Clock

    def send(self, sort: str, held: Held, message: Message) -> Told:
        """What came of trying to send the message; never raises."""
        robot = ROBOTS[sort]
        try:
            self.addresses.check(robot, held.address)
        except BadInput as error:
            return Told(Verdict.REFUSED, error.message)
        answer = _posted(robot.post(held, message, self.clock()))
        return answer if isinstance(answer, Told) else robot.told(answer)


def _posted(post: Post) -> dict[str, Any] | Told:
    # 7 MB, and most offices have no robot.
    import requests  # noqa: PLC0415

    try:
        with requests.post(
            post.address, json=post.content, timeout=PATIENCE_S, allow_redirects=False, stream=True
        ) as answer:
            if answer.status_code != HTTPStatus.OK:
                return _of_status(answer.status_code)
            raw = _beginning(answer)
    except requests.RequestException as error:
        # What it says has the address in it, and with that the key to the group.
        _LOG.warning("a group's robot cannot be reached: %s", type(error).__name__)
        return Told(Verdict.NO_ANSWER, NO_ANSWER)
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        found = None
    return found if isinstance(found, dict) else Told(Verdict.NO_ANSWER, "对方的回答读不懂")


def _beginning(answer: "requests.Response") -> bytes:
    """As much of the answer as one of these servers ever says."""
    raw = b""
    for piece in answer.iter_content(8192):
        raw += piece
        if len(raw) > _LONGEST_ANSWER:
            break
    return raw


def _of_status(status: int) -> Told:
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return Told(Verdict.TOO_OFTEN, "发得太快，对方暂时不收，过一会儿自动再发")
    is_theirs = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    verdict = Verdict.NO_ANSWER if is_theirs else Verdict.REFUSED
    return Told(verdict, f"对方的服务器答复 HTTP {status}")
