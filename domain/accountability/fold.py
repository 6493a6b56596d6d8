"""From an accountability case's entries to the case."""

from collections.abc import Iterable, Mapping

from domain.kinds.accountability.case import Accountability, AccountabilityBuilder
from domain.kinds.accountability.content import AccountabilityOpened, OpenedPrivate
from domain.kinds.author import Author
from domain.kinds.folding import facts_of, stamp_of
from domain.kinds.kind import ACCOUNTABILITY
from domain.kinds.reading import Reading
from domain.subject import opener, take

_SAID = ("target", "school_id", "opened_on", "inspected_on", "findings", "papers")
_STEPS = (
    "state",
    "opened",
    "stated",
    "group",
    "notice",
    "plea",
    "decision",
    "service",
    "review_asked",
    "review",
    "appeal_asked",
    "appeal",
    "correction",
    "end",
    "withdrawal",
)


def fold_accountability(
    case_id: str, readings: Iterable[Reading], authors: Mapping[str, Author]
) -> Accountability | None:
    """The case these entries make; None while the one that opens it is missing or void.

    Never raises, whatever the bytes, and gives the same for any order of arrival.
    """
    readings = tuple(readings)
    found = opener(case_id, ACCOUNTABILITY, readings, authors)
    if found is None or not isinstance(found[0].body, AccountabilityOpened):
        return None
    opening, owner = found
    body, private = found[0].body, opening.private
    said = private if isinstance(private, OpenedPrivate) else OpenedPrivate()
    stamp = stamp_of(opening, owner)
    builder = AccountabilityBuilder(case_id, owner, body, said, stamp, stamp)
    take(builder, ACCOUNTABILITY, readings, authors)
    return _built(builder)


def _built(builder: AccountabilityBuilder) -> Accountability:
    return Accountability(
        case_id=builder.subject,
        district=builder.owner.district,
        **{name: getattr(builder.body, name) for name in _SAID},
        **facts_of(builder.private),
        **{name: getattr(builder, name) for name in _STEPS},
        ignored=tuple(builder.ignored),
        tip=builder.tip,
        version=builder.version,
    )
