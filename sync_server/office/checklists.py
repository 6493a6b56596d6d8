"""Publishing a checklist that somebody has written, as its next version."""

from dataclasses import dataclass

from domain.errors import BadInput, Conflict
from domain.kinds.campaign.course import CampaignState
from domain.kinds.campaign.plan import CampaignSet
from domain.kinds.register.checklist import ChecklistSet
from domain.kinds.register.checklist_use import ChecklistUseSet
from domain.register.checklist import Checklist, Theme
from domain.register.drafting.difference import difference
from domain.register.drafting.draft import Draft, finished
from domain.register.drafting.lacks import lacks
from sync_server.data import register, register_snapshot
from sync_server.data.engine import Database
from sync_server.ledger.append import CHANGED, NEW, OfficeEntry
from sync_server.office.commands import Office
from sync_server.register.checklists.drafts import ELSEWHERE, Drafts

UNFINISHED = "这份草稿还有要改的地方，改好以后再发布。"
UNCHANGED = "和现在的版本完全一样，没有要发布的。"


@dataclass(frozen=True, slots=True)
class Publish:
    """A draft in the revision its writer saw, over the newest version that they saw (0: none)."""

    draft: str
    revision: int
    over: int


@dataclass(frozen=True, slots=True)
class ChecklistCommands:
    """The office's verbs over checklists."""

    office: Office
    drafts: Drafts

    def publish(self, account: str, publish: Publish) -> Checklist:
        """Make the draft the next version, for visits that begin from now on, and let go of it.

        BadInput where it lacks something or changes nothing; Conflict where it was changed in
        another window, or somebody has published another version since.
        """
        held = self.drafts.opened(publish.draft, account)
        if held.revision != publish.revision:
            raise Conflict("The draft was changed in another window.", code=ELSEWHERE)
        stood = newest_of(self.office.database, self.office.author(account).district, held.draft)
        if (stood.version if stood else 0) != publish.over:
            raise Conflict("Another version has been published since.", code=CHANGED)
        if lacks(held.draft):
            raise BadInput(UNFINISHED)
        made = finished(held.draft, publish.over + 1)
        if not difference(stood, made):
            raise BadInput(UNCHANGED)
        entry = OfficeEntry(ChecklistSet(checklist=made), expects=NEW)
        self.office.set_register(account, [entry])
        self.drafts.drop(publish.draft, account)
        return made

    def set_use(self, account: str, use: ChecklistUseSet, version: str) -> None:
        """Take the checklist out of use from a day on, or take it back.

        BadInput where a theme or a campaign of that day or later goes by it; Conflict where its
        use was set since it stood in the version that was seen.
        """
        if use.closed_on is not None:
            district = self.office.author(account).district
            users = _users(self.office.database, district, use.checklist_id, use.closed_on)
            if users:
                titles = "、".join(f"“{each}”" for each in users)
                raise BadInput(f"{titles}还在用它，先给换成别的清单。", code="closed_on")
        self.office.set_register(account, [OfficeEntry(use, expects=version)])


def _users(database: Database, district: str, checklist_id: str, day: str) -> list[str]:
    """The titles of the themes and campaigns that go by the checklist on the day or later."""
    with database.session() as session:
        themes = [each.theme for each in register.themes(session, district)]
        campaigns = [
            CampaignSet.model_validate_json(each.facts)
            for each in register_snapshot.campaigns(session, district)
            if each.to_on >= day and not CampaignState(each.state).is_over
        ]
    found = [
        each.title
        for each in map(Theme.model_validate_json, themes)
        if each.checklist_id == checklist_id and each.comes_after(day)
    ]
    return found + [each.title for each in campaigns if each.checklist_id == checklist_id]


def newest_of(database: Database, district: str, draft: Draft) -> Checklist | None:
    """The newest version of what is being written; None before there is one."""
    with database.session() as session:
        rows = register.checklist_versions(session, district, draft.checklist_id)
    return Checklist.model_validate_json(rows[0].checklist) if rows else None
