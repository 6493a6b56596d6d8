"""The demo's campaign (专项督导): planned, approved and under way since the month began."""

from dataclasses import dataclass
from datetime import datetime

from demo.region import CLERK, SUPERVISOR
from demo.timeline import Finish, Timeline
from domain.clock import local_date
from domain.kinds.campaign.campaign import Campaign
from domain.kinds.campaign.plan import CampaignSet
from domain.kinds.campaign.preparing import CampaignApproved
from sync_server.campaigns.commands import CampaignCommands, SeenCampaign
from sync_server.data.campaigns import rows
from sync_server.office.commands import Office
from sync_server.server import Server


@dataclass(frozen=True, slots=True)
class CampaignDays:
    """Plans what the office does with the campaign."""

    server: Server
    timeline: Timeline

    def plan(self, plan: CampaignSet, when: datetime) -> None:
        """Let the clerk plan it then, and the supervisor approve it."""

        def send() -> Finish:
            commands = CampaignCommands(Office(self.server.database, self.server.committer))
            campaign = commands.plan(CLERK[0], plan).id
            with self.server.database.session() as session:
                row = rows.by_subject(session, campaign)
            if row is None:
                raise LookupError("the demo planned no such campaign")
            seen = SeenCampaign(campaign, Campaign.model_validate_json(row.folded).version)
            body = CampaignApproved(approved_on=local_date(when).isoformat())
            commands.approve(SUPERVISOR[0], seen, body, "同意，请各责任督学抓紧办理。")
            return lambda: None

        self.timeline.add(when, lambda: send)
