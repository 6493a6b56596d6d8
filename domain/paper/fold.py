"""From a paper's entries to the paper."""

from collections.abc import Iterable, Mapping

from domain.kinds.author import Author
from domain.kinds.folding import stamp_of
from domain.kinds.kind import PAPER
from domain.kinds.paper.builder import Paper, PaperBuilder
from domain.kinds.paper.content import PaperDrafted, PaperPrivate
from domain.kinds.reading import Reading
from domain.subject import opener, take

_SAID = (
    "paper_kind",
    "school_id",
    "findings",
    "due_on",
    "follows",
    "addressee",
    "campaign_id",
)
_STEPS = ("begun", "drafted", "submitted", "returned", "issue", "service", "finish", "voiding")


def fold_paper(
    paper_id: str, readings: Iterable[Reading], authors: Mapping[str, Author]
) -> Paper | None:
    """The paper these entries make; None while the one that opens it is missing or void.

    Never raises, whatever the bytes, and gives the same for any order of arrival.
    """
    readings = tuple(readings)
    found = opener(paper_id, PAPER, readings, authors)
    if found is None or not isinstance(found[0].body, PaperDrafted):
        return None
    opening, owner = found
    body = found[0].body
    private = opening.private if isinstance(opening.private, PaperPrivate) else PaperPrivate()
    stamp = stamp_of(opening, owner)
    builder = PaperBuilder(paper_id, owner, body, private, stamp, stamp)
    take(builder, PAPER, readings, authors)
    return _built(builder)


def _built(builder: PaperBuilder) -> Paper:
    said = {name: getattr(builder.body, name) for name in _SAID}
    steps = {name: getattr(builder, name) for name in _STEPS}
    return Paper(
        paper_id=builder.subject,
        district=builder.owner.district,
        state=builder.state,
        **said,
        title=builder.private.title,
        requirement=builder.private.requirement,
        **steps,
        answers=tuple(builder.answers),
        talks=tuple(builder.talks),
        enclosures=tuple(builder.enclosures),
        ignored=tuple(builder.ignored),
        tip=builder.tip,
        version=builder.version,
    )
