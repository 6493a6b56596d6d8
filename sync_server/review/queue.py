"""The review's queue: which visit comes next for whoever gives the verdicts, and how many wait."""

from dataclasses import dataclass

from sync_server.access.viewer import Viewer
from sync_server.data.engine import Database
from sync_server.data.visits.waiting import Queue, QueueFilter, QueueKey, Waiting
from sync_server.register.names import Names, names
from sync_server.review.visit_listing import ListedVisit, listed_visits

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of the queue somebody goes through: every field that is set narrows."""

    zone: str = ""
    account: str = ""
    school: str = ""
    is_flagged: bool | None = None

    def filter(self, viewer: Viewer, *, is_flagged: bool | None = None) -> QueueFilter:
        """The same for this viewer, of flagged or unflagged ones alone where that is said."""
        wanted = self.is_flagged if is_flagged is None else is_flagged
        return QueueFilter(
            viewer.district, viewer.account, self.zone, self.account, self.school, wanted
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands in the queue.

    ``visit`` is the one to look at, empty where nothing waits; ``number`` counts from 1 and is 0
    where it is not in this part of the queue (any more). ``key`` is the place it was reached at.
    ``before`` and ``after`` are the visits to go on to; ``is_round`` says that ``after`` stands
    at the beginning again, because there is none behind.
    """

    visit: str
    key: QueueKey | None
    number: int
    total: int
    flagged: int
    before: str
    after: str
    is_round: bool


@dataclass(frozen=True, slots=True)
class WaitingList:
    """Waiting visits without flags, the one that waits longest first; ``more`` goes on behind."""

    visits: tuple[ListedVisit, ...]
    names: Names
    total: int
    more: QueueKey | None


@dataclass(frozen=True, slots=True)
class ReviewQueue:
    """Answers the queue's questions within what the viewer may review."""

    database: Database

    def standing(
        self, viewer: Viewer, asked: Asked, visit: str = "", at: QueueKey | None = None
    ) -> Standing:
        """Where the viewer stands with this visit, which they reached ``at`` a place.

        Without a visit it is the first one; a place that is told holds even if the visit has
        moved since, so that whoever explains a flag goes on where they were.
        """
        viewer.require_review()
        with self.database.session() as session:
            queue = Queue.of(session.connection(), asked.filter(viewer))
            total, flagged = queue.count()
            if not visit:
                found = queue.first()
                visit, own = (found.visit, found.key) if found else ("", None)
            else:
                own = queue.holds(visit)
            key = at or own
            after = self._after(queue, key, visit)
            before = queue.before(key, visit) if key else None
            return Standing(
                visit=visit,
                key=key,
                number=queue.number_of(own) if own else 0,
                total=total,
                flagged=flagged,
                before=before.visit if before else "",
                after=after.visit if after else "",
                is_round=bool(after and key and after.key < key),
            )

    def next_after(self, viewer: Viewer, asked: Asked, visit: str, at: QueueKey | None) -> str:
        """The visit to go on to after this one, reached ``at`` a place; empty at the end."""
        with self.database.session() as session:
            queue = Queue.of(session.connection(), asked.filter(viewer))
            found = self._after(queue, at or queue.holds(visit), visit)
        return found.visit if found else ""

    def unflagged(
        self, viewer: Viewer, asked: Asked, behind: QueueKey | None = None
    ) -> WaitingList:
        """Waiting visits of this part that no flag asks to be looked at."""
        viewer.require_review()
        with self.database.session() as session:
            queue = Queue.of(session.connection(), asked.filter(viewer, is_flagged=False))
            total, _ = queue.count()
            found = queue.some(AT_ONCE + 1, behind)
        known = names(self.database, viewer.district)
        listed = listed_visits(self.database, [each.visit for each in found[:AT_ONCE]], known)
        return WaitingList(
            visits=tuple(listed),
            names=known,
            total=total,
            more=found[AT_ONCE - 1].key if len(found) > AT_ONCE else None,
        )

    def is_unflagged(self, viewer: Viewer, visit: str) -> bool:
        """Whether the visit waits for this viewer's verdict and no flag asks to be looked at.

        Flags may come without a new version: by another visit's photo, or by the register.
        """
        with self.database.session() as session:
            queue = Queue.of(session.connection(), Asked().filter(viewer, is_flagged=False))
            return queue.holds(visit) is not None

    def _after(self, queue: Queue, key: QueueKey | None, visit: str) -> Waiting | None:
        found = queue.after(key, visit) if key else None
        return found or queue.first(visit)
