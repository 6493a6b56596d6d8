"""What went wrong inside the app lately: kinds of exceptions and places in the code, no more.

An exception's message may hold names, texts and addresses, so it is never kept.
"""

import logging
import os
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from domain.clock import format_instant

MOST_KEPT = 20
FILE = "defects.json"
LOGGER = "duji"
OURS = ("app", "domain", "main.py")
ROOT = Path(__file__).resolve().parents[2]


class Defect(BaseModel):
    """One failure: when, its kind, where it came up, and where our code last had it in hand."""

    model_config = ConfigDict(frozen=True)

    at: str
    kind: str
    raised: str
    ours: str = ""


_DEFECTS = TypeAdapter(tuple[Defect, ...])


@dataclass(frozen=True, slots=True)
class _Place:
    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Defects(logging.Handler):
    """Listens to the app's log and keeps the last twenty failures in a small file.

    Losing the file costs nothing but knowledge, so it is written without waiting for the disk.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(logging.WARNING)
        self._path = folder / FILE
        self._kept = self._read()

    def listen(self) -> None:
        """Hear what the app logs from now on."""
        logging.getLogger(LOGGER).addHandler(self)

    def stop(self) -> None:
        """Hear nothing more."""
        logging.getLogger(LOGGER).removeHandler(self)

    @property
    def kept(self) -> tuple[Defect, ...]:
        """The last failures, oldest first."""
        return self._kept

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the exception that was logged, if it was one."""
        if not record.exc_info or record.exc_info[1] is None:
            return
        error, trace = record.exc_info[1], record.exc_info[2]
        self._kept = (*self._kept, _defect(error, trace))[-MOST_KEPT:]
        try:
            draft = self._path.with_suffix(".new")
            draft.write_bytes(_DEFECTS.dump_json(self._kept))
            os.replace(draft, self._path)
        except OSError:
            # Nobody is left to tell: this is what is told of failures, and memory still has it.
            return

    def _read(self) -> tuple[Defect, ...]:
        try:
            return _DEFECTS.validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            return ()


def _defect(error: BaseException, trace: TracebackType | None) -> Defect:
    places = [_place(frame) for frame in traceback.extract_tb(trace)]
    ours = [place for place in places if place.file.startswith(OURS)]
    return Defect(
        at=format_instant(datetime.now(UTC)),
        kind=type(error).__name__,
        raised=str(places[-1]) if places else "",
        ours=str(ours[-1]) if ours else "",
    )


def _place(frame: traceback.FrameSummary) -> _Place:
    """Our own files by their path in the project, others by their name alone."""
    path = Path(frame.filename)
    parts = path.relative_to(ROOT).parts if path.is_relative_to(ROOT) else path.parts
    # A phone runs compiled files, which may name the folders of the machine they were made on.
    roots = [number for number, part in enumerate(parts) if part in OURS and parts[0] != "tests"]
    file = "/".join(parts[roots[-1] :]) if roots else path.name
    return _Place(file, frame.lineno or 0)
