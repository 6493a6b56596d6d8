"""People of other departments (联合部门人员) as a campaign takes them in, each with an account."""

from dataclasses import dataclass

from domain.errors import BadInput, NotFound
from domain.kinds.author import Role
from domain.kinds.campaign.plan import CampaignSet
from domain.kinds.register.person import PersonPrivate, PersonSet
from sync_server.campaigns.commands import CampaignCommands, SeenCampaign
from sync_server.data.register_snapshot import everybody
from sync_server.ledger.append import NEW, OfficeEntry
from sync_server.readings.pinyin import sort_person_as
from sync_server.register.importing.which_person import new_account


@dataclass(frozen=True, slots=True)
class NewDelegate:
    """Somebody whom a department sends into a team, and why that changes an approved plan."""

    name: str
    department: str
    phone: str
    team: str
    reason: str = ""


def take_in(
    commands: CampaignCommands, writer: str, seen: SeenCampaign, delegate: NewDelegate
) -> str:
    """The account that somebody has from now on, as a member of the team: both or nothing.

    Whoever has received the plan need not receive it again. Errors as of changing the plan, and
    NotAllowed for who does not set the register; NotFound for a team that the plan has not.
    """
    if not delegate.name.strip() or not delegate.department.strip():
        field = "department" if delegate.name.strip() else "name"
        raise BadInput("请写明姓名和所在部门。", code=field)
    with commands.office.database.session() as session:
        account = new_account(delegate.name, {row.account for row in everybody(session)})
    person = PersonSet(account=account, role=Role.DELEGATE, department=delegate.department.strip())
    name = delegate.name.strip()
    private = PersonPrivate(name=name, sort_as=sort_person_as(name), phone=delegate.phone.strip())
    entry = OfficeEntry(person, private, expects=NEW)
    commands.change_with(
        writer,
        seen,
        lambda plan: _with(plan, delegate.team, account),
        (delegate.reason, entry),
    )
    return account


def _with(plan: CampaignSet, team: str, account: str) -> CampaignSet:
    """The plan with one more in the team."""
    if team not in {each.team for each in plan.teams}:
        raise NotFound("The plan has no such team.", team=team)
    teams = tuple(
        each.model_copy(update={"members": (*each.members, account)}) if each.team == team else each
        for each in plan.teams
    )
    return plan.model_copy(update={"teams": teams, "keeps_receipts": True})
