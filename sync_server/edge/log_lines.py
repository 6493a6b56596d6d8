"""How log lines look, and which request they belong to."""

import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal

from domain.clock import format_instant

request_id: ContextVar[str] = ContextVar("request_id", default="-")


class OfRequest(logging.Filter):
    """Puts the id of the request being served on every record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """True: nothing is left out."""
        record.request_id = request_id.get()
        return True


class TextLines(logging.Formatter):
    """One line for people: when, how bad, where, which request, what."""

    def __init__(self) -> None:
        super().__init__("%(instant)s %(levelname)s %(name)s [%(request_id)s] %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The record as text, without control characters that could fake a line."""
        record.instant = _instant(record)
        first, *rest = (
            super().format(record).split("\n") if record.exc_info else [super().format(record)]
        )
        return "\n".join((first.translate(_CONTROLS), *rest))


class JsonLines(logging.Formatter):
    """One JSON object a line, for machines."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        found = {
            "at": _instant(record),
            "level": record.levelname,
            "logger": record.name,
            "request": getattr(record, "request_id", "-"),
            "message": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            found["exception"] = self.formatException(record.exc_info)
        return json.dumps(found, ensure_ascii=False)


def set_up_logging(log_format: Literal["text", "json"], level: int = logging.INFO) -> None:
    """Send everything from this level on to standard error in this format; once, at start."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if log_format == "json" else TextLines())
    handler.addFilter(OfRequest())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # Our own line for each request says more.
    logging.getLogger("uvicorn.access").disabled = True


def _instant(record: logging.LogRecord) -> str:
    return format_instant(datetime.fromtimestamp(record.created, UTC))


_CONTROLS = dict.fromkeys((*range(32), 127), "�")
