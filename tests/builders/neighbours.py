"""A rule of neighbours that the product does not have, to plant."""

from collections.abc import Iterable, Sequence

from domain.visit.flag import Flag, FlagCode
from domain.visit.neighbours import Known, VisitKey, value_of
from domain.visit.visit import Visit


class SameOwner:
    """A rule that a later visit and an earlier one say of each other alike."""

    spaces = frozenset({"owner"})
    is_mutual = True

    def keys(self, visit: Visit, known: Known) -> Iterable[VisitKey]:
        position = known.positions[visit.opened.entry]
        value = value_of("owner", f"{visit.owner} {visit.opened.at[:10]}")
        yield VisitKey(visit.visit_id, visit.district, "owner", value, "", 0, position)

    def do_meet(self, _one: VisitKey, _other: VisitKey) -> bool:
        return True

    def flags(
        self, _visit: Visit, _mine: Sequence[VisitKey], theirs: Sequence[VisitKey]
    ) -> Iterable[Flag]:
        return [Flag.of(FlagCode.DATE_SPANS) for _ in theirs[:1]]
