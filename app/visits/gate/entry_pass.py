"""The pass that is shown at a unit's gate after arriving there, and made offline (5-03)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from app.visits.messages import refusal
from app.visits.recorder import Recorder
from domain.clock import Clock, local_date, parse_instant
from domain.door.phone_pass import PhonePass
from domain.errors import Conflict
from domain.visit.visit import Visit

Sign = Callable[[bytes], bytes]
NO_SERVER = "练习账号没有进校凭证。"
OVER = "进校凭证只在到校当天有效。这次到校不是今天。"


@dataclass(frozen=True, slots=True)
class ShownPass:
    """What stands on the screen, and where its QR code leads."""

    name: str
    school: str
    office: str
    valid_on: str
    arrived_at: datetime
    address: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose phone it is: as the office calls them, their office, and its server (or none)."""

    name: str
    district_name: str
    server_url: str


def arrived_on(visit: Visit, school_id: str) -> str | None:
    """On which local day one arrived at this unit of the visit; None before."""
    mark = visit.arrival_at(school_id)
    return local_date(parse_instant(mark.stamp.at)).isoformat() if mark else None


class EntryPasses:
    """Makes passes with the key of this phone's chain."""

    def __init__(self, recorder: Recorder, sign: Sign, holder: Holder, now: Clock) -> None:
        self._recorder = recorder
        self._sign = sign
        self._holder = holder
        self._now = now

    def entry_pass(self, visit_id: str) -> ShownPass:
        """The pass for the unit at which one arrived last.

        Conflict in words before an arrival, on another day than that of the arrival, and for who
        only practises: nobody could check it.
        """
        visit = self._recorder.visit(visit_id)
        school_id = visit.unit_now
        mark, today = visit.arrival_at(school_id), local_date(self._now()).isoformat()
        if mark is None:
            raise refusal("not_checked_in", visit.visit_type)
        if not self._holder.server_url:
            raise Conflict(NO_SERVER, code="no_server")
        if arrived_on(visit, school_id) != today:
            raise Conflict(OVER, code="pass_over")
        made = PhonePass(chain=self._recorder.chain, valid_on=today, school_id=school_id)
        token = made.token(self._sign(made.signed_text()))
        school = self._recorder.school(school_id)
        return ShownPass(
            name=self._holder.name,
            school=school.name if school else school_id,
            office=self._holder.district_name,
            valid_on=today,
            arrived_at=parse_instant(mark.stamp.at),
            address=f"{self._holder.server_url.rstrip('/')}/pass/{quote(token, safe='.:@')}",
        )
