"""Which visits go by a checklist, told from how their leaders' workbooks tell them."""

import json
from typing import NamedTuple

from sqlalchemy import Connection, select

from sync_server.data.upsert import table_named

VISIT = table_named("workbook_visit")


class VisitBy(NamedTuple):
    """A visit that goes by a version of the checklist."""

    visit: str
    visit_on: str
    account: str
    school_id: str
    version: int


def visits_by(connection: Connection, district: str, checklist_id: str) -> list[VisitBy]:
    """The district's visits that go by the checklist, the newest first."""
    columns = (VISIT.c.visit, VISIT.c.visit_on, VISIT.c.account, VISIT.c.told)
    # Nobody's words can hold this: within a text of JSON the quotes have strokes before them.
    named = VISIT.c.told.contains(f'"checklist":["{checklist_id}",', autoescape=True)
    query = select(*columns).where(VISIT.c.district == district, named)
    order = (VISIT.c.visit_on.desc(), VISIT.c.visit)
    found: list[VisitBy] = []
    for row in connection.execute(query.order_by(*order)):
        told = json.loads(row.told)
        name, version = told["checklist"]
        if name == checklist_id:  # LIKE takes capitals and small letters for the same
            found.append(VisitBy(row.visit, row.visit_on, row.account, told["school_id"], version))
    return found
