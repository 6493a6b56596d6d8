"""The forms of a visit as documents: what its printed pages say, in the same words."""

import re
from collections.abc import Callable, Iterable, Sequence
from html import unescape

from domain.kinds.office.template import DocumentKind
from domain.kinds.visit.lesson import Lesson
from domain.kinds.visit.record import NoteSection
from domain.kinds.visit.signature import Signature, Signer
from domain.typed_number import written
from domain.visit.lesson_scores import total
from domain.words.values import CRITERION, METHOD_UNIT, label
from sync_server.console.pages import ENVIRONMENT, dated, moment
from sync_server.console.words import answer_words
from sync_server.documents.contexts.forms import (
    ClosingFinding,
    FollowUpForm,
    LessonForm,
    LessonScoreRow,
    LessonStageRow,
    ListedAnswer,
    ListedPhoto,
    LookedAgain,
    RecordFinding,
    RecordForm,
)
from sync_server.documents.contexts.naming import Picture
from sync_server.findings.rectification import FollowedUp
from sync_server.review.record_papers import LessonPaper, RecordPaper
from sync_server.review.strokes import stroke_picture

Pictures = Callable[[str], bytes | None]
"""The small picture of a photo by its hash; None where it cannot be shown."""

NOTHING = "—"
NOT_HERE = "照片还在手机上，没有收到"
_TAGS = re.compile(r"<[^>]+>")
_PHOTO_MM, _BEFORE_AFTER_MM, _STROKES_MM = (86.0, 64.5), (46.0, 34.5), (40.0, 14.0)


def _words(template: str, macro: str, *about: object) -> str:
    """What a piece of a printed page says, without its marks."""
    page = getattr(ENVIRONMENT.get_template(template).module, macro)(*about)
    return re.sub(r"\s+", " ", unescape(_TAGS.sub("", str(page)))).strip()


def _note(paper: RecordPaper, section: NoteSection) -> str:
    note = paper.there.notes.get(section)
    return (note.text if note else "") or NOTHING


def _people(paper: RecordPaper, accounts: Iterable[str]) -> str:
    return "、".join(map(paper.names.person, accounts)) or NOTHING


def _number(paper: RecordPaper) -> str:
    number = paper.there.visit_id[:16]
    return f"{number}-{paper.number}" if paper.is_of_several else number


def record_form(paper: RecordPaper, pictures: Pictures) -> RecordForm:
    """The 随访督导记录表 of a visit at one of its units."""
    there = paper.there
    return RecordForm(
        title="回访记录表" if there.is_follow_up else label(DocumentKind.RECORD),
        standing=_words("papers/parts.html", "standing", paper),
        school=paper.school,
        held_on=dated(paper.row.visit_on),
        trace=there.visit_id,
        number=_number(paper),
        code=paper.code or NOTHING,
        arrived_at=_arrived(paper),
        left_at=_left(paper),
        inspectors=_people(paper, paper.leaders),
        participants=_people(paper, there.participants),
        visit_type=_type(paper),
        theme=paper.names.theme(there.theme_id) or NOTHING,
        content=_lines(f"{number}．{item}" for number, item in enumerate(there.items, 1)),
        methods=_methods(paper),
        record=_note(paper, NoteSection.RECORD),
        highlight=_note(paper, NoteSection.HIGHLIGHT),
        findings=_findings(paper),
        no_finding=_no_finding(paper),
        looked_again=tuple(LookedAgain(**each) for each in _looked_again(paper.followed_up)),
        feedback=_note(paper, NoteSection.FEEDBACK),
        next_step=_note(paper, NoteSection.NEXT_STEP),
        place=_words("papers/record.html", "place", paper),
        photos_said=f"{len(there.shown_photos)} 张，附后" if there.shown_photos else NOTHING,
        inspector_signed=_signed(paper, Signer.INSPECTOR),
        inspector_strokes=_strokes(there.signatures.get(Signer.INSPECTOR)),
        head_signed=_signed(paper, Signer.SCHOOL_HEAD),
        head_strokes=_strokes(there.signatures.get(Signer.SCHOOL_HEAD)),
        answers=_answers(paper),
        photos=_photos(paper, pictures),
    )


def follow_up_form(paper: RecordPaper, pictures: Pictures) -> FollowUpForm:
    """The 回访复查记录 of a visit that looked again at earlier findings of the unit."""
    there = paper.there
    return FollowUpForm(
        title=label(DocumentKind.FOLLOW_UP),
        standing=_words("papers/parts.html", "standing", paper),
        school=paper.school,
        held_on=dated(paper.row.visit_on),
        trace=there.visit_id,
        number=_number(paper),
        inspectors=_people(paper, paper.leaders),
        participants=_people(paper, there.participants),
        arrived_at=_arrived(paper),
        left_at=_left(paper),
        way="实地回访" if paper.arrival else NOTHING,
        looked_again=_closing(paper.followed_up, pictures),
        feedback=_note(paper, NoteSection.FEEDBACK),
        next_step=_note(paper, NoteSection.NEXT_STEP),
        inspector_signed=_signed(paper, Signer.INSPECTOR),
        inspector_strokes=_strokes(there.signatures.get(Signer.INSPECTOR)),
        head_signed=_signed(paper, Signer.SCHOOL_HEAD),
        head_strokes=_strokes(there.signatures.get(Signer.SCHOOL_HEAD)),
    )


def lesson_form(paper: LessonPaper) -> LessonForm:
    """The 听课记录表 of one lesson."""
    record, lesson = paper.record, paper.lesson
    points, out_of = total(lesson.scores) if lesson.scores else (0.0, 0.0)
    return LessonForm(
        title=label(DocumentKind.LESSON),
        standing=_words("papers/parts.html", "standing", record),
        school=record.school,
        held_on=dated(record.row.visit_on),
        trace=f"{record.visit.visit_id}　第 {paper.number} 节",
        period=f"第 {lesson.period} 节" if lesson.period else NOTHING,
        class_name=lesson.class_name or NOTHING,
        subject=lesson.subject or NOTHING,
        lesson_type=label(lesson.lesson_type),
        topic=lesson.topic or NOTHING,
        teacher=lesson.teacher or NOTHING,
        observers=_people(record, lesson.observers),
        enrolled=_count(lesson.enrolled),
        present=_count(lesson.present),
        stages=_stages(lesson),
        scores=_scores(lesson),
        total=written(points) if lesson.scores else "",
        total_out_of=written(out_of) if lesson.scores else "",
        rating=label(lesson.rating) if lesson.rating else NOTHING,
        talked=_minutes(lesson.talked_min),
        strengths=lesson.strengths or NOTHING,
        advice=lesson.advice or NOTHING,
    )


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines) or NOTHING


def _arrived(paper: RecordPaper) -> str:
    return moment(paper.arrival.stamp.at, "%H:%M") if paper.arrival else NOTHING


def _left(paper: RecordPaper) -> str:
    left = paper.there.check_out
    return moment(left.stamp.at, "%H:%M") if left else NOTHING


def _type(paper: RecordPaper) -> str:
    there = paper.there
    said = "" if there.is_follow_up else f"（{'事先通知' if there.is_announced else '随机到访'}）"
    campaign = f"，{paper.campaign}" if paper.campaign else ""
    return f"{label(there.visit_type)}{said}{campaign}"


def _methods(paper: RecordPaper) -> str:
    told = [
        f"{label(method)} {NOTHING if quantity is None else quantity} {METHOD_UNIT[method]}"
        for method, quantity in paper.quantities.items()
    ]
    return "　".join([*told, f"听课 {len(paper.there.lessons) or NOTHING} 节"])


def _findings(paper: RecordPaper) -> tuple[RecordFinding, ...]:
    return tuple(
        RecordFinding(
            number=str(number),
            text=each.text or "（没有写明）",
            marks=_words("papers/record.html", "finding_marks", each),
            advice=each.suggestion,
        )
        for number, each in enumerate(paper.there.findings.values(), 1)
    )


def _no_finding(paper: RecordPaper) -> str:
    if paper.there.findings:
        return ""
    return "督学确认没有发现问题" if paper.visit.counting.says_no_problem else NOTHING


def _looked_again(found: Sequence[FollowedUp]) -> list[dict[str, str]]:
    return [
        {
            "number": str(number),
            "finding": each.finding.text if each.finding else "（原来的问题查不到）",
            "conclusion": label(each.follow_up.conclusion),
            "text": each.follow_up.text,
            "advice": each.follow_up.advice,
        }
        for number, each in enumerate(found, 1)
    ]


def _closing(found: Sequence[FollowedUp], pictures: Pictures) -> tuple[ClosingFinding, ...]:
    return tuple(
        ClosingFinding(
            **told,
            notice="、".join(paper.number for paper in each.papers),
            measures=_measures(each),
            before=_first(each.before, pictures),
            after=_first(each.after, pictures),
        )
        for told, each in zip(_looked_again(found), found, strict=True)
    )


def _measures(found: FollowedUp) -> str:
    """What the unit said it would do, by whom and when; empty where nobody has entered it."""
    measure = found.course.measure if found.course else None
    if measure is None:
        return ""
    return f"{measure.text}（责任人 {measure.responsible}，时限 {measure.due_on}）"


def _first(photos: Sequence[str], pictures: Pictures) -> Picture | None:
    """The first photo of these that can be shown."""
    found = next((content for each in photos if (content := pictures(each))), None)
    return _picture(found, _BEFORE_AFTER_MM)


def _picture(content: bytes | None, within: tuple[float, float]) -> Picture | None:
    if content is None:
        return None
    return Picture(content=content, width_mm=within[0], height_mm=within[1])


def _signed(paper: RecordPaper, signer: Signer) -> str:
    signed = paper.there.signatures.get(signer)
    if signed is None:
        return ""
    changes = paper.there.changes_since_signed.get(signer)
    about = (signed, paper.is_of_before(signed), changes)
    when = _words("papers/parts.html", "signed_when", *about)
    if signed.is_refused:
        return f"拒绝签名\n原因：{signed.refusal_reason or NOTHING}\n{when}"
    note = "" if signed.strokes else "（没有手写笔迹）"
    return f"{signed.name or NOTHING}{note}\n{when}"


def _strokes(signed: Signature | None) -> Picture | None:
    is_drawn = signed is not None and not signed.is_refused and any(map(len, signed.strokes))
    return _picture(stroke_picture(signed.strokes), _STROKES_MM) if signed and is_drawn else None


def _answers(paper: RecordPaper) -> tuple[ListedAnswer, ...]:
    """The checklist's lines; the first of each part says which part it is."""
    if not paper.there.answers:
        return ()
    found = []
    for section in paper.sections:
        for at, line in enumerate(section.lines):
            answer = line.answer
            told = (
                answer_words(paper.checklist, line.item_id, answer.value, answer.text)
                if answer
                else NOTHING
            )
            found.append(
                ListedAnswer(
                    section="" if at else section.title,
                    text=line.text,
                    answer=told,
                    remark=answer.remark if answer else "",
                )
            )
    return tuple(found)


def _photos(paper: RecordPaper, pictures: Pictures) -> tuple[ListedPhoto, ...]:
    return tuple(
        ListedPhoto(
            number=str(number),
            image=_picture(
                pictures(photo.sha256) if photo.sha256 in paper.received else None, _PHOTO_MM
            ),
            caption=(photo.caption or "（没有说明）")
            + ("" if photo.sha256 in paper.received else f"（{NOT_HERE}）"),
            taken_at=moment(photo.stamp.at, "%Y-%m-%d %H:%M:%S"),
            source=label(photo.photo_source),
            code=photo.check_code,
        )
        for number, photo in enumerate(paper.there.shown_photos, 1)
    )


def _count(number: int | None) -> str:
    return NOTHING if number is None else str(number)


def _minutes(number: int | None) -> str:
    return NOTHING if number is None else f"{number} 分钟"


def _stages(lesson: Lesson) -> tuple[LessonStageRow, ...]:
    found = [
        LessonStageRow(
            title=each.title, minutes=_minutes(each.minutes), activity=each.activity or NOTHING
        )
        for each in lesson.stages
    ]
    if lesson.process or not found:
        title = "过程" if lesson.process else NOTHING
        activity = lesson.process or NOTHING
        found.append(LessonStageRow(title=title, minutes=NOTHING, activity=activity))
    return tuple(found)


def _scores(lesson: Lesson) -> tuple[LessonScoreRow, ...]:
    found = [
        LessonScoreRow(
            criterion=CRITERION.get(each.criterion, each.criterion),
            out_of=written(each.out_of),
            points=written(each.points),
        )
        for each in lesson.scores
    ]
    return tuple(found or [LessonScoreRow(criterion=NOTHING, out_of=NOTHING, points=NOTHING)])
