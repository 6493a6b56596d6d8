"""Feishu's robots (飞书自定义机器人): signed in the message, by seconds."""

import base64
import hmac
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from domain.clock import to_milliseconds
from domain.kinds.register.robot import RobotSort
from sync_server.robots.robot import Held, Message, Post, Told, told_by

_WORDS = {
    19001: "地址不对，或者机器人已经移出群",
    19021: "签名密钥不对，或者服务器的时间不准",
    19022: "服务器的 IP 不在机器人允许的范围里",
    19024: "消息里没有机器人要求的关键词",
}
_TOO_OFTEN = frozenset({9499, 11232})
# In a text these would call somebody of the group.
_TAGS = str.maketrans("<>", "＜＞")


def sign(secret: str, timestamp: int) -> str:
    """The signature for this moment, in seconds: of nothing, with moment and key as the key."""
    key = f"{timestamp}\n{secret}".encode()
    return base64.b64encode(hmac.new(key, b"", sha256).digest()).decode()


class Feishu:
    """A robot that takes text at ``open.feishu.cn``."""

    sort = RobotSort.FEISHU
    hosts = frozenset({"open.feishu.cn", "open.larksuite.com"})
    path = "/open-apis/bot/v2/hook/"
    token = ""
    per_minute = 100
    has_secret = True

    def post(self, held: Held, message: Message, now: datetime) -> Post:
        """The text; with a key its signature stands beside it."""
        text = message.text(held.keyword).translate(_TAGS)
        content: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
        if held.secret:
            timestamp = to_milliseconds(now) // 1000
            content |= {"timestamp": str(timestamp), "sign": sign(held.secret, timestamp)}
        return Post(held.address, content)

    def told(self, answer: Mapping[str, Any]) -> Told:
        """By its ``code``, which older ones call otherwise."""
        return told_by(answer.get("code", answer.get("StatusCode")), _WORDS, _TOO_OFTEN)
