"""A flag that the office explained stands no more, until its facts are others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kinds.author import Role
from domain.kinds.visit.course import VisitCancelled, VisitSubmitted
from domain.kinds.visit.explaining import ExplainedPrivate, FlagExplained
from domain.review.explaining import facts_print, filed_under, seen_flags, standing
from domain.review.waiting import is_flagged
from domain.visit.flag import UNIT_NAME, Flag, FlagCode
from domain.visit.visit import Visit
from tests.builders.trail import Pen, an_author, folded

ALBUM = Flag.of(FlagCode.ALBUM_PHOTO, photos=1)
MORE = Flag.of(FlagCode.ALBUM_PHOTO, photos=2)
WHY = ExplainedPrivate(reason="相机坏了，校方代拍", said="有 1 张照片来自相册。")


class Scene:
    """A visit handed in, and the office's pen."""

    def __init__(self, role: Role = Role.SUPERVISOR, *, is_submitted: bool = True) -> None:
        self.pen = Pen()
        self.office = Pen(an_author("wu.gang", role), lines=self.pen.lines)
        self.visit_id = self.pen.open_visit()
        if is_submitted:
            self.pen.write(VisitSubmitted(head=self.visit_id), subject=self.visit_id)

    def explain(self, flag: Flag = ALBUM, *, is_withdrawn: bool = False) -> None:
        body = FlagExplained(
            flag=flag.code.value, facts=facts_print(flag), is_withdrawn=is_withdrawn
        )
        self.office.write(body, WHY, subject=self.visit_id)

    @property
    def visit(self) -> Visit:
        return folded(self.visit_id, self.pen.lines, self.pen.author, self.office.author)


def test_an_explained_flag_stands_no_more_and_says_why() -> None:
    scene = Scene()
    scene.explain()
    (seen,) = seen_flags(scene.visit, [ALBUM])
    assert seen.explanation is not None
    assert (seen.explanation.reason, seen.explanation.said) == (WHY.reason, WHY.said)
    assert seen.explanation.stamp.account == "wu.gang"
    assert not is_flagged(standing(scene.visit, [ALBUM]))
    assert filed_under(seen) == "album_photo.explained"


def test_with_other_facts_it_stands_again() -> None:
    scene = Scene()
    scene.explain()
    assert standing(scene.visit, [MORE, ALBUM]) == [MORE]
    assert [filed_under(each) for each in seen_flags(scene.visit, [MORE])] == ["album_photo"]


def test_taking_it_back_lets_the_flag_stand_and_saying_it_again_does_not() -> None:
    scene = Scene()
    scene.explain()
    scene.explain(is_withdrawn=True)
    assert standing(scene.visit, [ALBUM]) == [ALBUM]
    scene.explain()
    assert standing(scene.visit, [ALBUM]) == []


def test_it_is_no_change_of_the_record_and_needs_no_amendment() -> None:
    scene = Scene()
    before = scene.visit
    scene.explain()
    after = scene.visit
    assert (after.head, after.state) == (before.head, before.state)
    assert after.version != before.version
    assert not after.ignored


@pytest.mark.parametrize(
    ("role", "is_submitted", "reason"),
    [(Role.INSPECTOR, True, "no_right"), (Role.SUPERVISOR, False, "not_submitted")],
)
def test_only_the_office_explains_and_only_what_was_handed_in(role, is_submitted, reason) -> None:
    scene = Scene(role, is_submitted=is_submitted)
    scene.explain()
    assert [each.reason for each in scene.visit.ignored] == [reason]
    assert scene.visit.explanations == {}


def test_nothing_is_explained_of_a_visit_that_has_ended() -> None:
    scene = Scene()
    scene.office.write(VisitCancelled(), subject=scene.visit_id)
    scene.explain()
    assert [each.reason for each in scene.visit.ignored] == ["visit_ended"]


def test_neither_an_erased_reason_nor_a_units_name_makes_another_flag_of_it() -> None:
    told = Flag.of(FlagCode.PLACE_BY_HAND, reason="室内无信号")
    assert facts_print(told) == facts_print(Flag.of(FlagCode.PLACE_BY_HAND, reason=""))
    outside = Flag.of(FlagCode.OUTSIDE, distance_m=900)
    named = Flag.of(FlagCode.OUTSIDE, distance_m=900, **{UNIT_NAME: "第2小学"})
    assert facts_print(outside) == facts_print(named)


FACTS = st.dictionaries(st.sampled_from(["photos", "minutes", "is_ahead", "other"]), st.integers())


@given(FACTS, FACTS, st.sampled_from(FlagCode), st.sampled_from(FlagCode))
def test_flags_have_one_print_only_where_code_and_facts_are_the_same(one, two, code, other) -> None:
    first, second = Flag(code=code, facts=one), Flag(code=other, facts=two)
    assert (facts_print(first) == facts_print(second)) == (first == second)
