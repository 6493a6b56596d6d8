"""Entries by which a campaign's units and teams are drawn (双随机)."""

from domain.campaigns.draw import draw
from domain.errors import BadInput
from domain.kinds.author import DESK_WORK
from domain.kinds.campaign.campaign import CampaignBuilder, CampaignDraw
from domain.kinds.campaign.lots import CampaignDrawn, DrawAnnounced
from domain.kinds.campaign.preparing import changes
from domain.kinds.folding import Stamp
from domain.kinds.piece import ReasonPrivate

NOT_ANNOUNCED = "draw_not_announced"
"""Why a draw does not count that was announced by no entry, or anew since, or was held before."""
NOT_AS_DRAWN = "not_as_drawn"
"""Why a draw does not count that is not what its announcement and number give."""


def _announced(
    campaign: CampaignBuilder, body: DrawAnnounced, private: ReasonPrivate, stamp: Stamp
) -> str | None:
    campaign.draws.append(CampaignDraw(stamp=stamp, text=private.reason, announced=body))
    return None


def _drawn(
    campaign: CampaignBuilder, body: CampaignDrawn, _private: object, stamp: Stamp
) -> str | None:
    last = campaign.draws[-1] if campaign.draws else None
    if last is None or last.stamp.entry != body.announcement or last.drawn is not None:
        return NOT_ANNOUNCED
    try:
        given = draw(last.announced.drawing(body.announcement), body.digits)
    except BadInput:
        return NOT_AS_DRAWN
    if given != body.drawn:
        return NOT_AS_DRAWN
    campaign.draws[-1] = last.model_copy(update={"drawn": body, "drawn_stamp": stamp})
    return None


changes(DrawAnnounced, "公布双随机抽取", DESK_WORK, _announced)
changes(CampaignDrawn, "双随机抽取", DESK_WORK, _drawn)
