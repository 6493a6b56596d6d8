"""The closed, growing set of entry kinds, one noun a file. Importing it registers them all."""

from domain.kinds import arrival, chain, server
from domain.kinds.finding import closing, extension, feedback, measure, reply
from domain.kinds.kind import KINDS, Kind, Part, Reference, Trait, read, references
from domain.kinds.office import activity, campaign, export, policy, series, template
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
    closing,
    course,
    district,
    drafting,
    explaining,
    export,
    extension,
    feedback,
    finding,
    follow_up,
    hazard,
    issuing,
    lesson,
    measure,
    merging,
    person,
    photo,
    place,
    policy,
    record,
    reply,
    review,
    school,
    series,
    server,
    signature,
    signing,
    template,
    theme,
    unit,
    zone,
)
"""Every module that registers kinds."""

__all__ = ["KINDS", "NOUNS", "Kind", "Part", "Reference", "Trait", "read", "references"]
