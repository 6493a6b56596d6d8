"""Texts of the first fetch: schools and tasks are on their way, or did not come."""

FETCHING = "正在取学校名单和任务……"
FETCHING_HINT = (
    "第一次登录要取几秒到一两分钟，取到就显示在这里。现在空着，不等于没有给您分学校和任务。"
)
FAILED_TITLE = "学校名单和任务还没取到"
FAILED_HINT = (
    "不是没有给您分学校和任务，是这部手机还没取到。换个有信号的地方再取；有网络时也会自动再取。"
)
AGAIN = "再取一次"
