"""Texts of the sync screen."""

from collections import Counter

from domain.kinds import KINDS
from domain.phone.data_use import LinkKind, PhotoPolicy

TITLE = "同步"
ALL_SENT = "都传上去了"
ALL_SENT_HINT = "督导室已发来回执。"
NOTHING_YET = "还没有要上传的记录"
PRACTICE = "练习账号只在本机，不上传"
HERE_ONLY, CONFIRMED = "只在这部手机上", "服务器已确认"
NOTHING = "没有"
NOW = "立即同步"
RUNNING = "正在同步……"
LAST_CONTACT = "上次联系服务器"
NEVER = "还没有联系过"
BROUGHT = "那次带来"
BROUGHT_NOTHING = "没有新内容"
SIGN_IN_AGAIN = "重新登录"
SEE_STORAGE = "看看存储空间"
OPEN_BROWSER = "打开浏览器"
HAZARD = "隐患，优先"
SAFE = "没有网络也不要紧：记录都存在本机，有网时会自动上传，不会重复。"
CUT_TITLE = "模拟断网（演示）"
CUT_HINT = "打开后，这个网页里的手机连不上服务器，用来看断网时怎样工作。"
PHASE = {
    "entries": "正在上传记录",
    "workbook": "正在取回学校名单和审核结果",
    "photos": "正在上传照片",
}

PHOTOS_TITLE = "还没传完的照片"
WAITS_FOR_ENTRY, WAITS_FOR_WIFI, WAITS_FOR_YES = "等记录先上传", "等 Wi-Fi", "等您同意用流量"
IN_LINE, PHOTO_CONFIRMED = "排队等着传", "已确认"
USE_MOBILE = "现在用流量传"
POLICY_TITLE = "照片用流量上传"
POLICY = {
    PhotoPolicy.ALWAYS: "可以",
    PhotoPolicy.WIFI_ONLY: "只用 Wi-Fi",
    PhotoPolicy.ASK: "每次问我",
}
POLICY_HINT = {
    PhotoPolicy.ALWAYS: "有网就传，不管是 Wi-Fi 还是流量。",
    PhotoPolicy.WIFI_ONLY: "照片等到连上 Wi-Fi 再传；文字记录很小，随时上传。",
    PhotoPolicy.ASK: "用流量时先告诉您有多大，点一下才传；文字记录很小，随时上传。",
}
LINK = {
    LinkKind.WIFI: "现在连着 Wi-Fi。",
    LinkKind.MOBILE: "现在用的是流量。",
    LinkKind.NONE: "现在没有网络。",
    LinkKind.UNKNOWN: "手机没说用的是什么网络，按 Wi-Fi 对待。",
}

REFUSED_TITLE = "服务器没有接受的记录"
REFUSED_HINT = "这些记录还在手机上。点“立即同步”会再试一次；还不行，请把下面的话告诉督导室。"
STUCK_TITLE = "接不上的记录"
VISITS_TITLE = "每一次传到哪了"
VISIT_TITLE = "这一次传到哪了"
VISIT_MISSING = "本机上没有这条记录"
ALL_CONFIRMED = "都已确认"
MORE_TITLE = "以防万一"
EXPORT, EXPORT_HINT = "导出未上传的记录", "手机要坏、长期没网时，做成文件交给督导室"
STORAGE, STORAGE_HINT = "存储空间", "占了多少，哪些可以清理"
DIAGNOSTICS, DIAGNOSTICS_HINT = "诊断信息", "出了问题给技术人员看，不含任何人的信息"

UPDATE_OFFERED = "督迹有新版本。手机上的记录都会保留。"
UPDATE_REQUIRED = (
    "督迹版本太旧，督导室要求更新后才能开始新的督导。已经开始的可以照常记完、提交和上传。"
)
GET_UPDATE = "去下载新版"
NO_BROWSER = "浏览器打不开。请在浏览器里输入："

OTHER_KIND = "记录"


def kind_word(name: str) -> str:
    """What an entry of this kind is called."""
    kind = KINDS.get(name)
    return kind.word if kind else OTHER_KIND


def waiting(entries: int, photos: int) -> str:
    """What waits on the phone."""
    return amount(entries, photos) + "等着上传"


def amount(entries: int, photos: int) -> str:
    """So many records and photos."""
    parts = [f"{entries} 条记录"] if entries else []
    parts += [f"{photos} 张照片"] if photos else []
    return "、".join(parts) or NOTHING


def with_size(entries: int, photos: int, size_bytes: int) -> str:
    """So many records and photos, and how large they are together."""
    return f"{amount(entries, photos)}（{size(size_bytes)}）" if entries or photos else NOTHING


def size(size_bytes: int) -> str:
    """A size as people say it."""
    if size_bytes < 1_000_000:
        return f"{max(1, round(size_bytes / 1000))} KB" if size_bytes else "0 KB"
    if size_bytes < 1_000_000_000:
        return f"{size_bytes / 1_000_000:.1f} MB"
    return f"{size_bytes / 1_000_000_000:.1f} GB"


def sending(sent: int, total: int) -> str:
    """How much of a photo is through."""
    return f"正在传 {min(99, 100 * sent // max(1, total))}%"


def failed(words: str) -> str:
    """Why a photo did not get through."""
    return f"出错：{words}"


def brought(entries: int, photos: int, visits: int, *, has_new_workbook: bool) -> str:
    """What the last contact came to."""
    parts = [f"上传 {amount(entries, photos)}"] if entries or photos else []
    parts += [f"取回 {visits} 次督导"] if visits else []
    parts += ["取回新的学校名单和审核结果"] if has_new_workbook else []
    return "；".join(parts) or BROUGHT_NOTHING


def retry_in(seconds: float) -> str:
    """When a run by itself tries again."""
    if seconds < 90:
        return f"约 {max(1, round(seconds))} 秒后自动再试。"
    return f"约 {round(seconds / 60)} 分钟后自动再试。"


def held(photos: int, size_bytes: int) -> str:
    """Photos that wait because of what they would cost."""
    return f"{photos} 张照片在等 Wi-Fi，共 {size(size_bytes)}。现在用的是流量。"


def clock_off(seconds: int) -> str:
    """How far the phone's clock is off, which way, and what to do."""
    way = "快" if seconds > 0 else "慢"
    return (
        f"手机时间比服务器{way}了约 {_duration(abs(seconds))}。记录会照实注明，不影响记录和上传。"
        "请在手机的系统设置里，把日期和时间改为自动设置。"
    )


def _duration(seconds: int) -> str:
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} 分钟"
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} 小时 {rest} 分钟" if rest else f"{hours} 小时"
    days, hours = divmod(hours, 24)
    return f"{days} 天 {hours} 小时" if hours else f"{days} 天"


def visit_line(entries: tuple[int, int], photos: tuple[int, int]) -> str:
    """How much of a visit is still to go; each pair is what is unsent of how many."""
    if not entries[0] and not photos[0]:
        total = amount(entries[1], photos[1])
        # A visit of another phone has none of its own here.
        return ALL_CONFIRMED if total == NOTHING else f"{total}，{ALL_CONFIRMED}"
    left = amount(entries[0], photos[0])
    return f"{left}没传完"


def phone_time(words: str) -> str:
    """What the phone takes for now."""
    return f"手机现在的时间：{words}"


def rest_sent(stuck: int) -> str:
    """That all was sent but for what stands behind a gap."""
    return f"{stuck} 条接不上，其余都传上去了"


def stuck_kinds(kinds: Counter[str]) -> str:
    """What is stuck of one visit: how many records of each kind."""
    return "、".join(f"{kind_word(kind)} {number} 条" for kind, number in kinds.items())


def stuck(lost: int, behind: int) -> str:
    """That a gap is for good; what was lost, what was not, and what to do."""
    return (
        f"手机的记录文件坏过，{lost} 条还没上传的记录丢了。留痕一条接一条，这个缺口补不回来："
        f"接在后面的 {behind} 条，再同步也传不上去。"
    )


STUCK_SAFE = (
    "没丢的：服务器已确认的都在服务器上；下面这些记录的内容还在这部手机里，也可以导出成文件。"
    "重新登录以后的新记录照常上传。"
)
STUCK_NEXT = (
    "请点开下面的记录，照着补记一次，并把这段话告诉督导室。"
    "补记好之前，不要退出登录，也不要卸载督迹。"
)
