"""Texts of the checklist and its items."""

from domain.typed_number import written
from domain.visit.gaps import Lack
from domain.words import checklist
from domain.words.values import WITH_SECTION

REMARK, REMARK_HINT = "备注", "怎么回事、在哪里"
REMARK_NEEDED = checklist.REMARK_NEEDED
ADD_REMARK, PHOTO_OF_ITEM = checklist.ADD_REMARK, checklist.PHOTO_OF_ITEM
KEY_ITEM, PHOTO_WANTED = checklist.KEY_ITEM, checklist.PHOTO_WANTED
YOUR_ANSWER, TYPE_NUMBER = checklist.YOUR_ANSWER, checklist.TYPE_NUMBER
RAISE_FROM_ITEM = "登记为问题"
NO_CHECKLIST = "没有清单"
NO_CHECKLIST_HINT = "先到“主题与内容”里选主题；清单随主题而来。"
OTHER_VERSION = (
    "这次开始时的清单是第 {began} 版，本机没有；这里显示的是第 {shown} 版，题目可能有出入。"
)
JUMP = "跳到没答的"
COMPLETE = "都齐了"
ALL_FINE = WITH_SECTION
UNDO = "撤销"
LACKS = {Lack.ANSWER: "没有作答", Lack.REMARK: "缺备注", Lack.PHOTO: "缺照片"}


def other_version(began: int, shown: int) -> str:
    """Said where the version the visit began with is not on this phone."""
    return OTHER_VERSION.format(began=began, shown=shown)


def progress(done: int, total: int) -> str:
    """How much is answered."""
    return f"已答 {done}/{total} 项"


def lacking(count: int) -> str:
    """How many items still lack something."""
    return f"还缺 {count} 处"


def sought(lack: Lack, item: str) -> str:
    """What the item lacks to which the list has just jumped."""
    return f"{LACKS[lack]}：{item}"


def all_fine_done(count: int, left: int) -> str:
    """Said after a section was answered at a tap."""
    rest = f"；另有 {left} 项要您自己填" if left else ""
    return f"{count} 项已答“是”{rest}。"


def all_fine_nothing(left: int) -> str:
    """Said where nothing was left that a tap can answer."""
    return f"剩下 {left} 项要您自己填。"


def fine(yes: str) -> str:
    """A yes that was given with its whole section, as a record shows it."""
    return f"{yes}（{WITH_SECTION}）"


def photo_named(caption: str) -> str:
    """What a small preview is called for somebody who does not see it."""
    return f"照片：{caption}" if caption else "照片"


def more(step: float) -> str:
    """The button that counts up."""
    return "加一" if step == 1 else f"加 {written(step)}"


def less(step: float) -> str:
    """The button that counts down."""
    return "减一" if step == 1 else f"减 {written(step)}"
