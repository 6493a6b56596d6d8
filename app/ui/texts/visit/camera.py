"""Texts of the camera."""

from enum import StrEnum


class LensState(StrEnum):
    """How it is with the camera."""

    OPENING = "opening"
    READY = "ready"
    NONE = "none"
    DENIED = "denied"
    BUSY = "busy"
    SLOW = "slow"
    LOST = "lost"


TITLE = "拍照"
SHOOT, SAVING = "拍一张", "正在保存……"
ALBUM, RETAKE = "从相册选", "重拍"
RETAKEN, UNDO = "上一张不用了，可以重拍。", "撤销"
OPENING = "正在打开相机……"
OPEN_AGAIN = "再打开一次"
TROUBLE = {
    LensState.NONE: ("这台设备没有可用的相机", "可以从相册选一张照片。"),
    LensState.DENIED: (
        "没有使用相机的权限",
        "请在手机设置里允许督迹使用相机，回来再试；也可以从相册选。",
    ),
    LensState.BUSY: ("相机打不开", "可能别的应用正在用相机。关掉它再试，或者从相册选。"),
    LensState.SLOW: ("相机没有回应", "等了一会儿还没打开。请再试一次，或者从相册选。"),
    LensState.LOST: ("相机停了", "已拍的照片都在。点下面再打开，或者从相册选。"),
}
SHOT_FAILED = "这一张没有拍成。已拍的都在，请再拍一次。"
FLIP = "换前后镜头"
FLASH_OFF, FLASH_AUTO, FLASH_TORCH = "闪光灯：关", "闪光灯：自动", "手电：常亮"
NO_FLASH = "这个镜头没有闪光灯。"
CAPTION_OF_LAST, CAPTION_HINT = "刚拍这张的说明", "拍的是什么，可不写"
WHAT_FOR = "照片记在哪里"
WHOLE_VISIT = "整次督导"
OF_FINDINGS, OF_FOLLOW_UPS, OF_ITEMS = "发现的问题", "回访（现在的样子）", "督导清单"
WANTS_PHOTO = "要拍照"


def after(finding: str) -> str:
    """A finding once it was put right."""
    return f"整改后：{finding}"


def kept(count: int) -> str:
    """How many were taken since the camera was opened."""
    return f"已记下 {count} 张"


def choose(target: str) -> str:
    """The button that says what the pictures are of, and changes it."""
    return f"{WHAT_FOR}：{target}"
