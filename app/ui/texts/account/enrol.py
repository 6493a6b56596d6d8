"""Texts of enrolling a phone and choosing an account."""

TITLE = "登录督迹"
INTRO = (
    "首次使用请连上网络。有登录单的，退出来用手机相机扫上面的二维码，什么也不用填；"
    "有登录链接的，整条粘贴到任何一格。登录一次之后，没有信号也能用。"
)
FILLED = "已按登录链接填好，点“登录”就行。"
SERVER, SERVER_HINT = "服务器地址", "例如 https://duji.example.cn"
ACCOUNT, ACCOUNT_HINT = "账号", "督导室给的账号，如 chen.jing"
BY_CODE, BY_PASSWORD = "凭登录码", "凭密码"
CODE, CODE_HINT = "登录码", "督导室发的，只能用一次"
PASSWORD = "密码"  # noqa: S105
ENROL = "登录"
ENROLLING = "正在登录……"
PRACTISE = "先练习一下"
PRACTISE_HINT = "不用账号，记录只在本机，不计数，也不上传。"
NEEDS_SERVER = "请填服务器地址"
NEEDS_ACCOUNT = "请填账号"
NEEDS_CODE = "请填登录码"
NEEDS_PASSWORD = "请填密码"  # noqa: S105
PROMISE = "只在记录到校、离校和拍照时定位，不跟踪行踪。记录先存在本机，有网时自动上传。"

AGAIN_TITLE = "重新登录"
AGAIN_INTRO = "登录一次就接着用。手机上的记录都在，没上传的登录后会自动上传。"
BACK_TO_LOCK = "回去输 PIN"

ACCOUNTS_TITLE = "本机账号"
ACCOUNTS_HINT = "一部手机可以给几位督学轮流用，各人的记录分开保存。"
IN_USE = "正在使用"
PRACTICE = "练习"
SWITCH_TO = "切换到"
ADD_ACCOUNT = "添加账号"
SIGN_OUT = "退出登录"
SIGN_OUT_TITLE = "退出这个账号？"
SIGN_OUT_HINT = (
    "退出后要重新登录才能使用。还没上传的记录会挡住退出，以免丢失；"
    "没有网络又必须退出的，先到“同步”里导出成文件。"
)


def signed_out(name: str) -> str:
    """Said after an account left the phone."""
    return f"{name} 已退出本机。"


def where(district_name: str, server_url: str) -> str:
    """The line under an account's name."""
    return " · ".join(each for each in (district_name, server_url) if each)
