"""From the entries about a finding to its course since it was raised."""

from collections.abc import Iterable, Mapping

from domain.kinds.author import Author
from domain.kinds.finding.closing import Ending
from domain.kinds.finding.course import CourseBuilder, FindingBody
from domain.kinds.finding.extension import AskedExtension, Extension
from domain.kinds.finding.feedback import Feedback
from domain.kinds.finding.measure import Measure
from domain.kinds.finding.reply import Reply
from domain.kinds.folding import Folded, Ignored, version_after
from domain.kinds.kind import FINDING
from domain.kinds.reading import Reading
from domain.subject import take
from domain.trail.order import in_order


class Course(Folded):
    """What the office and the unit said of a finding, the newest word of each sort."""

    finding: str
    district: str
    visit: str
    finding_id: str
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
    first = next((each for each in said if _is_by_office(each, authors)), None)
    if first is None or not isinstance(first.body, FindingBody):
        return None
    builder = CourseBuilder(finding, authors[first.line.header.chain])
    take(builder, FINDING, said, authors)
    if builder.tip == finding:
        return None
    ended = builder.ended
    return Course(
        finding=finding,
        district=builder.owner.district,
        visit=first.body.visit,
        finding_id=first.body.finding_id,
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


def version_untouched(finding: str) -> str:
    """The version of a finding that nobody has said anything about since it was raised."""
    return version_after("", finding)


def _is_by_office(reading: Reading, authors: Mapping[str, Author]) -> bool:
    """Whether the server wrote it, so that it is of the finding's own district."""
    author = authors.get(reading.line.header.chain)
    return author is not None and author.is_in_office and isinstance(reading.body, FindingBody)
