"""The projected rows of campaigns (专项督导)."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.campaigns.delegates import kept_by
from domain.campaigns.fold import fold_campaign
from domain.kinds.book_part import BookPart
from domain.kinds.campaign.campaign import Campaign
from domain.kinds.kind import CAMPAIGN
from domain.visit.concern import Concern
from sync_server.data.campaigns.rows import code_holders, replace_people, replace_units
from sync_server.data.engine import Transaction
from sync_server.data.tables import CampaignPersonRow, CampaignRow, CampaignUnitRow, SubjectRow
from sync_server.data.upsert import upsert, upsert_rows
from sync_server.projection.chain_book import ChainBook
from sync_server.projection.nouns.noun import Entries, writes
from sync_server.projection.subject_rows import subject_row
from sync_server.projection.workbook_marks import WorkbookMarks


@dataclass(frozen=True, slots=True)
class _Placed:
    campaign: Campaign
    position: int


@writes(CAMPAIGN)
def write_campaigns(
    transaction: Transaction, book: ChainBook, entries: Entries, marks: WorkbookMarks
) -> None:
    """Fold campaigns from all their entries and write what is said of them.

    The first campaign that came by a code has it; another by the same is kept, and is none.
    """
    found = []
    for subject, some in sorted(entries.items(), key=lambda each: each[1][0].position):
        readings = [each.reading for each in some]
        campaign = fold_campaign(subject, readings, book.authors(readings))
        if campaign is not None:
            found.append(_Placed(campaign, some[-1].position))
    tables = transaction.tables
    holders = code_holders(tables, [_key(each.campaign) for each in found])
    about, called = [], []
    for each in found:
        campaign = each.campaign
        has_code = holders.setdefault(_key(campaign), campaign.campaign) == campaign.campaign
        code = campaign.plan.campaign_id if has_code else None
        about.append(subject_row(CAMPAIGN, campaign.campaign, campaign, each.position, code))
        if code is not None:
            called.append(each)
            marks.tell(campaign.district, Concern(BookPart.CAMPAIGNS, code), each.position)
    upsert_rows(tables, SubjectRow, about)
    upsert(tables, [campaign_row(each.campaign, each.position) for each in called])
    units = [unit for each in called for unit in unit_rows(each.campaign)]
    people = [person for each in called for person in person_rows(each.campaign)]
    keys = [_key(each.campaign) for each in called]
    replace_units(tables, keys, units)
    replace_people(tables, keys, people)


def campaign_row(campaign: Campaign, position: int) -> CampaignRow:
    """The campaign's row of ``campaign``."""
    plan = campaign.plan
    return CampaignRow(
        district=campaign.district,
        campaign_id=plan.campaign_id,
        campaign=campaign.campaign,
        position=position,
        title=plan.title,
        from_on=plan.from_on,
        to_on=plan.to_on,
        state=campaign.state.value,
        lead_zone=plan.lead_zone,
        is_binding=campaign.state.is_binding,
        is_active=campaign.state.is_binding and not campaign.state.is_over,
        facts=plan.model_dump_json(),
        folded=campaign.model_dump_json(),
    )


def unit_rows(campaign: Campaign) -> Iterator[CampaignUnitRow]:
    """The campaign's rows of ``campaign_unit``."""
    plan = campaign.plan
    for place, unit in enumerate(plan.all_units):
        team = plan.team_of(unit)
        yield CampaignUnitRow(
            district=campaign.district,
            campaign_id=plan.campaign_id,
            school_id=unit,
            place=place,
            team=team.team if team else "",
        )


def person_rows(campaign: Campaign) -> Iterator[CampaignPersonRow]:
    """The campaign's rows of ``campaign_person``."""
    for account in kept_by(campaign):
        yield CampaignPersonRow(
            district=campaign.district, campaign_id=campaign.plan.campaign_id, account=account
        )


def _key(campaign: Campaign) -> tuple[str, str]:
    return campaign.district, campaign.plan.campaign_id
