"""How many photos phones have told of and not brought yet."""

from sqlalchemy import Connection, exists, func, select

from sync_server.data.upsert import table_named

_PHOTO = table_named("visit_photo")
_FILE = table_named("photo_file")


def photos_held(connection: Connection, district: str) -> dict[str, int]:
    """By chain, how many of its photos that were not set aside are not here."""
    is_here = exists().where(_FILE.c.sha256 == _PHOTO.c.sha256)
    query = (
        select(_PHOTO.c.chain, func.count().label("number"))
        .where(_PHOTO.c.district == district, _PHOTO.c.is_withdrawn.is_(False), ~is_here)
        .group_by(_PHOTO.c.chain)
    )
    return {row.chain: row.number for row in connection.execute(query)}
