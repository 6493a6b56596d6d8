"""Reading feeds by a token: within its scopes and its district, and every answer written down."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from domain.clock import Clock, local_date
from domain.kinds.office.export import TableExported, TableExportedPrivate
from domain.trail.line import sha256_hex
from sync_server.access.tokens import Reader
from sync_server.data.engine import Database
from sync_server.data.feeds.ask import Ask
from sync_server.data.feeds.since import position_at
from sync_server.feeds import findings, months, register, visits
from sync_server.feeds.feed import Asked, Feed
from sync_server.feeds.models import FeedRow
from sync_server.ledger.append import OfficeEntry
from sync_server.ledger.committer import Committer
from sync_server.projection.chain_book import SERVER_ACCOUNT

FEEDS = (visits.FEED, findings.FEED, months.FEED, register.UNITS, register.PEOPLE)
"""All of them, in the order in which they are offered."""
BY_PLURAL = {each.plural: each for each in FEEDS}
BY_PATH = {each.path: each for each in FEEDS}


class Found(NamedTuple):
    """Rows at the place that was asked for, and whether more stand behind them."""

    rows: Sequence[FeedRow]
    has_more: bool


class Taken(NamedTuple):
    """An answer that leaves: which feed, as what, how many rows, and what was asked in words."""

    feed: Feed
    format: str
    rows: int
    asked: str


@dataclass(frozen=True, slots=True)
class Feeds:
    """Reads them for who shows a token."""

    database: Database
    clock: Clock
    committer: Committer

    def read(self, reader: Reader, feed: Feed, ask: Ask) -> Found:
        """The rows that are asked for; NotAllowed where the token does not open them."""
        reader.require(feed.scope)
        more = replace(ask, district=reader.district, limit=ask.limit + 1)
        with self.database.reading() as transaction:
            rows = feed.read(transaction, self._asked(more))
        return Found(rows[: ask.limit], len(rows) > ask.limit)

    def count(self, reader: Reader, feed: Feed, ask: Ask) -> int:
        """How many fit what is asked, wherever they stand."""
        reader.require(feed.scope)
        with self.database.reading() as transaction:
            return feed.count(transaction, self._asked(replace(ask, district=reader.district)))

    def position_at(self, instant: str) -> int:
        """The position of the first entry that was accepted then or later."""
        with self.database.reading() as transaction:
            return position_at(transaction.ledger, instant)

    def note(self, reader: Reader, taken: Taken, content: bytes) -> None:
        """Write down that the token takes this answer; one without a row takes nothing out."""
        if not taken.rows:
            return
        body = TableExported(
            table=taken.feed.name,
            format=taken.format,
            sha256=sha256_hex(content),
            rows=taken.rows,
            token=reader.token,
        )
        said = f"接口令牌“{reader.name}”{taken.asked}"
        entry = OfficeEntry(body, TableExportedPrivate(filters=said))
        self.committer.write(SERVER_ACCOUNT, [entry], reader.district)

    def _asked(self, ask: Ask) -> Asked:
        return Asked(ask, local_date(self.clock()))
