"""What the screens remember between two starts: which account was in use, and which page."""

import json
import logging
import os
from dataclasses import asdict, dataclass
from pathlib import Path

logger = logging.getLogger("duji.ui")


@dataclass(frozen=True, slots=True)
class LastPlace:
    """Where somebody was: the account in use and the page's route."""

    account: str | None = None
    route: str = "/"


class Memory:
    """Keeps the place in a small file; losing it costs a tap, so it is not synced to disk."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "place.json"
        self._place = self._read()

    @property
    def place(self) -> LastPlace:
        """Where somebody was last."""
        return self._place

    def remember(self, place: LastPlace) -> None:
        """Keep the place; a kill in the middle, or a full phone, leaves the one before."""
        if place == self._place:
            return
        self._place = place
        draft = self._path.with_suffix(".new")
        try:
            draft.write_text(json.dumps(asdict(place)), "utf-8")
            os.replace(draft, self._path)
        except OSError:
            logger.exception("the place was not kept")

    def _read(self) -> LastPlace:
        try:
            kept = json.loads(self._path.read_text("utf-8"))
            return LastPlace(kept["account"], str(kept["route"]))
        except (OSError, ValueError, KeyError, TypeError):
            return LastPlace()
