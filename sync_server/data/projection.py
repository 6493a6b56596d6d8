"""Reading and writing the projected tables, as the projector and the committer need them."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from domain.register.school_then import version_on
from sync_server.data.driver.statements import (
    deletion,
    executed,
    fetched_by_keys,
    replacement,
)
from sync_server.data.ledger import by_keys
from sync_server.data.upsert import table_named

VISIT = table_named("visit")
UNIT = table_named("visit_unit")
SCHOOL = table_named("school")
PERSON = table_named("person")
_SCHOOLS = "SELECT district, school_id, lat FROM school WHERE school_id IN (?)"
_ZONES = "SELECT district, school_id, from_on, zone FROM school_was WHERE school_id IN (?)"
_RULES = "SELECT district, rules FROM district WHERE district IN (?)"
_HERE = "SELECT sha256 FROM photo_file WHERE position < ? AND sha256 IN (?)"
_LIKENESSES = "SELECT sha256, likeness FROM photo_file WHERE seen < ? AND sha256 IN (?)"


def folded_visit(connection: Connection, visit: str) -> str | None:
    """The visit as folded, in JSON; None when it is not projected."""
    query = select(VISIT.c.folded).where(VISIT.c.visit == visit)
    return connection.execute(query).scalar_one_or_none()


def assessed_visit(connection: Connection, visit: str) -> str | None:
    """What the rules say of the visit, in JSON; None when it is not projected."""
    query = select(VISIT.c.assessed).where(VISIT.c.visit == visit)
    return connection.execute(query).scalar_one_or_none()


def person(connection: Connection, account: str) -> Any | None:
    """The person's district and role, and until when they have a place; None for nobody."""
    columns = (PERSON.c.district, PERSON.c.role, PERSON.c.is_active, PERSON.c.closed_on)
    return connection.execute(select(*columns).where(PERSON.c.account == account)).one_or_none()


class ZoneFrom(NamedTuple):
    """The zone a school belonged to from a local day on."""

    from_on: str
    zone: str


class SchoolFacts(NamedTuple):
    """What judging a visit asks of its school: its zones, and whether it has a position."""

    zones: Sequence[ZoneFrom]
    is_placed: bool

    def zone_on(self, day: str) -> str:
        """The zone it belonged to on a local day."""
        held = version_on(self.zones, day)
        return held.zone if held else ""


def facts_of_schools(
    connection: Connection, schools: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], SchoolFacts]:
    """The facts of those of the schools (district, school) that the register knows."""
    wanted = set(schools)
    rows = fetched_by_keys(connection, _SCHOOLS, (school for _, school in wanted))
    placed = {(district, school): lat is not None for district, school, lat in rows}
    zones: dict[tuple[str, str], list[ZoneFrom]] = {}
    then = fetched_by_keys(connection, _ZONES, {school for _, school in wanted & placed.keys()})
    for district, school, from_on, zone in then:
        zones.setdefault((district, school), []).append(ZoneFrom(from_on, zone))
    return {
        school: SchoolFacts(sorted(zones.get(school, ())), is_placed)
        for school, is_placed in placed.items()
        if school in wanted
    }


def school_facts(connection: Connection, district: str, school_id: str) -> str | None:
    """The school as ``school.set`` last said it, in JSON; None when the register has it not."""
    query = select(SCHOOL.c.facts).where(
        SCHOOL.c.district == district, SCHOOL.c.school_id == school_id
    )
    return connection.execute(query).scalar_one_or_none()


def district_rules(connection: Connection, districts: Iterable[str]) -> dict[str, str]:
    """The rules (JSON of ``district.set``) of those of the districts that the register knows."""
    return dict(fetched_by_keys(connection, _RULES, districts))


def visits_at_schools(
    connection: Connection, district: str, schools: Iterable[str] | None
) -> set[str]:
    """The visits at these schools of the district, or at any where ``schools`` is None.

    Those that are to one of them as a further unit are among them.
    """
    query = select(VISIT.c.visit).where(VISIT.c.district == district)
    if schools is None:
        return {row.visit for row in connection.execute(query)}
    wanted = set(schools)
    rows = by_keys(connection, query, VISIT.c.school_id, wanted)
    further = select(UNIT.c.visit).where(UNIT.c.district == district)
    return {row.visit for row in (*rows, *by_keys(connection, further, UNIT.c.school_id, wanted))}


class VisitPhoto(NamedTuple):
    """A row of ``visit_photo``, for the driver."""

    position: int
    visit: str
    photo_id: str
    sha256: str
    original_sha256: str
    chain: str
    size_bytes: int
    band_px: int
    height: int
    check_code: str
    district: str
    finding_id: str | None
    is_after: bool
    is_withdrawn: bool
    is_awaited: bool


_PHOTOS = f"SELECT {', '.join(VisitPhoto._fields)} FROM visit_photo"  # noqa: S608
_REPLACE_PHOTO = replacement("visit_photo", VisitPhoto._fields, ["position"])
_DELETE_PHOTO = deletion("visit_photo", ["position"])


def photos_of_visits(connection: Connection, visits: Iterable[str]) -> list[VisitPhoto]:
    """The photo rows of these visits."""
    rows = fetched_by_keys(connection, f"{_PHOTOS} WHERE visit IN (?)", visits)
    return [VisitPhoto._make(row) for row in rows]


def photos_with_file(connection: Connection, hashes: Iterable[str]) -> list[VisitPhoto]:
    """The photo rows whose file has one of these SHA-256."""
    rows = fetched_by_keys(connection, f"{_PHOTOS} WHERE sha256 IN (?)", hashes)
    return [VisitPhoto._make(row) for row in rows]


def files_here(connection: Connection, hashes: Iterable[str], before: int) -> set[str]:
    """Those of the photo files that had arrived before this position."""
    return {sha256 for (sha256,) in fetched_by_keys(connection, _HERE, hashes, (before,))}


def likenesses(connection: Connection, hashes: Iterable[str], before: int) -> dict[str, int]:
    """The likeness of those of the photo files that were seen before this position to have one."""
    rows = fetched_by_keys(connection, _LIKENESSES, hashes, (before,))
    return {sha256: int(likeness, 16) for sha256, likeness in rows if likeness is not None}


def replace_photos(connection: Connection, gone: Iterable[int], rows: Sequence[VisitPhoto]) -> None:
    """Take away the photo rows of these positions and write the others."""
    executed(connection, _DELETE_PHOTO, [(position,) for position in gone])
    executed(connection, _REPLACE_PHOTO, rows)
