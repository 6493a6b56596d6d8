"""Entries of the office about a visit."""

from typing import ClassVar

from domain.entries.base import Body, Private, entry
from domain.entries.chain import ReasonPrivate
from domain.entries.visit import TextPrivate
from domain.line import Sha256Hex


@entry
class VisitApproved(Body):
    """The office approves the visit as it stood at ``head``."""

    kind: ClassVar[str] = "visit.approved"
    private: ClassVar[type[Private]] = TextPrivate

    head: Sha256Hex


@entry
class VisitReturned(Body):
    """The office hands the visit, as it stood at ``head``, back for completion, with a reason."""

    kind: ClassVar[str] = "visit.returned"
    private: ClassVar[type[Private]] = ReasonPrivate

    head: Sha256Hex


@entry
class VisitCommented(Body):
    """A remark that changes nothing."""

    kind: ClassVar[str] = "visit.commented"
    private: ClassVar[type[Private]] = TextPrivate
