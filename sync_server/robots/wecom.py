"""WeCom's robots (企业微信群机器人): no signature, at most 2048 bytes of text."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.kinds.register.robot import RobotSort
from sync_server.robots.robot import Held, Message, Post, Told, told_by

_WORDS = {
    93000: "地址里的 key 不对，或者机器人已经移出群",
    93008: "机器人不在群里",
    40008: "消息的格式不对",
}
_TOO_OFTEN = frozenset({45009, 45033})


class WeCom:
    """A robot that takes text at ``qyapi.weixin.qq.com``."""

    sort = RobotSort.WECOM
    hosts = frozenset({"qyapi.weixin.qq.com"})
    path = "/cgi-bin/webhook/send"
    token = "key"  # noqa: S105 -- the name of a field
    per_minute = 20
    has_secret = False

    def post(self, held: Held, message: Message, now: datetime) -> Post:
        """The text; who knows the address may write."""
        text = message.text(held.keyword)
        return Post(held.address, {"msgtype": "text", "text": {"content": text}})

    def told(self, answer: Mapping[str, Any]) -> Told:
        """By its ``errcode``."""
        return told_by(answer.get("errcode"), _WORDS, _TOO_OFTEN)
