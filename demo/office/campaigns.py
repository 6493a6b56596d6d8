"""The demo's campaigns (专项督导): planned, approved, and closed once they are over."""

from dataclasses import dataclass
from datetime import datetime

from demo.campaigns import HeldCampaign
from demo.region import CLERK, DISTRICT, SUPERVISOR
from demo.timeline import Finish, Timeline
from domain.clock import local_date
from domain.kinds.campaign.campaign import Campaign
from domain.kinds.campaign.plan import CampaignSet
from domain.kinds.campaign.preparing import CampaignApproved
from sync_server.campaigns.commands import CampaignCommands, SeenCampaign
from sync_server.data.campaigns import rows
from sync_server.data.campaigns.coverage import coverage_of
from sync_server.office.commands import Office
from sync_server.server import Server


@dataclass(frozen=True, slots=True)
class CampaignDays:
    """Plans what the office does with campaigns."""

    server: Server
    timeline: Timeline

    def hold(self, held: HeldCampaign, now: datetime) -> None:
        """Let it be planned and approved, and closed by the supervisor where that is before now."""
        self.plan(held.plan, held.planned_at)
        if held.closed_at < now:
            self.timeline.add(held.closed_at, lambda: lambda: self._close(held))

    def _close(self, held: HeldCampaign) -> Finish:
        commands = CampaignCommands(Office(self.server.database, self.server.committer))
        with self.server.database.session() as session:
            row = rows.campaign(session, DISTRICT, held.plan.campaign_id)
            if row is None:
                raise LookupError("the demo planned no such campaign")
            stands = Campaign.model_validate_json(row.folded)
            left = coverage_of(session.connection(), stands).uncovered
        seen = SeenCampaign(row.campaign, stands.version)
        closed_on = local_date(held.closed_at).isoformat()
        said = dict.fromkeys(left, "记录还在手机上，同步后补报。")
        commands.close(SUPERVISOR[0], seen, closed_on, (said, "问题已转入整改。"))
        return lambda: None

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
