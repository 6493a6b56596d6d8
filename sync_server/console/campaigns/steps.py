"""What an entry of a campaign says, in words."""

from typing import Any

from domain.words.values import KIND, label
from sync_server.campaigns.desk import CampaignPage
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, Meanwhile
from sync_server.register.step import Step, since


def step_words(page: CampaignPage, step: Step) -> tuple[str, str]:
    """What was done and about what; and the words, where there are any."""
    body: Any = step.reading.body
    private = step.reading.private
    about = [
        *([label(body.stage)] if hasattr(body, "stage") else []),
        *map(page.names.person, getattr(body, "accounts", ())),
        *([page.names.school(body.unit)] if hasattr(body, "unit") else []),
    ]
    if step.kind == "campaign.opinion_told":
        about = [page.names.school(each) for each in getattr(body, "units", ())]
    word = KIND.get(step.kind, step.kind)
    text = getattr(private, "reason", "") or getattr(private, "text", "")
    return (f"{word}：{'、'.join(about)}" if about else word), str(text)


def latest_of(page: CampaignPage, typed: Typed) -> Latest:
    """How the campaign now stands, and what came of it since the form was drawn."""
    steps = [
        Meanwhile(page.names.person(step.account), step.claimed_at, *step_words(page, step))
        for step in since(page.steps, typed.get("version", ""))
    ]
    return Latest({"version": page.campaign.version}, steps)
