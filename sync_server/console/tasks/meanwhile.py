"""What was said of a task while a form over it was open."""

from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, Meanwhile
from sync_server.console.tasks.steps import step_words
from sync_server.register.step import since
from sync_server.tasks.desk import TaskPage


def latest_of(page: TaskPage, typed: Typed) -> Latest:
    """How the task now stands, and what came of it since the form was drawn."""
    steps = [
        Meanwhile(page.names.person(step.account), step.claimed_at, *step_words(page, step))
        for step in since(page.steps, typed.get("version", ""))
    ]
    return Latest({"version": page.task.version}, steps)
