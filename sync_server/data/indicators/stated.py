"""What is stated of the district's schools, year by year (办学条件)."""

from sqlmodel import col, select

from domain.kinds.register.indicator import IndicatorSet
from sync_server.data.engine import ReadingSession
from sync_server.data.tables import IndicatorRow


def stated(
    session: ReadingSession, district: str, school_id: str | None = None
) -> list[IndicatorSet]:
    """What the schools of the district have, or one of them; the newest year first."""
    query = select(IndicatorRow).where(IndicatorRow.district == district)
    if school_id is not None:
        query = query.where(IndicatorRow.school_id == school_id)
    order = (col(IndicatorRow.year).desc(), col(IndicatorRow.school_id))
    rows = session.exec(query.order_by(*order))
    return [IndicatorSet.model_validate_json(row.facts) for row in rows]


def stated_in(session: ReadingSession, district: str, year: int) -> list[IndicatorSet]:
    """What the schools of the district have in one year."""
    query = select(IndicatorRow).where(IndicatorRow.district == district, IndicatorRow.year == year)
    rows = session.exec(query.order_by(col(IndicatorRow.school_id)))
    return [IndicatorSet.model_validate_json(row.facts) for row in rows]


def years(session: ReadingSession, district: str) -> list[int]:
    """The years of which anything is stated, the newest first."""
    query = select(IndicatorRow.year).where(IndicatorRow.district == district).distinct()
    return list(session.exec(query.order_by(col(IndicatorRow.year).desc())))


def stated_once(
    session: ReadingSession, district: str, school_id: str, year: int
) -> IndicatorSet | None:
    """What one school has in one year; None where nothing is stated."""
    row = session.get(IndicatorRow, (district, school_id, year))
    return None if row is None else IndicatorSet.model_validate_json(row.facts)
