"""A small ledger with something of everything in it, for rebuilding and verifying."""

from datetime import date
from pathlib import Path

from domain.kinds.accountability.course import CaseState
from domain.kinds.arrival import ArrivedPhoto
from domain.kinds.campaign.preparing import CampaignApproved
from domain.kinds.finding.reply import ReplyGiven, ReplyPhoto
from domain.kinds.office.entry_pass import EntryPassSet
from domain.kinds.office.message import MessageAbout, MessagePrivate, MessageSent
from domain.kinds.office.month_lock import MonthLocked, MonthSheet
from domain.kinds.office.opinion import OpinionGiven, OpinionPrivate
from domain.kinds.office.policy import PolicyRead
from domain.kinds.office.series import SeriesSet
from domain.kinds.office.training import TrainingSigned
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.piece import TextPrivate
from domain.kinds.task.answering import TaskReported
from domain.kinds.visit.course import VisitSubmitted, VisitTakenOver
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised
from domain.kinds.visit.follow_up import Conclusion, FollowUpPrivate, FollowUpRecorded
from domain.kinds.visit.lesson import LessonObserved
from domain.kinds.visit.place import VisitCheckedIn
from domain.kinds.visit.record import NoteSection, VisitNoted
from domain.kinds.visit.review import VisitApproved
from domain.kinds.visit.unit import UnitAdded
from domain.trail.line import sha256_hex
from sync_server.data.campaigns.rows import campaign
from sync_server.data.findings.course import raised_finding
from sync_server.data.subjects import versions_called
from sync_server.ledger.append import NEW, OfficeEntry
from sync_server.ledger.committer import Committer
from sync_server.office.commands import Office
from sync_server.office.findings import FindingCommands
from sync_server.office.papers import (
    PaperCommands,
    PaperDraft,
    SeenFinding,
    SeenPaper,
    Signature,
)
from tests.builders.accountability import case_at
from tests.builders.accountability import commands_of as cases_of
from tests.builders.arrivals import look_at
from tests.builders.content import a_photo
from tests.builders.courses import seen_course
from tests.builders.sample_register import write_register
from tests.builders.server import DISTRICT, Ledger, Phone, set_up_district, version_of
from tests.builders.similar import an_answer, commands_of, send_check
from tests.builders.tasks import commands_of as tasks_of
from tests.builders.tasks import give
from tests.builders.trail import Pen, an_author

NOTE = "二楼东侧消防通道堆放了三张课桌，已要求总务处当天清理；食堂晨检台账齐全并有专人签字确认。"


def fill(ledger: Ledger, photos: Path) -> None:
    """Every projected table with rows, a fork, a reused photo, a review, a complete photo."""
    committer = ledger.committer
    set_up_district(committer, "school-1", "school-2")
    write_register(committer)
    approve_campaign(ledger)
    chen = Phone().enrol(committer)
    wu = Phone(an_author("wu.hao")).enrol(committer)
    first = record_visit(chen, "school-1", "same")
    chen.push(committer)
    record_visit(wu, "school-unknown", "same")
    follow_up(wu, first)
    wu.pen.write(PolicyRead(policy_id="p1", sha256=("a" * 64,)))
    wu.push(committer)
    fork = Pen(chen.author)
    fork.head = chen.pen.head
    chen.pen.write(VisitTakenOver(successor="wu.hao"), subject=first)
    fork.open_visit("school-2")
    chen.push(committer)
    chen.push(committer, fork.lines)
    seen = version_of(ledger.database, first)
    approval = OfficeEntry(VisitApproved(version=seen), None, first, seen)
    committer.write("zhou.min", [approval])
    issue_paper(ledger, "school-1", first)
    findings = FindingCommands(Office(ledger.database, committer))
    told = seen_course(ledger.database, first, "f1")
    findings.set_measure("zhou.min", told, "清理", "何校长", date(2026, 6, 20))
    committer.write("system", at_the_door(ledger, first), DISTRICT)
    ask_others(ledger, first)
    hold_to_account(ledger, first)
    give_task(ledger, chen, first)
    committer.write("zhou.min", [SeriesSet(series="rectification-2026", last=3)])
    with ledger.database.reading() as transaction:
        things = versions_called(transaction.tables, DISTRICT)
    committer.write("zhou.min", [OfficeEntry.seen(TrainingSigned(training_id="tr1"), things)])
    _seal_month(committer)
    complete_photo(committer, photos, "same")


def approve_campaign(ledger: Ledger) -> None:
    """The register's campaign, which visits name, is to be carried out."""
    with ledger.database.session() as session:
        row = campaign(session, DISTRICT, "k1")
    assert row is not None
    seen = version_of(ledger.database, row.campaign)
    approved = OfficeEntry(CampaignApproved(approved_on="2026-05-01"), None, row.campaign, seen)
    ledger.committer.write("zhou.min", [approved])


def _seal_month(committer: Committer) -> None:
    month = "2026-05"
    seal = MonthLocked(
        month=month, version=1, tree_size=1, checkpoint="", fold=1, title="统计表", totals={}
    )
    sheet = MonthSheet(month=month, version=1, grouping="zone", part=1, columns=())
    committer.write("zhou.min", [OfficeEntry(each, expects=NEW) for each in (seal, sheet)])


def issue_paper(
    ledger: Ledger,
    school: str,
    *visits: str,
    on: str = "2026-05-20",
    paper_kind: PaperKind = PaperKind.RECTIFICATION,
) -> str:
    """A paper to the school about the finding f1 of each of these visits, signed; its id."""
    commands = PaperCommands(Office(ledger.database, ledger.committer))
    seen = tuple(SeenFinding(each, "f1", version_of(ledger.database, each)) for each in visits)
    said = {"due_on": "2026-06-20", "requirement": "限期清理并报告。"}
    paper = commands.draft("qian.yi", PaperDraft(paper_kind, school, seen, **said)).id
    commands.submit("qian.yi", SeenPaper(paper, version_of(ledger.database, paper)))
    pending = SeenPaper(paper, version_of(ledger.database, paper))
    commands.issue("zhou.min", pending, Signature(on, "周敏"))
    return paper


def record_visit(phone: Phone, school: str, *photos: str) -> str:
    """A submitted visit with these photos and one finding."""
    pen = phone.pen
    visit = pen.open_visit(school)
    pen.write(VisitCheckedIn(), subject=visit)
    for photo in photos:
        pen.write(a_photo(photo), subject=visit)
    finding = FindingRaised(finding_id="f1", category=Category.SAFETY, due_on="2026-06-01")
    pen.write(finding, FindingPrivate(text="消防通道堆物"), subject=visit)
    last = pen.write(VisitNoted(section=NoteSection.RECORD), TextPrivate(text=NOTE), subject=visit)
    pen.write(VisitSubmitted(head=last.id), subject=visit)
    return visit


def follow_up(phone: Phone, finding_visit: str) -> str:
    """A submitted visit, to school-3 as well, that looks again at an earlier one's finding."""
    pen = phone.pen
    visit = pen.open_visit("school-1", campaign_id="k1")
    pen.write(UnitAdded(school_id="school-3"), subject=visit)
    pen.write(LessonObserved(lesson_id="l1", class_name="三（2）班", subject="语文"), subject=visit)
    seen = FollowUpRecorded(
        finding_id="f1", finding_visit=finding_visit, conclusion=Conclusion.PARTLY
    )
    last = pen.write(seen, FollowUpPrivate(text="清理了一半"), subject=visit)
    pen.write(VisitSubmitted(head=last.id), subject=visit)
    return visit


def complete_photo(committer: Committer, photos: Path, name: str, likeness: int = 0xF0F0) -> Path:
    """The stamped file of ``a_photo(name)``, as if it had been received and looked at."""
    path = receive_photo(committer, photos, name)
    look_at(committer, path.name, f"{likeness:016x}")
    return path


def receive_photo(committer: Committer, photos: Path, name: str) -> Path:
    """The stamped file of ``a_photo(name)``, as if it had been received."""
    content = f"stamped {name}".encode()
    sha256 = sha256_hex(content)
    path = photo_path(photos, sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    arrived = ArrivedPhoto(
        sha256=sha256,
        size_bytes=len(content),
        arrived_at="2026-05-14T09:00:00.000Z",
    )
    committer.submit_photo(arrived).result()
    return path


def photo_path(photos: Path, sha256: str) -> Path:
    """Where a complete photo is."""
    return photos / sha256[:2] / sha256[2:4] / sha256


def a_reply(ledger: Ledger, visit: str) -> OfficeEntry:
    """What the first school answers about a visit's finding, with a photo."""
    photo = ReplyPhoto(photo_id="r1", sha256="c" * 64, size_bytes=9, shown_sha256="d" * 64)
    reply = ReplyGiven(visit=visit, finding_id="f1", replied_on="2026-05-21", photos=(photo,))
    with ledger.database.reading() as transaction:
        found = raised_finding(transaction.tables, visit, "f1")
    assert found is not None
    return OfficeEntry(reply, None, found.subject)


def an_opinion(visit: str) -> OfficeEntry:
    """What the first school says of a visit."""
    body = OpinionGiven(
        visit=visit,
        school_id="school-1",
        given_on="2026-05-21",
        was_announced=False,
        disturbed=False,
        was_useful=True,
    )
    return OfficeEntry(body, OpinionPrivate(text="交流很实在。"))


def ask_others(ledger: Ledger, visit: str) -> None:
    """A similar check that grew from a visit's finding, answered by the second school."""
    commands = commands_of(ledger.database, ledger.committer)
    check = send_check(commands, visit, "school-2", account="zhou.min", due_on=date(2027, 5, 20))
    photo = ReplyPhoto(photo_id="s1", sha256="c" * 64, size_bytes=9, shown_sha256="d" * 64)
    answer = an_answer(check, "school-2", photos=(photo,))
    ledger.committer.write("system", [answer], DISTRICT)


def hold_to_account(ledger: Ledger, visit: str) -> None:
    """A case that rests on a visit's finding, as far as its decision was served."""
    finding = seen_course(ledger.database, visit, "f1")
    with ledger.database.reading() as transaction:
        found = raised_finding(transaction.tables, finding.visit, finding.finding_id)
    assert found is not None
    commands = cases_of(ledger.database, ledger.committer)
    case_at(commands, CaseState.SERVED, "zhou.min", findings=(found.subject,))


def give_task(ledger: Ledger, phone: Phone, visit: str) -> None:
    """A task that the phone's account reports, by the visit."""
    due_on = date(2027, 5, 20)
    what = {"receive_by": due_on, "due_on": due_on}
    task = give(tasks_of(ledger.database, ledger.committer), "chen.jing", account="qian.yi", **what)
    body = TaskReported(edition=task, visits=(visit,))
    phone.pen.write(body, TextPrivate(text="看过了"), task, task)
    phone.push(ledger.committer)


def at_the_door(ledger: Ledger, visit: str) -> list[OfficeEntry]:
    """A pass of chen.jing to the first school, and what comes in at its door."""
    entry_pass = EntryPassSet(
        pass_id="e1",
        school_id="school-1",
        account="chen.jing",
        valid_on="2026-05-20",
        basis="随访督导",
    )
    return [OfficeEntry(entry_pass), a_reply(ledger, visit), an_opinion(visit), a_message()]


def a_message() -> OfficeEntry:
    """What somebody wrote from the first school's public card."""
    body = MessageSent(
        school_id="school-1",
        about=MessageAbout.FEES,
        asked="e" * 64,
        sent_on="2026-05-21",
        accept_by="2026-05-22",
    )
    return OfficeEntry(body, MessagePrivate(text="校服要自愿。"))
