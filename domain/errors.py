"""Every error the project raises on purpose.

An error has a stable ``code`` (for programs), typed ``facts`` and a message that says what
is wrong, with which thing, and what to do next. The edge of each side turns the family
(the direct subclass of DujiError) into a status, a page, a snackbar or an exit status.
"""

from typing import ClassVar, TypeAlias

Fact: TypeAlias = str | int | float | bool | None


class DujiError(Exception):
    """Something the project says no to, in words a person can act on."""

    code: ClassVar[str] = "error"

    def __init__(self, message: str, *, code: str | None = None, **facts: Fact) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts
        self.specific_code = code or self.code


class BadInput(DujiError):
    """What was handed in cannot be used as it is; handing it in again changes nothing."""

    code = "bad_input"


class BadLine(BadInput):
    """Bytes that are not an entry: the specific code says which rule they break."""

    code = "bad_line"


class BadPhoto(BadInput):
    """A picture that cannot be read or is of a kind we do not take."""

    code = "bad_photo"


class NotSignedIn(DujiError):
    """Nobody known is asking: no credential, a wrong, an expired or a revoked one."""

    code = "not_signed_in"


class NotAllowed(DujiError):
    """Somebody known asks for what their role or district does not give them."""

    code = "not_allowed"


class NotFound(DujiError):
    """The thing named does not exist, or not for whoever asks."""

    code = "not_found"


class Conflict(DujiError):
    """The thing exists, in another state than the request assumes."""

    code = "conflict"


class TooLarge(DujiError):
    """More than one request may bring; send less at a time."""

    code = "too_large"


class TooMany(DujiError):
    """Asked too often; the fact ``retry_after_s`` says when to ask again."""

    code = "too_many"


class Unavailable(DujiError):
    """The other side or the disk cannot do it now; what was recorded is safe, try again later."""

    code = "unavailable"
