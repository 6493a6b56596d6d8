"""What the group is told: numbers, units and days; no finding's words, and no person's name."""

from dataclasses import dataclass
from datetime import datetime

from domain.clock import CST
from sync_server.overview.start import OfficeStart
from sync_server.robots.robot import Message

UNSEEN = "/findings?hazard=unseen"
ON_DUTY, NOBODY = "请今天值班的同志尽快查看", "今天没有登记值班人，请尽快安排查看"


@dataclass(frozen=True, slots=True)
class Hazard:
    """All that a group is told of a hazard.

    ``unit`` is the school's name, ``has_duty`` whether somebody is on duty today. ``late_h`` are
    the hours within which somebody should have seen it, where nobody has.
    """

    unit: str
    arrived_at: datetime
    has_duty: bool
    late_h: int | None = None


@dataclass(frozen=True, slots=True)
class Messages:
    """Writes them for one district; ``home`` is the console's address, empty where not known."""

    district: str
    home: str = ""

    def hazard(self, hazard: Hazard) -> Message:
        """That there is a hazard, or that it still waits to be seen."""
        what = "有一条安全隐患"
        if hazard.late_h is not None:
            what = f"有一条安全隐患超过 {hazard.late_h} 小时还没有人看到"
        lines = (
            f"【督迹】{self.district}：{what}",
            f"单位：{hazard.unit}",
            f"收到时间：{moment_words(hazard.arrived_at)}",
            f"{ON_DUTY if hazard.has_duty else NOBODY}。",
            "请登录督导室网页查看。",
        )
        return Message(lines, self._to(UNSEEN))

    def digest(self, start: OfficeStart) -> Message | None:
        """What waits for the office today; None where nothing does."""
        found = [line for number, line in _numbers(start) if number]
        if not found:
            return None
        day = f"{start.today.month}月{start.today.day}日"
        return Message((f"【督迹】{self.district} {day}要办的事", *found), self._to("/"))

    def trial(self, now: datetime) -> Message:
        """That the robot works."""
        said = f"【督迹】{self.district}的群机器人接通了，{moment_words(now)}。"
        return Message((said,), self._to("/"))

    def _to(self, path: str) -> str:
        return f"{self.home.rstrip('/')}{path}" if self.home else ""


def moment_words(instant: datetime) -> str:
    """A moment in local time, as a group reads it."""
    at = instant.astimezone(CST)
    return f"{at.month}月{at.day}日 {at:%H:%M}"


def _numbers(start: OfficeStart) -> list[tuple[int, str]]:
    """Every number of the start page that somebody has to do something about, with its line."""
    late = f"，其中 {start.seen_late} 条超时" if start.seen_late else ""
    unvisited = len(start.term.unvisited)
    phones = start.phones
    return [
        (start.unseen, f"安全隐患还没有人看到：{start.unseen} 条{late}"),
        (start.queue.total, f"等审核的督导：{start.queue.total} 次"),
        (start.findings.overdue, f"已逾期的问题：{start.findings.overdue} 条"),
        (start.findings.soon, f"快到期的问题：{start.findings.soon} 条"),
        (start.findings.units, f"等下达通知书的单位：{start.findings.units} 个"),
        (start.campaigns.silent, f"专项自查逾期未报的单位：{start.campaigns.silent} 个"),
        (unvisited, f"本学期还没有到过的单位：{unvisited} 个"),
        (phones.quiet, f"7 天以上没有联系的手机：{phones.quiet} 部"),
        (phones.photos, f"还在手机上的照片：{phones.photos} 张"),
    ]
