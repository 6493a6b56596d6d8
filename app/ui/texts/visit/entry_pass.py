"""Texts of the pass that is shown at a unit's gate."""

TITLE = "进校凭证"
SHOW = "出示进校凭证"
STAMP = "教育督导进校凭证"
OFFICE_SUFFIX = "教育督导室"
TO, OFFICE, VALID, ARRIVED = "到", "派出单位", "有效期", "到校"
QR = "进校凭证的二维码"
HOW = "请门卫用手机扫二维码核对；没有网络的，看姓名、单位和日期，再看督学证。"
NOT_NOW = "现在没有凭证可以出示"
ONLY_SCANNED = "门卫的手机要能打开督导室的网址，扫码才看得到。"


def valid(day: str) -> str:
    """On which day it holds, and no other."""
    return f"{day}，当天有效"
