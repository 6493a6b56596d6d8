"""The office's bodies, who sits on them on a day, and their meetings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.clock import Clock, local_date
from domain.kinds.office.meeting import MeetingRecorded
from domain.kinds.office.organ import MemberSet, OrganKind, Seat, sits_on
from domain.register.in_use import is_in_use
from sync_server.access.viewer import Viewer
from sync_server.data.engine import Database
from sync_server.data.meetings import rows
from sync_server.data.tables import MeetingRow, OrganRow
from sync_server.register.names import Names, names

_SEATS = list(Seat)


@dataclass(frozen=True, slots=True)
class ListedMember:
    """A seat: whose it is, on which body, and whether it is held today."""

    body: MemberSet
    name: str
    organ: str
    is_held: bool


@dataclass(frozen=True, slots=True)
class ListedOrgan:
    """A body, how many seats are held on it today, and how many meetings it had."""

    row: OrganRow
    kind: OrganKind
    is_active: bool
    members: int
    meetings: int


@dataclass(frozen=True, slots=True)
class ListedMeeting:
    """A meeting, the name of its body, how many seats that had on the day, and of minutes."""

    row: MeetingRow
    body: MeetingRecorded
    organ: str
    wanted: int


@dataclass(frozen=True, slots=True)
class Bodies:
    """Reads all of it."""

    database: Database
    clock: Clock

    def members(self, viewer: Viewer) -> list[ListedMember]:
        """Every seat, by body and seat, those that are held first."""
        viewer.require_register()
        known, bodies = self._members(viewer)
        today = local_date(self.clock()).isoformat()
        order = list(known.organs)
        listed = [
            ListedMember(
                each, known.member(each.member_id), known.organ(each.organ), sits_on(each, today)
            )
            for each in bodies
        ]

        def place(each: ListedMember) -> tuple[object, ...]:
            at = order.index(each.body.organ) if each.body.organ in order else len(order)
            return at, not each.is_held, _SEATS.index(each.body.seat), each.name

        return sorted(listed, key=place)

    def organs(self, viewer: Viewer) -> list[ListedOrgan]:
        """Every body, by kind and name, those that are there first."""
        viewer.require_register()
        today = local_date(self.clock()).isoformat()
        held = [each.body.organ for each in self.members(viewer) if each.is_held]
        met = [each.body.organ for each in self.meetings(viewer) if each.row.is_standing]
        with self.database.session() as session:
            found = rows.organs(session, viewer.district)
        listed = [
            ListedOrgan(
                row,
                OrganKind(row.organ_kind),
                is_in_use(row, today),
                held.count(row.organ),
                met.count(row.organ),
            )
            for row in found
        ]
        kinds = list(OrganKind)
        return sorted(
            listed, key=lambda each: (not each.is_active, kinds.index(each.kind), each.row.name)
        )

    def meetings(self, viewer: Viewer) -> list[ListedMeeting]:
        """Every meeting, the latest day first."""
        viewer.require_register()
        known, seats = self._members(viewer)
        with self.database.session() as session:
            found = rows.meetings(session, viewer.district)
        listed = []
        for row in reversed(found):
            body = MeetingRecorded.model_validate_json(row.facts)
            organ = known.organ(body.organ) if body.organ else ""
            wanted = len(seats_of(seats, body.organ, body.held_on))
            listed.append(ListedMeeting(row, body, organ, wanted))
        return listed

    def seats(self, viewer: Viewer, organ: str | None, day: str) -> Sequence[MemberSet]:
        """The seats that are held on the body on a local day, the first seat first."""
        _, seats = self._members(viewer)
        return sorted(seats_of(seats, organ, day), key=lambda each: _SEATS.index(each.seat))

    def by_id(self, viewer: Viewer) -> Mapping[str, MemberSet]:
        """Every seat there was."""
        return {each.member_id: each for each in self._members(viewer)[1]}

    def _members(self, viewer: Viewer) -> tuple[Names, list[MemberSet]]:
        with self.database.session() as session:
            found = rows.members(session, viewer.district)
        bodies = [MemberSet.model_validate_json(row.facts) for row in found]
        return names(self.database, viewer.district), bodies


def seats_of(seats: Sequence[MemberSet], organ: str | None, day: str) -> list[MemberSet]:
    """Those of the seats that are held on the body on a local day."""
    return [each for each in seats if each.organ == organ and sits_on(each, day)]
