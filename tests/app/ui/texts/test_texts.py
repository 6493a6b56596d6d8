"""Every stored value and every flag has its words."""

import ast
import re
from collections.abc import Iterator

import pytest

from app.ui.screens.visit.follow_ups.list import URGENCY_TONE
from app.ui.texts import flags, labels
from app.ui.texts.visit import camera, checklist, follow_up, lesson
from app.ui.texts.visit.camera import LensState
from domain.kinds.register.school import Ownership, SchoolKind
from domain.kinds.visit.builder import State
from domain.kinds.visit.finding import Category, Severity
from domain.kinds.visit.follow_up import Conclusion
from domain.kinds.visit.lesson import LessonType, Rating
from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.plan import VisitType
from domain.kinds.visit.record import Method, NoteSection
from domain.kinds.visit.review import Verdict
from domain.kinds.visit.signature import Signer
from domain.visit.flag import Flag, FlagCode, FlagFact
from domain.visit.follow_up import Urgency
from domain.visit.gaps import Lack
from domain.visit.lesson_scores import CRITERIA
from tests.repository.committed import committed_python

# Words; what only joins them, such as a comma, may stand where they are joined.
CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

LABELS = (
    (State, labels.STATE),
    (VisitType, labels.VISIT_TYPE),
    (SchoolKind, labels.SCHOOL_KIND),
    (Ownership, labels.OWNERSHIP),
    (Method, labels.METHOD),
    (NoteSection, labels.NOTE),
    (LessonType, labels.LESSON_TYPE),
    (Rating, labels.RATING),
    (PhotoSource, labels.PHOTO_SOURCE),
    (Severity, labels.SEVERITY),
    (Category, labels.CATEGORY),
    (Signer, labels.SIGNER),
    (Verdict, labels.VERDICT),
    (Urgency, URGENCY_TONE),
    (Conclusion, follow_up.CONCLUSION),
    (Lack, checklist.LACKS),
)


@pytest.mark.parametrize(
    ("values", "words"), LABELS, ids=lambda each: getattr(each, "__name__", "")
)
def test_every_value_has_a_label(values, words):
    assert set(words) == set(values)


@pytest.mark.parametrize("code", FlagCode)
def test_every_flag_is_a_whole_sentence(code):
    facts: dict[str, FlagFact] = {
        "signers": "inspector,school_head",
        "distance_m": 1830,
        "radius_m": 500,
    }
    said = flags.sentence(Flag.of(code, **facts))
    assert said
    assert "None" not in said


def test_every_way_a_camera_fails_has_words_and_says_what_to_do():
    fine = {LensState.OPENING, LensState.READY}
    assert set(camera.TROUBLE) == set(LensState) - fine
    assert all(title and hint for title, hint in camera.TROUBLE.values())


def test_every_criterion_of_a_lesson_has_a_name():
    assert set(lesson.CRITERION) == set(CRITERIA)


def test_copied_text_is_told_with_school_and_day_where_they_are_known():
    facts: dict[str, FlagFact] = {"section": "record", "percent": 80, "other_visit": "a"}
    bare = flags.sentence(Flag.of(FlagCode.COPIED_TEXT, **facts))
    told = flags.sentence(
        Flag.of(FlagCode.COPIED_TEXT, **facts, school="第1小学", visit_on="2026-05-14")
    )
    assert "和以前一次督导写的一样" in bare
    assert "和第1小学 2026-05-14 的督导写的一样" in told


def test_missing_signatures_are_named():
    said = flags.sentence(Flag.of(FlagCode.NO_SIGNATURE, signers="school_head"))
    assert said.startswith("学校负责人还没有签字")


def test_far_is_said_in_kilometres_and_near_in_metres():
    assert "约 1.8 公里，超出 500 米" in flags.sentence(
        Flag.of(FlagCode.OUTSIDE, distance_m=1830, radius_m=500)
    )


def said_in(source: str) -> Iterator[tuple[int, str]]:
    """Every text in a source but its docstrings, with its line."""
    tree = ast.parse(source)
    shown = [node for node in ast.walk(tree) if isinstance(node, ast.Expr)]
    docstrings = {id(node.value) for node in shown}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in docstrings:
            continue
        if isinstance(node.value, str):
            yield node.lineno, node.value


def is_text_module(name: str) -> bool:
    """Whether the file is where the phone's texts are."""
    return name.startswith("app/ui/texts/")


def test_every_chinese_text_of_the_screens_stands_in_texts():
    places = ("app/ui/", "app/device/")
    found = [
        f"{name}:{line}: {text}"
        for name, source in committed_python().items()
        if name.startswith(places) and not is_text_module(name)
        for line, text in said_in(source)
        if CHINESE.search(text)
    ]
    assert found == []


def test_chinese_is_found_in_every_kind_of_text():
    source = '"""文档"""\nA = f"{1}月"\nB = ["x", "䶮"]\nC = "𠮷"\nD = "a：b"\n'
    found = {text for _, text in said_in(source) if CHINESE.search(text)}
    assert found == {"月", "䶮", "𠮷"}
