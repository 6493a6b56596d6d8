"""The photos of campaigns' visits: any part of the list, and how many there are."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from sync_server.data.campaigns.found import found_of
from sync_server.data.paging import Place, rows_at
from sync_server.data.upsert import table_named

PHOTO = table_named("visit_photo")
_COLUMNS = (PHOTO.c.position, PHOTO.c.visit, PHOTO.c.photo_id, PHOTO.c.sha256)


@dataclass(frozen=True, slots=True)
class PhotoFilter:
    """Which photos of a district's campaigns; ``campaign`` is a subject, empty for all."""

    district: str
    campaign: str = ""
    is_of_finding: bool = False


def read(connection: Connection, wanted: PhotoFilter, place: Place, limit: int) -> list[Row[Any]]:
    """At most so many of them at the place, the newest first."""
    return rows_at(
        connection, _narrowed(select(*_COLUMNS), wanted), (PHOTO.c.position,), place, limit
    )


def count(connection: Connection, wanted: PhotoFilter) -> int:
    """How many there are."""
    query = _narrowed(select(func.count()).select_from(PHOTO), wanted)
    return int(connection.execute(query).scalar_one())


def _narrowed(query: Select[Any], wanted: PhotoFilter) -> Select[Any]:
    found = found_of(wanted.district, wanted.campaign)
    by = PHOTO.c.visit.in_(select(found.c.found_by))
    query = query.where(by, PHOTO.c.is_withdrawn.is_(False))
    return query.where(PHOTO.c.finding_id.is_not(None)) if wanted.is_of_finding else query
