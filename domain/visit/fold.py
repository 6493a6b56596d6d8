"""From a visit's entries to the visit. Pure, total, and blind to the order of arrival."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from domain.kinds.author import Author, Role
from domain.kinds.folding import Folded, stamp_of
from domain.kinds.kind import VISIT
from domain.kinds.reading import Reading
from domain.kinds.visit.builder import VisitBuilder
from domain.kinds.visit.course import Amendment, Redating, VisitOpened
from domain.kinds.visit.merging import Merging
from domain.kinds.visit.place import PlaceMark, Proposal
from domain.kinds.visit.plan import Plan
from domain.kinds.visit.record import Method
from domain.kinds.visit.review import Review
from domain.kinds.visit.signature import Signer
from domain.subject import opener, take, take_next
from domain.trail.order import Ending
from domain.visit.visit import Visit


def fold(visit_id: str, readings: Iterable[Reading], authors: Mapping[str, Author]) -> Visit | None:
    """The visit these entries make; None while its ``visit.opened`` is missing or not readable.

    Entries count in the order of ``domain.trail.order``; those that do not count are listed in
    ``ignored``. Never raises, whatever the bytes.
    """
    builder = _taken(visit_id, tuple(readings), authors)
    return _built(builder) if builder else None


@dataclass(frozen=True, slots=True)
class FoldSoFar:
    """A visit as folded from some entries, kept so that the next one is folded alone."""

    _builder: VisitBuilder
    _ending: Ending
    _authors: Mapping[str, Author]

    @property
    def visit(self) -> Visit:
        """The visit as it stands, made at each question."""
        return _built(self._builder)

    def after(self, reading: Reading, authors: Mapping[str, Author]) -> "FoldSoFar | None":
        """The fold with this entry as well.

        None where all entries have to be folded again: the new one does not come last, or other
        people are known than before.
        """
        ending = self._ending.after(reading.line)
        if ending is None or authors != self._authors:
            return None
        builder = self._builder.copy()
        take_next(builder, VISIT, reading, authors)
        return FoldSoFar(builder, ending, authors)


def fold_to_go_on(
    visit_id: str, readings: Iterable[Reading], authors: Mapping[str, Author]
) -> FoldSoFar | None:
    """The fold of these entries, to go on from; None where there is no visit, or no going on."""
    readings = tuple(readings)
    builder = _taken(visit_id, readings, authors)
    ending = Ending.of(each.line for each in readings) if builder else None
    return FoldSoFar(builder, ending, authors) if builder and ending else None


def _taken(
    visit_id: str, readings: Iterable[Reading], authors: Mapping[str, Author]
) -> VisitBuilder | None:
    """All that these entries say of the visit; None while nobody has opened it readably."""
    found = opener(visit_id, VISIT, readings, authors)
    if found is None or not isinstance(found[0].body, VisitOpened):
        return None
    opening, owner = found
    body = found[0].body
    visit = VisitBuilder(
        subject=visit_id,
        owner=owner,
        school_id=body.school_id,
        opened=stamp_of(opening, owner),
        plan=body,
    )
    take(visit, VISIT, readings, authors)
    return visit


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
        visit_id=visit.subject,
        owner=visit.owner.account,
        chain=visit.owner.chain,
        district=visit.owner.district,
        is_practice=visit.owner.is_practice,
        delegates=(visit.owner.account,) if visit.owner.role is Role.DELEGATE else (),
        opened=visit.opened,
        school_id=visit.school_id,
        **{name: getattr(visit.plan, name) for name in Plan.model_fields},
        **parts,
        successors=tuple(visit.successors),
        state=visit.state,
        is_amending=visit.is_amending,
        check_in=marks.get("check_in"),
        check_out=marks.get("check_out"),
        added_place=marks.get("added"),
        position_proposal=proposals.get(""),
        quantities={Method(key): number for key, number in visit.quantities.items()},
        changes_since_signed={
            Signer(signer): count for signer, count in visit.changes_since_signed.items() if count
        },
        fed_back=dict(visit.fed_back),
        submissions=tuple(visit.submissions),
        has_no_problem=visit.has_no_problem,
        amendments=tuple(visit.parts(Amendment).values()),
        reviews=tuple(visit.parts(Review).values()),
        end_reason=visit.end_reason,
        merging=visit.parts(Merging).get(""),
        redating=visit.parts(Redating).get(""),
        ignored=tuple(visit.ignored),
        handed_in=_built(visit.handed_in) if visit.handed_in else None,
        head=visit.head,
        tip=visit.tip,
        version=visit.version,
    )
