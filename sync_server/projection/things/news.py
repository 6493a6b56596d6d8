"""The rows of reporting units and of the news they sent."""

from datetime import date

from domain.clock import month_of
from domain.kinds.office.news import NewsRecorded, ReportingUnitSet
from domain.kinds.piece import Private
from sync_server.data.tables import NewsRow, ReportingUnitRow
from sync_server.projection.register_rows import Kept, sets


@sets(ReportingUnitSet)
def _reporting_unit(district: str, body: ReportingUnitSet, _: Private) -> Kept:
    row = ReportingUnitRow(
        district=district, unit_id=body.unit_id, name=body.name, facts=body.model_dump_json()
    )
    return Kept(row)


@sets(NewsRecorded)
def _news(district: str, body: NewsRecorded, _: Private) -> Kept:
    levels = dict.fromkeys(each.level.value for each in body.adoptions)
    row = NewsRow(
        district=district,
        news_id=body.news_id,
        unit_id=body.unit_id,
        sent_on=body.sent_on,
        month=month_of(date.fromisoformat(body.sent_on)),
        title=body.title,
        levels=f",{','.join(levels)}," if levels else "",
        facts=body.model_dump_json(),
    )
    return Kept(row, is_there=not body.is_withdrawn)
