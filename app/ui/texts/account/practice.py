"""Texts of practising: the card that says what comes next, and what was learned."""

from app.visits.practice import Step

START_TITLE = "练一遍：两分钟走完一次督导"
START_HINT = "用“练习小学”走一遍到校、清单、拍照、问题、签字、提交。只存在本机，不计数，不上传。"
START = "去练习小学"
REAL = "登录正式账号"
CLEAR = "清空练习记录"
CLEAR_HINT = "练习的督导、照片和签字都会从本机删除。正式账号的记录不受影响。"
CLEARED = "练习记录已清空，可以从头再练。"
SHOW_GUIDE = "显示引导"
HIDE_GUIDE = "不看引导"
CLEAN = "没有问题，去签字"

STEPS: dict[Step, tuple[str, str, str]] = {
    Step.CHECK_IN: (
        "记录到校",
        "点下面的“记录到校”：先记下人到了校。定不准位也能记，会如实注明。",
        "去记录到校",
    ),
    Step.CHECKLIST: (
        "答清单",
        "答三项就够：看到什么答什么；选“否”的写一句备注，学校才知道改哪里。",
        "去答清单",
    ),
    Step.PHOTO: (
        "拍照",
        "拍一张或从相册选一张：照片下面会印上时间、地点和防伪码，别人改不了。",
        "去拍照",
    ),
    Step.FINDING: (
        "登记问题",
        "写一个问题，退出来就存好了；确实没有的，可以直接去签字，提交时勾“零问题”。",
        "去登记问题",
    ),
    Step.SIGN: (
        "签字",
        "请学校负责人看过再签，签后再改会看得出来；对方不签，写明原因也行。",
        "去签字",
    ),
    Step.CHECK_OUT: (
        "记录离校",
        "回到督导的首页，滑到最下面点“记录离校”：在校多久就是这样算出来的。",
        "去记录离校",
    ),
    Step.SUBMIT: (
        "检查并提交",
        "提交前会告诉您哪里还薄：不挡您提交，补不补由您定。",
        "去提交",
    ),
}
DONE_TITLE = "练完了，您已经会了"
LEARNED = (
    "随写随存，退出、断网、没电都不丢。",
    "定不了位、对方拒签都能记，写明原因就行。",
    "提交以后还能更正，原来写的会保留。",
    "到学校页面还可以练“回访”：那里有一个没销号的问题。",
)
AGAIN = "再练一次"


def step_title(number: int, total: int, name: str) -> str:
    """Which step of how many, and its name."""
    return f"练习 {number}/{total} · {name}"


def step_taken(name: str) -> str:
    """This page's step is done; what comes next."""
    return f"这里好了。下一步：{name}"
