"""How many photos phones have told of and not brought yet."""

from sqlalchemy import Connection, func, select

from sync_server.data.upsert import table_named

_PHOTO = table_named("visit_photo")


def photos_held(connection: Connection, district: str) -> dict[str, int]:
    """By chain, how many of its photos that were not set aside are not here."""
    query = (
        select(_PHOTO.c.chain, func.count().label("number"))
        .where(_PHOTO.c.district == district, _PHOTO.c.is_awaited.is_(True))
        .group_by(_PHOTO.c.chain)
    )
    return {row.chain: row.number for row in connection.execute(query)}
