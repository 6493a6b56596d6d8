"""Uses of the system that are no entries: looking at something, signing in, backing up."""

from dataclasses import dataclass
from enum import StrEnum

from domain.audit.act import ActSort


class UseKind(StrEnum):
    """What an account did that changes nothing anybody else sees."""

    SAW = "use.saw"
    SIGNED_IN = "use.signed_in"
    SIGNED_OUT = "use.signed_out"
    NOT_PROVED = "use.not_proved"
    WRONG_CODE = "use.wrong_code"
    IMPORTED = "use.imported"
    BACKED_UP = "use.backed_up"
    BACKUP_FAILED = "use.backup_failed"
    BACKUP_TESTED = "use.backup_tested"
    LOST = "use.lost"


_SORTS = {
    UseKind.SAW: ActSort.SEEN,
    UseKind.SIGNED_IN: ActSort.SIGNED_IN,
    UseKind.SIGNED_OUT: ActSort.SIGNED_IN,
    UseKind.NOT_PROVED: ActSort.REFUSED,
    UseKind.WRONG_CODE: ActSort.REFUSED,
    UseKind.IMPORTED: ActSort.REGISTER,
    UseKind.BACKED_UP: ActSort.SERVER,
    UseKind.BACKUP_FAILED: ActSort.SERVER,
    UseKind.BACKUP_TESTED: ActSort.SERVER,
    UseKind.LOST: ActSort.SERVER,
}


@dataclass(frozen=True, slots=True)
class Use:
    """A use by an account of a district, of a thing where it is about one.

    ``note`` is a short fact of it, such as where it came from.
    """

    district: str
    account: str
    kind: UseKind
    noun: str = ""
    code: str = ""
    note: str = ""

    @property
    def sort(self) -> ActSort:
        """Among which acts the audit page shows it."""
        return _SORTS[self.kind]
