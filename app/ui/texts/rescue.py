"""Texts of a damaged database: that it is, and what was saved of it."""

from datetime import date

from domain.phone.rescue import Rescued

DAMAGED_TITLE = "记录文件有损坏"
DAMAGED = (
    "手机里存记录的文件坏了一部分，多半是存储芯片或突然断电的缘故。先不要接着记：现在就把还读得出的"
    "记录和照片救出来，救回了哪些、没救回哪些，下一页会说清楚。"
)
DAMAGED_HINT = "不要卸载督迹，也不要清除数据。要几秒到几分钟。"
RESCUE = "现在救出来"

TITLE = "记录文件坏过"
SAVED, NOT_SAVED, NEXT = "救回来的", "没有救回的", "接下来"
NOTHING_SAVED = "一条也没能读出来。"
NOTHING_THERE = "除了练习的，这部手机上本来没有记录。"
NOTHING_LOST = "没有发现缺少的记录。"
END_UNKNOWN = "后面是不是还有别的记录，从坏掉的文件里已经看不出来。"
SIGN_IN = "有网络时请重新登录一次，登录之前照常能记。"
GO_ON = "可以照常接着记，没上传的会自动上传。"
LOOK_AGAIN = "请翻一翻最近的督导，缺了的凭照片和笔记补记，并告诉督导室。"
KEPT_ASIDE = "坏掉的文件原样留在手机里，没有动；请不要卸载督迹。"
HAND_OVER = "交给督导室"
READ = "知道了"


def saved(rescued: Rescued) -> list[str]:
    """What was saved, in sentences."""
    if not rescued.entries:
        return [NOTHING_THERE if rescued.is_complete else NOTHING_SAVED]
    days = _day(rescued.first_on)
    if rescued.last_on != rescued.first_on:
        days = f"{days}到{_day(rescued.last_on)}"
    figures = f"{rescued.entries} 条记录，{rescued.visits} 次督导，{rescued.photos} 张照片"
    said = [f"{figures}，是{days}记的。"]
    if rescued.withheld:
        said.append(f"其中 {rescued.withheld} 条有一部分内容读不出了，其余照旧。")
    return said


def not_saved(rescued: Rescued) -> list[str]:
    """What was not saved, in sentences; that nothing is missed only where that is known."""
    said = []
    if rescued.lost_on_server:
        said.append(f"{rescued.lost_on_server} 条记录在这部手机上读不出了，服务器上已有。")
    if rescued.lost:
        said.append(f"{rescued.lost} 条记录没能读出来，服务器上也不一定有。")
    if rescued.stuck:
        said.append(
            "丢的里有还没上传的，这个缺口补不回来："
            f"接在后面的 {rescued.stuck} 条救回来了，内容在手机里，但服务器接不上，传不上去。"
            "请照着“同步”里“接不上的记录”补记。"
        )
    if not rescued.is_end_known:
        said.append(END_UNKNOWN)
    if rescued.photos_gone:
        said.append(f"{rescued.photos_gone} 张照片的文件不见了。")
    if rescued.stray_photos:
        said.append(
            f"{rescued.stray_photos} 张照片的文件还在手机里，但说明它们的记录没能读出来，传不上去。"
        )
    return said or [NOTHING_LOST]


def following(rescued: Rescued) -> list[str]:
    """What to do next, in sentences."""
    said = [SIGN_IN if rescued.begins_anew else GO_ON]
    if rescued.files:
        said.append(
            f"还没上传的已另存成 {len(rescued.files)} 个加密文件，没有网络时可以交给督导室收下。"
        )
    if rescued.not_exported:
        names = "、".join(rescued.not_exported)
        said.append(f"{names}的还没能另存成文件：登录后同步上传，或到“同步”里导出。")
    if not rescued.is_complete:
        said.append(LOOK_AGAIN)
    return [*said, KEPT_ASIDE]


def _day(iso: str) -> str:
    on = date.fromisoformat(iso)
    return f"{on.year} 年 {on.month} 月 {on.day} 日"
