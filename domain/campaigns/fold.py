"""From a campaign's entries to the campaign."""

from collections.abc import Iterable, Mapping

from domain.kinds.author import Author
from domain.kinds.campaign.campaign import Campaign, CampaignBuilder
from domain.kinds.campaign.plan import CampaignSet
from domain.kinds.folding import stamp_of
from domain.kinds.kind import CAMPAIGN
from domain.kinds.reading import Reading
from domain.subject import opener, take

_FOLDED = frozenset(Campaign.model_fields) - {"campaign", "district", "ignored"}


def fold_campaign(
    campaign: str, readings: Iterable[Reading], authors: Mapping[str, Author]
) -> Campaign | None:
    """The campaign these entries make; None while its opening is missing or counts not.

    Never raises, whatever the bytes, and gives the same for any order of arrival.
    """
    readings = tuple(readings)
    found = opener(campaign, CAMPAIGN, readings, authors)
    if found is None or not isinstance(found[0].body, CampaignSet):
        return None
    opening, owner = found
    stamp = stamp_of(opening, owner)
    builder = CampaignBuilder(campaign, owner, stamp, stamp, found[0].body)
    take(builder, CAMPAIGN, readings, authors)
    return Campaign(
        campaign=campaign,
        district=owner.district,
        ignored=tuple(builder.ignored),
        **{name: getattr(builder, name) for name in _FOLDED},
    )
