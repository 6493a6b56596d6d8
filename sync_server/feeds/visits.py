"""The feed of visits."""

from collections.abc import Sequence
from typing import Any

from domain.kinds.office.token import TokenScope
from domain.kinds.visit.builder import State
from domain.kinds.visit.plan import VisitType
from domain.place.presence import Presence
from domain.words.values import label
from sync_server.data.engine import Transaction
from sync_server.data.feeds.visits import VISITS
from sync_server.feeds.feed import LATER, ORDERED, SAME, Asked, Feed
from sync_server.feeds.models import VisitRead
from sync_server.register.names import Names, names_in


def _read(transaction: Transaction, asked: Asked) -> Sequence[VisitRead]:
    with transaction.session() as session:
        known = names_in(session, asked.ask.district)
    return [_row(row, known) for row in VISITS.rows(transaction.tables, asked.ask)]


def _row(row: Any, known: Names) -> VisitRead:
    return VisitRead(
        **row._mapping,
        school=known.school(row.school_id),
        zone_name=known.zone(row.zone),
        visit_type_name=label(VisitType(row.visit_type)),
        theme=known.theme(row.theme_id),
        state_name=label(State(row.state)),
        presence_name=label(Presence(row.presence)) if row.presence else "",
    )


FEED = Feed(
    name="visits",
    path="visits",
    entity="Visit",
    plural="Visits",
    scope=TokenScope.VISITS,
    model=VisitRead,
    key="visit",
    order=("visit_on", "position"),
    filters={
        "visit": SAME,
        "position": LATER,
        "visit_on": ORDERED,
        "month": ORDERED,
        "school_id": SAME,
        "zone": SAME,
        "account": SAME,
        "visit_type": SAME,
        "state": SAME,
        "is_counted": SAME,
    },
    read=_read,
    count=lambda transaction, asked: VISITS.count(transaction.tables, asked.ask),
    says="一次督导一行；进行中、作废、并入的也在，只看计入统计的，用 is_counted。",
)
