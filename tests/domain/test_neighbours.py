"""What visits say about each other: who is flagged, by what, and who must be judged anew."""

from collections.abc import Mapping

from domain.kinds.author import Role
from domain.kinds.piece import TextPrivate
from domain.kinds.visit.course import VisitCancelled, VisitRedated, VisitSubmitted
from domain.kinds.visit.photo import PhotoCaptioned
from domain.kinds.visit.record import NoteSection, VisitNoted
from domain.visit.flag import FlagCode
from domain.visit.neighbour_rules import NEIGHBOUR_RULES
from domain.visit.neighbours import (
    Known,
    NeighbourRule,
    VisitKey,
    flags_of,
    judged_anew,
    keys_of,
    reaching,
    value_of,
)
from domain.visit.same_day import SameDay
from domain.visit.visit import Visit
from tests.builders.content import a_photo
from tests.builders.neighbours import SameOwner
from tests.builders.trail import Pen, an_author, folded

SENTENCE = "五年级两个班的作业分层布置得相当细致，教研组长每周抽查并在组内通报结果，家长反映良好。"
LOOKS = 0x00FF00FF00FF00FF
BLANK = 1


class District:
    """Visits whose entries stand in the log in the order in which they were written here."""

    def __init__(self, *rules: NeighbourRule) -> None:
        self.rules = rules or NEIGHBOUR_RULES
        self.pens: dict[str, Pen] = {}
        self.positions: dict[str, int] = {}

    def visit(self, school_id: str = "") -> str:
        pen = Pen()
        visit = pen.open_visit(school_id or f"school-{len(self.pens)}")
        self.pens[visit] = pen
        self._log(pen)
        return visit

    def photo(self, visit: str, photo: str, shown: str, original: str = "") -> None:
        body = a_photo(photo, sha256=a_hash(shown), original_sha256=a_hash(original or shown))
        self.pens[visit].write(body, subject=visit)
        self._log(self.pens[visit])

    def withdraw(self, visit: str, photo: str) -> None:
        self.pens[visit].write(PhotoCaptioned(photo_id=photo, is_withdrawn=True), subject=visit)
        self._log(self.pens[visit])

    def note(self, visit: str, text: str, section: NoteSection = NoteSection.RECORD) -> None:
        body = VisitNoted(section=section)
        self.pens[visit].write(body, TextPrivate(text=text), subject=visit)
        self._log(self.pens[visit])

    def submit(self, visit: str) -> None:
        self.pens[visit].write(VisitSubmitted(head=visit), subject=visit)
        self._log(self.pens[visit])

    def _log(self, pen: Pen) -> None:
        self.positions.setdefault(pen.lines[-1].id, len(self.positions))

    def folded(self, visit: str) -> Visit:
        return folded(visit, self.pens[visit].lines, self.pens[visit].author)

    def keys(self, looks: Mapping[str, int]) -> dict[str, list[VisitKey]]:
        known = Known(self.positions, {a_hash(name): value for name, value in looks.items()})
        return {visit: keys_of(self.rules, self.folded(visit), known) for visit in self.pens}

    def flags(self, visit: str, **looks: int) -> list[tuple[FlagCode, dict[str, object]]]:
        keys = self.keys(looks)
        values = {key.value for key in keys[visit]}
        theirs = [
            key
            for other, some in keys.items()
            for key in some
            if other != visit and key.value in values
        ]
        theirs.sort(key=lambda key: key.position)
        found = flags_of(self.rules, self.folded(visit), keys[visit], theirs)
        return [(flag.code, dict(flag.facts)) for flag in found]


def a_hash(name: str) -> str:
    return name.encode().hex().rjust(64, "0")


def of_photo(photo: str, other_visit: str, other_photo: str) -> dict[str, object]:
    return {"photo": photo, "other_visit": other_visit, "other_photo": other_photo}


def test_same_file_or_original_is_flagged_on_the_later_visit_only() -> None:
    district = District()
    first, second = district.visit(), district.visit()
    district.photo(first, "p1", "a", original="o")
    district.photo(second, "p2", "b", original="o")
    district.photo(second, "p3", "c", original="a")
    assert district.flags(first) == []
    assert district.flags(second) == [
        (FlagCode.REUSED_PHOTO, of_photo("p2", first, "p1")),
        (FlagCode.REUSED_PHOTO, of_photo("p3", first, "p1")),
    ]


def test_same_photo_twice_on_a_visit_is_no_reuse() -> None:
    district = District()
    visit = district.visit()
    district.photo(visit, "p1", "a")
    district.photo(visit, "p2", "a")
    assert district.flags(visit) == []


def test_look_alike_is_flagged_once_both_files_are_here() -> None:
    district = District()
    first, second = district.visit(), district.visit()
    district.photo(first, "p1", "a")
    district.photo(second, "p2", "b")
    assert district.flags(second, a=LOOKS) == []
    found = (FlagCode.SIMILAR_PHOTO, of_photo("p2", first, "p1"))
    assert district.flags(second, a=LOOKS, b=LOOKS ^ 0b111) == [found]
    # The highest bit is the sign of the number that is stored.
    assert district.flags(second, a=LOOKS | 1 << 63, b=LOOKS | 1 << 63) == [found]


def test_sharing_a_band_is_not_yet_looking_alike() -> None:
    district = District()
    first, second = district.visit(), district.visit()
    district.photo(first, "p1", "a")
    district.photo(second, "p2", "b")
    assert district.flags(second, a=LOOKS, b=LOOKS ^ 0b1111) == []
    assert district.flags(second, a=BLANK, b=BLANK) == []


def test_same_files_come_before_look_alikes_and_three_are_enough() -> None:
    district = District()
    others = [district.visit() for _ in range(4)]
    for number, other in enumerate(others):
        district.photo(other, f"p{number}", "a" if number == 3 else f"a{number}")
    last = district.visit()
    district.photo(last, "mine", "a")
    looks = dict.fromkeys(("a", "a0", "a1", "a2"), LOOKS)
    assert district.flags(last, **looks) == [
        (FlagCode.REUSED_PHOTO, of_photo("mine", others[3], "p3")),
        (FlagCode.SIMILAR_PHOTO, of_photo("mine", others[0], "p0")),
        (FlagCode.SIMILAR_PHOTO, of_photo("mine", others[1], "p1")),
    ]


def test_withdrawn_photo_is_not_flagged_but_was_used_before() -> None:
    district = District()
    first, second = district.visit(), district.visit()
    district.photo(first, "p1", "a")
    district.withdraw(first, "p1")
    district.photo(second, "p2", "a")
    assert [code for code, _ in district.flags(second)] == [FlagCode.REUSED_PHOTO]
    district.withdraw(second, "p2")
    assert district.flags(second) == []


def test_copied_section_names_the_earlier_visit_it_shares_most_with() -> None:
    district = District()
    other, first, second = (district.visit() for _ in range(3))
    district.note(other, "操场东侧的体育器材已经全部更换并重新固定在地面上。")
    district.note(first, SENTENCE)
    district.note(second, f"{SENTENCE}其余正常。")
    assert district.flags(second) == []
    for visit in (other, first, second):
        district.submit(visit)
    assert district.flags(first) == []
    facts = {"section": "record", "other_visit": first, "percent": 100}
    assert district.flags(second) == [(FlagCode.COPIED_TEXT, facts)]


def test_only_what_comes_later_is_judged_anew_and_whoever_stands_behind_something() -> None:
    district = District()
    first, second = district.visit(), district.visit()
    district.photo(first, "p1", "a")
    district.photo(second, "p2", "a")
    keys = district.keys({})
    everything = [key for some in keys.values() for key in some]
    assert judged_anew(NEIGHBOUR_RULES, keys[first], everything) == {second}
    assert judged_anew(NEIGHBOUR_RULES, keys[second], everything) == {second}
    assert judged_anew(NEIGHBOUR_RULES, keys[first], keys[first]) == set()


def test_keys_that_do_not_meet_have_nobody_judged_anew() -> None:
    district = District()
    first, second = district.visit(), district.visit()
    district.photo(first, "p1", "a")
    district.photo(second, "p2", "b")
    keys = district.keys({"a": LOOKS, "b": LOOKS ^ 0b1111})
    assert judged_anew(NEIGHBOUR_RULES, keys[first], keys[second]) == set()


def test_mutual_rule_reaches_back() -> None:
    district = District(SameOwner())
    first, second = district.visit(), district.visit()
    assert district.flags(first) == district.flags(second) == [(FlagCode.DATE_SPANS, {})]
    keys = district.keys({})
    assert judged_anew(district.rules, keys[second], keys[first]) == {first, second}
    assert reaching(district.rules, keys[second], since=0) == keys[second]
    assert reaching(NEIGHBOUR_RULES, [], since=0) == []


def test_a_further_visit_to_one_school_on_one_day_names_the_first() -> None:
    district = District()
    first, second, elsewhere = (district.visit(school) for school in ("s1", "s1", "s2"))
    district.submit(first)
    assert district.flags(first) == []
    for visit in (second, elsewhere):
        district.submit(visit)
    told = {"visits": 2, "other_visit": first}
    assert district.flags(second) == [(FlagCode.SAME_DAY, told)]
    assert district.flags(first) == district.flags(elsewhere) == []
    district.pens[first].write(VisitCancelled(), subject=first)
    district._log(district.pens[first])
    assert district.flags(second) == []


def test_the_day_that_the_office_set_is_the_one_that_is_compared() -> None:
    pen = Pen()
    office = Pen(an_author("wu.gang", Role.SUPERVISOR), lines=pen.lines)
    visit = pen.open_visit()
    pen.write(VisitSubmitted(head=visit), subject=visit)
    known = Known({line.id: at for at, line in enumerate(pen.lines)}, {})
    (before,) = SameDay().keys(folded(visit, pen.lines, pen.author, office.author), known)
    office.write(VisitRedated(visit_on="2026-04-30"), subject=visit)
    (after,) = SameDay().keys(folded(visit, pen.lines, pen.author, office.author), known)
    assert (before.value, after.value) == (
        value_of("day", "school-1/2026-05-14"),
        value_of("day", "school-1/2026-04-30"),
    )
