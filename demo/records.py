"""Writing a planned visit down on a phone, entry by entry, in the order an inspector works."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from demo import contents
from demo.contents import Content
from demo.dice import dice, some
from demo.drawn.pictures import BAND_PX, Picture, PictureOrder
from demo.drawn.scenes import SUBJECTS
from demo.phone import DemoPhone
from demo.places import DemoFix, circle_of, fix_at
from demo.plan import Fate, Oddity, PlannedVisit
from demo.rectification import Rectifying, mended, pictured
from demo.tasks import ROUTINE_LIST
from demo.texts.sentences import Wording, fill
from domain.kinds.folding import version_after
from domain.kinds.piece import Body, Private, ReasonPrivate, TextPrivate
from domain.kinds.visit.course import VisitAmended, VisitCancelled, VisitOpened, VisitSubmitted
from domain.kinds.visit.finding import FindingRaised
from domain.kinds.visit.photo import PhotoPrivate, PhotoSource, PhotoTaken
from domain.kinds.visit.place import PositionProposed, VisitCheckedIn, VisitCheckedOut
from domain.kinds.visit.plan import ChecklistRef, VisitType
from domain.kinds.visit.record import NoteSection, VisitNoted
from domain.kinds.visit.signature import SignedPrivate, Signer, VisitSigned
from domain.register.checklist import Checklist, Theme
from domain.trail.chain import Subject

CLOCK_OFF_BY = timedelta(minutes=47)
Shot = tuple[PictureOrder, Picture]

_CAPTIONS = ("{subject}", "查看{subject}", "{subject}现场", "{subject}近照")
_AMENDED = "按督导室意见补充现场反馈和整改时限。"


@dataclass
class Recorded:
    """A visit as far as it is written: its id, its last entry, and the highest n on it."""

    visit: PlannedVisit
    id: str
    head: str
    version: str
    answer: str | None = None

    def counted(self, entry: str) -> None:
        """One more entry counts on the visit."""
        self.version = version_after(self.version, entry)


@dataclass(frozen=True, slots=True)
class Templates:
    """The themes by calendar month and the checklists by id."""

    themes: Mapping[int, Theme]
    checklists: Mapping[str, Checklist]


class Recorder:
    """Writes planned visits on their inspectors' phones."""

    def __init__(self, templates: Templates, rectifying: Rectifying) -> None:
        self._templates = templates
        self._rectifying = rectifying
        self._wording = Wording()

    def record(self, visit: PlannedVisit, phone: DemoPhone, shots: Sequence[Shot]) -> Recorded:
        """The visit written down from its opening to as far as its fate lets it come."""
        chance = dice("record", visit.number, visit.starts_at)
        usual = phone.skew
        if visit.oddity is Oddity.CLOCK_OFF:
            phone.skew = CLOCK_OFF_BY
        pen = self._open(visit, phone, chance)
        fix = fix_at(visit.school, chance, visit.oddity)
        pen.write(_check_in(fix), fix.private, visit.starts_at)
        if visit.scenes and not visit.school.is_placed:
            proposed = PositionProposed.model_validate(fix.quality)
            here = fix.private.model_copy(update={"reason": "教学楼正门前"})
            pen.write(proposed, here, visit.starts_at + timedelta(seconds=20))
        if visit.oddity is Oddity.REBOOTED:
            phone.restart(visit.starts_at + timedelta(minutes=1))
        line = self._timeline(visit, shots, chance)
        for when, (body, private) in line:
            written = pen.write(body, private, when)
            if isinstance(body, FindingRaised):
                self._rectifying.raised(visit, pen.recorded.id, body, written)
        if visit.fate is Fate.CANCELLED:
            reason = ReasonPrivate(reason="到校后得知全校外出研学，改日再来。")
            pen.write(VisitCancelled(), reason, visit.ends_at)
        elif visit.fate is not Fate.OPEN:
            _finish(pen, visit, fix, chance)
        phone.skew = usual
        return pen.recorded

    def look_again(self, visit: PlannedVisit, phone: DemoPhone) -> Recorded:
        """A 回访 written down: the arrival, what was seen, handed in."""
        opened = VisitOpened(school_id=visit.school.school_id, visit_type=visit.visit_type)
        line = phone.write(opened, None, Subject(), visit.starts_at - timedelta(minutes=1))
        pen = _Pen(phone, Recorded(visit, line.id, line.id, version_after("", line.id)))
        fix = fix_at(visit.school, dice("look again", visit.number), None)
        pen.write(_check_in(fix), fix.private, visit.starts_at)
        seen = [*self._rectifying.follow_ups(visit, is_alone=True)]
        for when, (body, private) in _spread(seen, visit):
            pen.write(body, private, when)
        pen.write(VisitSubmitted(head=pen.recorded.head), None, visit.ends_at)
        return pen.recorded

    def amend(self, recorded: Recorded, phone: DemoPhone, now: datetime) -> None:
        """Complete a returned visit as the office asked, and hand it in again."""
        visit, chance = recorded.visit, dice("amend", recorded.visit.number)
        pen = _Pen(phone, recorded)
        pen.write(VisitAmended(), ReasonPrivate(reason=_AMENDED), now)
        text = fill("已与{role}约定{few}日内整改到位，届时到{place}复看。", visit, chance)
        note = VisitNoted(section=NoteSection.FEEDBACK)
        pen.write(note, TextPrivate(text=text), now + timedelta(minutes=2))
        handed_in = VisitSubmitted(head=recorded.head, has_no_problem=visit.problems == 0)
        pen.write(handed_in, None, now + timedelta(minutes=3))

    def _open(self, visit: PlannedVisit, phone: DemoPhone, chance: Random) -> "_Pen":
        theme = self._templates.themes[visit.month]
        checklist = self._checklist(visit)
        opened = VisitOpened(
            school_id=visit.school.school_id,
            visit_type=VisitType.SPECIAL if visit.campaign else visit.visit_type,
            campaign_id=visit.campaign,
            theme_id=theme.theme_id,
            items=tuple(some(chance, theme.items, chance.choice((3, 3, 4)))),
            checklist=ChecklistRef(
                checklist_id=checklist.checklist_id,
                version=checklist.version,
                school_kind=visit.school.kind,
            ),
            is_announced=chance.random() < 0.2,
            participants=(visit.companion.account,) if visit.companion else (),
        )
        when = visit.starts_at - timedelta(minutes=2)
        line = phone.write(opened, None, Subject(), when)
        return _Pen(phone, Recorded(visit, line.id, line.id, version_after("", line.id)))

    def _checklist(self, visit: PlannedVisit) -> Checklist:
        theme = self._templates.themes[visit.month]
        name = ROUTINE_LIST if visit.campaign else theme.checklist_id
        whole = self._templates.checklists[name]
        return whole.asked_of(visit.school.kind) or whole

    def _timeline(
        self, visit: PlannedVisit, shots: Sequence[Shot], chance: Random
    ) -> list[tuple[datetime, Content]]:
        """What is recorded between coming and leaving, each with its instant, in order."""
        checklist = self._checklist(visit)
        number = chance.randint(6, 9) if visit.scenes else chance.randint(2, 4)
        told: list[Content] = list(contents.answers(checklist, number, chance))
        if visit.fate is Fate.OPEN:
            told = told[:3]
        if visit.fate in (Fate.OPEN, Fate.CANCELLED):
            return _spread(told, visit)
        told += contents.lessons(visit, chance)
        told += contents.counts(visit, chance)
        told += contents.findings(visit, chance)
        told += self._rectifying.follow_ups(visit)
        notes = self._wording.notes(visit, chance)
        told += [
            (VisitNoted(section=section), TextPrivate(text=text)) for section, text in notes.items()
        ]
        photos = _photos(visit, shots, (pictured(told), mended(told)), chance)
        line = [*_spread(told, visit), *photos, *contents.further_unit(visit)]
        return sorted(line, key=lambda each: each[0])


@dataclass
class _Pen:
    """Writes on one visit, keeping track of its head and version."""

    phone: DemoPhone
    recorded: Recorded

    def write(self, body: Body, private: Private | None, when: datetime) -> str:
        """Write it; the id of the line."""
        # What the office said of the visit came down with the workbook.
        subject = Subject(self.recorded.id, self.recorded.answer)
        line = self.phone.write(body, private, subject, when)
        self.recorded.head, self.recorded.answer = line.id, None
        self.recorded.counted(line.id)
        return line.id


def _spread(told: Sequence[Content], visit: PlannedVisit) -> list[tuple[datetime, Content]]:
    """The contents evenly over the visit, in their order."""
    step = timedelta(minutes=visit.here_min) * 0.9 / (len(told) + 1)
    first = visit.starts_at + timedelta(minutes=1)
    return [(first + step * number, each) for number, each in enumerate(told)]


def photo_times(visit: PlannedVisit) -> list[datetime]:
    """When the visit's photos are taken."""
    step = timedelta(minutes=visit.here_min) * 0.8 / (len(visit.scenes) + 1)
    return [visit.starts_at + step * (number + 1) for number in range(len(visit.scenes))]


def _photos(
    visit: PlannedVisit,
    shots: Sequence[Shot],
    found: tuple[Sequence[str], frozenset[str]],
    chance: Random,
) -> Iterator[tuple[datetime, Content]]:
    """The visit's photos; the last ones show what was found, as many as there are findings.

    What was put right on the spot is shown as it is since.
    """
    findings, mended_ones = found
    of_no_finding = [None] * max(0, len(shots) - len(findings))
    shown = [*of_no_finding, *findings]
    for number, (when, shot) in enumerate(zip(photo_times(visit), shots, strict=True)):
        is_album = visit.oddity is Oddity.ALBUM and number == 0
        caption = chance.choice(_CAPTIONS).format(subject=SUBJECTS[shot[0].scene % len(SUBJECTS)])
        taken, private = _photo(shot, is_album, caption, shown[number])
        yield when, (taken.model_copy(update={"is_after": shown[number] in mended_ones}), private)


def _photo(
    shot: Shot, is_album: bool, caption: str, finding_id: str | None
) -> tuple[PhotoTaken, PhotoPrivate]:
    order, picture = shot
    taken = PhotoTaken(
        photo_id=order.photo_id,
        sha256=picture.sha256,
        original_sha256=picture.original_sha256,
        size_bytes=len(picture.data),
        width=picture.width,
        height=picture.height,
        band_px=BAND_PX,
        photo_source=PhotoSource.ALBUM if is_album else PhotoSource.CAMERA,
        finding_id=finding_id,
        check_code=picture.check_code,
        accuracy_m=order.accuracy_m,
        age_s=1.5,
        source="gps",
    )
    return taken, PhotoPrivate(lat=order.lat, lng=order.lng, caption=caption)


def _check_in(fix: DemoFix) -> VisitCheckedIn:
    place = {"circle": fix.circle, "presence": fix.presence}
    return VisitCheckedIn.model_validate({**fix.quality, **place})


def _finish(pen: _Pen, visit: PlannedVisit, fix: DemoFix, chance: Random) -> None:
    """Both signatures, leaving, handing in."""
    school = visit.further or visit.school
    left = fix_at(school, chance, None) if visit.oddity is None else fix
    signed_at = visit.ends_at - timedelta(seconds=100)
    own = SignedPrivate(name=visit.inspector.name, strokes=_strokes(chance))
    pen.write(VisitSigned(signer=Signer.INSPECTOR, head=pen.recorded.head), own, signed_at)
    is_refused = visit.oddity is Oddity.REFUSED
    head = VisitSigned(signer=Signer.SCHOOL_HEAD, head=pen.recorded.head, is_refused=is_refused)
    theirs = SignedPrivate(name=visit.school.head, strokes=_strokes(chance))
    if is_refused:
        reason = "对“疏散通道占用”的认定有异议，要求复核后再签。"
        theirs = SignedPrivate(name=visit.school.head, refusal_reason=reason)
    pen.write(head, theirs, signed_at + timedelta(seconds=40))
    left_in = {"circle": circle_of(school), "presence": left.presence}
    out = VisitCheckedOut.model_validate({**left.quality, **left_in})
    pen.write(out, left.private, visit.ends_at)
    submitted = VisitSubmitted(head=pen.recorded.head, has_no_problem=visit.problems == 0)
    pen.write(submitted, None, visit.ends_at + timedelta(seconds=20))


def _strokes(chance: Random) -> tuple[tuple[int, ...], ...]:
    """A signature: some strokes from left to right within 0 to 1000."""
    strokes: list[tuple[int, ...]] = []
    for part in range(chance.randint(3, 5)):
        x, y = 120 + part * 170, chance.randint(320, 620)
        points = [x, y]
        for _ in range(chance.randint(4, 7)):
            x = min(980, x + chance.randint(6, 46))
            y = max(120, min(880, y + chance.randint(-190, 190)))
            points += [x, y]
        strokes.append(tuple(points))
    return tuple(strokes)
