"""Every stored value has its words, and every Chinese text of the screens stands in one place."""

import ast
import re
from collections.abc import Iterator

import pytest

from app.ui.screens.visit.follow_ups.list import URGENCY_TONE
from app.ui.texts import labels
from app.ui.texts.visit import camera, checklist
from app.ui.texts.visit.camera import LensState
from domain.findings.urgency import Urgency
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
from domain.visit.gaps import Lack
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
    (Conclusion, labels.CONCLUSION),
    (Lack, checklist.LACKS),
)


@pytest.mark.parametrize(
    ("values", "words"), LABELS, ids=lambda each: getattr(each, "__name__", "")
)
def test_every_value_has_a_label(values, words):
    assert set(words) == set(values)


def test_every_way_a_camera_fails_has_words_and_says_what_to_do():
    fine = {LensState.OPENING, LensState.READY}
    assert set(camera.TROUBLE) == set(LensState) - fine
    assert all(title and hint for title, hint in camera.TROUBLE.values())


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
