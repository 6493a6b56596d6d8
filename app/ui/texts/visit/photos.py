"""Texts of photos: taking, choosing, captions, refusals."""

CAMERA = "拍照"
ALBUM = "从相册选"
EMPTY = "还没有照片"
EMPTY_HINT = "现场拍的照片会印上时间、位置和防伪码；相册里的照片会注明来源。"
UNASKED_HINT = "本区规定不要求照片，可以不拍；拍了也会保存。"
CAPTION, CAPTION_HINT = "说明", "这张照片拍的是什么"
CAPTION_OF = "照片说明"
WITHDRAW = "不用这张照片"
WITHDRAW_HINT = "照片不再算作佐证，但仍列在留痕里。"
CHECK_CODE = "防伪码"
SEEN = "知道了"
READING = "正在读取照片……"
UPLOAD_FAILED = "照片没有传上来，请再选一次。"
NOT_HERE = "照片不在这部手机上"


def added(count: int) -> str:
    """Said after photos were taken in."""
    return f"已记下 {count} 张照片"


def not_taken(line: str, count: int) -> str:
    """How many photos there are, and how many were refused."""
    return f"{line}，{count} 张没有收下" if count else line


def refused(name: str, why: str) -> str:
    """Why one file was not taken."""
    return f"{name}：{why}"
