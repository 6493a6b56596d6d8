"""Every value a page can show has its Chinese word, and every flag its sentence."""

import importlib
import inspect
import pkgutil
from enum import StrEnum
from typing import get_args

import pytest

import domain
from domain import subject
from domain.kinds import NOUNS, kind
from domain.kinds.author import Relation
from domain.kinds.visit import builder
from domain.kinds.visit.record import Method
from domain.phone.app_version import Advice
from domain.phone.data_use import LinkKind, PhotoPolicy
from domain.phone.freeing import Kept
from domain.phone.pin import PinProblem
from domain.place.presence import FixSource
from domain.register.checklist import AnswerProblem
from domain.register.school_code import CodeProblem
from domain.visit.custody import Hand
from domain.visit.flag import Flag, FlagCode
from domain.visit.follow_up import Urgency
from domain.visit.gaps import Lack
from sync_server.words import labels
from sync_server.words.flags import SENTENCES, metres, sentence, span, weight

# Said elsewhere in words that fit where they are said, or by the phone alone.
NOT_ON_PAGES = {AnswerProblem, CodeProblem, Lack, Relation, Urgency}
NOT_ON_PAGES |= {Advice, Hand, Kept, LinkKind, PhotoPolicy, PinProblem}


def enumerations() -> list[type[StrEnum]]:
    found = []
    for module in pkgutil.walk_packages(domain.__path__, "domain."):
        for each in vars(importlib.import_module(module.name)).values():
            if isinstance(each, type) and issubclass(each, StrEnum) and each is not StrEnum:
                found.append(each)
    return sorted(set(found) - NOT_ON_PAGES, key=lambda each: each.__name__)


@pytest.mark.parametrize("enumeration", enumerations(), ids=lambda each: each.__name__)
def test_every_value_has_a_chinese_word(enumeration):
    words = labels.LABELS[enumeration]
    assert set(words) == set(enumeration)
    assert all(
        any("\u4e00" <= letter <= "\u9fff" for letter in word) or "-" in word
        for word in words.values()
    )


def test_every_kind_source_and_method_has_its_word():
    assert set(labels.FIX_SOURCE) == set(get_args(FixSource))
    assert set(labels.METHOD_UNIT) == set(Method)


def test_every_reason_to_ignore_an_entry_has_its_sentence():
    source = "".join(inspect.getsource(module) for module in (subject, builder, kind, *NOUNS))
    for reason in labels.IGNORED:
        assert f'"{reason}"' in source
    for line in source.splitlines():
        told = line.strip()
        if told.startswith('return "') and told.endswith('"'):
            assert told.removeprefix('return "').removesuffix('"') in labels.IGNORED


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
        (Flag.of(FlagCode.PLACE_BY_HAND, reason=""), "没有写说明"),
        (Flag.of(FlagCode.ALBUM_PHOTO, photos=2), "有 2 张照片选自相册"),
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
