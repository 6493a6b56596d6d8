"""Reading and writing the projected tables, as the projector and the committer need them."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, select

from domain.register.school_then import version_on
from sync_server.data.ledger import by_keys
from sync_server.data.tables import VisitPhotoRow
from sync_server.data.upsert import table_named, upsert

VISIT = table_named("visit")
VISIT_PHOTO = table_named("visit_photo")
SCHOOL = table_named("school")
WAS = table_named("school_was")
DISTRICT = table_named("district")
PERSON = table_named("person")
PHOTO_FILE = table_named("photo_file")


def folded_visit(connection: Connection, visit: str) -> str | None:
    """The visit as folded, in JSON; None when it is not projected."""
    query = select(VISIT.c.folded).where(VISIT.c.visit == visit)
    return connection.execute(query).scalar_one_or_none()


def person(connection: Connection, account: str) -> Any | None:
    """The person's district, role and whether they are active; None when not in the register."""
    columns = (PERSON.c.district, PERSON.c.role, PERSON.c.is_active)
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
    ids = {school for _, school in wanted}
    columns = (WAS.c.district, WAS.c.school_id, WAS.c.from_on, WAS.c.zone)
    zones: dict[tuple[str, str], list[ZoneFrom]] = {}
    for row in by_keys(connection, select(*columns), WAS.c.school_id, ids):
        zones.setdefault((row.district, row.school_id), []).append(ZoneFrom(row.from_on, row.zone))
    placed = (SCHOOL.c.district, SCHOOL.c.school_id, SCHOOL.c.lat)
    rows = by_keys(connection, select(*placed), SCHOOL.c.school_id, ids)
    lats = {(row.district, row.school_id): row.lat for row in rows}
    return {
        school: SchoolFacts(sorted(zones.get(school, ())), lat is not None)
        for school, lat in lats.items()
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
    columns = (DISTRICT.c.district, DISTRICT.c.rules)
    rows = by_keys(connection, select(*columns), DISTRICT.c.district, districts)
    return {row.district: row.rules for row in rows}


def visits_at_schools(
    connection: Connection, district: str, schools: Iterable[str] | None
) -> set[str]:
    """The visits at these schools of the district, or at any where ``schools`` is None."""
    query = select(VISIT.c.visit).where(VISIT.c.district == district)
    if schools is None:
        return {row.visit for row in connection.execute(query)}
    rows = by_keys(connection, query, VISIT.c.school_id, schools)
    return {row.visit for row in rows}


def photos_of_visits(connection: Connection, visits: Iterable[str]) -> list[VisitPhotoRow]:
    """The photo rows of these visits."""
    rows = by_keys(connection, select(VISIT_PHOTO), VISIT_PHOTO.c.visit, visits)
    return [VisitPhotoRow(**row._mapping) for row in rows]


def photos_with_file(connection: Connection, hashes: Iterable[str]) -> list[VisitPhotoRow]:
    """The photo rows whose file has one of these SHA-256."""
    rows = by_keys(connection, select(VISIT_PHOTO), VISIT_PHOTO.c.sha256, hashes)
    return [VisitPhotoRow(**row._mapping) for row in rows]


def likenesses(connection: Connection, hashes: Iterable[str], before: int) -> dict[str, int]:
    """The likeness of those of the photo files that were seen before this position to have one."""
    columns = (PHOTO_FILE.c.sha256, PHOTO_FILE.c.likeness)
    query = select(*columns).where(PHOTO_FILE.c.seen < before)
    rows = by_keys(connection, query, PHOTO_FILE.c.sha256, hashes)
    return {row.sha256: int(row.likeness, 16) for row in rows if row.likeness is not None}


def replace_photos(
    connection: Connection, gone: Iterable[str], rows: Sequence[VisitPhotoRow]
) -> None:
    """Take away the photo rows of these entries and write the others."""
    entries = list(gone)
    if entries:
        connection.execute(delete(VISIT_PHOTO).where(VISIT_PHOTO.c.entry.in_(entries)))
    upsert(connection, rows)
