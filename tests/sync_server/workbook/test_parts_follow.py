"""A part that says something else has another tag, whatever happens and in whatever order."""

import json
import random
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from domain.errors import DujiError
from domain.kinds.arrival import ArrivedPhoto, PhotosLost
from domain.kinds.author import Role
from domain.kinds.book_part import BookPart
from domain.kinds.piece import Body, TextPrivate
from domain.kinds.register.person import PersonPrivate, PersonSet
from domain.kinds.visit.course import VisitAmended, VisitCancelled, VisitPlanned, VisitSubmitted
from domain.kinds.visit.finding import Category, FindingRaised
from domain.kinds.visit.follow_up import Conclusion, FollowUpRecorded
from domain.kinds.visit.photo import PhotoCaptioned
from domain.kinds.visit.record import NoteSection, VisitNoted
from domain.kinds.visit.review import VisitApproved
from domain.kinds.visit.unit import UnitAdded
from domain.trail.line import Line
from domain.wire.workbook_parts import WorkbookAnswer
from sync_server.data.accounts import PersonFacts
from sync_server.ledger.append import OfficeEntry
from sync_server.projection.rebuild import rebuild
from sync_server.releases.app_releases import AppReleases
from sync_server.workbook.workbooks import WorkbookPlan, Workbooks
from tests.builders.arrivals import look_at
from tests.builders.content import a_photo
from tests.builders.sample_ledger import NOTE, fill, follow_up, issue_paper, record_visit
from tests.builders.server import Ledger, Phone, SetClock, version_of
from tests.builders.trail import an_author
from tests.fixtures.depth import examples

ACTS = 50
ACCOUNTS = ("chen.jing", "wu.hao")
SCHOOLS = ("school-1", "school-2")
Told = dict[BookPart, tuple[str, str]]


@dataclass
class Scene:
    """Two phones that write at random, the visits so far, and what is kept back."""

    ledger: Ledger
    phones: list[Phone]
    rough: random.Random
    visits: list[tuple[Phone, str]] = field(default_factory=list)
    kept_back: list[tuple[Phone, list[Line]]] = field(default_factory=list)

    def act(self) -> None:
        """Somebody does something."""
        some = self.rough.choice
        phone, visit = some(self.visits) if self.visits else (some(self.phones), "")
        acts = (
            self._record,
            *[self._look_again] * 2,
            *[self._change] * 4,
            *[self._photo_comes_or_goes] * 2,
            self._office,
        )
        some(acts)(phone, visit)

    def _record(self, phone: Phone, _visit: str) -> None:
        """A submitted visit with a photo, a finding and a note; sometimes all is sent later."""
        some, first = self.rough.choice, len(phone.pen.lines)
        visit = record_visit(phone, some(SCHOOLS), f"p{some('123')}")
        self.visits.append((phone, visit))
        self._push(phone, phone.pen.lines[first:])

    def _look_again(self, phone: Phone, _visit: str) -> None:
        """A submitted visit, for the campaign or not, that looks at a finding of any visit."""
        some, first = self.rough.choice, len(phone.pen.lines)
        named = some(self.visits)[1] if self.visits else "a" * 64
        visit = phone.pen.open_visit(some(SCHOOLS), campaign_id=some((None, "k1")))
        look = FollowUpRecorded(
            finding_id="f1", finding_visit=named, conclusion=some(tuple(Conclusion))
        )
        phone.pen.write(look, subject=visit)
        phone.pen.write(VisitSubmitted(head=phone.pen.head.id or ""), subject=visit)
        self.visits.append((phone, visit))
        self._push(phone, phone.pen.lines[first:])

    def _change(self, phone: Phone, visit: str) -> None:
        """One thing of a visit is written anew, mostly as an amendment that is submitted."""
        if not visit:
            return
        some, pen, first = self.rough.choice, phone.pen, len(phone.pen.lines)
        if some((True, True, False)):
            pen.write(VisitAmended(), subject=visit)
        photo, finding = f"p{some('123')}", some((None, "f1"))
        is_gone = some((True, False, False))
        look = FollowUpRecorded(
            finding_id="f1",
            finding_visit=some(self.visits)[1],
            conclusion=some(tuple(Conclusion)),
            is_withdrawn=is_gone,
        )
        body: Body = some(
            (
                RAISED.model_copy(update={"is_withdrawn": is_gone}),
                RAISED.model_copy(update={"unit": some(SCHOOLS)}),
                UnitAdded(school_id=some(SCHOOLS), is_withdrawn=is_gone),
                a_photo(photo, finding_id=finding),
                PhotoCaptioned(photo_id=photo, finding_id=finding, is_withdrawn=is_gone),
                look,
                VisitPlanned(campaign_id=some((None, "k1"))),
                VisitCancelled(),
                VisitNoted(section=NoteSection.RECORD),
            )
        )
        text = TextPrivate(text=some((NOTE, "食堂晨检台账齐全，已有专人签字确认。")))
        pen.write(body, text if isinstance(body, VisitNoted) else None, visit)
        if some((True, True, False)):
            pen.write(VisitSubmitted(head=pen.head.id or ""), subject=visit)
        self._push(phone, phone.pen.lines[first:])

    def _push(self, phone: Phone, lines: list[Line]) -> None:
        """Bring the lines, with all the phone kept back before; or keep them back as well."""
        waiting = [line for other, some in self.kept_back if other is phone for line in some]
        if self.rough.random() < 0.3:
            self.kept_back.append((phone, lines))
            return
        self.kept_back = [each for each in self.kept_back if each[0] is not phone]
        answer = phone.push(self.ledger.committer, [*waiting, *lines])
        assert answer.refused == ()

    def _photo_comes_or_goes(self, _phone: Phone, _visit: str) -> None:
        name = f"p{self.rough.choice('123')}"
        if self.rough.random() < 0.3:
            lost = PhotosLost(photos=(a_photo(name).sha256,))
            self.ledger.committer.write("system", [lost])
        else:
            arrive(self.ledger, name)

    def _office(self, _phone: Phone, visit: str) -> None:
        some = self.rough.choice
        some((self._rename, self._approve, self._notify))(visit)

    def _rename(self, _visit: str) -> None:
        name = PersonPrivate(name=self.rough.choice("甲乙丙"))
        person = PersonSet(account=self.rough.choice(ACCOUNTS), role=Role.INSPECTOR)
        self.ledger.committer.write("system", [OfficeEntry(person, name)], "wanshan")

    def _approve(self, visit: str) -> None:
        # The visit may not be here yet, or be in no state for it.
        with suppress(KeyError, DujiError):
            seen = version_of(self.ledger.database, visit)
            approved = OfficeEntry(VisitApproved(version=seen), None, visit, seen)
            self.ledger.committer.write("zhou.min", [approved])

    def _notify(self, visit: str) -> None:
        with suppress(KeyError, DujiError):
            issue_paper(self.ledger, "school-1", visit)


def arrive(ledger: Ledger, name: str) -> None:
    """The file of this photo arrives; all of them look the same."""
    arrived = ArrivedPhoto(
        sha256=a_photo(name).sha256,
        size_bytes=1000,
        arrived_at="2026-05-14T09:00:00.000Z",
    )
    ledger.committer.submit_photo(arrived).result(10)
    look_at(ledger.committer, arrived.sha256, "f0f0f0f0f0f0f0f0")


RAISED = FindingRaised(finding_id="f1", category=Category.SAFETY)


@pytest.fixture
def workbooks(ledger: Ledger, tmp_path: Path) -> Workbooks:
    """The workbooks of the ledger's district."""
    clock = SetClock()
    releases = AppReleases(tmp_path / "app", clock)
    return Workbooks(ledger.database, clock, WorkbookPlan("epoch-1", "a" * 64), releases)


def told(workbooks: Workbooks) -> dict[str, Told]:
    """Every part's tag and content, of every account."""
    found = {}
    for account in ACCOUNTS:
        person = PersonFacts(account, account, Role.INSPECTOR, "wanshan", "万山区", None)
        answer = WorkbookAnswer.model_validate_json(workbooks.answer(person) or "")
        found[account] = {
            BookPart(name): (part.tag, json.dumps(part.content, sort_keys=True))
            for name, part in answer.parts.items()
        }
    return found


@pytest.fixture
def phones(ledger: Ledger, tmp_path: Path) -> list[Phone]:
    """A phone of each account that is taken in, in a district where much has happened."""
    fill(ledger, tmp_path / "photos")
    phones = [Phone(an_author(account)).enrol(ledger.committer) for account in ACCOUNTS]
    for phone in phones:
        phone.push(ledger.committer)
    return phones


def test_what_anothers_photo_makes_of_an_own_visit_moves_it(ledger, workbooks, phones):
    chen, wu = phones
    record_visit(wu, "school-2", "earlier")
    wu.push(ledger.committer)
    record_visit(chen, "school-1", "later")
    chen.push(ledger.committer)
    arrive(ledger, "later")
    before = told(workbooks)["chen.jing"]
    assert "similar_photo" not in before[BookPart.MINE][1]
    arrive(ledger, "earlier")
    after = told(workbooks)["chen.jing"]
    assert "similar_photo" in after[BookPart.MINE][1]
    assert {part for part in after if after[part][0] != before[part][0]} == {BookPart.MINE}
    assert rebuild(ledger.database) == {}


def test_marks_are_the_same_where_a_second_look_comes_before_what_it_looks_at(ledger, phones):
    chen, wu = phones
    first = len(chen.pen.lines)
    plain = chen.pen.open_visit("school-2")
    follow_up(wu, plain)
    wu.push(ledger.committer)
    assert chen.push(ledger.committer, chen.pen.lines[first:]).refused == ()
    assert rebuild(ledger.database) == {}


@pytest.mark.parametrize("seed", range(examples(2)))
def test_no_part_changes_under_its_tag(ledger, workbooks, phones, seed):
    scene = Scene(ledger, phones, random.Random(seed))
    before = told(workbooks)
    for number in range(ACTS):
        scene.act()
        after = told(workbooks)
        for account, parts in after.items():
            skipped = {
                part
                for part, (tag, content) in parts.items()
                if before[account][part][0] == tag and before[account][part][1] != content
            }
            assert not skipped, (number, account)
        before = after
    assert rebuild(ledger.database) == {}
