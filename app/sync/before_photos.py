"""Photos of open findings, fetched so that a follow-up can compare offline.

A comfort: it comes after everything else went, a few files at a time, and a network that breaks
off meanwhile spoils nothing. The next run goes on.
"""

import logging
from collections.abc import Iterable

from app.store.photos import before as kept
from app.store.photos.files import write_durably
from app.sync.link import Link
from app.sync.messages import is_passing
from app.sync.progress import Phase
from domain.clock import local_date
from domain.errors import DujiError, NotAllowed, NotFound
from domain.findings.urgency import Urgency, urgency
from domain.trail.line import sha256_hex
from domain.wire.workbook import Workbook

logger = logging.getLogger("duji.sync")

FILES_PER_RUN = 40
_ORDER = list(Urgency)


def fetch_before_photos(link: Link) -> int:
    """Fetch what is missing of the photos of open findings at own schools; how many came."""
    with link.store.database.read() as transaction:
        workbook = link.store.workbooks.get(transaction, link.account)
    if workbook is None:
        return 0
    wanted = list(_wanted(link, workbook))
    _drop_others(link, wanted)
    missing = [each for each in wanted if not link.store.files.stamped(each).is_file()]
    if not missing or not _may_fetch(link):
        return 0
    come: list[str] = []
    try:
        for number, sha256 in enumerate(missing[:FILES_PER_RUN]):
            link.report(Phase.WORKBOOK, number / len(missing))
            if _fetch(link, sha256):
                come.append(sha256)
    except OSError as problem:
        logger.warning("a photo to compare with could not be kept: %s", problem)
    except DujiError as problem:
        if not is_passing(problem):
            raise
        logger.info("photos to compare with come another time: %s", problem.specific_code)
    finally:
        _remember(link, come)
    return len(come)


def _may_fetch(link: Link) -> bool:
    """Whether the phone may use much data now, where it has a say in that."""
    ask = getattr(link, "may_use_much_data", None)
    return True if ask is None else bool(ask())


def _wanted(link: Link, workbook: Workbook) -> Iterable[str]:
    """The photos of the open findings at own schools, the most urgent first."""
    mine = {school.school_id for school in workbook.schools if school.is_mine}
    today = local_date(link.device.clock.now())
    found = [each for each in workbook.findings if each.awaits_look and each.school_id in mine]
    found.sort(key=lambda each: (_ORDER.index(urgency(each, today)), each.raised_on))
    return dict.fromkeys(sha256 for each in found for sha256 in each.photos)


def _fetch(link: Link, sha256: str) -> bool:
    """Fetch one photo and keep it if it is the one that was asked for."""
    try:
        answer = link.ask("GET", f"/api/v1/photos/{sha256}")
    except (NotFound, NotAllowed):
        return False  # It has not come in yet, or is not for this account any more.
    if sha256_hex(answer.body) != sha256:
        logger.warning("the server answered another photo for %s", sha256)
        return False
    write_durably(link.store.files.stamped(sha256), answer.body)
    return True


def _remember(link: Link, come: Iterable[str]) -> None:
    with link.store.database.write() as transaction:
        held = kept.fetched(transaction, link.account)
        if fresh := set(come) - held:
            kept.remember(transaction, link.account, held | fresh)


def _drop_others(link: Link, wanted: Iterable[str]) -> None:
    """Let those go that no open finding needs any more, and that are nobody else's."""
    with link.store.database.write() as transaction:
        held = kept.fetched(transaction, link.account)
        done = held - set(wanted)
        if not done:
            return
        kept.remember(transaction, link.account, held - done)
        free = done - kept.needed_otherwise(transaction, link.account, done)
    for sha256 in free:
        link.store.files.stamped(sha256).unlink(missing_ok=True)
