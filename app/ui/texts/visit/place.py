"""Texts of arriving and leaving: where the phone is, how sure that is, and what else one can do."""

from math import atan2, degrees

from app.device.locator import Trouble
from app.ui.texts import units
from domain.place.presence import COARSE_BEYOND_M, STALE_AFTER_S, Circle, Fix, Presence

CHECK_IN, CHECK_OUT = "记录到校", "记录离校"
CHECK_OUT_HINT = "离开时记一下，用来算在校时间。"
CHECK_OUT_AGAIN = "重新记录离校"
CHECKED_IN, CHECKED_OUT = "已记录到校", "已记录离校"
LOCATING = "正在定位"
LOCATING_HINT = "最多十来秒，越等越准。不用守着，可以先去填别的。"
NO_FIX_YET = "还没有收到位置……"
TAKE = "就用这个"
WITHOUT_FIX = "不等定位，直接记录"
WITHOUT_FIX_TITLE = "没有定位，也可以记录"
REASON, REASON_HINT = "原因", "例如：地下室没有信号"
REASON_OPTIONAL = "原因（可以不写）"
TRY_AGAIN = "再定位一次"
SETTINGS = "去手机设置"
ANYWAY, LEAVE_ANYWAY = "就这样记录到校", "就这样记录离校"
REVIEW_HINT = "照样可以记录，会如实注明。到室外空旷处再定位一次，往往更准。"
BY_HAND = "在图上标位置"
BY_HAND_HINT = "点一下您所在的地方，图中间是登记的位置，上面是北。会注明是手工标的。"
BY_HAND_NOWHERE = "名册里还没有这里的位置，图上没有可以参照的地方。请返回，不等定位直接记录。"
BY_HAND_REASON_HINT = "例如：室内定位总是偏到马路对面"
BY_HAND_SIGN = "记下这个位置"
NOT_SET = "还没有标"
NORTH, SOUTH, WEST, EAST = "往北移", "往南移", "往西移", "往东移"
UP = "北"
SHOW_SKETCH, HIDE_SKETCH = "看示意图", "收起示意图"
ADD = "补记现在的位置"
ADDED = "补记的位置"
ADD_HINT_NONE = "到校时没有定位。现在定得到位了，可以另外补记一条，会注明是后来补的。"
ADD_HINT_UNTOLD = "到校时的位置判断不了是否在场。可以再补记一条现在的位置，到校的那条不变。"
PROPOSE = "请督导室确认"
PROPOSE_TITLE = "把这里记为它的位置？"
PROPOSE_HINT = "名册里还没有这里的位置。您现在站在哪里？督导室确认后，下次到校就能判断是否到场。"
PROPOSE_AGAIN = "改一下"
SPOT, SPOT_HINT = "具体位置", "例如：北门保安亭"
SPOTS = ("大门口", "操场", "办公楼")
OTHER_SPOT = "别处"
TIME_ALONE = "本区规定不记录位置"
TROUBLE = {
    Trouble.DENIED: "没有定位权限。再试时手机会问，请选“使用期间允许”；也可以直接记录。",
    Trouble.DENIED_FOREVER: "没有定位权限。请到手机设置里允许“使用期间”定位，或者直接记录。",
    Trouble.UNANSWERED: "手机问过是否允许定位，还没有回答。请找到那个提问并选允许，或者直接记录。",
    Trouble.SWITCHED_OFF: "手机的定位服务没有打开。打开后再试，或者直接记录。",
    Trouble.TIMED_OUT: "等了一会儿还没有定位到，室内常会这样。走到窗边或室外再试，或者直接记录。",
    Trouble.FAILED: "这次没有定位成功。可以再试，或者直接记录。",
}
IN_BROWSER = "没有定位权限。请点浏览器地址栏旁的图标，允许本网页定位，或者直接记录。"
MAY_BE_SET = (Trouble.DENIED_FOREVER, Trouble.SWITCHED_OFF)
DIRECTIONS = ("北", "东北", "东", "东南", "南", "西南", "西", "西北")


def trouble(found: Trouble, *, is_web: bool) -> str:
    """Why there is no position, and what helps."""
    is_denied = found in (Trouble.DENIED, Trouble.DENIED_FOREVER)
    return IN_BROWSER if is_web and is_denied else TROUBLE[found]


def check_in_hint(noun: str) -> str:
    """What checking in is for."""
    there = {"学校": "到校", "幼儿园": "到园"}.get(noun, "到了")
    return f"{there}先记录：时间和位置。不在范围内、定不了位也能记，会如实注明。"


def check_in_time_hint(noun: str) -> str:
    """What checking in is for where no place is wanted."""
    there = {"学校": "到校", "幼儿园": "到园"}.get(noun, "到了")
    return f"{there}先记录：只记时间。本区规定不记录位置，不会定位。"


def presence(value: Presence, metres: float | None, accuracy: float | None, noun: str) -> str:
    """What a position says, in words, honest about its accuracy."""
    if value is Presence.INSIDE:
        said = f"在{noun}范围内"
    elif value is Presence.OUTSIDE:
        said = f"不在{noun}范围内"
    else:
        said = f"判断不了是否在{noun}"
    if metres is not None:
        said += f"，离{noun}{units.distance(metres)}"
    if accuracy:
        said += f"（误差 ±{accuracy:.0f} 米）"
    return said


def doubt(fix: Fix, circle: Circle | None, noun: str) -> str:
    """Why a position does not tell whether somebody is there; empty where it does."""
    if fix.source == "manual":
        return "位置是手工标的。"
    if fix.is_mocked:
        return "位置来自模拟定位软件，请关掉它再定位一次。"
    if circle is None:
        return f"名册里还没有这个{noun}的位置，只记下您在哪里"
    if fix.age_s is None or fix.age_s > STALE_AFTER_S:
        return f"这是{age(fix.age_s)}的位置，太旧了。"
    if not fix.accuracy_m:
        return "手机没有说误差有多大。"
    is_coarse = fix.accuracy_m > max(circle.radius_m, COARSE_BEYOND_M)
    return "误差太大，在哪里都有可能。" if is_coarse else ""


def age(seconds: float | None) -> str:
    """How old a position is."""
    if seconds is None:
        return "不知多久以前"
    if seconds < 5:
        return "刚刚"
    if seconds < 120:
        return f"{seconds:.0f} 秒前"
    if seconds < 7200:
        return f"{seconds / 60:.0f} 分钟前"
    return f"{seconds / 3600:.0f} 小时前"


def quality(accuracy: float | None, seconds: float | None) -> str:
    """How exact and how old a position is."""
    exact = f"误差 ±{accuracy:.0f} 米" if accuracy else "误差不明"
    return f"{exact} · {age(seconds)}的位置"


def only_noted(accuracy: float | None, noun: str) -> str:
    """A check-in at a place whose own position is not known."""
    exact = f"（误差 ±{accuracy:.0f} 米）" if accuracy else ""
    return f"已记下位置{exact}。名册里还没有这个{noun}的位置，不判断是否在场。"


def by_hand(reason: str) -> str:
    """A check-in without a position."""
    return f"没有定位，原因：{reason}" if reason else "没有定位"


def marked(words: str, reason: str) -> str:
    """A check-in with a position, and the reason that was given."""
    return f"{words}。原因：{reason}" if reason else words


def added(words: str) -> str:
    """A place that was added later than the check-in."""
    return f"{words.rstrip('。')}。后来补的，不是到校时的位置。"


def set_by_hand(metres: float | None, noun: str) -> str:
    """A place that was set by hand."""
    away = f"，离{noun}{units.distance(metres)}" if metres is not None else ""
    return f"手工标的位置{away}"


def spot(metres: float, direction: str, noun: str) -> str:
    """Where a point on the sketch lies, seen from the school."""
    return f"在{noun}{direction}边，离它{units.distance(metres)}"


def sketch(circle: Circle | None, noun: str) -> str:
    """What a sketch shows, for a screen reader."""
    if circle is None:
        return "示意图：中间是手机的位置，上面是北。"
    return f"示意图：圆圈是{noun}周围 {units.length(round(circle.radius_m))}，上面是北。"


def phone_at(words: str) -> str:
    """Where the phone is on the sketch, for a screen reader."""
    return f"手机{words}。"


def proposed(where: str) -> str:
    """Said once the position was proposed."""
    return f"已提议把到校的地方（{where}）记为它的位置，等督导室确认。"


def dwell(seconds: int, noun: str) -> str:
    """How long somebody was there."""
    there = {"学校": "在校", "幼儿园": "在园"}.get(noun, "停留")
    minutes = seconds // 60
    if minutes < 60:
        return f"{there} {minutes} 分钟"
    return f"{there} {minutes // 60} 小时 {minutes % 60} 分钟"


def compass(east_m: float, north_m: float) -> str:
    """The direction of an offset, in eight words."""
    return DIRECTIONS[round(degrees(atan2(east_m, north_m)) / 45) % 8]
