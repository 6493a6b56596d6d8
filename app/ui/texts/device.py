"""What the office reads as the name of the device an account uses."""

import flet as ft

WEB = "网页版"
UNKNOWN = "手机"
PLATFORM = {
    ft.PagePlatform.ANDROID: "安卓手机",
    ft.PagePlatform.ANDROID_TV: "安卓设备",
    ft.PagePlatform.IOS: "苹果手机",
    ft.PagePlatform.MACOS: "苹果电脑",
    ft.PagePlatform.WINDOWS: "Windows 电脑",
    ft.PagePlatform.LINUX: "Linux 电脑",
}


def device_name(platform: ft.PagePlatform | None, *, is_web: bool) -> str:
    """What kind of device it is, in words."""
    return WEB if is_web else PLATFORM.get(platform or ft.PagePlatform.ANDROID, UNKNOWN)
