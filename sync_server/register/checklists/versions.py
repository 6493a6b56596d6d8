"""The checklists of a district: every version of them, who made it, and what goes by it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.errors import NotFound
from domain.kinds.campaign.plan import CampaignSet
from domain.register.checklist import Checklist, Theme
from sync_server.access.viewer import Viewer
from sync_server.data import ledger, register, register_snapshot, trails
from sync_server.data.engine import Database
from sync_server.data.subjects import subject_called
from sync_server.data.tables import ChecklistUseRow
from sync_server.data.workbook.checklist_uses import VisitBy, visits_by
from sync_server.projection.chain_book import SERVER_ACCOUNT

NOUN = "checklist"


class Version(NamedTuple):
    """A version, the account and the name of who made it, and when."""

    checklist: Checklist
    account: str
    by_name: str
    at: str


@dataclass(frozen=True, slots=True)
class Uses:
    """What goes by a checklist: themes, campaigns, and visits, the newest first."""

    themes: Sequence[Theme]
    campaigns: Sequence[CampaignSet]
    visits: Sequence[VisitBy]

    @property
    def by_version(self) -> Mapping[int, int]:
        """How many visits go by each version."""
        return Counter(each.version for each in self.visits)


@dataclass(frozen=True, slots=True)
class Checklists:
    """Reads them for whoever may see the register."""

    database: Database

    def newest(self, viewer: Viewer) -> dict[str, Checklist]:
        """The district's checklists by their ids, each in its newest version."""
        viewer.require_register()
        with self.database.session() as session:
            rows = register.checklists(session, viewer.district)
        return {name: Checklist.model_validate_json(row.checklist) for name, row in rows.items()}

    def uses_said(self, viewer: Viewer) -> dict[str, ChecklistUseRow]:
        """Those checklists, by their ids, of which the office said whether they are in use."""
        viewer.require_register()
        with self.database.session() as session:
            return register.checklist_uses(session, viewer.district)

    def purposes(self, viewer: Viewer) -> dict[str, list[str]]:
        """The titles of the themes and campaigns that go by a checklist, by its id."""
        viewer.require_register()
        with self.database.session() as session:
            themes = register.themes(session, viewer.district)
            campaigns = register_snapshot.campaigns(session, viewer.district)
        found: dict[str, list[str]] = {}
        for theme in (Theme.model_validate_json(row.theme) for row in themes):
            found.setdefault(theme.checklist_id, []).append(theme.title)
        for campaign in (CampaignSet.model_validate_json(row.facts) for row in campaigns):
            if campaign.checklist_id:
                found.setdefault(campaign.checklist_id, []).append(campaign.title)
        return found

    def versions(self, viewer: Viewer, checklist_id: str) -> list[Version]:
        """The checklist's versions, the newest first; NotFound where the district has none."""
        viewer.require_register()
        with self.database.session() as session:
            connection = session.connection()
            found = [
                Checklist.model_validate_json(row.checklist)
                for row in register.checklist_versions(session, viewer.district, checklist_id)
            ]
            subjects = {
                row.subject: each
                for each in found
                if (row := subject_called(connection, viewer.district, NOUN, _code(each)))
            }
            last = {each.line.subject: each for each in ledger.of_subjects(connection, subjects)}
            writers = trails.writers(session, {each.line.header.chain for each in last.values()})
        if not found:
            raise NotFound("There is no such checklist.", called=checklist_id)
        told = []
        for subject, checklist in subjects.items():
            header = last[subject].line.header
            account, name = writers.get(header.chain, ("", ""))
            told.append(Version(checklist, account, _said(account, name), header.at))
        return told

    def uses(self, viewer: Viewer, checklist_id: str) -> Uses:
        """What goes by the checklist in any of its versions."""
        viewer.require_register()
        with self.database.session() as session:
            themes = register.themes(session, viewer.district)
            campaigns = register_snapshot.campaigns(session, viewer.district)
            visits = visits_by(session.connection(), viewer.district, checklist_id)
        told = [Theme.model_validate_json(row.theme) for row in themes]
        run = [CampaignSet.model_validate_json(row.facts) for row in campaigns]
        return Uses(
            [each for each in told if each.checklist_id == checklist_id],
            [each for each in run if each.checklist_id == checklist_id],
            visits,
        )


def _code(checklist: Checklist) -> str:
    return f"{checklist.checklist_id}/{checklist.version}"


def _said(account: str, name: str) -> str:
    return "系统" if account == SERVER_ACCOUNT else name or account
