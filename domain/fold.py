"""From a visit's entries to the visit. Pure, total, and blind to the order of arrival."""

from collections.abc import Iterable, Mapping

from domain.authority import Author, may, relation
from domain.draft import Draft, stamp_of
from domain.entries import Reading
from domain.entries.visit import VisitOpened
from domain.folding import APPLY
from domain.visit import Ignored, Visit

AFTER_SUBMISSION_TOO = frozenset(
    {
        "visit.amended",
        "visit.cancelled",
        "visit.commented",
        "visit.approved",
        "visit.returned",
        "visit.merged",
        "visit.taken_over",
        "notice.issued",
        "rectification.reported",
    }
)

# What the office says of a visit is no change of the record that it says it of.
OFFICE_WORD = frozenset(
    {
        "visit.approved",
        "visit.returned",
        "visit.commented",
        "notice.issued",
        "rectification.reported",
    }
)


def fold(visit_id: str, readings: Iterable[Reading], authors: Mapping[str, Author]) -> Visit | None:
    """The visit these entries make; None while its ``visit.opened`` is missing or not readable.

    Entries are taken once each, in the order (n, chain, seq, id). Those that say nothing
    readable, are by someone without the right, or change a submitted visit without an
    amendment are listed in ``ignored``. Never raises, whatever the bytes.
    """
    unique = {reading.line.id: reading for reading in readings}
    opening = unique.pop(visit_id, None)
    if opening is None or not isinstance(opening.body, VisitOpened):
        return None
    owner = authors.get(opening.line.header.chain)
    if owner is None or not may("visit.opened", owner.role, relation(owner, owner, (), ())):
        return None
    draft = Draft.begin(opening, opening.body, owner)
    for reading in sorted(unique.values(), key=lambda each: each.line.order):
        _take(draft, reading, owner, authors)
    return draft.visit()


def _take(draft: Draft, reading: Reading, owner: Author, authors: Mapping[str, Author]) -> None:
    header = reading.line.header
    draft.highest_n = max(draft.highest_n, header.n)
    reason = _refusal(draft, reading, owner, authors)
    if reason is None and reading.body is not None:
        private = reading.private or reading.body.private()
        stamp = stamp_of(reading, authors[header.chain])
        reason = APPLY[header.kind](draft, reading.body, private, stamp)
    if reason is None:
        draft.head = draft.head if header.kind in OFFICE_WORD else reading.line.id
    else:
        draft.ignored.append(Ignored(entry=reading.line.id, kind=header.kind, reason=reason))


def _refusal(
    draft: Draft, reading: Reading, owner: Author, authors: Mapping[str, Author]
) -> str | None:
    """Why the entry does not count, or None."""
    header = reading.line.header
    author = authors.get(header.chain)
    if reading.problem is not None:
        return reading.problem
    if author is None:
        return "unknown_chain"
    if header.kind not in APPLY or header.visit != draft.visit_id:
        return "not_about_a_visit"
    participants = draft.values["participants"]
    relates = relation(author, owner, participants, draft.successors)
    if not may(header.kind, author.role, relates):
        return "no_right"
    return _untimely(draft, header.kind)


def _untimely(draft: Draft, kind: str) -> str | None:
    if draft.is_ended:
        return "visit_ended"
    if draft.submissions and not draft.is_amending and kind not in AFTER_SUBMISSION_TOO:
        return "after_submission"
    return None
