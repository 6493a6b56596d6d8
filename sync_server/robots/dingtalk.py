"""DingTalk's robots (钉钉自定义机器人): signed in the address, twenty messages a minute."""

import base64
import hmac
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from domain.clock import to_milliseconds
from domain.kinds.register.robot import RobotSort
from sync_server.robots.robot import Held, Message, Post, Told, told_by

_SIGNED = ("timestamp", "sign")
_WORDS = {
    310000: "签名密钥、关键词或允许的 IP 不对，或者服务器的时间不准",
    300001: "地址里的 access_token 不对",
    300005: "地址里的 access_token 不对",
    400013: "群已经解散",
    400102: "机器人已经停用",
}
_TOO_OFTEN = frozenset({130101})


def sign(secret: str, timestamp: int) -> str:
    """The signature for this moment, in milliseconds."""
    said = f"{timestamp}\n{secret}".encode()
    return base64.b64encode(hmac.new(secret.encode(), said, sha256).digest()).decode()


class DingTalk:
    """A robot that takes text at ``oapi.dingtalk.com``."""

    sort = RobotSort.DINGTALK
    hosts = frozenset({"oapi.dingtalk.com"})
    path = "/robot/send"
    token = "access_token"  # noqa: S105 -- the name of a field
    per_minute = 20
    has_secret = True

    def post(self, held: Held, message: Message, now: datetime) -> Post:
        """The text; with a key its signature stands in the address."""
        parts = urlsplit(held.address)
        query = [each for each in parse_qsl(parts.query) if each[0] not in _SIGNED]
        if held.secret:
            timestamp = to_milliseconds(now)
            query += [("timestamp", str(timestamp)), ("sign", sign(held.secret, timestamp))]
        address = urlunsplit(parts._replace(query=urlencode(query)))
        text = message.text(held.keyword)
        return Post(address, {"msgtype": "text", "text": {"content": text}})

    def told(self, answer: Mapping[str, Any]) -> Told:
        """By its ``errcode``."""
        return told_by(answer.get("errcode"), _WORDS, _TOO_OFTEN)
