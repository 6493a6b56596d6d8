"""What a restored server folds: the same as before, and again the same once all has come back."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from domain.errors import Conflict
from domain.kinds.paper.builder import PaperState
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.piece import TextPrivate
from domain.kinds.visit.follow_up import Conclusion, FollowUpPrivate, FollowUpRecorded
from domain.kinds.visit.record import NoteSection, VisitNoted
from domain.trail.line import parse_line
from sync_server.ledger.append import NEW
from sync_server.office.commands import Office
from sync_server.office.papers import PaperCommands, series_set
from sync_server.projection.rebuild import rebuild
from sync_server.server import Server
from tests.builders.backup import backed_up, restored, rows_of, verified
from tests.builders.handset import a_server
from tests.builders.issuing import draft_about, paper_brought_to
from tests.builders.logged import logged
from tests.builders.office import Inspection, a_rich_visit
from tests.builders.server import SetClock

TABLES = ("visit", "finding", "follow_up", "paper", "paper_finding", "reference", "subject")
FACTS = {
    "visit": "visit, folded",
    "follow_up": "visit, finding_id, finding_visit, conclusion",
    "finding": "visit, finding_id, entry",
    "reference": "subject, entry, kind, referrer",
}


@pytest.fixture
def inspection(server: Server) -> Inspection:
    return Inspection.of(server)


def facts(server: Server) -> dict[str, list[tuple[str, ...]]]:
    """What the tables say apart from where in the log it stands, and when it came."""
    with server.database.reading() as transaction:
        return {
            table: sorted(
                tuple(map(str, row))
                for row in transaction.tables.execute(text(f"SELECT {columns} FROM {table}"))  # noqa: S608
            )
            for table, columns in FACTS.items()
        }


def issue(server: Server, *visits: str) -> None:
    """A signed paper about the finding f1 of each of these visits."""
    paper_brought_to(server, PaperState.ISSUED, draft_about(server, *visits))


def state_last(server: Server, last: int, version: str = NEW) -> None:
    """Which number was the last one of the year's series."""
    commands = PaperCommands(Office(server.database, server.committer))
    body = series_set(PaperKind.RECTIFICATION, 2026, last)
    commands.state_last("li.zhuren", body, "登记簿", version)


def look_again(inspection: Inspection, visit: str) -> str:
    """A later visit that looks at the finding f1 again."""
    again = inspection.open_visit("school-1")
    seen = FollowUpRecorded(finding_id="f1", finding_visit=visit, conclusion=Conclusion.PARTLY)
    inspection.write(seen, FollowUpPrivate(text="清理了一半"))
    inspection.submit()
    inspection.push()
    return again


def numbers(server: Server) -> list[int]:
    with server.database.reading() as transaction:
        query = text("SELECT serial FROM paper WHERE serial > 0 ORDER BY serial")
        return [row.serial for row in transaction.tables.execute(query)]


@dataclass
class Back:
    """A server and the one that goes on from its backup."""

    server: Server
    folder: Path

    def gone_back(self) -> Server:
        """The restored server, running."""
        restored(self.server, self.folder / "backup", self.folder / "new")
        later = self.server.clock() + timedelta(minutes=1)
        return a_server(self.folder / "new", SetClock(later))


@pytest.fixture
def back(server: Server, tmp_path: Path) -> Back:
    return Back(server, tmp_path)


def test_follow_ups_and_papers_over_several_visits_fold_the_same_after_a_restore(
    server: Server, inspection: Inspection, back: Back, tmp_path: Path
) -> None:
    visits = [a_rich_visit(inspection, []) for _ in range(2)]
    look_again(inspection, visits[0])
    state_last(server, 6)
    issue(server, *visits)
    before = {table: rows_of(server, table) for table in (*TABLES, "number_series")}
    assert all(before.values())
    backed_up(server, tmp_path / "data")
    again = back.gone_back()
    assert {table: rows_of(again, table) for table in before} == before
    assert rebuild(again.database) == {}
    assert verified(again).is_well
    again.close()


def test_what_comes_again_after_a_restore_folds_to_what_it_was_before_the_loss(
    server: Server, inspection: Inspection, back: Back, tmp_path: Path
) -> None:
    first = a_rich_visit(inspection, [])
    backed_up(server, tmp_path / "data")
    second = a_rich_visit(inspection, [])
    for visit in (first, second):
        look_again(inspection, visit)
    before = facts(server)
    again = back.gone_back()
    assert facts(again) != before
    Inspection(again, inspection.handset).push()
    assert facts(again) == before
    assert rebuild(again.database) == {}
    assert verified(again).is_well
    again.close()


def test_no_number_is_given_twice_across_two_restores(
    server: Server, inspection: Inspection, back: Back, tmp_path: Path
) -> None:
    visit = a_rich_visit(inspection, [])
    issue(server, visit)
    backed_up(server, tmp_path / "data")
    issue(server, visit)
    given = numbers(server)
    again = back.gone_back()
    with pytest.raises(Conflict) as refused:
        issue(again, visit)
    assert refused.value.specific_code == "series_unknown"
    state_last(again, max(given))
    issue(again, visit)
    assert numbers(again) == [1, 3]
    backed_up(again, tmp_path / "new")
    restored(again, tmp_path / "backup", tmp_path / "third")
    again.close()
    third = a_server(tmp_path / "third", SetClock(server.clock()))
    with pytest.raises(Conflict) as refused:
        issue(third, visit)
    assert refused.value.specific_code == "series_unknown"
    third.close()


def test_a_withheld_private_piece_stays_withheld_and_flagged_after_a_restore(
    server: Server, inspection: Inspection, back: Back, tmp_path: Path
) -> None:
    inspection.open_visit()
    inspection.write(VisitNoted(section=NoteSection.RECORD), TextPrivate(text="何校长的电话"))
    pen = inspection.handset.pen
    line = pen.lines[-1]
    pen.lines[-1] = parse_line(line.raw.rpartition(b"\t")[0] + b"\t")
    inspection.push()
    marks = withheld(server, line.id)
    assert marks == (None, "withheld")
    assert verified(server).is_well
    backed_up(server, tmp_path / "data")
    again = back.gone_back()
    assert withheld(again, line.id) == marks
    assert rebuild(again.database) == {}
    assert withheld(again, line.id) == marks
    found = verified(again)
    assert (found.is_well, found.withheld) == (True, 1)
    pen.lines[-1] = line
    Inspection(again, inspection.handset).push()
    assert withheld(again, line.id) == marks
    assert "何校长的电话" not in str(facts(again))
    again.close()


def withheld(server: Server, entry: str) -> tuple[bytes | None, str]:
    """The private piece of an entry as it is kept, and its marks."""
    found = logged(server.database, entry)
    return found.line.private_bytes, found.marks
