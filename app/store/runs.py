"""The last runs of an account's sync, as one small document."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from app.store import settings
from app.store.database import Transaction

MOST_KEPT = 50
NAME = "runs"


class Run(BaseModel):
    """One run: when it began, how long it took, what it brought, and how it ended.

    ``code`` is None where everything went. ``clock_off_s`` is how far the phone's clock was
    ahead of the server's; None where nothing told.
    """

    model_config = ConfigDict(frozen=True)

    at: str
    duration_ms: int
    is_automatic: bool
    entries: int = 0
    photos: int = 0
    visits: int = 0
    has_new_workbook: bool = False
    sent_bytes: int = 0
    received_bytes: int = 0
    code: str | None = None
    clock_off_s: int | None = None


_RUNS = TypeAdapter(tuple[Run, ...])


def latest(transaction: Transaction, account: str) -> tuple[Run, ...]:
    """The last fifty runs, oldest first; none where they cannot be read any more."""
    text = settings.get(transaction, settings.of_account(NAME, account))
    try:
        return _RUNS.validate_json(text) if text else ()
    except ValidationError:
        return ()


def note(transaction: Transaction, account: str, run: Run) -> None:
    """Keep one more run, and let the oldest go."""
    kept: Sequence[Run] = (*latest(transaction, account), run)[-MOST_KEPT:]
    text = _RUNS.dump_json(tuple(kept), exclude_defaults=True).decode()
    settings.put(transaction, settings.of_account(NAME, account), text)
