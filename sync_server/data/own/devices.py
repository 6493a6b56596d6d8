"""Devices as a commit knows them: whose token still lets in, and what each was told last."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete

from domain.clock import format_instant, parse_instant
from domain.trail.line import Tick
from domain.trail.timing import Answered
from sync_server.data.driver.statements import executed, fetched_by_keys
from sync_server.data.tables import METADATA

ANSWERS_LAST = timedelta(days=31)

_GOOD_TOKENS = (
    "SELECT token_hash FROM device_token JOIN account ON account.account = device_token.account"
    " WHERE revoked_at IS NULL AND NOT is_disabled AND token_hash IN (?)"
)
_ACTIVE = (
    "SELECT account, closed_on FROM person WHERE is_active AND role <> 'auditor'"
    " AND (role <> 'delegate' OR EXISTS (SELECT 1 FROM campaign_person AS named"
    " WHERE named.account = person.account AND named.district = person.district))"
    " AND account IN (?)"
)
_ANSWERS = "SELECT token_hash, at, boot, ms FROM device_answer WHERE token_hash IN (?)"
_FORGET = "DELETE FROM device_answer WHERE token_hash = ? AND (boot <> ? OR at < ?)"
_KEEP = (
    "INSERT INTO device_answer (token_hash, at, boot, ms) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (token_hash, at) DO NOTHING"
)


def good_tokens(connection: Connection, token_hashes: Iterable[str]) -> set[str]:
    """Those of the tokens that nobody revoked, of accounts that are not disabled."""
    return {token for (token,) in fetched_by_keys(connection, _GOOD_TOKENS, token_hashes)}


def active_accounts(connection: Connection, accounts: Iterable[str], today: str) -> set[str]:
    """Those of the accounts that have a place in the register today, and one that has phones."""
    found = fetched_by_keys(connection, _ACTIVE, accounts)
    return {account for account, closed_on in found if closed_on is None or closed_on > today}


def answers(connection: Connection, token_hashes: Iterable[str]) -> dict[str, dict[str, Answered]]:
    """What these devices were answered in their present boots, by token and server time."""
    found: dict[str, dict[str, Answered]] = {}
    for token, at, boot, ms in fetched_by_keys(connection, _ANSWERS, token_hashes):
        told = Answered(parse_instant(at), Tick(boot=boot, ms=ms))
        found.setdefault(token, {})[at] = told
    return found


def keep_answers(connection: Connection, given: Mapping[str, Tick], now: datetime) -> None:
    """Record that these devices are about to be told this server time, by their ticks.

    What was answered in another boot, or long ago, tells nothing any more and is let go of.
    """
    at, long_ago = format_instant(now), format_instant(now - ANSWERS_LAST)
    gone = [(token, tick.boot, long_ago) for token, tick in given.items()]
    executed(connection, _FORGET, gone)
    told = [(token, at, tick.boot, tick.ms) for token, tick in given.items()]
    executed(connection, _KEEP, told)


def forget_answers(connection: Connection) -> None:
    """Forget what devices were told: after a backup was restored, they were told more since."""
    connection.execute(delete(METADATA.tables["device_answer"]))
