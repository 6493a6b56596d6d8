"""Whether two visits were at the same time, as their phones tell it."""

from datetime import datetime
from typing import NamedTuple

from domain.clock import parse_instant
from domain.visit.visit import Visit


class Stay(NamedTuple):
    """From when to when somebody was there, by the claimed instants."""

    came_at: datetime
    left_at: datetime


def stay(visit: Visit) -> Stay:
    """From the check-in (the opening without one) to the check-out.

    Without a check-out it is to the submission, and without one too, the moment of coming.
    """
    came = parse_instant((visit.check_in.stamp if visit.check_in else visit.opened).at)
    last = visit.check_out.stamp if visit.check_out else next(iter(visit.submissions), None)
    left = parse_instant(last.at) if last else came
    return Stay(came, max(came, left))


def do_overlap(one: Visit, other: Visit) -> bool:
    """Whether somebody of each was there at one moment."""
    mine, theirs = stay(one), stay(other)
    return mine.came_at <= theirs.left_at and theirs.came_at <= mine.left_at
