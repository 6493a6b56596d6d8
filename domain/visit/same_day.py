"""Several visits to one school on one day: they count once towards the duty (S2)."""

from collections.abc import Iterable, Sequence

from domain.clock import local_date, parse_instant
from domain.visit.flag import Flag, FlagCode
from domain.visit.neighbours import Known, VisitKey, value_of
from domain.visit.visit import Visit, is_inspection_made

DAY = "day"


class SameDay:
    """A key for each of its schools and the day, as the phone's clock or the office has it.

    It is said of those that came later: were it said of all, each further one would have all
    others judged anew.
    """

    spaces = frozenset({DAY})
    is_mutual = False

    def keys(self, visit: Visit, known: Known) -> Iterable[VisitKey]:
        """The keys of a visit that was handed in and stands by itself, one a unit it was at."""
        if visit.is_practice or not is_inspection_made(visit.state, visit.visit_type):
            return
        start = (visit.check_in.stamp if visit.check_in else visit.opened).at
        day = local_date(parse_instant(start)).isoformat()
        if visit.redating is not None:
            day = visit.redating.visit_on
        further = (each for each in visit.units if visit.arrival_at(each) is not None)
        for school in (visit.school_id, *further):
            yield VisitKey(
                visit.visit_id,
                visit.district,
                DAY,
                value_of(DAY, f"{school}/{day}"),
                "",
                1,
                known.positions[visit.opened.entry],
            )

    def do_meet(self, _one: VisitKey, _other: VisitKey) -> bool:
        """Whether both were there that day, which the value says."""
        return True

    def flags(
        self, _visit: Visit, mine: Sequence[VisitKey], theirs: Sequence[VisitKey]
    ) -> Iterable[Flag]:
        """That there are earlier ones, and the first of them."""
        earlier = [other for other in theirs if other.position < mine[0].position]
        if earlier:
            visits = len({other.visit for other in earlier}) + 1
            yield Flag.of(FlagCode.SAME_DAY, visits=visits, other_visit=earlier[0].visit)
