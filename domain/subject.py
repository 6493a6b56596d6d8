"""Taking the entries of any subject in their order. Total, and blind to the order of arrival."""

from collections.abc import Iterable, Mapping

from domain.kinds import KINDS, Kind, Trait
from domain.kinds.author import Author, Relation, is_among
from domain.kinds.folding import Ignored, SubjectBuilder, stamp_of
from domain.kinds.reading import Reading
from domain.trail.order import in_order


def opener(
    subject: str, noun: str, readings: Iterable[Reading], authors: Mapping[str, Author]
) -> tuple[Reading, Author] | None:
    """The entry that opens the subject and who wrote it; None where it does not count."""
    found = next((each for each in readings if each.line.id == subject), None)
    if found is None or found.body is None:
        return None
    kind, author = KINDS[found.body.kind], authors.get(found.line.header.chain)
    if author is None or kind.subject != noun or not kind.opens(found.line):
        return None
    if not kind.may_come_from(author):
        return None
    relations = (Relation.OWNER, Relation.OFFICE)
    if not any(is_among(kind.rights, author.role, each) for each in relations):
        return None
    return found, author


def take(
    builder: SubjectBuilder, noun: str, readings: Iterable[Reading], authors: Mapping[str, Author]
) -> None:
    """Let the builder take everything that was said of its subject after the opening.

    Each entry once, in the order of ``in_order``. What says nothing readable, is by someone
    without the right or comes at the wrong time is listed in ``ignored`` and moves nothing.
    Never raises, whatever the bytes.
    """
    by_id = {each.line.id: each for each in readings}
    for line in in_order(each.line for each in by_id.values()):
        if line.id != builder.subject:
            take_next(builder, noun, by_id[line.id], authors)


def take_next(
    builder: SubjectBuilder, noun: str, reading: Reading, authors: Mapping[str, Author]
) -> None:
    """Let the builder take one entry more, that comes after all it has taken."""
    line = reading.line
    kind, author = KINDS.get(line.header.kind), authors.get(line.header.chain)
    reason = _refusal(builder, noun, reading, kind, author)
    if reason is None and kind and kind.apply and author and reading.body:
        private = reading.private or reading.body.private()
        reason = kind.apply(builder, reading.body, private, stamp_of(reading, author))
    if reason is None and kind:
        part = kind.part.field if kind.part else ""
        builder.count(line.id, part, is_remark=Trait.REMARK in kind.traits)
    else:
        ignored = Ignored(entry=line.id, kind=line.header.kind, reason=reason or "unknown_kind")
        builder.ignored.append(ignored)


def _refusal(
    builder: SubjectBuilder, noun: str, reading: Reading, kind: Kind | None, author: Author | None
) -> str | None:
    """Why the entry does not count, or None."""
    if reading.problem is not None:
        return reading.problem
    if author is None:
        return "unknown_chain"
    is_about_this = reading.line.header.subject == builder.subject
    if kind is None or not (is_about_this and _is_about(kind, noun)):
        return "not_about_this"
    is_allowed = is_among(kind.rights, author.role, builder.relation(author))
    if not (is_allowed and kind.may_come_from(author)):
        return "no_right"
    return builder.untimely(
        after_submission=Trait.AFTER_SUBMISSION in kind.traits,
        after_end=Trait.AFTER_END in kind.traits,
    )


def _is_about(kind: Kind, noun: str) -> bool:
    return kind.subject == noun and Trait.CHANGES in kind.traits
