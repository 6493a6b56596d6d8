"""The closed, growing set of entry kinds, one noun a file. Importing it registers them all."""

from domain.kinds import arrival, chain, server
from domain.kinds.kind import KINDS, Kind, Part, Reference, Trait, read, references
from domain.kinds.office import activity, campaign, export, policy, series
from domain.kinds.paper import answering, drafting, issuing
from domain.kinds.register import (
    account,
    assignment,
    avoidance,
    calendar,
    checklist,
    district,
    grant,
    person,
    school,
    signing,
    theme,
    zone,
)
from domain.kinds.visit import (
    answer,
    course,
    explaining,
    finding,
    follow_up,
    hazard,
    lesson,
    merging,
    photo,
    place,
    record,
    rectification,
    review,
    signature,
    unit,
)

NOUNS = (
    account,
    activity,
    answer,
    answering,
    arrival,
    assignment,
    avoidance,
    grant,
    calendar,
    campaign,
    chain,
    checklist,
    course,
    district,
    drafting,
    explaining,
    export,
    finding,
    follow_up,
    hazard,
    issuing,
    lesson,
    merging,
    person,
    photo,
    place,
    policy,
    record,
    rectification,
    review,
    school,
    series,
    server,
    signature,
    signing,
    theme,
    unit,
    zone,
)
"""Every module that registers kinds."""

__all__ = ["KINDS", "NOUNS", "Kind", "Part", "Reference", "Trait", "read", "references"]
