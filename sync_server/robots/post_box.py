"""The messages that robots have to send: each is sent once, and tried again until it is too old.

What is to be sent stands in a table before anything is tried, and what came of it after. A
process that is killed between a robot's answer and that tries once more: of a hazard rather
twice than never.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from domain.clock import format_instant, local_date, parse_instant
from sync_server.data.engine import Database, Transaction
from sync_server.data.own import robots as rows
from sync_server.data.own.robots import Key
from sync_server.data.tables import RobotMessageRow, RobotRow
from sync_server.robots.robot import Told, Verdict

# Longer than a message takes; whoever is not done by then was killed.
_LEASE = timedelta(minutes=2)
_MINUTE = timedelta(minutes=1)
# The test button and what is tried again have room beside.
_SPARE = 4
# At once; five a second are the most that Feishu takes.
_AT_ONCE = 4
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=15), timedelta(minutes=15)
# DingTalk takes nothing for ten minutes from whoever was too fast.
TOO_OFTEN_WAIT = timedelta(minutes=10)
LASTS = timedelta(hours=24)


class Sort(StrEnum):
    """What a message tells: the day's numbers, a hazard, that one was not seen in time, or that
    the robot works.
    """

    DIGEST = "digest"
    HAZARD = "hazard"
    HAZARD_LATE = "hazard_late"
    TRIAL = "trial"


class Outcome(StrEnum):
    """How a message stands: what waits is tried again."""

    WAITING = rows.WAITING
    SENT = "sent"
    NEEDLESS = "needless"
    GIVEN_UP = "given_up"


class PostBox:
    """The messages of all districts' robots, in a table that any number of processes share."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def outcomes(self, district: str) -> dict[Key, Outcome]:
        """How each of the district's messages stands, by its sort and what it is about."""
        with self._database.reading_ledger() as found:
            known = rows.outcomes(found.ledger, district, list(Sort))
        return {key: Outcome(outcome) for key, outcome in known.items()}

    def add(self, district: str, keys: Sequence[Key], now: datetime) -> None:
        """Let these be sent; one that was added before stays as it is."""
        if keys:
            at = format_instant(now)
            self._database.write(lambda tx: rows.add_messages(tx.ledger, district, keys, at))

    def claim(self, robot: RobotRow, per_minute: int, now: datetime) -> list[RobotMessageRow]:
        """Some that are to be tried now; nobody else tries them meanwhile.

        Of a robot that is switched off only those that somebody tries it with.
        """
        district, at = robot.district, format_instant(now)
        sorts = list(Sort) if robot.is_on else [Sort.TRIAL]
        with self._database.reading_ledger() as found:
            if not rows.is_due(found.ledger, district, sorts, at):
                return []
        since, until = format_instant(now - _MINUTE), format_instant(now + _LEASE)

        def claim(tx: Transaction) -> list[RobotMessageRow]:
            room = per_minute - _SPARE - rows.tried_since(tx.ledger, district, since)
            claimed = rows.due(tx.ledger, district, sorts, at, min(room, _AT_ONCE))
            for each in claimed:
                rows.claim(tx.ledger, each, at, until)
            return claimed

        return self._database.write(claim)

    def settle(self, row: RobotMessageRow, told: Told | None, now: datetime) -> None:
        """Keep what came of a try; None where there is nothing to tell any more."""
        if told is None:
            self._end(row, Outcome.NEEDLESS, "", now)
        elif told.verdict is Verdict.SENT:
            self._end(row, Outcome.SENT, "", now)
        elif is_too_old(row, now):
            self._end(row, Outcome.GIVEN_UP, told.said, now)
        else:
            wait = _wait(row.tries, told.verdict)
            row.next_at, row.said = format_instant(now + wait), told.said
            self._keep(row)

    def newest(self, district: str, limit: int) -> list[RobotMessageRow]:
        """The district's newest messages."""
        with self._database.reading_ledger() as found:
            return rows.newest(found.ledger, district, limit)

    def _end(self, row: RobotMessageRow, outcome: Outcome, said: str, now: datetime) -> None:
        row.outcome, row.said, row.ended_at = outcome.value, said, format_instant(now)
        self._keep(row)

    def _keep(self, row: RobotMessageRow) -> None:
        self._database.write(lambda tx: rows.settle(tx.ledger, row))


def is_too_old(row: RobotMessageRow, now: datetime) -> bool:
    """Whether a message is not worth another try: a day's numbers after the day.

    Somebody who tries a robot waits for the first answer.
    """
    made_at = parse_instant(row.made_at)
    if row.sort == Sort.TRIAL:
        return True
    if row.sort == Sort.DIGEST:
        return local_date(made_at) != local_date(now)
    return now - made_at >= LASTS


def _wait(tries: int, verdict: Verdict) -> timedelta:
    """How long until the next try, after so many before the last one."""
    if verdict is Verdict.TOO_OFTEN:
        return TOO_OFTEN_WAIT
    return min(_FIRST_WAIT * (1 << min(tries, 10)), _LONGEST_WAIT)
