"""The visit somebody works on: one shared picture of it, and the order in which it is saved."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import flet as ft

from domain.errors import DujiError, NotFound
from domain.visit.visit import Visit

if TYPE_CHECKING:
    from app.visits.records import VisitView
    from app.visits.service import VisitService

logger = logging.getLogger("duji.ui")

T = TypeVar("T")
Commit = Callable[[str], object]
"""Makes an entry of a text; or answers ``STAYS``: it cannot be one yet and stays a draft."""

STAYS = object()


@ft.observable
@dataclass(eq=False)
class VisitState:
    """What the screens of one visit show.

    ``revision`` grows with every reading; ``drafts`` are the half-typed fields and forms as kept.
    """

    view: "VisitView | None" = None
    is_missing: bool = False
    revision: int = 0
    drafts: Mapping[str, str] = field(default_factory=dict)


class VisitController:
    """One visit on the screen; everything is saved off the event loop, one after the other.

    Half-typed text is kept in draft rows as it is typed (``hold``) and becomes an entry when
    its field is left (``settle``), at the latest when the app goes to the background.
    """

    def __init__(self, visits: "VisitService", visit_id: str, on_saved: Callable[[], None]) -> None:
        self.visits = visits
        self.visit_id = visit_id
        self.state = VisitState()
        # Where one was in a long list when one left it for a moment, to come back to.
        self.left_at: str | None = None
        self._on_saved = on_saved
        self._lock = asyncio.Lock()
        self._typed: dict[str, str] = {}
        self._commits: dict[str, Commit] = {}
        self._unkept: set[str] = set()
        self._keeping = False

    # --- reading and writing

    async def load(self) -> None:
        """Read the visit anew."""
        async with self._lock:
            await self._read()

    async def save(self, change: Callable[[], T]) -> T:
        """Make a change, then show the visit as it stands; refusals are raised.

        A change that answers the visit after it spares reading that once more.
        """
        async with self._lock:
            outcome = await asyncio.to_thread(change)
            await self._read(outcome if isinstance(outcome, Visit) else None)
        if outcome is not STAYS:
            self._on_saved()
        return outcome

    async def _read(self, visit: Visit | None = None) -> None:
        try:
            view = await asyncio.to_thread(self._view, visit)
        except NotFound:
            self.state.is_missing = True
            return
        self.state.drafts = view.drafts
        self.state.view = view
        self.state.revision += 1

    def _view(self, visit: Visit | None) -> "VisitView":
        return self.visits.view(visit) if visit else self.visits.visit(self.visit_id)

    # --- half-typed text

    def draft(self, key: str) -> str | None:
        """The half-typed text of a field as it stands; None where there is none."""
        return self._typed.get(key, self.state.drafts.get(key))

    def take_up(self, key: str, commit: Commit) -> None:
        """The field of a half-typed text is on the screen again: to be settled when it is left."""
        text = self.draft(key)
        if text is not None:
            self._typed.setdefault(key, text)
            self._commits.setdefault(key, commit)

    async def hold(self, key: str, text: str, commit: Commit) -> None:
        """Keep what is being typed; while one text is being kept, only the newest waits."""
        self._typed[key] = text
        self._commits[key] = commit
        self._unkept.add(key)
        if self._keeping:
            return
        self._keeping = True
        try:
            while self._unkept:
                await self._keep(self._unkept.pop())
        finally:
            self._keeping = False

    async def _keep(self, key: str) -> None:
        async with self._lock:
            text = self._typed.get(key)
            if text is not None:
                await asyncio.to_thread(self.visits.save_draft_text, self.visit_id, key, text)

    async def jot(self, key: str, text: str | None) -> None:
        """Keep a line beside the visit until it is dropped, which no text does; it is no entry."""
        keep, drop = self.visits.save_draft_text, self.visits.drop_draft_text
        async with self._lock:
            if text is None:
                await asyncio.to_thread(drop, self.visit_id, key)
            else:
                await asyncio.to_thread(keep, self.visit_id, key, text)
            await self._read()

    async def settle(self, key: str) -> None:
        """The field was left: make an entry of its text, which also clears the draft."""
        text, commit = self._typed.get(key), self._commits.get(key)
        if text is None or commit is None:
            return
        try:
            await self._enter({key: text}, lambda: commit(text))
        except DujiError:
            await self.load()
            raise

    async def save_for(self, keys: Iterable[str], change: Callable[[], T]) -> T:
        """Make a change that stands for what was typed into these fields, whose drafts go.

        What was typed on meanwhile stays; where the change is refused, so does all of it.
        """
        texts = {key: self._typed.get(key) for key in keys}
        return await self._enter(texts, change)

    async def _enter(self, texts: Mapping[str, str | None], change: Callable[[], T]) -> T:
        def enter() -> T:
            outcome = change()
            for key, text in texts.items():
                if outcome is not STAYS:
                    self.visits.drop_draft_text(self.visit_id, key)
                elif text is not None:
                    self.visits.save_draft_text(self.visit_id, key, text)
            return outcome

        self._unkept -= texts.keys()
        try:
            outcome = await self.save(enter)
        except DujiError:
            for key in texts:
                await self._keep(key)
            raise
        for key, text in texts.items():
            if self._typed.get(key) == text:
                self._forget(key)
        return outcome

    async def settle_all(self) -> None:
        """Make entries of all that was typed; what is refused stays a draft."""
        for key in list(self._typed):
            try:
                await self.settle(key)
            except DujiError:
                logger.info("the text of %s stays a draft", key)

    def _forget(self, key: str) -> None:
        self._typed.pop(key, None)
        self._commits.pop(key, None)
        self._unkept.discard(key)
