"""The closed, growing set of entry kinds; one module per noun. Importing it registers them all."""

from domain.entries import (
    activity,
    campaign,
    chain,
    content,
    policy,
    rectification,
    register,
    review,
    server,
    visit,
)
from domain.entries.base import KINDS, Body, Private, Reading, piece, read

__all__ = [
    "KINDS",
    "Body",
    "Private",
    "Reading",
    "activity",
    "campaign",
    "chain",
    "content",
    "piece",
    "policy",
    "read",
    "rectification",
    "register",
    "review",
    "server",
    "visit",
]
