"""From the entries about a finding to its course since it was raised."""

from collections.abc import Iterable, Mapping

from domain.kinds.author import Author
from domain.kinds.finding.closing import Ending
from domain.kinds.finding.course import CourseBuilder, FindingBody
from domain.kinds.finding.entering import Entered, EnteredPrivate, FindingEntered
from domain.kinds.finding.extension import AskedExtension, Extension
from domain.kinds.finding.feedback import Feedback
from domain.kinds.finding.measure import Measure
from domain.kinds.finding.reply import Reply
from domain.kinds.folding import Folded, Ignored, stamp_of, version_after
from domain.kinds.kind import FINDING
from domain.kinds.reading import Reading
from domain.subject import opener, take
from domain.trail.order import in_order


class Course(Folded):
    """What the office and the unit said of a finding, the newest word of each sort.

    ``entered`` is how it began where no visit raised it: ``visit`` is then the finding itself.
    """

    finding: str
    district: str
    visit: str
    finding_id: str
    entered: Entered | None = None
    feedback: Feedback | None = None
    measure: Measure | None = None
    reply: Reply | None = None
    asked_extension: AskedExtension | None = None
    extension: Extension | None = None
    ending: Ending | None = None
    ignored: tuple[Ignored, ...] = ()
    tip: str
    version: str


def fold_course(
    finding: str, readings: Iterable[Reading], authors: Mapping[str, Author]
) -> Course | None:
    """The course these entries make; None where none of them counts.

    Never raises, whatever the bytes, and gives the same for any order of arrival.
    """
    by_id = {each.line.id: each for each in readings}
    said = [by_id[line.id] for line in in_order(each.line for each in by_id.values())]
    if entered := _entered(finding, said, authors):
        builder = CourseBuilder(finding, authors[entered.stamp.chain])
        _tell(builder, entered)
        take(builder, FINDING, said, authors)
        return _built(builder, finding, entered.body.finding_id, entered)
    first = next((each for each in said if _is_by_office(each, authors)), None)
    if first is None or not isinstance(first.body, FindingBody):
        return None
    builder = CourseBuilder(finding, authors[first.line.header.chain])
    take(builder, FINDING, said, authors)
    if builder.tip == finding:
        return None
    return _built(builder, first.body.visit, first.body.finding_id)


def _built(
    builder: CourseBuilder, visit: str, finding_id: str, entered: Entered | None = None
) -> Course:
    ended = builder.ended
    return Course(
        finding=builder.subject,
        district=builder.owner.district,
        visit=visit,
        finding_id=finding_id,
        entered=entered,
        feedback=builder.word(Feedback),
        measure=builder.word(Measure),
        reply=builder.word(Reply),
        asked_extension=builder.word(AskedExtension),
        extension=builder.word(Extension),
        ending=ended if isinstance(ended, Ending) else None,
        ignored=tuple(builder.ignored),
        tip=builder.tip,
        version=builder.version,
    )


def _entered(
    finding: str, said: Iterable[Reading], authors: Mapping[str, Author]
) -> Entered | None:
    """How the office entered the finding; None for one that a visit raised."""
    found = opener(finding, FINDING, said, authors)
    if found is None or not isinstance(found[0].body, FindingEntered):
        return None
    opening, author = found
    private = opening.private if isinstance(opening.private, EnteredPrivate) else EnteredPrivate()
    return Entered(stamp=stamp_of(opening, author), body=opening.body, private=private)


def _tell(builder: CourseBuilder, entered: Entered) -> None:
    """What the unit had said already where the finding was carried over."""
    stamp, body, private = entered.stamp, entered.body, entered.private
    if body.measure_due_on:
        measure = Measure(
            stamp=stamp,
            due_on=body.measure_due_on,
            is_by_office=True,
            text=private.measure,
            responsible=private.measure_by,
        )
        builder.keep(measure)
    if body.replied_on:
        reply = Reply(
            stamp=stamp,
            replied_on=body.replied_on,
            is_done=True,
            is_by_office=True,
            text=private.reply,
        )
        builder.keep(reply)


def version_untouched(finding: str) -> str:
    """The version of a finding that nobody has said anything about since it was raised."""
    return version_after("", finding)


def _is_by_office(reading: Reading, authors: Mapping[str, Author]) -> bool:
    """Whether the server wrote it, so that it is of the finding's own district."""
    author = authors.get(reading.line.header.chain)
    return author is not None and author.is_in_office and isinstance(reading.body, FindingBody)
