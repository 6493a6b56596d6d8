"""The policy library's rows: texts by hash, and who has read what."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sqlmodel import Session, col, select

from domain.kinds import read
from domain.kinds.kind import may_set
from domain.kinds.office.policy import PolicySet
from domain.wire.messages import PolicyText
from sync_server.data.chains import read_chains
from sync_server.data.ledger import of_subjects
from sync_server.data.register import office_order
from sync_server.data.subjects import subject_called
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


def whole_parts(session: Session, district: str, policy_id: str) -> list[PolicySet]:
    """The parts of a paper as they now stand, with their texts, in their order."""
    rows = session.exec(
        select(PolicyRow.facts, PolicyRow.document)
        .where(PolicyRow.district == district, PolicyRow.policy_id == policy_id)
        .order_by(col(PolicyRow.part))
    )
    found = []
    for facts, document in rows:
        sections = PolicyText.model_validate_json(document).sections
        found.append(PolicySet.model_validate_json(facts).model_copy(update={"sections": sections}))
    return [each for each in found if each.part <= found[0].parts]


class Said(NamedTuple):
    """One word about a part of a paper: where it stands in the log, what it says, whose and when.

    ``at`` is the instant by its writer's clock.
    """

    position: int
    body: PolicySet
    account: str
    at: str


def said_of_part(session: Session, district: str, policy_id: str, part: int) -> list[Said]:
    """All that was ever said of one part and counts, in log order."""
    code = f"{policy_id}/{part}"
    called = subject_called(session.connection(), district, "policy", code)
    entries = of_subjects(session.connection(), [called.subject]) if called else []
    chains = read_chains(session.connection(), {each.line.header.chain for each in entries})
    found = []
    for each in entries:
        chain, body = chains.get(each.line.header.chain), read(each.line).body
        writer = chain.author if chain else None
        if not isinstance(body, PolicySet) or writer is None or writer.district != district:
            continue
        if may_set(body.kind, writer):
            found.append(Said(each.position, body, writer.account, each.line.header.at))
    return found


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who has read a paper, in the parts of which hashes."""

    policy_id: str
    account: str
    name: str
    read_on: str
    sha256: str


def readers(session: Session, district: str) -> list[Reader]:
    """Every reading of the district's papers, by people in the office's order, the first first.

    Who has read the same text twice did so on the first day.
    """
    rows = session.exec(
        select(PolicyReadRow, PersonRow.name)
        .outerjoin(PersonRow, col(PersonRow.account) == PolicyReadRow.account)
        .where(PolicyReadRow.district == district)
        .order_by(
            col(PolicyReadRow.policy_id),
            *office_order(PersonRow, PolicyReadRow.account),
            col(PolicyReadRow.position),
        )
    )
    found: dict[tuple[str, str, str], Reader] = {}
    for row, name in rows:
        reader = Reader(row.policy_id, row.account, name or row.account, row.read_on, row.sha256)
        found.setdefault((row.policy_id, row.account, row.sha256), reader)
    return list(found.values())


def counted(facts: PolicySet, now: str, readings: Iterable[Reader]) -> list[Reader]:
    """Those of the readings by which somebody has read the paper as it stands, one a person.

    ``now`` are the hashes of its parts. Where it does not ask again, any earlier text serves.
    """
    own = [each for each in readings if each.policy_id == facts.policy_id]
    of_now = {each.account: each for each in own if each.sha256 == now}
    serve = own if not facts.asks_again else of_now.values()
    first: dict[str, Reader] = {}
    for each in serve:
        first.setdefault(each.account, of_now.get(each.account, each))
    return list(first.values())
