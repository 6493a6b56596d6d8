"""What districts say of who runs the site."""

from sqlalchemy import Connection, select

from domain.kinds.register.service_notice import ServiceNoticeSet
from domain.wire.workbook import ServiceNotice
from sync_server.data.upsert import table_named

_NOTICE = table_named("service_notice")


def own_notice(connection: Connection, district: str) -> ServiceNoticeSet | None:
    """The district's own words; None where it has said none."""
    query = select(_NOTICE.c.facts).where(_NOTICE.c.district == district)
    facts = connection.execute(query).scalar_one_or_none()
    return None if facts is None else ServiceNoticeSet.model_validate_json(facts)


def notice_of(connection: Connection, district: str, servers: ServiceNotice) -> ServiceNotice:
    """What the district says, and what the server's settings say where it says nothing."""
    own = own_notice(connection, district)
    if own is None:
        return servers
    words = own.model_dump(include=set(ServiceNotice.model_fields))
    return servers.model_copy(update={name: text for name, text in words.items() if text})
