"""The policy library's rows: texts by hash, and who has read what."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from domain.kinds.office.policy import PolicySet
from sync_server.data.register import office_order
from sync_server.data.tables import PersonRow, PolicyReadRow, PolicyRow


def text(session: Session, sha256: str, district: str) -> str | None:
    """The text of a paper's part that the district has or had; None where it has none such."""
    wanted = select(PolicyRow.document).where(
        PolicyRow.sha256 == sha256, PolicyRow.district == district
    )
    return session.exec(wanted).first()


def parts(session: Session, district: str) -> list[tuple[PolicySet, str]]:
    """Every part of the district's papers without its text, with its hash."""
    rows = session.exec(
        select(PolicyRow.facts, PolicyRow.sha256)
        .where(PolicyRow.district == district)
        .order_by(PolicyRow.policy_id, col(PolicyRow.part))
    )
    return [(PolicySet.model_validate_json(facts), sha256) for facts, sha256 in rows]


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who has read a paper, in the parts of which hashes."""

    policy_id: str
    account: str
    name: str
    read_on: str
    sha256: str


def readers(session: Session, district: str) -> list[Reader]:
    """Who has read which of the district's papers, in the office's order."""
    rows = session.exec(
        select(PolicyReadRow, PersonRow.name)
        .outerjoin(PersonRow, col(PersonRow.account) == PolicyReadRow.account)
        .where(PolicyReadRow.district == district)
        .order_by(col(PolicyReadRow.policy_id), *office_order(PersonRow, PolicyReadRow.account))
    )
    return [
        Reader(row.policy_id, row.account, name or row.account, row.read_on, row.sha256)
        for row, name in rows
    ]
