"""Texts of what is recorded of people: on what basis, for what, how long, and whom to ask."""

TITLE, HINT = "数据与隐私", "记什么、凭什么、做什么用，谁在运营，有意见找谁"
ROW_TITLE = "记什么、凭什么、做什么用"
RULE, LATER = "督导时记录什么", "以后的规定"
BASIS, PURPOSE = "依据", "用途"
WHEN = "只在您点“记录到校”“记录离校”和拍照的时候记录位置，其余时间不定位。"
NEVER_PLACE = "本区规定不记录位置，手机不会为督导定位。"
SERVICE = "运营与联系"
OPERATOR, FILING, RETENTION, COMPLAINTS = "运营单位", "备案号", "保存多久", "意见和投诉"
NOT_STATED = "督导室还没有填写"


def originals(days: int) -> str:
    """How long the phone keeps untouched photos."""
    return f"手机里的照片原图保留 {days} 天，之后可以清理。"


def line(wanted: str, basis: str) -> str:
    """The rule in a line or two."""
    return f"记录{wanted}。依据{basis}"
