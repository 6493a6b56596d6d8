"""What a failing database means to whoever asked: one place that knows both drivers' codes."""

from sqlalchemy.exc import DBAPIError, OperationalError

from domain.errors import Unavailable

DISK_FULL = "disk_full"
IO_ERROR = "io_error"
BUSY = "database_busy"
GONE = "database_gone"

_WORDS = {
    DISK_FULL: "The server's disk is full; nothing was taken. Make room and try again.",
    IO_ERROR: "The server's disk failed to write; nothing was acknowledged.",
    BUSY: "The database is busy with somebody else's work; try again.",
    GONE: "The database cannot be reached; try again.",
}

# SQLite's primary result codes (https://sqlite.org/rescode.html).
_SQLITE = {5: BUSY, 6: BUSY, 10: IO_ERROR, 13: DISK_FULL, 14: GONE, 8: IO_ERROR, 11: IO_ERROR}
_DAMAGED = (11, 26)
_READ_ONLY = 8
# PostgreSQL's SQLSTATE, by whole code, then by class.
_POSTGRES = {"53100": DISK_FULL, "58030": IO_ERROR, "55P03": BUSY, "40P01": BUSY, "40001": BUSY}
_IN_READING = "25006"
# "Data exception": the message itself quotes the value.
_QUOTES_VALUES = "22"
_POSTGRES_CLASSES = {"08": GONE, "57": GONE, "53": BUSY, "58": IO_ERROR}


def as_unavailable(error: DBAPIError) -> Unavailable | None:
    """The trouble of disk, lock or connection behind a database error; None when it is a bug.

    Codes: ``disk_full``, ``io_error``, ``database_busy``, ``database_gone``.
    """
    code = _code(error)
    return None if code is None else Unavailable(_WORDS[code], code=code)


def is_damaged(error: DBAPIError) -> bool:
    """Whether SQLite found that its file is damaged, or that it is none of its own."""
    number = getattr(error.orig, "sqlite_errorcode", None)
    return number is not None and number & 0xFF in _DAMAGED


def is_of_reader(error: DBAPIError) -> bool:
    """Whether somebody tried to write where the database lets them only read."""
    number = getattr(error.orig, "sqlite_errorcode", None)
    if number is not None:
        return bool(number & 0xFF == _READ_ONLY)
    return getattr(error.orig, "sqlstate", None) == _IN_READING


def _code(error: DBAPIError) -> str | None:
    number = getattr(error.orig, "sqlite_errorcode", None)
    if number is not None:
        return _SQLITE.get(number & 0xFF)
    state = getattr(error.orig, "sqlstate", None)
    if state:
        return _POSTGRES.get(state) or _POSTGRES_CLASSES.get(state[:2])
    if error.connection_invalidated or isinstance(error, OperationalError):
        return GONE
    return None


def leave_values_out(error: BaseException) -> bool:
    """Reduce what PostgreSQL said of a statement to code and rule; whether there was anything.

    Its details quote whole rows, and so do messages about data that fits no column.
    """
    state = getattr(error, "sqlstate", None)
    diagnosis = getattr(error, "diag", None)
    if not state or diagnosis is None:
        return False
    said = "" if state.startswith(_QUOTES_VALUES) else diagnosis.message_primary
    places = (diagnosis.table_name, diagnosis.column_name, diagnosis.constraint_name)
    error.args = (" ".join(filter(None, (state, said, *places))),)
    return True
