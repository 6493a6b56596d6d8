"""What single entries say where a page shows them."""

import pytest

from domain import kinds
from domain.kinds.piece import ReasonPrivate, TextPrivate
from domain.kinds.reading import Reading
from domain.kinds.visit.answer import ItemAnswered
from domain.kinds.visit.course import VisitPlanned, VisitSubmitted, VisitTakenOver
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised, OwnerUnit
from domain.kinds.visit.follow_up import Conclusion, FollowUpPrivate, FollowUpRecorded
from domain.kinds.visit.lesson import LessonObserved
from domain.kinds.visit.photo import PhotoCaptioned, PhotoPrivate
from domain.kinds.visit.place import VisitCheckedIn
from domain.kinds.visit.plan import VisitType
from domain.kinds.visit.record import Method, NoteSection, VisitCounted, VisitNoted
from domain.kinds.visit.signature import SignedPrivate, Signer, VisitSigned
from domain.register.checklist import Checklist
from sync_server.console.words import ERASED, answer_words, words
from sync_server.register.names import Names
from tests.builders.content import a_photo
from tests.builders.trail import Pen

HEAD = "0" * 64
NAMES = Names(schools={}, people={}, zones={}, themes={}, guests={})
CHECKLIST = Checklist.model_validate_json(
    """{"checklist_id": "c", "version": 1, "title": "清单", "sections": [{"title": "一", "items": [
    {"item_id": "n", "text": "时长", "kind": "number", "unit": "分钟"},
    {"item_id": "o", "text": "情况", "kind": "choice", "options":
      [{"key": "a", "label": "很好"}, {"key": "b", "label": "不好"}]}]}]}"""
)


class Page:
    names, checklist = NAMES, CHECKLIST


def said(body, private=None, *, is_erased: bool = False) -> str:
    reading = kinds.read(Pen().write(body, private, HEAD))
    if is_erased:
        reading = Reading(reading.line, reading.body, None)
    return words(Page(), reading)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "private", "told"),
    [
        (
            VisitPlanned(visit_type=VisitType.SPECIAL, participants=("wang",), is_announced=True),
            None,
            "专项督导；随行：wang；事先通知",
        ),
        (VisitCheckedIn(), None, "手机判断：无法判断；没有定位"),
        (VisitNoted(section=NoteSection.RECORD), TextPrivate(), "督导纪实：（清空）"),
        (VisitCounted(method=Method.TALKS, quantity=2), None, "座谈走访 2 次"),
        (ItemAnswered(item_id="n", value=90), None, "时长：90 分钟"),
        (ItemAnswered(item_id="o", value="b"), None, "情况：不好"),
        (
            ItemAnswered(item_id="o", value="yes", is_with_section=True),
            None,
            "情况：是（本节都正常）",
        ),
        (ItemAnswered(item_id="o"), None, "情况：撤回回答"),
        (LessonObserved(lesson_id="l", is_withdrawn=True), None, "撤回这节听课"),
        (PhotoCaptioned(photo_id="p"), PhotoPrivate(), "（清空说明）"),
        (
            FindingRaised(finding_id="f", category=Category.SAFETY, is_fixed_on_spot=True),
            FindingPrivate(text="护栏松动。"),
            "护栏松动；校园及周边安全、交通，一般；已当场整改",
        ),
        (
            FindingRaised(finding_id="f", category=Category.OTHER, owner=OwnerUnit.TOWNSHIP),
            FindingPrivate(text="占道经营", owner_name="和平街道办事处"),
            "占道经营；其他，一般；由和平街道办事处整改",
        ),
        (
            FollowUpRecorded(
                finding_id="f",
                finding_visit=HEAD,
                conclusion=Conclusion.PARTLY,
                due_on="2026-06-20",
            ),
            FollowUpPrivate(text="砌了一半"),
            "部分整改；砌了一半；新的整改期限：2026-06-20",
        ),
        (
            a_photo(finding_id="f", is_after=True),
            PhotoPrivate(caption="西墙"),
            "西墙；整改后；现场拍摄；校验码 0123456789",
        ),
        (
            FindingRaised(finding_id="f", category=Category.SAFETY, is_withdrawn=True),
            None,
            "撤回这条问题",
        ),
        (
            VisitSigned(signer=Signer.SCHOOL_HEAD, head=HEAD, is_refused=True),
            SignedPrivate(name="何校长", refusal_reason="有异议"),
            "学校负责人何校长 拒绝签名：有异议",
        ),
        (VisitSubmitted(head=HEAD, has_no_problem=True), None, "没有发现问题"),
        (VisitTakenOver(successor="wang"), ReasonPrivate(reason="调岗"), "由 wang 继续；调岗"),
    ],
)
def test_an_entry_says_what_it_is_about(body, private, told):
    assert said(body, private) == told


def test_an_erased_text_says_that_it_was_erased():
    noted = VisitNoted(section=NoteSection.RECORD)
    assert said(noted, TextPrivate(text="秘密"), is_erased=True).endswith(ERASED)


def test_a_kind_nobody_can_read_says_nothing():
    line = Pen().write(VisitSubmitted(head=HEAD), None, HEAD)
    unread = Reading(line, None, None, "unknown_kind")
    assert words(Page(), unread) == ""  # type: ignore[arg-type]


def test_an_answer_out_of_every_list_shows_as_it_is():
    assert answer_words(None, "x", "weird") == "weird"
    assert answer_words(CHECKLIST, "n", "weird") == "weird"
    assert answer_words(None, "x", "text", "原话") == "原话"
    assert answer_words(None, "x", "na") == "不适用"
