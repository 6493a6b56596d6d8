"""What makes robots speak: a thread that looks every few seconds for what there is to tell."""

import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import NamedTuple

from domain.clock import CST, local_date, parse_instant
from domain.errors import Unavailable
from domain.findings.hazard_watch import is_seen_late
from domain.kinds.author import Role
from domain.kinds.register.closing_rule import ClosingRule
from domain.trail.line import sha256_hex
from sync_server.access.devices import Devices
from sync_server.access.viewer import Viewer
from sync_server.data.accounts import PersonFacts
from sync_server.data.engine import CommitFailed
from sync_server.data.findings.listing import FindingFilter, FindingList
from sync_server.data.own.robots import Key
from sync_server.data.paging import Place
from sync_server.data.register_snapshot import districts
from sync_server.data.tables import FindingRow, RobotMessageRow, RobotRow
from sync_server.data.watch.rules import robots
from sync_server.findings.watch import arrivals, closing_rule, on_duty
from sync_server.month.table import Months
from sync_server.overview.findings_list import Findings
from sync_server.overview.start import StartPages
from sync_server.overview.system import System
from sync_server.overview.units import Units
from sync_server.projection.chain_book import SERVER_ACCOUNT
from sync_server.register.calendar import calendar_of
from sync_server.register.names import names
from sync_server.review.queue import ReviewQueue
from sync_server.robots.addresses import ROBOTS
from sync_server.robots.messages import Hazard, Messages
from sync_server.robots.post_box import Outcome, PostBox, Sort
from sync_server.robots.robot import Message, Told, Verdict
from sync_server.robots.sealed import Sealed
from sync_server.robots.sender import Sender
from sync_server.server import Server

_LOG = logging.getLogger("duji.server")

EVERY_S = 3.0
_AFTER_TROUBLE_S = 15.0
MOST_HAZARDS = 200


class Unseen(NamedTuple):
    """A hazard that nobody of the office has seen, and when it arrived."""

    row: FindingRow
    arrived_at: datetime

    @property
    def about(self) -> str:
        """What messages about it are called by, whatever a phone calls its findings."""
        return sha256_hex(f"{self.row.visit}/{self.row.finding_id}".encode())


@dataclass(frozen=True, slots=True)
class Look:
    """One robot's district at a moment: its unseen hazards, and by which rule they are late."""

    robot: RobotRow
    now: datetime
    district_name: str
    hazards: Mapping[str, Unseen]
    rule: ClosingRule

    def keys(self, known: Mapping[Key, Outcome]) -> list[Key]:
        """The messages about hazards that are to be sent and were never added.

        What arrived before the robot was switched on stands in the digest alone.
        """
        found: list[Key] = []
        for about, hazard in self.hazards.items():
            if hazard.arrived_at < parse_instant(self.robot.on_since):
                continue
            first, late = (Sort.HAZARD.value, about), (Sort.HAZARD_LATE.value, about)
            if first not in known:
                found.append(first)
            elif known[first] is not Outcome.WAITING and late not in known:
                found += [late] if is_seen_late(hazard.arrived_at, self.now, self.rule) else []
        return found


class Messenger:
    """Tells groups of hazards as they arrive, and once a working day what waits.

    It looks in a thread of its own once it is started. What it is to send stands in the
    `PostBox`, so that whoever starts next goes on with it, and nobody waits for a group.
    """

    def __init__(self, server: Server, sender: Sender, public_url: str | None) -> None:
        self._server = server
        self._start = _start_pages(server, is_https=(public_url or "").startswith("https://"))
        self._sender = sender
        self._home = public_url or ""
        self._box = PostBox(server.database)
        self._sealed = Sealed.of(server)
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Look from now on, every few seconds."""
        self._thread = threading.Thread(target=self._run, name="messenger", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Finish the message that is being sent, and stop; the rest waits for the next start."""
        self._closed.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def deliver(self) -> int:
        """Look once, here and now; how many messages went out."""
        with self._server.database.session(is_patient=False) as session:
            found = robots(session)
        return sum(self._of_district(robot) for robot in found)

    def _of_district(self, robot: RobotRow) -> int:
        now = self._server.clock()
        look = self._look(robot, now) if robot.is_on else None
        if look is not None:
            self._box.add(robot.district, self._new(look), now)
        claimed = self._box.claim(robot, ROBOTS[robot.sort].per_minute, now)
        look = look or (self._look(robot, now) if claimed else None)
        return sum(self._send(look, row) for row in claimed) if look else 0

    def _new(self, look: Look) -> list[Key]:
        """The messages that are to be sent from now on."""
        known = self._box.outcomes(look.robot.district)
        digest = (Sort.DIGEST.value, local_date(look.now).isoformat())
        is_time = digest not in known and self._is_time(look.robot, look.now)
        return [*look.keys(known), *([digest] if is_time else [])]

    def _look(self, robot: RobotRow, now: datetime) -> Look:
        district = robot.district
        with self._server.database.session(is_patient=False) as session:
            found = FindingList(session, FindingFilter(district, is_unseen=True))
            rows = found.rows(found.read(Place(), MOST_HAZARDS))
            arrived = arrivals(session, rows)
            rule = closing_rule(session, district)
            name = districts(session).get(district, district)
        unseen = [Unseen(row, arrived[row.position]) for row in rows]
        return Look(robot, now, name, {each.about: each for each in unseen}, rule)

    def _is_time(self, robot: RobotRow, now: datetime) -> bool:
        """Whether it is a working day past the hour, which came after the robot was set up."""
        day = local_date(now)
        at = datetime.combine(day, time(robot.digest_hour), CST)
        if now < at or at < parse_instant(robot.on_since):
            return False
        return calendar_of(self._server.database, robot.district).is_workday(day)

    def _send(self, look: Look, row: RobotMessageRow) -> bool:
        """Whether the message went out; one that waits while the server stops is left alone."""
        if self._closed.is_set():
            return False
        message = self._message(look, row)
        told = None if message is None else self._told(look.robot, message)
        self._box.settle(row, told, self._server.clock())
        return told is not None and told.verdict is Verdict.SENT

    def _told(self, robot: RobotRow, message: Message) -> Told:
        held = self._sealed.opened(robot.district, robot.held)
        if held is None:
            return Told(Verdict.REFUSED, "机器人的地址读不出来，请重新填写")
        return self._sender.send(robot.sort, held, message)

    def _message(self, look: Look, row: RobotMessageRow) -> Message | None:
        messages = Messages(look.district_name, self._home)
        if row.sort == Sort.DIGEST:
            is_today = row.about == local_date(look.now).isoformat()
            return messages.digest(self._start.office(_office(look.robot))) if is_today else None
        if row.sort == Sort.TRIAL:
            return messages.trial(look.now)
        hazard = look.hazards.get(row.about)
        if hazard is None:
            return None
        known = names(self._server.database, look.robot.district)
        late_h = look.rule.hazard_seen_within_hours if row.sort == Sort.HAZARD_LATE else None
        unit = known.school(hazard.row.school_id)
        has_duty = bool(self._on_duty(look))
        return messages.hazard(Hazard(unit, hazard.arrived_at, has_duty, late_h))

    def _on_duty(self, look: Look) -> Sequence[str]:
        with self._server.database.session(is_patient=False) as session:
            return on_duty(session, look.robot.district, local_date(look.now))

    def _run(self) -> None:
        while not self._closed.wait(EVERY_S):
            try:
                self.deliver()
            except Exception as error:  # the outermost edge of this thread: it must go on
                if isinstance(error, Unavailable | CommitFailed):
                    _LOG.warning("robots cannot be served just now: %s", error)
                else:
                    _LOG.exception("robots cannot be served")
                self._closed.wait(_AFTER_TROUBLE_S)


def _start_pages(server: Server, *, is_https: bool) -> StartPages:
    """What the office's start page is made of, so that both say the same numbers."""
    at = (server.database, server.clock)
    return StartPages(
        *at,
        devices=Devices(server.database, server.log_key.public_hex),
        months=Months(*at, server.committer),
        queue=ReviewQueue(server.database),
        findings=Findings(*at),
        units=Units(*at),
        system=System(*at, server.photo_store.space, server.app_releases, is_https),
    )


def _office(robot: RobotRow) -> Viewer:
    """The district's office, which sees what any supervisor does who went on no visit."""
    role = Role.SUPERVISOR.value
    return Viewer(PersonFacts(SERVER_ACCOUNT, "", role, robot.district, "", None))
