"""Where a robot may be: over https, on its maker's hosts, or on those that the server allows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from domain.errors import BadInput
from sync_server.robots.dingtalk import DingTalk
from sync_server.robots.feishu import Feishu
from sync_server.robots.robot import GroupRobot
from sync_server.robots.wecom import WeCom

ROBOTS: dict[str, GroupRobot] = {each.sort: each for each in (DingTalk(), WeCom(), Feishu())}
LONGEST = 200
_SAID = re.compile(r"(https?://)?([A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(:[0-9]{1,5})?")


def origins(text: str) -> tuple[str, ...]:
    """The origins in a list of hosts (``host``, ``host:port``, ``http://host:port``) by commas.

    ValueError for what is none.
    """
    found = []
    for each in filter(None, (part.strip() for part in text.split(","))):
        if not _SAID.fullmatch(each):
            raise ValueError(f"not a host: {each}")
        found.append((each if "://" in each else f"https://{each}").lower())
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Judges addresses; ``allowed`` are origins beside those of the makers."""

    allowed: Sequence[str] = ()

    def check(self, robot: GroupRobot, address: str) -> None:
        """BadInput (``address``) unless such a robot may be spoken to there."""
        try:
            parts = urlsplit(address)
            port = parts.port
        except ValueError as error:
            raise _bad("这不是网址，请从群里重新复制。") from error
        if len(address) > LONGEST or parts.username or parts.fragment or not parts.hostname:
            raise _bad("这不是机器人的网址，请从群里重新复制。")
        origin = f"{parts.scheme}://{parts.hostname}" + (f":{port}" if port else "")
        if origin not in self.allowed:
            if parts.scheme != "https":
                raise _bad("网址要以 https:// 开头。")
            if parts.hostname not in robot.hosts or port not in (None, 443):
                raise _bad(f"网址要在 {'、'.join(sorted(robot.hosts))} 上。")
        self._check_path(robot, parts.path, parts.query)

    def _check_path(self, robot: GroupRobot, path: str, query: str) -> None:
        is_there = path.startswith(robot.path) if robot.path.endswith("/") else path == robot.path
        has_token = bool(parse_qs(query).get(robot.token)) if robot.token else path != robot.path
        if not (is_there and has_token):
            whole = f"{robot.path}{f'?{robot.token}=' if robot.token else ''}…"
            raise _bad(f"网址不完整，应当是 {whole} 这样的，请从群里重新复制。")


def _bad(words: str) -> BadInput:
    return BadInput(words, code="address")
