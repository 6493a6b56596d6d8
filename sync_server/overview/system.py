"""How the server itself is: its backup, its disk, the app, and what it cannot know of itself."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from domain.clock import CST, Clock, parse_instant
from sync_server.data.engine import Database
from sync_server.data.own.backed_up import backed_up_at, backed_up_to
from sync_server.releases.app_releases import AppReleases

OLD_BACKUP = timedelta(hours=36)
GB = 1024**3
FULL_SHARE, SCARCE_SHARE = 0.05, 0.15
FULL_BYTES = 2 * GB


class Grade(StrEnum):
    """How a matter of the server is: what somebody must do something about comes first."""

    GRAVE = "grave"
    NOTICE = "notice"
    UNKNOWN = "unknown"
    GOOD = "good"


class SystemNotice(NamedTuple):
    """One matter of the server, how it is, and what to do, in a sentence."""

    matter: str
    grade: Grade
    text: str


@dataclass(frozen=True, slots=True)
class System:
    """Tells of one server.

    ``space`` answers the free and all bytes where its photos are, ``is_https`` is how people
    reach it.
    """

    database: Database
    clock: Clock
    space: Callable[[], tuple[int, int]]
    releases: AppReleases
    is_https: bool

    def notices(self, versions: Iterable[str]) -> list[SystemNotice]:
        """All matters, what is worst first; ``versions`` are those of the app on phones in use."""
        found = [
            self.backup(),
            disk_notice(*self.space()),
            app_notice(self.releases.offer().newest, versions),
            certificate_notice(is_https=self.is_https),
        ]
        return sorted(found, key=lambda each: list(Grade).index(each.grade))

    def backup(self) -> SystemNotice:
        """How old the newest backup is."""
        with self.database.session() as session:
            connection = session.connection()
            made_at, reached = backed_up_at(connection), backed_up_to(connection)
        return backup_notice(made_at, is_any=reached is not None, now=self.clock())


def backup_notice(made_at: str | None, *, is_any: bool, now: datetime) -> SystemNotice:
    """How old the newest backup is that was checked and counts."""
    if not is_any:
        text = "还没有备份过。请在“备份”里做一份，并请系统管理员设成每天自动备份。"
        return SystemNotice("备份", Grade.GRAVE, text)
    if made_at is None:
        text = "备份过，但那时还不记时间，不知道是哪一天。请再备份一次。"
        return SystemNotice("备份", Grade.NOTICE, text)
    at = parse_instant(made_at)
    said = f"{at.astimezone(CST):%Y-%m-%d %H:%M}"
    if now - at > OLD_BACKUP:
        days = max(1, round((now - at) / timedelta(days=1)))
        text = f"最近一份是 {said} 的，已经 {days} 天没有备份。请检查自动备份是不是停了。"
        return SystemNotice("备份", Grade.GRAVE, text)
    return SystemNotice("备份", Grade.GOOD, f"最近一份是 {said} 的，核对无误。")


def disk_notice(free: int, total: int) -> SystemNotice:
    """How much room is left where photos are kept; in bytes."""
    said = f"存照片的磁盘{disk_words(free, total)}。"
    if free < FULL_BYTES or free < total * FULL_SHARE:
        return SystemNotice("磁盘", Grade.GRAVE, f"{said}快满了，满了就收不了照片，请尽快扩容。")
    if free < total * SCARCE_SHARE:
        return SystemNotice("磁盘", Grade.NOTICE, f"{said}请准备扩容。")
    return SystemNotice("磁盘", Grade.GOOD, said)


def disk_words(free: int, total: int) -> str:
    """How many of how many bytes are left on a disk."""
    return f"还剩 {free / GB:.1f} GB，共 {total / GB:.0f} GB"


def app_notice(newest: str | None, versions: Iterable[str]) -> SystemNotice:
    """Whether phones have the newest app; a phone that never said its version is left out."""
    if newest is None:
        text = "服务器上没有发布手机安装包，不知道哪个版本最新。"
        return SystemNotice("手机应用", Grade.UNKNOWN, text)
    older = sum(1 for each in versions if each and _number(each) < _number(newest))
    if older:
        text = f"最新是 {newest} 版，还有 {older} 部手机是旧版，请督学在手机上更新。"
        return SystemNotice("手机应用", Grade.NOTICE, text)
    return SystemNotice("手机应用", Grade.GOOD, f"最新是 {newest} 版，没有手机用旧版。")


def certificate_notice(*, is_https: bool) -> SystemNotice:
    """What is known of the site's certificate: nothing, whoever stands before the server has it."""
    if is_https:
        text = "证书由网站前面的服务器管理，本系统看不到它哪天到期，请在那里确认会自动续期。"
        return SystemNotice("证书", Grade.UNKNOWN, text)
    text = "没有登记 https 网址，不知道大家是不是加密访问。请系统管理员设置 DUJI_PUBLIC_URL。"
    return SystemNotice("证书", Grade.UNKNOWN, text)


def _number(version: str) -> tuple[int, ...]:
    """The numbers of a version, to compare."""
    return tuple(int(each) for each in re.findall(r"\d+", version)[:3])
