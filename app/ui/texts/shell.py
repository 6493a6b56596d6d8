"""Texts around the screens: the bar, what went wrong, what every form says."""

APP_NAME = "督迹"
STARTING = "正在打开本机的记录……"
START_FAILED = "本机的记录打不开"
START_FAILED_HINT = (
    "请关掉应用再打开；还不行，请把下面这行告诉督导室。请不要卸载督迹，也不要清除数据。"
)
TAB_MONTH, TAB_RECORDS, TAB_SYNC = "本月", "我的记录", "同步"
BROKEN_PIECE = "这一块没能显示出来。退回上一页再进来试试；还不行，请到“同步”里的“诊断”告诉督导室。"
HANDLER_FAILED = "刚才这一步没有做成，请再试一次。"
SIGN_IN_AGAIN = "重新登录"
BACK, CANCEL, CLOSE, DONE, SAVE, DELETE, EDIT = (
    "返回",
    "取消",
    "关闭",
    "完成",
    "保存",
    "删除",
    "修改",
)
NOT_FOUND = "没有这一页"
NOT_FOUND_HINT = "可能是记录已不在本机上。"
TO_MONTH = "回到本月"
ACCOUNT = "账号"
LOADING = "正在读取……"
WEB_NOT_OFFLINE = "这是网页版：断网时打不开，请用手机应用在没有信号的地方记录。"
NETWORK_IS_CUT = "演示：已模拟断网，记录先存在本机"
