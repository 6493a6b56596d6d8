"""Every state, choice and reason around what is safe has its words."""

import pytest

from app.sync.progress import Phase, PhotoProgress, PhotoStage
from app.ui.screens.sync.on_the_way import stage_words
from app.ui.texts import storage as storage_words
from app.ui.texts import sync as words
from app.ui.texts.account import pin as pin_words
from domain.kinds import KINDS
from domain.phone.data_use import LinkKind, PhotoPolicy
from domain.phone.freeing import Kept

OFFICE_ALONE = {
    "visit.approved",
    "visit.returned",
    "visit.commented",
    "visit.merged",
    "paper.issued",
    "rectification.reported",
}


@pytest.mark.parametrize("stage", PhotoStage)
def test_every_state_of_a_photo_has_words(stage: PhotoStage):
    photo = PhotoProgress("p", "v", "第1小学", 1000, 430, False, "原因", stage)
    said, is_bad = stage_words(photo)
    assert said
    assert is_bad is (stage is PhotoStage.FAILED)


def test_photo_on_its_way_says_how_far_it_is():
    photo = PhotoProgress("p", "v", "第1小学", 1000, 430, False, None, PhotoStage.SENDING)
    assert stage_words(photo) == ("正在传 43%", False)


def test_every_choice_link_reason_and_phase_has_words():
    assert set(words.POLICY) == set(words.POLICY_HINT) == set(PhotoPolicy)
    assert set(words.LINK) == set(LinkKind)
    assert set(storage_words.WHY) == set(Kept)
    assert set(words.PHASE) == {each.value for each in Phase} - {"idle"}


def test_a_record_on_its_way_is_called_what_the_office_calls_it():
    assert words.kind_word("finding.raised") == KINDS["finding.raised"].word
    assert words.kind_word("moon.landed") == words.OTHER_KIND


@pytest.mark.parametrize(
    ("size", "expected"),
    [(0, "0 KB"), (1, "1 KB"), (71_400, "71 KB"), (1_640_000, "1.6 MB"), (2_300_000_000, "2.3 GB")],
)
def test_sizes_are_said_as_people_say_them(size: int, expected: str):
    assert words.size(size) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (301, "快了约 5 分钟"),
        (-3600, "慢了约 1 小时。"),
        (5400, "快了约 1 小时 30 分钟"),
        (-86_400, "慢了约 1 天。"),
        (200_000, "快了约 2 天 7 小时"),
    ],
)
def test_clock_s_error_is_said_with_its_way(seconds: int, expected: str):
    assert expected in words.clock_off(seconds)


@pytest.mark.parametrize(("seconds", "expected"), [(29, "29 秒"), (89, "89 秒"), (121, "3 分钟")])
def test_wait_for_the_next_pin_is_said(seconds: int, expected: str):
    assert expected in pin_words.wait(seconds)


@pytest.mark.parametrize(("seconds", "expected"), [(0.2, "约 1 秒"), (300, "约 5 分钟")])
def test_next_try_is_said(seconds: float, expected: str):
    assert expected in words.retry_in(seconds)
