"""What an entry of a task says, in words."""

from collections.abc import Sequence
from typing import Any

from domain.words.values import KIND
from sync_server.register.step import Step
from sync_server.tasks.desk import TaskPage

_TEXTS = ("reason", "text")


def step_words(page: TaskPage, step: Step) -> tuple[str, str]:
    """What was done and with whom; and the words, where there are any."""
    body: Any = step.reading.body
    people: Sequence[str] = getattr(body, "accounts", ()) or ()
    one = getattr(body, "account", "")
    whom = "、".join(map(page.names.person, (*people, *([one] if one else []))))
    word = KIND.get(step.kind, step.kind)
    return f"{word}：{whom}" if whom else word, _said(step)


def _said(step: Step) -> str:
    """The words of the entry: why, else what; the task itself stands above its steps."""
    private = step.reading.private
    if step.kind == "task.given":
        return ""
    found = (str(getattr(private, name, "")) for name in _TEXTS)
    return next((each for each in found if each), "")
