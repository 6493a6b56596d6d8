"""Which entries are acts of the office, who did them, and what they are about."""

from dataclasses import dataclass
from enum import StrEnum

from domain.kinds.arrival import PhotosArrived, PhotosLost, PhotosSeen
from domain.kinds.author import Author, Role
from domain.kinds.chain import OFFICE_INSTALLATION, ChainEnrolled, ChainOpened, ChainRevoked
from domain.kinds.kind import (
    ACCOUNTABILITY,
    CAMPAIGN,
    FOLDED,
    KINDS,
    MESSAGE,
    PAPER,
    SIMILAR_CHECK,
    TASK,
    VISIT,
    called,
)
from domain.kinds.office.export import TableExported
from domain.kinds.office.month_lock import MonthSheet, MonthUnlocked
from domain.kinds.office.policy import PolicySet
from domain.kinds.reading import Reading
from domain.kinds.server import ServerRestored

DEVICE, TABLE, PERSON, TOKEN = "device", "table", "person", "token"

# What the server notes by itself, photo by photo, and what begins a chain of the office.
_NOBODYS = frozenset(
    each.kind for each in (PhotosArrived, PhotosSeen, PhotosLost, ChainOpened, ServerRestored)
)


class ActSort(StrEnum):
    """What sort of thing somebody did, as the audit page tells them apart."""

    SEEN = "seen"
    SIGNED_IN = "signed_in"
    REFUSED = "refused"
    EXPORTED = "exported"
    REVIEWED = "reviewed"
    PAPERS = "papers"
    MESSAGES = "messages"
    TASKS = "tasks"
    CAMPAIGNS = "campaigns"
    REGISTER = "register"
    ACCOUNTS = "accounts"
    PHONES = "phones"
    SERVER = "server"


@dataclass(frozen=True, slots=True)
class Act:
    """What an account did, and of which thing: its noun and what the office calls it.

    ``act`` is the kind of the entry. Without a thing noun and code are empty.
    """

    district: str
    account: str
    act: str
    sort: ActSort
    noun: str = ""
    code: str = ""


def act_of(reading: Reading, author: Author | None) -> Act | None:
    """The act that an entry tells of; None for what no person of the office did.

    A phone that is taken in is an act of whose phone it is.
    """
    line, body = reading.line, reading.body
    kind = line.header.kind
    if author is None or not author.is_in_office or kind in _NOBODYS:
        return None
    if isinstance(body, MonthSheet) or (isinstance(body, PolicySet) and body.part > 1):
        return None  # A long paper is one act, and so is a sealed month, with all its tables.
    if isinstance(body, ChainEnrolled):
        is_phone = body.installation != OFFICE_INSTALLATION and body.role is not Role.SYSTEM
        known = (body.district, body.account, kind, ActSort.PHONES, DEVICE, body.chain)
        return Act(*known) if is_phone and not body.is_practice else None
    noun, code = _thing(reading)
    return Act(author.district, author.account, kind, sort_of(kind), noun, code)


def sort_of(kind: str) -> ActSort:
    """Among which acts entries of this kind are; what nobody has placed is the register's."""
    if kind == TableExported.kind:
        return ActSort.EXPORTED
    if kind == MonthUnlocked.kind:
        return ActSort.REGISTER
    if kind in (ChainRevoked.kind, ChainEnrolled.kind):
        return ActSort.PHONES
    known = KINDS.get(kind)
    if known is not None and known.is_note:
        return ActSort.ACCOUNTS
    by_noun = {
        VISIT: ActSort.REVIEWED,
        PAPER: ActSort.PAPERS,
        SIMILAR_CHECK: ActSort.PAPERS,
        ACCOUNTABILITY: ActSort.PAPERS,
        MESSAGE: ActSort.MESSAGES,
        TASK: ActSort.TASKS,
        CAMPAIGN: ActSort.CAMPAIGNS,
    }
    return by_noun.get(known.subject or "" if known else "", ActSort.REGISTER)


def _thing(reading: Reading) -> tuple[str, str]:
    body = reading.body
    if isinstance(body, TableExported):
        return (TOKEN, body.token) if body.token else (TABLE, body.table)
    if isinstance(body, ChainRevoked):
        return DEVICE, body.chain
    known = KINDS.get(reading.line.header.kind)
    named = called(body) if body is not None else None
    if named is not None and not (known and known.subject in FOLDED):
        return named
    return (known.subject, reading.line.subject) if known and known.subject else ("", "")
