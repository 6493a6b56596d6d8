"""From a notice's entries to the notice, and what the office calls its number."""

from collections.abc import Iterable, Mapping

from domain.kinds.author import Author
from domain.kinds.folding import stamp_of
from domain.kinds.kind import NOTICE
from domain.kinds.office.notice import (
    Notice,
    NoticeBuilder,
    NoticeIssued,
    NoticePrivate,
    NoticeState,
)
from domain.kinds.reading import Reading
from domain.subject import opener, take


def fold_notice(
    notice_id: str, readings: Iterable[Reading], authors: Mapping[str, Author]
) -> Notice | None:
    """The notice these entries make; None while its ``notice.issued`` is missing or does not count.

    Never raises, whatever the bytes, and gives the same for any order of arrival.
    """
    readings = tuple(readings)
    found = opener(notice_id, NOTICE, readings, authors)
    if found is None or not isinstance(found[0].body, NoticeIssued):
        return None
    opening, owner = found
    body = found[0].body
    private = opening.private if isinstance(opening.private, NoticePrivate) else NoticePrivate()
    builder = NoticeBuilder(notice_id, owner, body, private, stamp_of(opening, owner))
    take(builder, NOTICE, readings, authors)
    return _built(builder)


def _built(builder: NoticeBuilder) -> Notice:
    body = builder.body
    return Notice(
        notice_id=builder.subject,
        district=builder.owner.district,
        state=NoticeState.WITHDRAWN if builder.withdrawal else NoticeState.ISSUED,
        issued=builder.issued,
        school_id=body.school_id,
        number=body.number,
        serial=body.serial,
        year=body.year,
        findings=body.findings,
        issued_on=body.issued_on,
        due_on=body.due_on,
        requirement=builder.private.requirement,
        issuer=builder.private.issuer,
        withdrawal=builder.withdrawal,
        receipt=builder.receipt,
        ignored=tuple(builder.ignored),
        tip=builder.tip,
        version=builder.version,
    )


def series_of(year: int) -> str:
    """The series in which the notices of a year are numbered."""
    return f"{NOTICE}-{year}"


def number_of(district_name: str, year: int, serial: int) -> str:
    """The 文号 of a year's notice, such as 万教督整〔2026〕7号."""
    return f"{district_name[:1]}教督整〔{year}〕{serial}号"
