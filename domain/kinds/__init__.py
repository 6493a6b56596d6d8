"""The closed, growing set of entry kinds, one noun a file. Importing it registers them all."""

from domain.kinds import arrival, chain, server
from domain.kinds.kind import KINDS, Kind, Part, Reference, Trait, read, references
from domain.kinds.office import activity, campaign, export, notice, policy, series, template
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
    explaining,
    export,
    finding,
    follow_up,
    hazard,
    lesson,
    merging,
    notice,
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
    template,
    theme,
    unit,
    zone,
)
"""Every module that registers kinds."""

__all__ = ["KINDS", "NOUNS", "Kind", "Part", "Reference", "Trait", "read", "references"]
