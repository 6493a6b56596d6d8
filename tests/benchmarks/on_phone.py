"""What the phone's user waits for: a saved answer, and the list of 5,000 visits."""

import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
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
FEW_SAVES = 24
PAGE_BYTES = 4096


def _percentile(times: list[float]) -> float:
    return statistics.quantiles(times, n=100)[98]


RANKS: dict[str, Callable[[list[float]], float]] = {
    "median": statistics.median,
    "99th percentile": _percentile,
}


@contextmanager
def a_phone() -> Iterator[tuple[AccountSession, Path]]:
    """The practice account on a phone with 5,000 visits, and the phone's database."""
    with tempfile.TemporaryDirectory(prefix="duji-bench-") as name:
        handset = Handset(Path(name))
        session = handset.practise()
        store = Store(Path(name))
        fill(store)
        store.close()
        yield session, store.folder / "duji.db"
        handset.phone.close()


def measured() -> list[Figure]:
    """Saves and lists, each in five runs."""
    with a_phone() as (session, database):
        pages = pages_of_a_save(session, database)
        runs = [saved(session, pages) for _ in range(RUNS)]
        return [
            *_of_saves(runs, pages),
            repeated(f"phone: first page of {VISITS} visits", "ms", listing(session, "")),
            repeated(f"phone: all {VISITS} visits", "ms", listing(session, "", VISITS)),
            repeated(
                f"phone: all {VISITS} visits, CPU",
                "ms",
                listing(session, "", VISITS, time.process_time),
            ),
            repeated(f"phone: search in {VISITS} visits", "ms", listing(session, "练习")),
        ]


def _of_saves(runs: "list[Saves]", pages: int) -> list[Figure]:
    bare = f"phone: a bare commit of {pages} pages"
    both = [
        Figure(f"{name}, {word}", "ms", tuple(rank(getattr(run, times)) for run in runs))
        for name, times in (("phone: a save", "ours"), (bare, "bare"))
        for word, rank in RANKS.items()
    ]
    ratios = [
        Figure(
            f"phone: a save / a bare commit, {word}",
            "×",
            tuple(rank(run.ours) / rank(run.bare) for run in runs),
        )
        for word, rank in RANKS.items()
    ]
    cpu = tuple(statistics.median(run.cpu) for run in runs)
    return [*both, *ratios, Figure("phone: a save, CPU, median", "ms", cpu)]


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


@dataclass
class Saves:
    """Milliseconds of each save, on the clock and of the processor, and of a bare commit."""

    ours: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)


def saved(session: AccountSession, pages: int) -> Saves:
    """Saves of a visit of 20 entries, answers, notes and counts in turn; a bare commit after each.

    The bare one writes as many pages by itself: what SQLite and the disk take here and now.
    """
    found, save = Saves(), a_visit_to_save(session)
    page = os.urandom(pages * PAGE_BYTES)
    with bare_database() as bare:
        for number in range(SAVES):
            began, worked = time.perf_counter(), time.process_time()
            save(number)
            found.cpu.append((time.process_time() - worked) * 1000)
            found.ours.append((time.perf_counter() - began) * 1000)
            began = time.perf_counter()
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("INSERT INTO line VALUES (?)", (page,))
            bare.execute("COMMIT")
            found.bare.append((time.perf_counter() - began) * 1000)
    return found


@contextmanager
def bare_database() -> Iterator[sqlite3.Connection]:
    """A database of one table, as durable as the phone's."""
    with (
        tempfile.TemporaryDirectory(prefix="duji-bench-") as name,
        closing(sqlite3.connect(Path(name) / "bare.db", isolation_level=None)) as bare,
    ):
        bare.execute("PRAGMA journal_mode=WAL")
        bare.execute("PRAGMA synchronous=FULL")
        bare.execute("CREATE TABLE line (raw BLOB)")
        yield bare


def pages_of_a_save(session: AccountSession, database: Path) -> int:
    """How many pages a save writes, one with another."""
    save = a_visit_to_save(session)
    log = database.with_name(f"{database.name}-wal")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for number in range(FEW_SAVES):
        save(number)
    return round(log.stat().st_size / (FEW_SAVES * PAGE_BYTES))


def a_visit_to_save(session: AccountSession) -> Callable[[int], object]:
    """A visit of 20 entries, and what saves on it."""
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
    return lambda number: saves[number % len(saves)](number)


def listing(
    session: AccountSession,
    search: str,
    limit: int = PAGE,
    clock: Callable[[], float] = time.perf_counter,
) -> Callable[[], float]:
    """One run of lists; its median in milliseconds."""

    def run() -> float:
        times = []
        for _ in range(LISTS):
            began = clock()
            found = session.visits.list(limit, 0, search)
            times.append((clock() - began) * 1000)
            if len(found) < min(limit, VISITS):
                raise RuntimeError(f"the list has {len(found)} visits")
        return statistics.median(times)

    return run
