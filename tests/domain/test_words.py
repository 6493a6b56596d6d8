"""Every value a page can show has its Chinese word, and every flag its sentence, said once."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import get_args

import pytest

import domain
from app.ui.texts import labels
from domain import subject
from domain.findings.urgency import Urgency
from domain.kinds import NOUNS, kind
from domain.kinds.accountability import case
from domain.kinds.author import Relation
from domain.kinds.book_part import BookPart
from domain.kinds.campaign import campaign
from domain.kinds.finding import course as finding_course
from domain.kinds.paper import builder as paper_builder
from domain.kinds.task import builder as task_builder
from domain.kinds.visit import builder
from domain.kinds.visit.record import Method
from domain.phone.app_version import Advice
from domain.phone.data_use import LinkKind, PhotoPolicy
from domain.phone.freeing import Kept
from domain.phone.pin import PinProblem
from domain.place.presence import FixSource
from domain.register.checklist import AnswerProblem
from domain.register.school_code import CodeProblem
from domain.review.gravity import weight
from domain.typed_number import NumberProblem
from domain.visit.custody import Hand
from domain.visit.flag import Flag, FlagCode, FlagFact
from domain.visit.gaps import Lack
from domain.visit.lesson_scores import CRITERIA
from domain.words import values
from domain.words.flags import (
    SENTENCES,
    TO_THE_WRITER,
    metres,
    sentence,
    sentence_to_writer,
    span,
)
from domain.words.ignored import IGNORED
from tests.repository.committed import committed_python

# Said elsewhere in words that fit where they are said, or by the phone alone.
NOT_ON_PAGES = {AnswerProblem, CodeProblem, Lack, Relation, Urgency}
NOT_ON_PAGES |= {Advice, BookPart, Hand, Kept, LinkKind, NumberProblem, PhotoPolicy, PinProblem}


def enumerations() -> list[type[StrEnum]]:
    found = []
    for module in pkgutil.walk_packages(domain.__path__, "domain."):
        for each in vars(importlib.import_module(module.name)).values():
            if isinstance(each, type) and issubclass(each, StrEnum) and each is not StrEnum:
                found.append(each)
    return sorted(set(found) - NOT_ON_PAGES, key=lambda each: each.__name__)


@pytest.mark.parametrize("enumeration", enumerations(), ids=lambda each: each.__name__)
def test_every_value_has_a_chinese_word(enumeration):
    words = values.LABELS[enumeration]
    assert set(words) == set(enumeration)
    assert all(
        any("\u4e00" <= letter <= "\u9fff" for letter in word) or "-" in word
        for word in words.values()
    )


def test_every_kind_source_and_method_has_its_word():
    assert set(values.FIX_SOURCE) == set(get_args(FixSource))
    assert set(values.METHOD_UNIT) == set(Method)


def test_every_reason_to_ignore_an_entry_has_its_sentence():
    modules = (
        *(subject, builder, paper_builder, case, kind, finding_course, task_builder, campaign),
        *NOUNS,
    )
    source = "".join(inspect.getsource(module) for module in modules)
    for reason in IGNORED:
        assert f'"{reason}"' in source
    for line in source.splitlines():
        told = line.strip()
        if told.startswith('return "') and told.endswith('"'):
            assert told.removeprefix('return "').removesuffix('"') in IGNORED


@pytest.mark.parametrize("code", FlagCode)
def test_a_flag_without_facts_still_has_a_sentence(code):
    said = sentence(Flag(code=code))
    assert said.endswith("。")
    assert "{" not in said
    assert weight(code) in {"grave", "notice", "info"}
    assert code in SENTENCES


@pytest.mark.parametrize(
    ("flag", "words"),
    [
        (Flag.of(FlagCode.CLOCK_OFF, minutes=47, is_ahead=True), "快约 47 分钟"),
        (Flag.of(FlagCode.CLOCK_OFF, minutes=60 * 24 * 3, is_ahead=False), "慢约 3 天"),
        (
            Flag.of(FlagCode.OUTSIDE, distance_m=1834, radius_m=500),
            "距学校 1.8 公里，超出该校 500 米",
        ),
        (Flag.of(FlagCode.NO_SIGNATURE, signers="inspector,school_head"), "督学、学校负责人"),
        (Flag.of(FlagCode.PLACE_BY_HAND, reason="室内无信号"), "“室内无信号”"),
        (Flag.of(FlagCode.CHECKLIST_GAPS, unanswered=2, photos=1), "有 2 项没有作答、1 项缺照片。"),
        (Flag.of(FlagCode.PLACE_BY_HAND, reason=""), "没有写说明"),
        (Flag.of(FlagCode.ALBUM_PHOTO, photos=2), "有 2 张照片来自相册"),
    ],
)
def test_a_flags_sentence_holds_its_facts(flag, words):
    assert words in sentence(flag)


def test_lengths_and_distances_are_said_in_the_unit_people_use():
    assert [span(minutes) for minutes in (7, 89, 120, 2879, 4320)] == [
        "7 分钟",
        "89 分钟",
        "2 小时",
        "48 小时",
        "3 天",
    ]
    assert [metres(value) for value in (0.4, 999, 1500)] == ["0 米", "999 米", "1.5 公里"]


FACTS: dict[str, FlagFact] = {"signers": "school_head", "percent": 80, "distance_m": 1830}


@pytest.mark.parametrize("code", FlagCode)
def test_phone_and_office_say_a_flag_alike_save_what_its_reader_can_still_mend(code):
    flag = Flag.of(code, **FACTS)
    assert (sentence(flag) != sentence_to_writer(flag)) == (code in TO_THE_WRITER)


def test_copied_text_is_told_its_writer_with_school_and_day_where_they_are_known():
    facts: dict[str, FlagFact] = {"section": "record", "percent": 80, "other_visit": "a"}
    bare = Flag.of(FlagCode.COPIED_TEXT, **facts)
    told = Flag.of(FlagCode.COPIED_TEXT, **facts, school="第1小学", visit_on="2026-05-14")
    assert "“督导纪实”约 80% 和以前一次督导写的一样" in sentence_to_writer(bare)
    assert "和第1小学 2026-05-14 的督导写的一样" in sentence_to_writer(told)


def test_who_wants_a_signature_is_told_that_a_refusal_will_do():
    flag = Flag.of(FlagCode.NO_SIGNATURE, signers="school_head")
    assert sentence_to_writer(flag) == "还缺学校负责人的签名；拒签也可以，写明原因。"


def test_every_criterion_of_a_lesson_has_a_name():
    assert set(values.CRITERION) == set(CRITERIA)


# What a page says about a value is a sentence of its own, not the value's word.
SENTENCES_ABOUT_VALUES = {
    "app/ui/texts/labels.py": {"NoteSection"},  # what is to be written there
    "sync_server/console/reviewing/queue.py": {"Verdict"},  # what follows from it
    "sync_server/console/records/trail.py": {"Verdict"},
}
CHINESE = re.compile("[\u3400-\u9fff]")


def words_written(source: str) -> Iterator[str]:
    """The enumerations whose values a module gives Chinese words of its own."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Dict):
            continue
        for key, value in zip(node.keys, node.values, strict=True):
            enumeration = ast.unparse(key).split(".")[0] if key else ""
            word = value.value if isinstance(value, ast.Constant) else ""
            if CHINESE.search(str(word)):
                yield enumeration


def test_the_words_of_a_value_stand_in_one_place():
    shared = {each.__name__ for each in values.LABELS}
    found = {
        name: told
        for name, source in committed_python().items()
        if name.startswith(("app/", "demo/", "domain/", "sync_server/"))
        and not name.startswith("domain/words/")
        and (told := shared & set(words_written(source)))
    }
    assert found == SENTENCES_ABOUT_VALUES


def test_a_second_word_for_a_value_is_found():
    source = 'A = {Rating.FAIR: "一般", Verdict.APPROVED.value: "通过", Datum.BD09: ("百度",), **B}'
    assert list(words_written(source)) == ["Rating", "Verdict"]


OF_THE_PHONE_ALONE = {"NOTE_HINT", "ANSWER", "METHOD_UNIT"}
OF_THE_PHONE = [
    told
    for name, told in vars(labels).items()
    if isinstance(told, dict) and name.isupper() and name not in OF_THE_PHONE_ALONE
]


@pytest.mark.parametrize("told", OF_THE_PHONE, ids=lambda told: type(next(iter(told))).__name__)
def test_the_phone_calls_every_value_as_the_office_does(told):
    for value, word in told.items():
        assert (word[0] if isinstance(word, tuple) else word) == values.label(value)
