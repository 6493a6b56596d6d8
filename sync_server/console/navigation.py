"""The sections of the console, in the order in which the office uses them: a line for each."""

from collections.abc import Callable
from dataclasses import dataclass

from sync_server.access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the console, and who finds it in the bar."""

    name: str
    path: str
    word: str
    is_for: Callable[[Viewer], bool]


NAVIGATION = (
    Section("review", "/review", "待审核", lambda viewer: viewer.may_review),
    Section("visits", "/visits", "督导记录", lambda viewer: viewer.may_see_visits),
    Section("notices", "/notices", "整改通知书", lambda viewer: viewer.may_review),
    Section("month", "/month", "统计报表", lambda viewer: viewer.may_see_months),
    Section("activities", "/activities", "培训活动", lambda viewer: viewer.may_count),
    Section("check", "/check", "核对照片", lambda viewer: viewer.may_review),
    Section("devices", "/devices", "手机", lambda viewer: viewer.may_review),
)
