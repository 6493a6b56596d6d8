"""The versions of a paper, who has read which of them, and who has not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from domain.clock import local_date, parse_instant
from domain.errors import NotFound
from domain.kinds.author import INSPECTING
from domain.kinds.office.policy import PolicySet
from domain.register.in_use import is_in_use
from domain.register.receipt import ReadState, read_state
from domain.trail.line import sha256_hex
from domain.wire.messages import PolicyText
from sync_server.access.viewer import Viewer
from sync_server.data import policies as rows
from sync_server.data import register
from sync_server.data.engine import Database, ReadingSession
from sync_server.data.policies import Reader, Said
from sync_server.data.tables import PersonRow


class PaperVersion(NamedTuple):
    """A version of a paper, counted from 1: its facts, when and by whom it was set.

    ``text`` tells its text from others. ``readers`` is how many have read that.
    """

    number: int
    facts: PolicySet
    set_on: str
    account: str
    text: str
    readers: int
    is_new_text: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """How a person stands to a paper: in which version they read it last, and on which day.

    ``version`` is 0 for who has read none, or a text that no version has any more.
    """

    facts: PolicySet
    account: str
    name: str
    zone: str
    version: int
    read_on: str
    state: ReadState

    @property
    def is_read(self) -> bool:
        """Whether nothing is left to read."""
        return self.state is ReadState.READ


class UnreadPaper(NamedTuple):
    """A paper that is to be read, and how many of how many people have not."""

    facts: PolicySet
    unread: int
    wanted: int


def parts_in(
    session: ReadingSession, district: str, said: Sequence[Said], number: int
) -> list[PolicySet]:
    """The parts of a paper as they stood in a version; ``said`` is all of its first part."""
    until = said[number].position if number < len(said) else None
    first = said[number - 1].body
    found = [first]
    for part in range(2, first.parts + 1):
        others = rows.said_of_part(session, district, first.policy_id, part)
        of_it = [each.body for each in others if until is None or each.position < until]
        found += of_it[-1:]
    return found


def versions(database: Database, viewer: Viewer, policy_id: str) -> list[PaperVersion]:
    """Every version of a paper, the newest first; NotFound where the district has none such."""
    viewer.require_register()
    with database.session() as session:
        readings = rows.readers(session, viewer.district)
        found = _versions(session, viewer.district, policy_id, readings)
    if not found:
        raise NotFound("There is no such paper.", code="policy_unknown", policy=policy_id)
    return found[::-1]


def receipts(database: Database, viewer: Viewer, today: date, policy_id: str = "") -> list[Receipt]:
    """How everybody who should read a paper stands to it, and who did: in the office's order.

    Without a paper it is all of those in use that are to be read.
    """
    viewer.require_register()
    day, found = today.isoformat(), list[Receipt]()
    with database.session() as session:
        people = register.people(session, viewer.district)
        readings = rows.readers(session, viewer.district)
        for facts in _papers(session, viewer.district, policy_id, day):
            own = [each for each in readings if each.policy_id == facts.policy_id]
            known = _versions(session, viewer.district, facts.policy_id, own)
            found += _of_paper(facts, known, people, own, day)
    return found


def unread(database: Database, viewer: Viewer, today: date) -> list[UnreadPaper]:
    """The papers in use that are to be read and that somebody has not read."""
    day = today.isoformat()
    with database.session() as session:
        people = register.people(session, viewer.district)
        readings = rows.readers(session, viewer.district)
        parts = rows.parts(session, viewer.district)
    wanted = [each.account for each in people if _should_read(each, day)]
    found = []
    for facts, _ in parts:
        if facts.part == 1 and facts.must_be_read and is_in_use(facts, day):
            now = ",".join(
                sha256
                for each, sha256 in parts
                if each.policy_id == facts.policy_id and each.part <= facts.parts
            )
            read = {each.account for each in rows.counted(facts, now, readings)}
            lacking = sum(each not in read for each in wanted)
            found += [UnreadPaper(facts, lacking, len(wanted))] if lacking else []
    return found


def _papers(session: ReadingSession, district: str, policy_id: str, day: str) -> list[PolicySet]:
    parts = [facts for facts, _ in rows.parts(session, district) if facts.part == 1]
    if policy_id:
        return [each for each in parts if each.policy_id == policy_id]
    return [each for each in parts if each.must_be_read and is_in_use(each, day)]


def _versions(
    session: ReadingSession, district: str, policy_id: str, readings: Sequence[Reader]
) -> list[PaperVersion]:
    said = rows.said_of_part(session, district, policy_id, 1)
    found: list[PaperVersion] = []
    for number, each in enumerate(said, start=1):
        text = ",".join(map(_hash, parts_in(session, district, said, number)))
        version = PaperVersion(
            number=number,
            facts=each.body,
            set_on=local_date(parse_instant(each.at)).isoformat(),
            account=each.account,
            text=text,
            readers=sum((one.policy_id, one.sha256) == (policy_id, text) for one in readings),
            is_new_text=not found or found[-1].text != text,
        )
        found.append(version)
    return found


def _hash(part: PolicySet) -> str:
    return sha256_hex(PolicyText(sections=part.sections).model_dump_json().encode())


def _of_paper(
    facts: PolicySet,
    known: Sequence[PaperVersion],
    people: Sequence[PersonRow],
    readings: Sequence[Reader],
    day: str,
) -> list[Receipt]:
    numbers = {each.text: each.number for each in known}
    by_account: dict[str, list[Reader]] = {}
    for each in readings:
        by_account.setdefault(each.account, []).append(each)
    found = []
    for person in people:
        own = by_account.get(person.account, [])
        if not own and not _should_read(person, day):
            continue
        last = max(own, key=lambda each: numbers.get(each.sha256, 0), default=None)
        texts = {each.sha256 for each in own}
        receipt = Receipt(
            facts=facts,
            account=person.account,
            name=person.name,
            zone=person.zone or "",
            version=numbers.get(last.sha256, 0) if last else 0,
            read_on=last.read_on if last else "",
            state=read_state(texts, known[-1].text, asks_again=facts.asks_again),
        )
        found.append(receipt)
    return found


def _should_read(person: PersonRow, day: str) -> bool:
    return is_in_use(person, day) and person.role in INSPECTING
