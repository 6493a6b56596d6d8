"""Texts of the sync screen."""

TITLE = "同步"
ALL_SENT = "都传上去了"
ALL_SENT_HINT = "督导室有收据为证。"
NOW = "立即同步"
RUNNING = "正在同步……"
LAST_CONTACT = "上次联系服务器"
NEVER = "还没有联系过"
PHOTOS_TITLE = "等着上传的照片"
SIGN_IN_AGAIN = "重新登录"
HAZARD = "隐患，优先"
SAFE = "没有网络也不要紧：记录都存在本机，有网时会自动上传，不会重复。"
CUT_TITLE = "模拟断网（演示）"
CUT_HINT = "打开后，这个网页里的手机连不上服务器，用来看断网时怎样工作。"
PHASE = {
    "entries": "上传记录",
    "photos": "上传照片",
    "workbook": "取回学校名单和审核结果",
}


def waiting(entries: int, photos: int) -> str:
    """What waits on the phone."""
    parts = [f"{entries} 条记录"] if entries else []
    parts += [f"{photos} 张照片"] if photos else []
    return "、".join(parts) + "等着上传"


def size(sent: int, total: int) -> str:
    """How much of a photo is through."""
    return f"{sent / 1024:.0f} / {total / 1024:.0f} KB"
