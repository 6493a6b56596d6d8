"""DingTalk, WeCom and Feishu as their robots answer: on loopback, with their checks and limits.

What each checks is what its documents say: DingTalk the ``sign`` in the address by milliseconds
within an hour and twenty messages a minute, WeCom the ``key``, 2048 bytes and twenty a minute,
Feishu the ``sign`` in the message by seconds and a hundred a minute.
"""

import base64
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from domain.clock import Clock
from domain.kinds.register.robot import RobotSort

TOKEN, SECRET = "t0ken", "SECtest"
HOUR = timedelta(hours=1)
PATHS = {
    RobotSort.DINGTALK: f"/robot/send?access_token={TOKEN}",
    RobotSort.WECOM: f"/cgi-bin/webhook/send?key={TOKEN}",
    RobotSort.FEISHU: f"/open-apis/bot/v2/hook/{TOKEN}",
}
PER_MINUTE = {RobotSort.DINGTALK: 20, RobotSort.WECOM: 20, RobotSort.FEISHU: 100}


@dataclass
class GroupRobots:
    """The three groups: what was told in each, and how their servers are just now.

    ``keyword`` is asked of every message where it is set; ``status`` is answered instead of
    anything else where it is; ``asked`` counts all requests.
    """

    clock: Clock
    secret: str = ""
    keyword: str = ""
    status: int = 0
    raw: bytes = b""
    home: str = ""
    asked: int = 0
    told: list[tuple[RobotSort, str]] = field(default_factory=list)
    _times: dict[RobotSort, list[datetime]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def texts(self) -> list[str]:
        """What was told, in all groups."""
        return [text for _, text in self.told]

    def address(self, sort: RobotSort) -> str:
        """Where the robot of this make is."""
        return f"{self.home}{PATHS[sort]}"

    def answer(self, target: str, content: dict[str, Any]) -> dict[str, Any]:
        """What the server of whoever has this address says to the message."""
        with self._lock:
            self.asked += 1
            if self.status:
                return {}
            parts = urlsplit(target)
            query = {name: some[0] for name, some in parse_qs(parts.query).items()}
            if parts.path == "/robot/send":
                return self._dingtalk(query, content)
            if parts.path == "/cgi-bin/webhook/send":
                return self._wecom(query, content)
            return self._feishu(parts.path, content)

    def _dingtalk(self, query: dict[str, str], content: dict[str, Any]) -> dict[str, Any]:
        if query.get("access_token") != TOKEN:
            return {"errcode": 300001, "errmsg": "token is not exist"}
        if self.secret:
            at = query.get("timestamp", "0")
            mac = hmac.new(self.secret.encode(), f"{at}\n{self.secret}".encode(), sha256)
            if abs(self.clock().timestamp() - int(at) / 1000) > HOUR.total_seconds():
                return {"errcode": 310000, "errmsg": "invalid timestamp"}
            if query.get("sign") != base64.b64encode(mac.digest()).decode():
                return {"errcode": 310000, "errmsg": "sign not match"}
        text = content["text"]["content"]
        if self.keyword not in text:
            return {"errcode": 310000, "errmsg": "keywords not in content"}
        if not self._takes(RobotSort.DINGTALK, text):
            return {"errcode": 130101, "errmsg": "send too fast, exceed 20 times per minute"}
        return {"errcode": 0, "errmsg": "ok"}

    def _wecom(self, query: dict[str, str], content: dict[str, Any]) -> dict[str, Any]:
        if query.get("key") != TOKEN:
            return {"errcode": 93000, "errmsg": "invalid webhook url"}
        text = content["text"]["content"]
        if len(text.encode()) > 2048:
            return {"errcode": 40008, "errmsg": "invalid message type"}
        if not self._takes(RobotSort.WECOM, text):
            return {"errcode": 45009, "errmsg": "api freq out of limit"}
        return {"errcode": 0, "errmsg": "ok"}

    def _feishu(self, path: str, content: dict[str, Any]) -> dict[str, Any]:
        if path != PATHS[RobotSort.FEISHU]:
            return {"code": 19001, "msg": "param invalid: incoming webhook access token invalid"}
        if self.secret:
            at = content.get("timestamp", "0")
            mac = hmac.new(f"{at}\n{self.secret}".encode(), b"", sha256).digest()
            is_old = abs(self.clock().timestamp() - int(at)) > HOUR.total_seconds()
            if is_old or content.get("sign") != base64.b64encode(mac).decode():
                return {"code": 19021, "msg": "sign match fail or timestamp is not within one hour"}
        text = content["content"]["text"]
        if self.keyword not in text:
            return {"code": 19024, "msg": "Key Words Not Found"}
        if not self._takes(RobotSort.FEISHU, text):
            return {"code": 11232, "msg": "frequency limited"}
        return {"code": 0, "msg": "success", "data": {}}

    def _takes(self, sort: RobotSort, text: str) -> bool:
        now = self.clock()
        since = [each for each in self._times.get(sort, []) if each > now - timedelta(minutes=1)]
        if len(since) >= PER_MINUTE[sort]:
            return False
        self._times[sort] = [*since, now]
        self.told.append((sort, text))
        return True


@contextmanager
def group_robots(clock: Clock) -> Iterator[GroupRobots]:
    """The three servers at one address, until the block ends."""
    robots = GroupRobots(clock)

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            content = json.loads(self.rfile.read(length))
            answer = robots.raw or json.dumps(robots.answer(self.path, content)).encode()
            self.send_response(robots.status or 200)
            if robots.status in (301, 302, 307):
                self.send_header("Location", robots.address(RobotSort.WECOM))
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    robots.home = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, name="group-robots", daemon=True)
    thread.start()
    try:
        yield robots
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
