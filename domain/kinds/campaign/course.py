"""How a campaign goes: its states and stages, in the order of 《教育督导条例》 16 to 24."""

from collections.abc import Sequence
from enum import StrEnum


class CampaignState(StrEnum):
    """Where a campaign stands.

    An approved one is being prepared, a running one is in the field; once the field work is done
    it is reported on.
    """

    DRAFT = "draft"
    APPROVED = "approved"
    RUNNING = "running"
    REPORTING = "reporting"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"

    @property
    def is_over(self) -> bool:
        """Whether nothing more is expected of anybody."""
        return self in (CampaignState.CLOSED, CampaignState.WITHDRAWN)

    @property
    def is_binding(self) -> bool:
        """Whether the plan was approved, and whoever has a part in it is to act on it."""
        return self not in (CampaignState.DRAFT, CampaignState.WITHDRAWN)


class CampaignStage(StrEnum):
    """A stage of a campaign, in the order in which they come."""

    MEETING = "meeting"
    NOTICE = "notice"
    COMMITTEE = "committee"
    BRIEFING = "briefing"
    SELF_CHECK = "self_check"
    FIELD = "field"
    OPINIONS = "opinions"
    FEEDBACK = "feedback"
    PLEA = "plea"
    LETTER = "letter"
    RECTIFICATION = "rectification"
    RECHECK = "recheck"
    CIRCULAR = "circular"
    REPORT = "report"
    FILING = "filing"
    PUBLICATION = "publication"

    @property
    def comes_before_field(self) -> bool:
        """Whether it comes before anybody goes to a unit."""
        order = tuple(CampaignStage)
        return order.index(self) < order.index(CampaignStage.FIELD)


def in_stage_order(stages: Sequence[CampaignStage]) -> tuple[CampaignStage, ...]:
    """These stages, each once, in the order in which they come."""
    return tuple(each for each in CampaignStage if each in stages)


class CampaignPreset(StrEnum):
    """What campaigns are usually about (4-07); each has words to begin with."""

    TERM_START = "term_start"
    KINDERGARTENS = "kindergartens"
    ENROLMENT = "enrolment"
    CONDUCT = "conduct"
    DIGITAL = "digital"
    VOCATIONAL = "vocational"
    SPECIAL_NEEDS = "special_needs"
    OTHER = "other"


class CampaignSource(StrEnum):
    """Whose campaign it is: the office's own, or one that was handed down (2-18)."""

    OFFICE = "office"
    CITY = "city"
    PROVINCE = "province"
    COUNTRY = "country"


class UnitPlea(StrEnum):
    """What a unit said to the preliminary opinion (申辩), or that it said nothing."""

    RECEIVED = "received"
    WAIVED = "waived"
