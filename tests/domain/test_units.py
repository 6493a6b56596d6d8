"""A visit to several units: each with its arrival, lessons, problems and counts (2-23, 3-13)."""

import pytest

from domain import kinds
from domain.kinds.book_part import BookPart
from domain.kinds.piece import Body, ReasonPrivate
from domain.kinds.visit.course import VisitSubmitted
from domain.kinds.visit.finding import Category, FindingRaised
from domain.kinds.visit.lesson import LessonObserved
from domain.kinds.visit.merging import Uniting, VisitMerged
from domain.kinds.visit.place import FixPrivate, PositionAdded, VisitCheckedIn
from domain.kinds.visit.record import Method, VisitCounted
from domain.kinds.visit.unit import UnitAdded, UnitCheckedIn, UnitCounted
from domain.place.presence import Circle
from domain.visit.assessment import Evidence, unit_flags
from domain.visit.assessment import assess as assessed
from domain.visit.concern import Concern, concerned
from domain.visit.credit import calls
from domain.visit.flag import UNIT_NAME, Flag, FlagCode
from domain.visit.joint import united
from domain.visit.neighbours import Known
from domain.visit.same_day import SameDay
from domain.visit.tally import Measure, tallies
from domain.visit.visit import Visit
from domain.words.flags import sentence, sentence_to_writer, with_unit_names
from tests.builders.content import a_photo
from tests.builders.trail import Pen, an_author, folded

CIRCLE = Circle(lat=26.57, lng=106.71, radius_m=500)
HERE, FAR = FixPrivate(lat=26.57, lng=106.71), FixPrivate(lat=26.60, lng=106.71)
GOOD = {"accuracy_m": 10.0, "age_s": 1.0, "source": "gps"}
GARDEN = UnitAdded(school_id="garden")
AT_GARDEN = UnitCheckedIn.model_validate({"school_id": "garden", "circle": CIRCLE, **GOOD})


class Scene:
    """A visit at school-1 on which something is said."""

    def __init__(self, account: str = "chen.jing") -> None:
        self.pen = Pen(an_author(account))
        self.visit_id = self.pen.open_visit("school-1")

    def say(self, *bodies: Body, where: FixPrivate = HERE) -> "Scene":
        for body in bodies:
            said = ReasonPrivate(reason="记了两遍") if isinstance(body, VisitMerged) else None
            is_arrival = isinstance(body, VisitCheckedIn)
            self.pen.write(body, where if is_arrival else said, self.visit_id)
        return self

    def submit(self) -> "Scene":
        return self.say(VisitSubmitted(head=self.pen.head.id or ""))

    @property
    def visit(self) -> Visit:
        return folded(self.visit_id, self.pen.lines, self.pen.author)

    @property
    def ignored(self) -> list[str]:
        return [each.reason for each in self.visit.ignored]


def a_campus_pair() -> Scene:
    """A school and its kindergarten, with something of everything at both."""
    return Scene().say(
        VisitCheckedIn.model_validate({"circle": CIRCLE, **GOOD}),
        GARDEN,
        AT_GARDEN,
        LessonObserved(lesson_id="l1"),
        LessonObserved(lesson_id="l2", unit="garden"),
        FindingRaised(finding_id="f1", category=Category.SAFETY, unit="garden"),
        a_photo("p1"),
        a_photo("p2", finding_id="f1"),
        a_photo("p3", unit="garden"),
        VisitCounted(method=Method.TALKS, quantity=2),
        UnitCounted(school_id="garden", method=Method.TALKS, quantity=3),
    )


def test_a_visit_of_two_units_is_one_visit_and_two_school_visits():
    first, further = tallies(a_campus_pair().visit).values()
    assert [each[Measure.VISITS] for each in (first, further)] == [1, 0]
    assert [each[Measure.SCHOOL_VISITS] for each in (first, further)] == [1, 1]
    assert [each[Measure.INSPECTOR_VISITS] for each in (first, further)] == [1, 0]


def test_lessons_problems_photos_and_counts_are_those_of_their_unit():
    found = tallies(a_campus_pair().visit)
    measures = (Measure.LESSONS, Measure.FINDINGS, Measure.PHOTOS, Measure.TALKS)
    told = {school: [some[each] for each in measures] for school, some in found.items()}
    assert told == {"school-1": [1, 0, 1, 2], "garden": [1, 1, 2, 3]}


def test_a_visit_of_one_unit_has_one_tally():
    alone = Scene().say(VisitCounted(method=Method.TALKS, quantity=2)).visit
    assert list(tallies(alone)) == ["school-1"]
    assert alone.all_quantities == {Method.TALKS: 2}


def test_what_was_used_at_all_units_adds_up():
    assert a_campus_pair().visit.all_quantities == {Method.TALKS: 5}


def test_what_names_a_unit_that_was_taken_out_is_the_first_ones_until_it_is_back():
    scene = a_campus_pair().say(GARDEN.model_copy(update={"is_withdrawn": True}))
    visit = scene.visit
    assert visit.schools == ("school-1",)
    assert {visit.unit_of(each) for each in visit.lessons.values()} == {"school-1"}
    assert visit.arrival_at("garden") is None
    assert tallies(visit)["school-1"][Measure.LESSONS] == 2
    back = scene.say(GARDEN).visit
    assert back.unit_of(back.lessons["l2"]) == "garden"
    assert back.arrival_at("garden") is not None


def test_duty_counts_only_units_with_an_arrival_of_their_own():
    scene = Scene()
    assert calls(scene.visit) == ("school-1",)
    arrival = VisitCheckedIn.model_validate({"circle": CIRCLE, **GOOD})
    assert calls(scene.say(arrival, GARDEN).visit) == ("school-1",)
    assert calls(scene.say(AT_GARDEN).visit) == ("school-1", "garden")


def test_what_cannot_be_is_kept_and_does_not_count():
    scene = Scene().say(UnitAdded(school_id="school-1"), AT_GARDEN)
    scene.say(UnitCounted(school_id="garden", method=Method.TALKS, quantity=1))
    assert scene.ignored == ["unit_is_first", "unit_unknown", "unit_unknown"]
    scene = Scene().say(GARDEN, AT_GARDEN, AT_GARDEN)
    assert scene.ignored == ["already_checked_in"]


def test_a_count_of_none_is_taken_away():
    count = UnitCounted(school_id="garden", method=Method.TALKS, quantity=3)
    scene = Scene().say(GARDEN, count, count.model_copy(update={"quantity": 0}))
    assert scene.visit.quantities_at("garden") == {}


def codes(visit: Visit) -> list[FlagCode]:
    return [each.code for each in unit_flags(visit)]


@pytest.mark.parametrize(
    ("where", "quality", "said"),
    [
        (HERE, {}, []),
        (FAR, {}, [FlagCode.OUTSIDE]),
        (HERE, {"is_mocked": True}, [FlagCode.MOCKED]),
        (HERE, {"source": "manual"}, [FlagCode.PLACE_BY_HAND]),
        (HERE, {"age_s": 900.0}, [FlagCode.PLACE_UNKNOWN]),
    ],
)
def test_each_arrival_is_judged_by_its_own_units_circle(where, quality, said):
    scene = Scene().say(GARDEN).say(AT_GARDEN.model_copy(update=quality), where=where)
    assert codes(scene.visit) == said


def test_a_unit_without_an_arrival_is_flagged_once_the_visit_is_handed_in():
    scene = Scene().say(GARDEN)
    assert codes(scene.visit) == []
    scene.submit()
    assert codes(scene.visit) == [FlagCode.UNIT_NOT_ARRIVED]
    flags = assessed(scene.visit, Evidence(unknown_units=frozenset({"garden"}))).flags
    assert flags[1].code is FlagCode.UNKNOWN_SCHOOL


def test_a_units_flag_says_which_unit_it_is_about():
    (flag,) = unit_flags(Scene().say(GARDEN).submit().visit)
    assert sentence(flag).startswith("第 2 个单位：没有自己的到校记录")
    other = Flag.of(FlagCode.NO_CHECK_IN)
    named, same = with_unit_names([flag, other], {"garden": "附属幼儿园"}.__getitem__)
    assert (named.facts[UNIT_NAME], same) == ("附属幼儿园", other)
    assert sentence_to_writer(named).startswith("第 2 个单位“附属幼儿园”：")


def test_records_of_one_joint_visit_are_united_unit_by_unit():
    mine = a_campus_pair().submit().visit
    theirs = Scene("b").say(GARDEN, UnitAdded(school_id="annex"))
    theirs.say(UnitCounted(school_id="garden", method=Method.TALKS, quantity=5))
    theirs.say(LessonObserved(lesson_id="l1", unit="annex")).submit()
    for how, talks in ((Uniting.LARGER, 5), (Uniting.SUM, 8)):
        merged = VisitMerged(into="a" * 64, quantities=how)
        other = Scene("b")
        other.pen, other.visit_id = theirs.pen, theirs.visit_id
        lines = len(theirs.pen.lines)
        found = tallies(united(mine, [other.say(merged).visit]))
        del theirs.pen.lines[lines:]
        assert set(found) == {"school-1", "garden", "annex"}
        assert (found["garden"][Measure.TALKS], found["annex"][Measure.LESSONS]) == (talks, 1)


def test_each_unit_that_it_was_at_is_one_of_its_day():
    visit = a_campus_pair().say(UnitAdded(school_id="annex")).submit().visit
    keys = list(SameDay().keys(visit, Known({visit.opened.entry: 7}, {})))
    assert len({key.value for key in keys}) == 2


def test_everybody_responsible_for_a_unit_that_was_ever_named_is_told():
    scene = Scene().say(GARDEN, GARDEN.model_copy(update={"is_withdrawn": True}))
    told = concerned(scene.visit, [kinds.read(line) for line in scene.pen.lines])
    assert Concern(BookPart.FINDINGS, "garden") in told
    assert Concern(BookPart.FINDINGS, "school-1") in told


def test_place_added_later_is_of_the_unit_it_names():
    later = PositionAdded.model_validate({"unit": "garden", "circle": CIRCLE, **GOOD})
    scene = Scene().say(VisitCheckedIn(), GARDEN, UnitCheckedIn(school_id="garden"), later)
    visit = scene.visit
    added = visit.place_added_at("garden")
    assert added is not None
    assert added.fix is not None
    assert (visit.place_added_at("school-1"), visit.added_place) == (None, None)
    gone = scene.say(GARDEN.model_copy(update={"is_withdrawn": True})).visit
    assert gone.place_added_at("garden") is None


@pytest.mark.parametrize("unit", [None, "school-1"])
def test_place_added_later_without_a_further_unit_is_the_firsts(unit):
    later = PositionAdded.model_validate({"unit": unit, "circle": CIRCLE, **GOOD})
    visit = Scene().say(VisitCheckedIn(), GARDEN, later).visit
    assert visit.place_added_at("school-1") == visit.added_place is not None
    assert visit.place_added_at("garden") is None


def test_one_stands_where_one_arrived_last():
    assert Scene().visit.unit_now == "school-1"
    assert Scene().say(GARDEN).visit.unit_now == "school-1"
    assert Scene().say(VisitCheckedIn(), GARDEN, AT_GARDEN).visit.unit_now == "garden"
    back = Scene().say(GARDEN, AT_GARDEN, VisitCheckedIn())
    assert back.visit.unit_now == "school-1"
    gone = Scene().say(VisitCheckedIn(), GARDEN, AT_GARDEN)
    assert gone.say(GARDEN.model_copy(update={"is_withdrawn": True})).visit.unit_now == "school-1"
