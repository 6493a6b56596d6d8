"""Texts of exporting what was not sent, and of the diagnostics file."""

from app.ui.texts.sync import amount, size

TITLE = "导出未上传的记录"
WHAT_FOR = (
    "手机快坏了、长期没有网络，或者要退出登录时用。没有上传的记录和照片会装进一个加密的文件，"
    "只有督导室的服务器打得开。"
)
STAYS = "导出不会删除手机上的任何东西；以后有网络，照样会自动上传，不会重复。"
NOTHING = "都已经上传了，没有要导出的。"
PRACTICE = "练习账号的记录不上传，也不导出。"
MAKE = "做成文件"
MAKING = "正在装进文件……"
READY = "文件做好了"
NEXT_TITLE = "接下来"
NEXT = (
    "1. 把文件存到手机的“下载”里，或者直接发给督导室（微信文件、邮件、U 盘都行）。",
    "2. 督导室的管理员在服务器上运行 duji import-trail 加文件名，记录就进了督导平台。",
    "3. 文件在督导室确认收到之前，请不要删除，也不要把手机恢复出厂设置。",
)
SAVE, SHARE, DOWNLOAD = "存到手机", "发给督导室", "下载文件"
TOO_LARGE_TO_SAVE = "文件较大，请用“发给督导室”。"
HANDED_OVER = "文件已导出。督导室确认收到之前请保留它。"
CANCELLED = "没有导出，文件还在应用里，可以再来一次。"
FAILED = "文件没有交出去。手机上的记录都在，请换一种方式再试。"
MISSING = "张照片的文件不在这部手机上，没有装进去。"

DIAGNOSTICS_TITLE = "诊断信息"
DIAGNOSTICS_WHAT = (
    "下面就是文件的全部内容：版本、数量、大小、最近的同步情况、出错的代码位置。"
    "没有姓名、账号、学校、记录内容、服务器地址和密钥。"
)
DIAGNOSTICS_FILE = "督迹-诊断.txt"
DIAGNOSTICS_HANDED = "诊断文件已导出。"


def has(entries: int, photos: int, size_bytes: int) -> str:
    """What would go into the file."""
    return f"没有上传的：{amount(entries, photos)}，共 {size(size_bytes)}"


def ready(name: str, size_bytes: int) -> str:
    """The file's name and size."""
    return f"{name}（{size(size_bytes)}）"
