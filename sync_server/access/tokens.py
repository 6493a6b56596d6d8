"""Who reads by a token: whose district it is of, what it opens, and when it was shown last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock

from domain.clock import Clock, format_instant, local_date
from domain.errors import NotAllowed, NotFound, NotSignedIn
from domain.kinds.office.token import TokenScope
from domain.words.values import label
from sync_server.access.credentials import secret_hash
from sync_server.access.rate_limits import ReadingPace
from sync_server.access.viewer import Viewer
from sync_server.data.engine import Database
from sync_server.data.own import tokens as rows
from sync_server.data.tables import TokenRow

WRONG = "令牌不对、已经过期，或者已经撤销；请向发放令牌的督导室核对。"
PREFIX = "duji_"
"""What every secret begins with, so that one which leaked is known for what it is."""
LONGEST_SECRET = 200
USED_AGAIN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Reader:
    """Another system that showed a good token."""

    token: str
    name: str
    district: str
    scopes: frozenset[TokenScope]

    def require(self, scope: TokenScope) -> None:
        """NotAllowed (``no_scope``) unless the token opens this."""
        if scope not in self.scopes:
            raise NotAllowed(f"这个令牌没有开放“{label(scope)}”。", code="no_scope", scope=scope)


@dataclass(frozen=True, slots=True)
class ListedToken:
    """A token as its district lists it; ``used_at`` is None for one that was never shown."""

    row: TokenRow
    today: str
    used_at: str | None = None

    @property
    def scopes(self) -> list[TokenScope]:
        """What it opens."""
        return [TokenScope(each) for each in self.row.scopes.split(",")]

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed."""
        return self.row.valid_until < self.today

    @property
    def is_good(self) -> bool:
        """Whether it opens anything."""
        return not self.row.is_revoked and not self.is_over


class Tokens:
    """Answers whose a token is, and what a district gave."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._reading = ReadingPace()
        self._noted: dict[str, str] = {}
        self._lock = Lock()

    def reader(self, secret: str) -> Reader:
        """Who shows this secret; NotSignedIn for none that is good, TooMany for one too often."""
        if not secret.startswith(PREFIX) or len(secret) > LONGEST_SECRET:
            raise NotSignedIn(WRONG, code="bad_token")
        with self._database.session() as session:
            row = rows.token_of(session.connection(), secret_hash(secret))
        today = local_date(self._clock()).isoformat()
        if row is None or row.is_revoked or row.valid_until < today:
            raise NotSignedIn(WRONG, code="bad_token")
        self._reading.hit(row.token)
        self._note(row.token)
        scopes = frozenset(TokenScope(each) for each in row.scopes.split(","))
        return Reader(row.token, row.name, row.district, scopes)

    def listed(self, viewer: Viewer) -> list[ListedToken]:
        """What the viewer's district gave, the newest first; NotAllowed without the register."""
        viewer.require_register()
        with self._database.session() as session:
            found = rows.tokens(session, viewer.district)
            used = rows.uses(session.connection(), [row.token for row in found])
        return [self._listed(row, used) for row in found]

    def one(self, viewer: Viewer, code: str) -> ListedToken:
        """One of them; NotFound where the viewer's district gave none of this code."""
        viewer.require_register()
        with self._database.session() as session:
            row = rows.token(session, viewer.district, code)
            used = rows.uses(session.connection(), [code])
        if row is None:
            raise NotFound("There is no such token.", token=code)
        return self._listed(row, used)

    def _listed(self, row: TokenRow, used: dict[str, str]) -> ListedToken:
        return ListedToken(row, local_date(self._clock()).isoformat(), used.get(row.token))

    def _note(self, token: str) -> None:
        """Keep that it was shown now, once a minute."""
        now = self._clock()
        at, since = format_instant(now), format_instant(now - USED_AGAIN)
        with self._lock:
            if self._noted.get(token, "") > since:
                return
            self._noted[token] = at
        self._database.write(lambda transaction: rows.keep_use(transaction.ledger, token, at))


def each_scope(scopes: Sequence[TokenScope]) -> str:
    """What a token opens, in words."""
    return "、".join(map(label, scopes))
