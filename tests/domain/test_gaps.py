"""What a checklist still lacks: an answer, a remark, a photo; one gap an item."""

from domain.kinds.visit.answer import AnswerPrivate, ItemAnswered
from domain.kinds.visit.plan import ChecklistRef
from domain.kinds.visit.unit import UnitAdded
from domain.register.checklist import Checklist, Item, Section
from domain.register.school_kind import SchoolKind
from domain.visit.content_rules import gap_flags
from domain.visit.flag import Flag, FlagCode
from domain.visit.gaps import Gap, Lack, gaps, next_gap
from domain.visit.visit import Visit
from tests.builders.content import a_photo
from tests.builders.trail import Pen, folded

ITEMS = (
    Item(item_id="gate", text="门卫在岗", kind="yes_no", needs_remark_when_negative=True),
    Item(item_id="door", text="通道畅通", kind="yes_no", needs_photo=True),
)
LIST = Checklist(
    checklist_id="safety", version=1, title="安全", sections=(Section(title="门", items=ITEMS),)
)


def a_visit(answers: dict[str, str], remark: str = "", pictured: str | None = None) -> Visit:
    pen = Pen()
    visit_id = pen.open_visit()
    for item_id, value in answers.items():
        body = ItemAnswered(item_id=item_id, value=value)
        pen.write(body, AnswerPrivate(remark=remark), subject=visit_id)
    if pictured:
        pen.write(a_photo(item_id=pictured), subject=visit_id)
    return folded(visit_id, pen.lines, pen.author)


def test_unanswered_items_come_in_their_order() -> None:
    assert gaps(LIST, a_visit({})) == (Gap("gate", Lack.ANSWER), Gap("door", Lack.ANSWER))


def test_negative_answer_wants_a_remark_and_a_photo_item_its_photo() -> None:
    found = gaps(LIST, a_visit({"gate": "no", "door": "yes"}))
    assert found == (Gap("gate", Lack.REMARK), Gap("door", Lack.PHOTO))


def test_remark_and_photo_fill_the_gaps() -> None:
    assert gaps(LIST, a_visit({"gate": "no", "door": "yes"}, "换岗无人", "door")) == ()


def test_good_and_inapplicable_answers_want_nothing_more() -> None:
    assert gaps(LIST, a_visit({"gate": "yes", "door": "na"})) == ()


def test_gaps_make_one_flag() -> None:
    assert list(gap_flags(())) == []
    found = gaps(LIST, a_visit({"gate": "no"}))
    facts = {"unanswered": 1, "remarks": 1, "photos": 0}
    assert list(gap_flags(found)) == [Flag(code=FlagCode.CHECKLIST_GAPS, facts=facts)]


def test_next_gap_goes_on_behind_the_last_one_and_begins_anew():
    both = gaps(LIST, a_visit({}))
    assert next_gap(both, LIST, None) == both[0]
    assert next_gap(both, LIST, "gate") == both[1]
    assert next_gap(both, LIST, "door") == both[0]
    assert next_gap(both[1:], LIST, "not on the list") == both[1]
    assert next_gap((), LIST, "gate") is None


def test_no_photo_is_missing_where_the_district_wants_none():
    visit = a_visit({"gate": "no", "door": "yes"})
    assert gaps(LIST, visit, wants_photos=False) == (Gap("gate", Lack.REMARK),)


def school_kinds(first: SchoolKind | None, *further: SchoolKind | None) -> set[SchoolKind]:
    pen = Pen()
    ref = ChecklistRef(checklist_id="safety", version=1, school_kind=first)
    visit_id = pen.open_visit(checklist=ref)
    for number, kind in enumerate(further):
        pen.write(UnitAdded(school_id=f"unit-{number}", school_kind=kind), subject=visit_id)
    return set(folded(visit_id, pen.lines, pen.author).school_kinds)


def test_list_is_asked_of_all_the_kinds_a_visit_s_units_are_of() -> None:
    primary, garden = SchoolKind.PRIMARY, SchoolKind.KINDERGARTEN
    assert school_kinds(primary) == {primary}
    assert school_kinds(primary, garden, garden) == {primary, garden}


def test_everything_is_asked_where_one_unit_s_kind_is_not_known() -> None:
    assert school_kinds(SchoolKind.PRIMARY, None) == set()
    assert school_kinds(None, SchoolKind.PRIMARY) == set()
    assert a_visit({}).school_kinds == frozenset()
