"""What an entry says, in words: for the timeline, and for what stood before a correction."""

from collections.abc import Callable
from typing import Any, TypeVar

from domain.kinds.piece import Body, ReasonPrivate
from domain.kinds.reading import Reading
from domain.kinds.visit.answer import ItemAnswered
from domain.kinds.visit.course import (
    VisitAmended,
    VisitCancelled,
    VisitOpened,
    VisitPlanned,
    VisitRedated,
    VisitSubmitted,
    VisitTakenOver,
)
from domain.kinds.visit.explaining import FlagExplained
from domain.kinds.visit.finding import FindingRaised, OwnerUnit
from domain.kinds.visit.follow_up import FollowUpRecorded
from domain.kinds.visit.hazard import HazardSeen
from domain.kinds.visit.lesson import LessonObserved
from domain.kinds.visit.merging import VisitMerged, VisitUnmerged
from domain.kinds.visit.photo import PhotoCaptioned, PhotoTaken
from domain.kinds.visit.place import (
    PositionAdded,
    PositionProposed,
    VisitCheckedIn,
    VisitCheckedOut,
)
from domain.kinds.visit.record import VisitCounted, VisitNoted
from domain.kinds.visit.review import VisitApproved, VisitCommented, VisitReturned
from domain.kinds.visit.signature import VisitSigned
from domain.kinds.visit.unit import UnitAdded, UnitCheckedIn, UnitCounted
from domain.register.checklist import NO, NOT_APPLICABLE, YES, Checklist, Item
from domain.typed_number import written
from domain.visit.flag import FlagCode
from domain.words.flags import metres
from domain.words.values import FIX_SOURCE, METHOD_UNIT, WITH_SECTION, label
from sync_server.review.visit_page import VisitPage

ERASED = "（文字已依法清除）"
Say = Callable[[VisitPage, Any, Any], str]
S = TypeVar("S", bound=Say)

_SAY: dict[type[Body], Say] = {}


def words(page: VisitPage, reading: Reading) -> str:
    """What the entry says; empty where its kind says it all."""
    say = _SAY.get(type(reading.body)) if reading.body else None
    if say is None or reading.body is None:
        return ""
    is_erased = reading.private is None
    private = reading.body.private() if is_erased else reading.private
    said = say(page, reading.body, private)
    return f"{said}{ERASED}" if is_erased else said


def answer_words(checklist: Checklist | None, item_id: str, value: object, text: str = "") -> str:
    """How an answer reads: the option's own words, the number with its unit, or the text."""
    item = item_of(checklist, item_id)
    if value == "text":
        return text
    if item is not None and item.kind in ("number", "score"):
        return (
            f"{written(value)} {item.unit}".strip()
            if isinstance(value, int | float)
            else str(value)
        )
    plain = {YES: "是", NO: "否", NOT_APPLICABLE: "不适用"}
    options = {option.key: option.label for option in item.options} if item else {}
    return (plain | options).get(str(value), str(value))


def item_of(checklist: Checklist | None, item_id: str) -> Item | None:
    """The checklist's item of this id."""
    items = checklist.all_items if checklist else ()
    return next((item for item in items if item.item_id == item_id), None)


def _says(*bodies: type[Body]) -> Callable[[S], S]:
    def register(say: S) -> S:
        _SAY.update(dict.fromkeys(bodies, say))
        return say

    return register


def _at_unit(page: VisitPage, unit: str | None) -> str:
    """Which unit of a visit to several it names; nothing where it names none."""
    return f"单位：{page.names.school(unit)}" if unit is not None else ""


def _joined(*parts: str) -> str:
    return "；".join(part.rstrip("。；") for part in parts if part)


@_says(VisitOpened, VisitPlanned)
def _plan(page: VisitPage, body: VisitOpened | VisitPlanned, _private: object) -> str:
    theme = page.names.theme(body.theme_id)
    people = "、".join(page.names.person(each) for each in body.participants)
    return _joined(
        label(body.visit_type),
        f"主题：{theme}" if theme else "",
        f"内容：{'、'.join(body.items)}" if body.items else "",
        f"随行：{people}" if people else "",
        "事先通知" if body.is_announced else "",
    )


@_says(PositionAdded)
def _added_place(page: VisitPage, body: PositionAdded, private: Any) -> str:
    return _joined(_at_unit(page, body.unit), _place(page, body, private))


@_says(VisitCheckedIn, VisitCheckedOut)
def _place(_page: VisitPage, body: VisitCheckedIn, private: Any) -> str:
    return _joined(f"手机判断：{label(body.presence)}", _fix(body), str(private.reason))


def _fix(body: Any) -> str:
    if body.source is None:
        return "没有定位"
    accuracy = f" ± {metres(body.accuracy_m)}" if body.accuracy_m else ""
    source: str = FIX_SOURCE.get(body.source, body.source)
    return source + accuracy


@_says(UnitAdded)
def _unit(page: VisitPage, body: UnitAdded, _private: object) -> str:
    name = page.names.school(body.school_id)
    return f"不再同去 {name}" if body.is_withdrawn else f"同去 {name}"


@_says(UnitCheckedIn)
def _unit_place(page: VisitPage, body: UnitCheckedIn, private: Any) -> str:
    return f"{page.names.school(body.school_id)}：{_place(page, body, private)}"


@_says(UnitCounted)
def _unit_quantity(page: VisitPage, body: UnitCounted, _private: object) -> str:
    said = f"{label(body.method)} {body.quantity} {METHOD_UNIT[body.method]}"
    return f"{page.names.school(body.school_id)}：{said}"


@_says(VisitNoted)
def _note(_page: VisitPage, body: VisitNoted, private: Any) -> str:
    return f"{label(body.section)}：{private.text or '（清空）'}"


@_says(VisitCounted)
def _quantity(_page: VisitPage, body: VisitCounted, _private: object) -> str:
    return f"{label(body.method)} {body.quantity} {METHOD_UNIT[body.method]}"


@_says(ItemAnswered)
def _answer(page: VisitPage, body: ItemAnswered, private: Any) -> str:
    item = item_of(page.checklist, body.item_id)
    asked = item.text if item else body.item_id
    if body.value is None:
        return f"{asked}：撤回回答"
    said = answer_words(page.checklist, body.item_id, body.value, private.text)
    said += f"（{WITH_SECTION}）" if body.is_with_section else ""
    return _joined(f"{asked}：{said}", f"备注：{private.remark}" if private.remark else "")


@_says(LessonObserved)
def _lesson(page: VisitPage, body: LessonObserved, private: Any) -> str:
    if body.is_withdrawn:
        return "撤回这节听课"
    return _joined(
        _at_unit(page, body.unit),
        f"{body.class_name} {body.subject}".strip(),
        private.topic,
        f"授课：{private.teacher}" if private.teacher else "",
        f"评价：{label(body.rating)}" if body.rating else "",
        private.strengths,
        private.advice,
    )


@_says(PhotoTaken)
def _photo(_page: VisitPage, body: PhotoTaken, private: Any) -> str:
    after = "整改后" if body.is_after else ""
    code = f"校验码 {body.check_code}"
    return _joined(private.caption, after, label(body.photo_source), code)


@_says(PhotoCaptioned)
def _caption(_page: VisitPage, body: PhotoCaptioned, private: Any) -> str:
    return "撤下这张照片" if body.is_withdrawn else private.caption or "（清空说明）"


@_says(FindingRaised)
def _finding(page: VisitPage, body: FindingRaised, private: Any) -> str:
    if body.is_withdrawn:
        return "撤回这条问题"
    return _joined(
        _at_unit(page, body.unit),
        private.text,
        f"{label(body.category)}，{label(body.severity)}",
        "安全隐患" if body.is_hazard else "",
        "已当场整改" if body.is_fixed_on_spot else "",
        f"建议：{private.suggestion}" if private.suggestion else "",
        f"期限：{body.due_on}" if body.due_on else "",
        "" if body.owner is OwnerUnit.SCHOOL else _owner(body, private),
    )


def _owner(body: FindingRaised, private: Any) -> str:
    return f"由{private.owner_name or label(body.owner)}整改"


@_says(HazardSeen)
def _hazard(page: VisitPage, body: HazardSeen, _private: object) -> str:
    finding = page.visit.findings.get(body.finding_id)
    return finding.text if finding else ""


@_says(FollowUpRecorded)
def _follow_up(_page: VisitPage, body: FollowUpRecorded, private: Any) -> str:
    if body.is_withdrawn:
        return "撤回这次回访"
    due = f"新的整改期限：{body.due_on}" if body.due_on else ""
    return _joined(label(body.conclusion), private.text, private.advice, due)


@_says(PositionProposed)
def _proposal(_page: VisitPage, body: PositionProposed, private: Any) -> str:
    return _joined(_fix(body), str(private.reason))


@_says(VisitSigned)
def _signature(_page: VisitPage, body: VisitSigned, private: Any) -> str:
    who = f"{label(body.signer)}{private.name or ''}"
    return f"{who} 拒绝签名：{private.refusal_reason}" if body.is_refused else who


@_says(VisitSubmitted)
def _submission(_page: VisitPage, body: VisitSubmitted, _private: object) -> str:
    return "没有发现问题" if body.has_no_problem else ""


@_says(VisitRedated)
def _redated(_page: VisitPage, body: VisitRedated, private: ReasonPrivate) -> str:
    return _joined(f"日期更正为 {body.visit_on}", private.reason)


@_says(VisitAmended, VisitCancelled, VisitMerged, VisitUnmerged, VisitReturned)
def _reason(_page: VisitPage, _body: object, private: ReasonPrivate) -> str:
    return private.reason


@_says(VisitTakenOver)
def _handed_over(page: VisitPage, body: VisitTakenOver, private: ReasonPrivate) -> str:
    return _joined(f"由 {page.names.person(body.successor)} 继续", private.reason)


@_says(FlagExplained)
def _explanation(_page: VisitPage, body: FlagExplained, private: Any) -> str:
    code = next((each for each in FlagCode if each == body.flag), None)
    done = "撤回说明，提示照旧" if body.is_withdrawn else "已看过并说明"
    word = label(code) if code else body.flag
    return _joined(f"{word}：{done}", private.reason, f"当时的提示：{private.said}")


@_says(VisitApproved, VisitCommented)
def _review(_page: VisitPage, _body: object, private: Any) -> str:
    return str(private.text)
