"""What the district itself holds its coefficients against."""

from sqlmodel import col, select

from domain.kinds.register.balance_rule import BalanceRuleSet
from sync_server.data.engine import ReadingSession
from sync_server.data.tables import BalanceRuleRow


def own_rules(session: ReadingSession, district: str) -> list[BalanceRuleSet]:
    """The district's own rules that were not taken back, the newest year first."""
    query = select(BalanceRuleRow).where(BalanceRuleRow.district == district)
    order = (col(BalanceRuleRow.from_year).desc(), col(BalanceRuleRow.rule_id))
    return [
        BalanceRuleSet.model_validate_json(row.facts)
        for row in session.exec(query.order_by(*order))
    ]
