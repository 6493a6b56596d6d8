"""An entry pass holds on its day alone, and what is signed of it is all that a gate goes by."""

from datetime import date

import pytest

from domain.door.entry_pass import PassState, signed_text, state_on
from domain.kinds.finding.reply import ReplyPhoto
from domain.kinds.office.entry_pass import EntryPassSet
from domain.kinds.office.opinion import opinion_code

PASS = EntryPassSet(
    pass_id="p1",
    school_id="school-1",
    account="chen.jing",
    inspectors=("wang.fang",),
    valid_on="2026-05-14",
    basis="五月随访督导",
)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (13, PassState.TOO_EARLY),
        (14, PassState.VALID),
        (15, PassState.OVER),
    ],
)
def test_a_pass_holds_on_its_day_alone_and_never_once_it_is_revoked(
    day: int, state: PassState
) -> None:
    on = date(2026, 5, day)
    assert state_on(PASS, on) is state
    assert state_on(PASS.model_copy(update={"is_revoked": True}), on) is PassState.REVOKED


@pytest.mark.parametrize(
    "change",
    [
        {"pass_id": "p2"},
        {"school_id": "school-2"},
        {"account": "wang.fang"},
        {"inspectors": ()},
        {"valid_on": "2026-05-15"},
        {"basis": "别的"},
    ],
)
def test_whatever_a_gate_goes_by_is_signed(change: dict[str, object]) -> None:
    changed = PASS.model_copy(update=change)
    assert signed_text("wanshan", changed) != signed_text("wanshan", PASS)
    assert signed_text("other", PASS) != signed_text("wanshan", PASS)


def test_a_pass_is_signed_the_same_once_it_is_revoked() -> None:
    revoked = PASS.model_copy(update={"is_revoked": True})
    assert signed_text("wanshan", revoked) == signed_text("wanshan", PASS)


def test_a_reply_shows_its_copy_where_there_is_one_and_an_opinion_is_one_of_each_unit() -> None:
    photo = ReplyPhoto(photo_id="p", sha256="a" * 64, size_bytes=1)
    assert photo.shown == "a" * 64
    assert photo.model_copy(update={"shown_sha256": "b" * 64}).shown == "b" * 64
    assert opinion_code("v", "school-1") != opinion_code("v", "school-2")
