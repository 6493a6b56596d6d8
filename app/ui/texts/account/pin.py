"""Texts of the PIN: setting it, being asked for it, and having forgotten it."""

OFFER_TITLE = "设一个 PIN？"
OFFER = (
    "下次打开督迹输 4 到 6 位数字就行，不用网络，也不用密码；"
    "几个人共用一部手机时，别人看不到您的记录。"
)
OFFER_YES, OFFER_LATER = "设置 PIN", "以后再说"
SET_TITLE, CHANGE_TITLE, DROP_TITLE = "设置 PIN", "修改 PIN", "取消 PIN"
SET, CHANGE, DROP = "设置 PIN", "修改 PIN", "取消 PIN"
OLD, NEW, AGAIN = "输入现在的 PIN", "输入新的 PIN，4 到 6 位数字", "再输一次新的 PIN"
DIFFERENT = "两次输的不一样，请重新设。"
IS_SET, IS_DROPPED = "PIN 设好了。打开督迹、离开 10 分钟后回来时会问。", "PIN 已取消。"
WRONG_OLD = "现在的 PIN 不对。"

ASK = "输入 PIN"
OK, DELETE = "确定", "删除一位"
WRONG = "PIN 不对，请再试。"
FORGOT = "忘记 PIN"
FORGOT_HINT = (
    "联网用登录码或密码重新登录一次，就可以设新的 PIN。没上传的记录都在手机里，一条也不会少。"
)
MUST_SIGN_IN = (
    "PIN 错了太多次。请联网用登录码或密码重新登录。没上传的记录都在手机里，一条也不会少。"
)
SIGN_IN = "重新登录"
OTHERS = "换一个账号"
CHECKING = "正在核对……"


def typed(digits: int) -> str:
    """How many digits were typed, for a screen reader."""
    return f"已输入 {digits} 位"


def wait(seconds: int) -> str:
    """How long to wait before the next try."""
    left = f"{seconds} 秒" if seconds < 90 else f"{-(-seconds // 60)} 分钟"
    return f"错了好几次，请过 {left}再试。忘了的话，联网重新登录就行，记录都在。"


def tries_left(tries: int) -> str:
    """How many wrong ones are left before only signing in helps."""
    return f"再错 {tries} 次，就要联网重新登录。"
