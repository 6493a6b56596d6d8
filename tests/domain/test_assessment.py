"""What the rules say of a visit: date, presence, grade and flags."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.clock import parse_instant
from domain.kinds.author import Role
from domain.kinds.piece import ReasonPrivate, TextPrivate
from domain.kinds.visit.course import VisitAmended, VisitSubmitted
from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.place import FixPrivate, VisitCheckedIn, VisitCheckedOut
from domain.kinds.visit.record import NoteSection, VisitNoted
from domain.kinds.visit.review import VisitApproved
from domain.kinds.visit.signature import Signer, VisitSigned
from domain.place.presence import Circle, Presence
from domain.trail.timing import ClockGrade, Interval
from domain.visit.assessment import (
    Acceptance,
    Assessment,
    Evidence,
    Limits,
    Mark,
    assess,
)
from domain.visit.flag import Flag, FlagCode, FlagFact
from tests.builders.content import a_photo
from tests.builders.trail import MAY_14, Pen, an_author, folded

CIRCLE = Circle(lat=26.57, lng=106.71, radius_m=500)
HERE = FixPrivate(lat=26.57, lng=106.71)
FAR = FixPrivate(lat=26.60, lng=106.71)
GOOD = {"accuracy_m": 10.0, "age_s": 1.0, "source": "gps"}


class Case:
    """One visit and what the server knows of its entries."""

    def __init__(self, items: tuple[str, ...] = ("a", "b", "c")) -> None:
        self.pen = Pen()
        self.visit_id = self.pen.open_visit(items=items)
        self.evidence: dict[str, Acceptance] = {}

    def check_in(self, where: FixPrivate = HERE, **quality: object) -> str:
        body = VisitCheckedIn.model_validate({"circle": CIRCLE, **GOOD, **quality})
        return self.pen.write(body, where, subject=self.visit_id).id

    def check_out(self, where: FixPrivate = HERE) -> str:
        body = VisitCheckedOut.model_validate({"circle": CIRCLE, **GOOD})
        return self.pen.write(body, where, subject=self.visit_id).id

    def submit(self) -> str:
        return self.pen.write(VisitSubmitted(head=self.visit_id), subject=self.visit_id).id

    def accept(
        self, entry: str, first: datetime, last: datetime, at: datetime | None = None
    ) -> None:
        self.evidence[entry] = Acceptance(at or last, Interval(first, last))

    def assess(self, evidence: Evidence | None = None) -> Assessment:
        visit = folded(self.visit_id, self.pen.lines, self.pen.author)
        return assess(visit, evidence or Evidence(self.evidence))


def codes(assessment: Assessment) -> set[FlagCode]:
    return {flag.code for flag in assessment.flags}


def test_an_unfinished_visit_at_its_school_has_no_flag() -> None:
    case = Case()
    case.check_in()
    found = case.assess()
    assert (found.presence, found.distance_m, found.flags) == (Presence.INSIDE, 0.0, ())
    assert (found.visit_on, found.month, found.grade) == (date(2026, 5, 14), "2026-05", None)


def test_outside_is_flagged_with_the_distance() -> None:
    case = Case()
    case.check_in(FAR)
    case.check_out(FAR)
    found = case.assess()
    facts = {"distance_m": 3324, "radius_m": 500}
    assert Flag(code=FlagCode.OUTSIDE, facts=facts) in found.flags
    assert Flag(code=FlagCode.LEFT_OUTSIDE, facts=facts) in found.flags


@pytest.mark.parametrize(
    ("where", "quality", "code"),
    [
        (HERE, {"is_mocked": True}, FlagCode.MOCKED),
        (HERE, {"source": "manual"}, FlagCode.PLACE_BY_HAND),
        (FixPrivate(reason="没有信号"), {}, FlagCode.PLACE_UNKNOWN),
        (HERE, {"circle": None}, FlagCode.PLACE_UNKNOWN),
    ],
)
def test_a_place_that_cannot_tell_says_why(
    where: FixPrivate, quality: dict[str, object], code: FlagCode
) -> None:
    case = Case()
    case.check_in(where, **quality)
    assert codes(case.assess()) == {code}


def test_a_thin_visit_is_flagged_once_it_is_submitted() -> None:
    case = Case(items=())
    assert case.assess().flags == ()
    case.submit()
    expected = {
        FlagCode.NO_CHECK_IN,
        FlagCode.NO_PHOTO,
        FlagCode.ITEM_COUNT,
        FlagCode.NO_SIGNATURE,
    }
    assert codes(case.assess()) == expected


def test_a_short_stay_and_a_missing_check_out_are_flagged() -> None:
    case = Case()
    case.check_in()
    case.submit()
    assert FlagCode.NO_CHECK_OUT in codes(case.assess())
    case = Case()
    case.check_in()
    case.check_out()
    case.submit()
    found = case.assess()
    assert found.dwell_s == 60
    facts = {"minutes": 1, "least": 10}
    assert Flag(code=FlagCode.SHORT_DWELL, facts=facts) in found.flags


def test_dwell_across_boots_goes_by_the_claimed_times() -> None:
    case = Case()
    case.check_in()
    case.pen.boot, case.pen.ms = "boot-2", 5
    case.pen.at += timedelta(minutes=30)
    case.check_out()
    assert case.assess().dwell_s == 31 * 60


def test_album_photos_and_refused_signatures_are_flagged() -> None:
    case = Case()
    case.check_in()
    case.pen.write(a_photo("p1", photo_source=PhotoSource.ALBUM), subject=case.visit_id)
    for signer in Signer:
        body = VisitSigned(signer=signer, head=case.visit_id, is_refused=signer == "school_head")
        case.pen.write(body, subject=case.visit_id)
    case.check_out()
    case.submit()
    found = codes(case.assess(Evidence(limits=Limits(short_dwell_min=0))))
    assert found == {FlagCode.ALBUM_PHOTO, FlagCode.SIGNATURE_REFUSED}


def signed(case: Case, *signers: Signer) -> None:
    """Let these sign the record as it stands."""
    for signer in signers:
        case.pen.write(VisitSigned(signer=signer, head=case.visit_id), subject=case.visit_id)


def noted(case: Case, text: str) -> None:
    """Write a note."""
    body = VisitNoted(section=NoteSection.RECORD)
    case.pen.write(body, TextPrivate(text=text), case.visit_id)


def changed_after_signing(case: Case) -> list[dict[str, FlagFact]]:
    """The facts of the flag that says so."""
    flags = case.assess().flags
    return [each.facts for each in flags if each.code is FlagCode.CHANGED_AFTER_SIGNING]


def test_what_is_changed_after_signing_is_flagged_with_whose_signature_it_is_not_under() -> None:
    case = Case()
    case.check_in()
    signed(case, Signer.INSPECTOR)
    noted(case, "校长签字前改过")
    signed(case, Signer.SCHOOL_HEAD)
    case.check_out()
    noted(case, "签字以后又改")
    case.submit()
    assert changed_after_signing(case) == [{"signers": "inspector,school_head", "changes": 2}]


def test_leaving_and_handing_in_change_nothing_that_was_signed_and_signing_anew_mends_it() -> None:
    case = Case()
    case.check_in()
    noted(case, "都看过了")
    signed(case, *Signer)
    noted(case, "又改了一处")
    signed(case, *Signer)
    case.check_out()
    case.submit()
    assert changed_after_signing(case) == []


def test_what_an_amendment_changes_is_said_as_an_amendment_alone() -> None:
    case = Case()
    case.check_in()
    signed(case, *Signer)
    case.check_out()
    case.submit()
    case.pen.write(VisitAmended(), ReasonPrivate(reason="补记"), case.visit_id)
    noted(case, "补记的")
    case.submit()
    assert changed_after_signing(case) == []
    assert FlagCode.AMENDED in codes(case.assess())


def test_a_verified_claim_is_not_flagged() -> None:
    case = Case()
    entry = case.check_in()
    claimed = MAY_14 + timedelta(minutes=1)
    case.accept(entry, claimed - timedelta(seconds=30), claimed + timedelta(seconds=30))
    found = case.assess()
    assert (found.grade, found.flags) == (ClockGrade.VERIFIED, ())


@pytest.mark.parametrize(("hours", "is_ahead"), [(-3, True), (3, False)])
def test_a_clock_that_is_off_is_flagged(hours: int, is_ahead: bool) -> None:
    case = Case()
    entry = case.check_in()
    when = MAY_14 + timedelta(minutes=1, hours=hours)
    case.accept(entry, when, when)
    flag = Flag(code=FlagCode.CLOCK_OFF, facts={"minutes": 180, "is_ahead": is_ahead})
    assert case.assess().flags == (flag,)


def test_a_tick_of_the_web_is_bounded_at_best() -> None:
    case = Case()
    case.pen.boot = "web-1"
    entry = case.check_in()
    claimed = MAY_14 + timedelta(minutes=1)
    case.accept(entry, claimed, claimed)
    assert case.assess().grade is ClockGrade.BOUNDED
    case.accept(entry, claimed - timedelta(days=2), claimed)
    assert case.assess().grade is ClockGrade.UNVERIFIED


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("2026-05-14T12:00:00.000Z", date(2026, 5, 14)),
        ("2026-05-20T12:00:00.000Z", date(2026, 5, 16)),
    ],
)
def test_a_visit_between_days_takes_the_claimed_day_if_possible(claim: str, expected: date) -> None:
    case = Case()
    case.pen.at = parse_instant(claim)
    entry = case.check_in()
    case.accept(entry, datetime(2026, 5, 13, 4, tzinfo=UTC), datetime(2026, 5, 16, 4, tzinfo=UTC))
    found = case.assess()
    assert found.visit_on == expected
    assert {FlagCode.DATE_SPANS, FlagCode.CLOCK_UNVERIFIED} <= codes(found)


def test_late_sync_is_flagged_and_changes_no_date() -> None:
    case = Case()
    start, handed_in = case.check_in(), case.submit()
    claimed, arrival = MAY_14 + timedelta(minutes=1), MAY_14 + timedelta(days=19)
    case.accept(start, claimed, claimed, arrival)
    case.accept(handed_in, claimed, arrival, arrival)
    found = case.assess()
    assert found.month == "2026-05"
    assert Flag(code=FlagCode.LATE_SYNC, facts={"days": 19.0}) in found.flags
    case.accept(handed_in, claimed, claimed + timedelta(hours=1))
    assert FlagCode.LATE_SYNC not in codes(case.assess())


def test_marks_and_what_neighbours_say_are_flagged() -> None:
    case = Case()
    entry = case.check_in()
    claimed = MAY_14 + timedelta(minutes=1)
    marks = frozenset({Mark.FORK, Mark.REVOKED_CHAIN})
    copied = Flag.of(FlagCode.COPIED_TEXT, section="record", other_visit="v", percent=83)
    evidence = Evidence(
        {entry: Acceptance(claimed, Interval(claimed, claimed), marks)},
        (copied,),
        is_school_known=False,
    )
    assert codes(case.assess(evidence)) == {
        FlagCode.FORK,
        FlagCode.REVOKED_CHAIN,
        FlagCode.COPIED_TEXT,
        FlagCode.UNKNOWN_SCHOOL,
    }


def test_a_contradicted_clock_and_withheld_pieces_are_flagged() -> None:
    case = Case()
    entry = case.check_in()
    claimed = MAY_14 + timedelta(minutes=1)
    marks = frozenset({Mark.CLOCK_CONTRADICTION, Mark.WITHHELD})
    accepted = Acceptance(claimed, Interval(claimed, claimed), marks)
    assert accepted.interval.is_contradicted
    found = case.assess(Evidence({entry: accepted}))
    assert {FlagCode.CLOCK_CONTRADICTS, FlagCode.WITHHELD} <= codes(found)
    assert Flag.of(FlagCode.WITHHELD, entries=1) in found.flags


def test_what_did_not_count_is_flagged() -> None:
    case = Case()
    case.check_in()
    seen = case.submit()
    version = folded(case.visit_id, case.pen.lines, case.pen.author).version
    case.check_out()
    case.pen.write(VisitAmended(), subject=case.visit_id)
    case.submit()
    office = Pen(an_author("wu", Role.SUPERVISOR), lines=case.pen.lines)
    office.write(VisitApproved(version=version), subject=case.visit_id)
    office.write(VisitSubmitted(head=seen), subject=case.visit_id)
    visit = folded(case.visit_id, case.pen.lines, case.pen.author, office.author)
    assert {
        FlagCode.AFTER_SUBMISSION,
        FlagCode.NO_RIGHT,
        FlagCode.STALE_REVIEW,
        FlagCode.AMENDED,
    } <= codes(assess(visit, Evidence()))


def test_unreadable_entries_are_flagged() -> None:
    from tests.domain.test_entries import rewritten

    case = Case()
    line = case.pen.write(VisitAmended(), subject=case.visit_id)
    case.pen.lines[-1] = rewritten(line, "moon.landed", b'{"salt":"s"}')
    flag = Flag(code=FlagCode.UNREADABLE, facts={"entries": 1})
    assert case.assess().flags == (flag,)
