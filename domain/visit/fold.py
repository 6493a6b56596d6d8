"""From a visit's entries to the visit. Pure, total, and blind to the order of arrival."""

from collections.abc import Iterable, Mapping
from typing import Any, get_args, get_origin

from domain.kinds import KINDS, Kind, Trait
from domain.kinds.author import Author, Relation, is_among
from domain.kinds.reading import Reading
from domain.kinds.visit.builder import Folded, Ignored, VisitBuilder, stamp_of
from domain.kinds.visit.course import Amendment, VisitOpened
from domain.kinds.visit.place import PlaceMark, Proposal
from domain.kinds.visit.plan import Plan
from domain.kinds.visit.record import Method
from domain.kinds.visit.review import Review
from domain.visit.visit import Visit


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
    if owner is None or not is_among(KINDS["visit.opened"].rights, owner.role, Relation.OWNER):
        return None
    visit = VisitBuilder(
        visit_id=visit_id,
        school_id=opening.body.school_id,
        owner=owner,
        opened=stamp_of(opening, owner),
        head=visit_id,
        highest_n=opening.line.header.n,
        plan=opening.body,
    )
    for reading in sorted(unique.values(), key=lambda each: each.line.order):
        _take(visit, reading, authors)
    return _built(visit)


def _take(visit: VisitBuilder, reading: Reading, authors: Mapping[str, Author]) -> None:
    header = reading.line.header
    visit.highest_n = max(visit.highest_n, header.n)
    kind, author = KINDS.get(header.kind), authors.get(header.chain)
    reason = _refusal(visit, reading, kind, author)
    if reason is None and kind and kind.apply and author and reading.body:
        private = reading.private or reading.body.private()
        reason = kind.apply(visit, reading.body, private, stamp_of(reading, author))
    if reason is not None:
        visit.ignored.append(Ignored(entry=reading.line.id, kind=header.kind, reason=reason))
    elif kind and Trait.REMARK not in kind.traits:
        visit.head = reading.line.id


def _refusal(
    visit: VisitBuilder, reading: Reading, kind: Kind | None, author: Author | None
) -> str | None:
    """Why the entry does not count, or None."""
    if reading.problem is not None:
        return reading.problem
    if author is None:
        return "unknown_chain"
    if kind is None or kind.apply is None or reading.line.header.visit != visit.visit_id:
        return "not_about_a_visit"
    if not is_among(kind.rights, author.role, visit.relation(author)):
        return "no_right"
    return _untimely(visit, kind)


def _untimely(visit: VisitBuilder, kind: Kind) -> str | None:
    if visit.is_ended:
        return "visit_ended"
    needs_amendment = visit.submissions and not visit.is_amending
    if needs_amendment and Trait.AFTER_SUBMISSION not in kind.traits:
        return "after_submission"
    return None


def _keyed_parts() -> dict[str, type[Folded]]:
    """The fields of Visit that hold parts by their key, and the class of each."""
    found = {}
    for name, field in Visit.model_fields.items():
        if get_origin(field.annotation) is dict:
            part = get_args(field.annotation)[1]
            if issubclass(part, Folded):
                found[name] = part
    return found


_KEYED = _keyed_parts()


def _built(visit: VisitBuilder) -> Visit:
    """The finished visit."""
    marks, proposals = visit.parts(PlaceMark), visit.parts(Proposal)
    parts: dict[str, Any] = {name: visit.parts(part) for name, part in _KEYED.items()}
    return Visit(
        visit_id=visit.visit_id,
        owner=visit.owner.account,
        chain=visit.owner.chain,
        district=visit.owner.district,
        is_practice=visit.owner.is_practice,
        opened=visit.opened,
        school_id=visit.school_id,
        **{name: getattr(visit.plan, name) for name in Plan.model_fields},
        **parts,
        successors=tuple(visit.successors),
        state=visit.state,
        is_amending=visit.is_amending,
        check_in=marks.get("check_in"),
        check_out=marks.get("check_out"),
        position_proposal=proposals.get(""),
        quantities={Method(key): number for key, number in visit.quantities.items()},
        submissions=tuple(visit.submissions),
        has_no_problem=visit.has_no_problem,
        amendments=tuple(visit.parts(Amendment).values()),
        reviews=tuple(visit.parts(Review).values()),
        end_reason=visit.end_reason,
        merged_into=visit.merged_into,
        ignored=tuple(visit.ignored),
        head=visit.head,
        highest_n=visit.highest_n,
    )
