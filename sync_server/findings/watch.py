"""By what the district's office presses for findings, who watches hazards, and since when."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from domain.clock import format_instant, parse_instant
from domain.findings import hazard_watch
from domain.kinds.register.closing_rule import STANDARD_RULE, ClosingRule
from domain.kinds.register.hazard_duty import HazardDutySet
from sync_server.data.engine import ReadingSession
from sync_server.data.tables import FindingRow, HazardDutyRow
from sync_server.data.watch import arrival, rules


def closing_rule(session: ReadingSession, district: str) -> ClosingRule:
    """The district's rule of closing, the standard one where it has set none."""
    kept = rules.closing_rule(session, district)
    return STANDARD_RULE if kept is None else ClosingRule.model_validate_json(kept)


def duty_of(row: HazardDutyRow) -> HazardDutySet:
    """The turn of duty that stands in a row."""
    return HazardDutySet(**row.model_dump(exclude={"district"}))


def on_duty(session: ReadingSession, district: str, day: date) -> tuple[str, ...]:
    """The accounts that are on duty for the district's hazards on a local day."""
    return hazard_watch.on_duty(map(duty_of, rules.hazard_duties(session, district)), day)


def arrivals(session: ReadingSession, rows: Iterable[FindingRow]) -> dict[int, datetime]:
    """When the newest word on each of these arrived at the server, by its position."""
    positions = [row.position for row in rows]
    found = arrival.arrived_at(session.connection(), positions)
    return {position: parse_instant(at) for position, at in found.items()}


def seen_late(
    session: ReadingSession, district: str, rows: Iterable[FindingRow], now: datetime
) -> set[int]:
    """Those of the findings that are hazards nobody has seen in time, by their positions."""
    unseen = [row for row in rows if row.is_unseen and not row.is_noticed]
    if not unseen:
        return set()
    rule = closing_rule(session, district)
    found = arrivals(session, unseen).items()
    return {position for position, at in found if hazard_watch.is_seen_late(at, now, rule)}


def late_until(session: ReadingSession, district: str, now: datetime) -> str:
    """By when a hazard had to arrive that is late where nobody has seen it by now."""
    hours = closing_rule(session, district).hazard_seen_within_hours
    return format_instant(now - timedelta(hours=hours))
