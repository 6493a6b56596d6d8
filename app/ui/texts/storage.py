"""Texts of the storage page."""

from app.ui.texts.sync import size
from domain.phone.freeing import Kept

TITLE = "存储空间"
FREED = "原图已按规定清理，这里显示的是缩略图；完整照片在督导室的服务器上。"
TOTAL = "督迹共占用"
FREE = "手机还剩"
RECORDS, PHOTOS, ORIGINALS, PREVIEWS = "文字记录", "照片（盖章后）", "照片原图", "缩略图"
LITTLE_ROOM = "手机空间不多了。先删掉些不用的视频或应用；督迹会自动清理可以清理的照片，记录不会动。"
MAY_GO_TITLE = "可以清理的"
NOTHING_MAY_GO = "现在没有可以清理的。"
CLEAN = "清理"
CLEANED_NOTHING = "没有可以清理的，什么都没有动。"
KEPT_TITLE = "还不能清理的"
RULE_TITLE = "清理的规定"
RULES = (
    "记录和缩略图一直留在手机上。",
    "盖章的照片：服务器完整收到、服务器的备份里也有了，并且过了 30 天，才清理。",
    "原图只在手机上有：照片完整上传后，再留够督导室规定的天数，才清理。",
    "没有得到确认的，任何时候都不删。手机空间不到 500 MB 时，会按这些规定自动清理。",
)
WHY = {
    Kept.NOT_CONFIRMED: "还没有完整传到服务器",
    Kept.NOT_BACKED_UP: "服务器还没有备份到",
    Kept.TOO_RECENT: "还没有到规定的天数",
}


def may_go(files: int, size_bytes: int) -> str:
    """How much could go now."""
    return f"{files} 个照片文件，共 {size(size_bytes)}，已在服务器上，可以从手机里清理。"


def cleaned(files: int, size_bytes: int) -> str:
    """What went."""
    return f"清理了 {files} 个照片文件，腾出 {size(size_bytes)}。"


def kept(photos: int, originals: int) -> str:
    """How many stay for one reason."""
    parts = [f"{photos} 张照片"] if photos else []
    parts += [f"{originals} 张原图"] if originals else []
    return "、".join(parts)
