"""What the phone's user waits for: a saved answer, and the list of 5,000 visits."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from app.account.session import AccountSession
from app.store import chains, lines
from app.store.store import Store
from app.visits.practice import ACCOUNT, DISTRICT
from domain.kinds.piece import TextPrivate
from domain.kinds.visit.answer import ItemAnswered
from domain.kinds.visit.course import VisitSubmitted
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised
from domain.kinds.visit.record import Method, NoteSection, VisitNoted
from tests.benchmarks.figures import RUNS, Figure, repeated
from tests.builders.phone import AT_SCHOOL, Handset
from tests.builders.trail import MAY_14, Pen, an_author

VISITS = 5_000
SAVES = 300
LISTS = 9
PAGE = 50
FILLED_AT_ONCE = 500


@contextmanager
def a_phone() -> Iterator[AccountSession]:
    """The practice account on a phone with 5,000 visits."""
    with tempfile.TemporaryDirectory(prefix="duji-bench-") as name:
        handset = Handset(Path(name))
        session = handset.practise()
        store = Store(Path(name))
        fill(store)
        store.close()
        yield session
        handset.phone.close()


def measured() -> list[Figure]:
    """Saves and lists, each in five runs."""
    with a_phone() as session:
        saves = [saved(session) for _ in range(RUNS)]
        percentiles = [statistics.quantiles(times, n=100)[98] for times in saves]
        return [
            Figure("phone: a save, median", "ms", tuple(map(statistics.median, saves))),
            Figure("phone: a save, 99th percentile", "ms", tuple(percentiles)),
            repeated(f"phone: first page of {VISITS} visits", "ms", listing(session, "")),
            repeated(f"phone: all {VISITS} visits", "ms", listing(session, "", VISITS)),
            repeated(f"phone: search in {VISITS} visits", "ms", listing(session, "练习")),
        ]


def fill(store: Store) -> None:
    """Put 5,000 finished visits on the phone, as if pulled from the server."""
    author = an_author(ACCOUNT, district=DISTRICT, is_practice=True)
    pen = Pen(author, at=MAY_14 - timedelta(days=400))
    for _ in range(0, VISITS, FILLED_AT_ONCE):
        first = len(pen.lines)
        opened = [write_small_visit(pen) for _ in range(FILLED_AT_ONCE)]
        with store.database.write() as transaction:
            chains.add_author(transaction, author)
            lines.keep(transaction, pen.lines[first:])
            for visit in opened:
                store.project(transaction, visit)
        pen.lines.clear()


def write_small_visit(pen: Pen) -> str:
    """A visit with one note, one answer and one finding, submitted."""
    visit = pen.open_visit("practice-1")
    pen.write(ItemAnswered(item_id="item-1", value="yes"), None, visit)
    pen.write(VisitNoted(section=NoteSection.RECORD), TextPrivate(text="课堂秩序良好"), visit)
    finding = FindingRaised(finding_id=f"f-{pen.head.seq}", category=Category.SAFETY)
    pen.write(finding, FindingPrivate(text="消防通道堆放杂物"), visit)
    pen.write(VisitSubmitted(head=pen.head.id or ""), None, visit)
    return visit


def saved(session: AccountSession) -> list[float]:
    """Milliseconds of each save of a visit of 20 entries: answers, notes and counts in turn."""
    visits = session.visits
    visit = visits.open_visit("practice-1", theme_id="month-05")
    visits.check_in(visit, AT_SCHOOL)
    for number in range(18):
        visits.record_lesson(visit, None, {"class_name": f"{number}班"})
    checklist = visits.visit(visit).checklist
    if checklist is None:
        raise RuntimeError("the theme has no checklist")
    item = next(each.item_id for each in checklist.all_items if each.kind == "yes_no")
    saves: list[Callable[[int], object]] = [
        lambda number: visits.record_answer(visit, item, ("yes", "no")[number // 3 % 2]),
        lambda number: visits.record_note(visit, NoteSection.RECORD, f"第 {number} 次修改"),
        lambda number: visits.record_count(visit, Method.LESSON_PLANS, number),
    ]
    times = []
    for number in range(SAVES):
        save = saves[number % len(saves)]
        began = time.perf_counter()
        save(number)
        times.append((time.perf_counter() - began) * 1000)
    return times


def listing(session: AccountSession, search: str, limit: int = PAGE) -> Callable[[], float]:
    """One run of lists; its median in milliseconds."""

    def run() -> float:
        times = []
        for _ in range(LISTS):
            began = time.perf_counter()
            found = session.visits.list(limit, 0, search)
            times.append((time.perf_counter() - began) * 1000)
            if len(found) < min(limit, VISITS):
                raise RuntimeError(f"the list has {len(found)} visits")
        return statistics.median(times)

    return run
