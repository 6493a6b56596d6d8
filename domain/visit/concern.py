"""Whose phones must pull which part of their workbook anew when something is said of a visit."""

from collections.abc import Iterable
from typing import NamedTuple

from domain.kinds import KINDS
from domain.kinds.book_part import TOLD_BY_ENTRIES, BookPart
from domain.kinds.office.policy import PolicyRead
from domain.kinds.reading import Reading
from domain.kinds.register.assignment import AssignmentSet
from domain.kinds.visit.unit import UnitAdded
from domain.visit.visit import Visit

_ALWAYS_TOLD = frozenset({BookPart.MINE, BookPart.DUTY})
EVERYBODY = "*"
"""Stands for every account of the district."""


class Concern(NamedTuple):
    """A part of workbooks, and whose.

    ``whom`` is an account for own visits, messages passed on and tasks, a school for findings
    and duty (all who are responsible for it), a campaign's id for campaigns (all who have a part
    in it), or EVERYBODY.
    """

    part: BookPart
    whom: str


def concerned(visit: Visit, readings: Iterable[Reading]) -> frozenset[Concern]:
    """What is told of the visit, and to whom, given all its entries, counted or not.

    One entry may decide whether another counts, so each of them concerns all who are told
    anything of the visit, for good.
    """
    readings = tuple(readings)
    schools = (visit.school_id, *units(readings))
    found = {Concern(BookPart.MINE, visit.owner)}
    found.update(Concern(BookPart.DUTY, each) for each in schools)
    for reading in readings:
        kind = KINDS.get(reading.line.header.kind)
        if kind is None or kind.told <= _ALWAYS_TOLD:
            continue
        told = kind.told_in(reading.body)
        if BookPart.FINDINGS in told:
            found.update(Concern(BookPart.FINDINGS, each) for each in schools)
        campaign = getattr(reading.body, "campaign_id", None)
        if BookPart.CAMPAIGNS in told and campaign is not None:
            found.add(Concern(BookPart.CAMPAIGNS, campaign))
    return frozenset(found)


def units(readings: Iterable[Reading]) -> tuple[str, ...]:
    """The further units that a visit's entries ever named, counted or not."""
    bodies = (each.body for each in readings if each.line.header.kind == UnitAdded.kind)
    return tuple(dict.fromkeys(each.school_id for each in bodies if isinstance(each, UnitAdded)))


def register_concerns(reading: Reading, account: str) -> frozenset[Concern]:
    """What an entry about no visit, written by the account, changes of workbooks, and whose.

    An assignment concerns the one it names, and the duty of all who have the school; having read
    a paper concerns whoever has read it; everything else concerns everybody.
    """
    if reading.body is None:
        return frozenset()
    told = KINDS[reading.body.kind].told_in(reading.body)
    whom = EVERYBODY
    if told >= TOLD_BY_ENTRIES:
        whom = getattr(reading.body, "account", EVERYBODY)
    elif reading.body.kind == PolicyRead.kind:
        whom = account
    found = {Concern(part, whom) for part in told}
    if isinstance(reading.body, AssignmentSet):
        found.add(Concern(BookPart.DUTY, reading.body.school_id))
    return frozenset(found)
