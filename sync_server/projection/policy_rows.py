"""The projected rows of the policy library, and the text of a paper as phones fetch it."""

from domain.clock import local_date, parse_instant
from domain.kinds.author import Author
from domain.kinds.office.policy import PolicyRead, PolicySet
from domain.kinds.reading import Reading
from domain.trail.line import sha256_hex
from domain.wire.messages import PolicyText
from sync_server.data.tables import PolicyReadRow, PolicyRow


def policy_row(district: str, body: PolicySet) -> PolicyRow:
    """The row of one part of a paper."""
    document = PolicyText(sections=body.sections).model_dump_json()
    raw = document.encode()
    return PolicyRow(
        district=district,
        policy_id=body.policy_id,
        part=body.part,
        sha256=sha256_hex(raw),
        size_bytes=len(raw),
        is_active=body.is_active and body.part <= body.parts,
        closed_on=body.closed_on,
        facts=body.model_dump_json(exclude={"sections"}),
        document=document,
    )


def policy_read_row(position: int, reading: Reading, author: Author) -> PolicyReadRow:
    """The row that says who has read a paper on which day, by their own clock."""
    body = reading.body
    if not isinstance(body, PolicyRead):
        raise TypeError("not an entry of somebody who has read a paper")
    return PolicyReadRow(
        district=author.district,
        policy_id=body.policy_id,
        account=author.account,
        position=position,
        read_on=local_date(parse_instant(reading.line.header.at)).isoformat(),
        sha256=",".join(body.sha256),
    )
