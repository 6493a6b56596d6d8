"""Fetching the workbook, and the trails of own visits that the server knows better."""

from app.store import chains, lines, visit_rows
from app.sync.link import Link
from app.sync.progress import Phase
from app.sync.troubles import bad_answer
from domain.authority import Author
from domain.errors import BadLine, NotAllowed, NotFound
from domain.line import Line, parse_line
from domain.visit import State
from domain.wire import TrailAnswer
from domain.workbook import Workbook, WorkbookVisit

TRAILS_PER_RUN = 40
_IN_WORK = frozenset({State.IN_PROGRESS, State.RETURNED})


def pull_workbook(link: Link) -> tuple[bool, bool]:
    """Fetch the workbook if the server has a newer one; whether it had, and of a new epoch."""
    link.report(Phase.WORKBOOK, None)
    with link.store.database.read() as transaction:
        etag = link.store.workbooks.etag(transaction, link.account)
    headers = {"If-None-Match": etag} if etag else None
    answer = link.ask("GET", "/api/v1/workbook", headers=headers)
    if answer.status == 304:
        link.note_contact()
        return False, False
    workbook = answer.read(Workbook)
    with link.store.database.write() as transaction:
        text = answer.body.decode()
        link.store.workbooks.put(transaction, link.account, text, answer.headers.get("etag"))
        schools = {each.school_id: each for each in workbook.schools}
        visit_rows.rename_schools(transaction, link.account, schools)
        is_new_epoch = chains.note_epoch(transaction, link.account, workbook.epoch)
        chains.note_contact(transaction, link.chain.chain, link.now())
    return True, is_new_epoch


def pull_trails(link: Link) -> int:
    """Fetch trails of own visits of which the server has more than this phone; how many."""
    with link.store.database.read() as transaction:
        workbook = link.store.workbooks.get(transaction, link.account)
        held = visit_rows.highest_ns(transaction, link.account)
    behind = [
        each
        for each in (workbook.visits if workbook else ())
        if each.highest_n > held.get(each.visit, -1)
    ]
    behind.sort(key=_urgency, reverse=True)
    pulled = 0
    for visit in behind[:TRAILS_PER_RUN]:
        link.report(Phase.WORKBOOK, pulled / min(len(behind), TRAILS_PER_RUN))
        pulled += _pull_trail(link, visit.visit)
    return pulled


def _urgency(visit: WorkbookVisit) -> tuple[bool, str]:
    """What needs work comes first, then the newest."""
    return visit.state in _IN_WORK or visit.is_amending, visit.visit_on


def _pull_trail(link: Link, visit_id: str) -> bool:
    try:
        answer = link.ask("GET", f"/api/v1/visits/{visit_id}/trail").read(TrailAnswer)
    except (NotFound, NotAllowed):
        return False  # The office took it from this account since; the next workbook says so.
    with link.store.database.write() as transaction:
        for each in answer.authors:
            author = Author(each.chain, each.account, each.role, each.district, each.is_practice)
            chains.add_author(transaction, author)
        lines.keep(transaction, [_line(text) for text in answer.lines])
        link.store.project(transaction, visit_id)
    return True


def _line(text: str) -> Line:
    try:
        return parse_line(text.encode(), may_be_erased=True)
    except BadLine as error:
        raise bad_answer() from error
