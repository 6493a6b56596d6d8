"""A large district with a year of visits, the same from one seed: `-m tests.benchmarks.large DIR`.

Every visit goes through acceptance as a phone's does: written on a chain, signed, delivered,
taken by a commit of fifty (of 250 in a district so large that another process
writes what the phones bring), judged and projected. The office reviews some and drafts papers.
"""

import argparse
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

from domain.clock import local_date
from domain.kinds.author import Role
from domain.kinds.paper.content import PaperDrafted, PaperFinding, PaperPrivate
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.piece import Body, ReasonPrivate, TextPrivate
from domain.kinds.register.assignment import AssignmentSet
from domain.kinds.register.district import DistrictSet
from domain.kinds.register.person import PersonPrivate, PersonSet
from domain.kinds.register.theme import ThemeSet
from domain.kinds.register.zone import ZoneSet
from domain.kinds.visit.builder import State
from domain.kinds.visit.review import VisitApproved, VisitReturned
from domain.register.checklist import Theme
from domain.trail.delivery import read_delivery
from domain.visit.visit import Visit
from sync_server.access.credentials import secret_hash
from sync_server.api.bodies import inflate
from sync_server.data import projection
from sync_server.ledger.acceptance import Carrier, Push
from sync_server.ledger.append import OfficeEntry, OfficeWriting
from sync_server.ledger.commit import Commit, Refusal, Request
from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.wiring import build_server
from tests.benchmarks.district import DISTRICT, PLAIN_BYTES, enrolment, sign_in
from tests.benchmarks.visits import Phone
from tests.benchmarks.year import (
    BEGINS,
    MANY,
    SCHOOLS,
    ZONES,
    Group,
    a_year,
    a_year_beside,
    phones_of,
)
from tests.builders.handset import a_school
from tests.builders.server import SetClock

SUPERVISOR = "li.zhuren"


@dataclass
class LargeDistrict:
    """The district's server while its year goes by."""

    server: Server
    clock: SetClock
    phones: Sequence[Phone]
    rough: Random

    def open(self) -> None:
        """Write the register and take the phones in."""
        contents = [OfficeEntry(each) for each in _places()]
        people = [PersonSet(account=SUPERVISOR, role=Role.SUPERVISOR)]
        people += [PersonSet(account=each.account, role=Role.INSPECTOR) for each in self.phones]
        contents += [OfficeEntry(each, PersonPrivate(name=each.account)) for each in people]
        contents += [OfficeEntry(each) for each in self._assignments()]
        self.server.committer.submit_office(OfficeWriting("system", contents, DISTRICT)).result()
        self.server.accounts.issue_codes([SUPERVISOR, *(each.account for each in self.phones)])
        self.server.committer.write("system", [enrolment(phone) for phone in self.phones])
        for phone in self.phones:
            sign_in(self.server, phone)

    def _assignments(self) -> Iterator[AssignmentSet]:
        """Each school to one inspector of its zone."""
        since = local_date(BEGINS).isoformat()
        for school in range(SCHOOLS):
            zone, turn = school % ZONES, school // ZONES
            mine = [each.account for each in self.phones[zone::ZONES]]
            account = mine[turn % len(mine)]
            yield AssignmentSet(school_id=f"school-{school}", account=account, from_on=since)

    def live(self, groups: Iterable[Group]) -> None:
        """Let the year go by."""
        for group in groups:
            self.clock.now = group.at
            self._commit([self._push(*each) for each in group.deliveries])
            self._answer(group.visits)

    def _push(self, number: int, compressed: bytes) -> Push:
        phone = self.phones[number]
        author, delivery = phone.pen.author, read_delivery(inflate(compressed, PLAIN_BYTES))
        return Push.of(delivery, Carrier(author.chain, author.account, secret_hash(phone.token)))

    def _answer(self, seen: Sequence[str]) -> None:
        with self.server.database.reading() as transaction:
            texts = [projection.folded_visit(transaction.tables, each) for each in seen]
        visits = [Visit.model_validate_json(text) for text in texts if text]
        contents = [entry for visit in visits for entry in self._said(visit)]
        if contents:
            self._commit([OfficeWriting(SUPERVISOR, contents)])

    def _said(self, visit: Visit) -> Iterator[OfficeEntry]:
        """What the office says to a visit that was just handed in, where it says anything."""
        if visit.state is not State.SUBMITTED:
            return
        lot, version = self.rough.random(), visit.version
        if lot < 0.4:
            body, text = VisitApproved(version=version), TextPrivate()
            yield OfficeEntry(body, text, visit.visit_id, version)
        elif lot < 0.46:
            reason = ReasonPrivate(reason="请补充现场反馈。")
            yield OfficeEntry(VisitReturned(version=version), reason, visit.visit_id, version)
        elif visit.findings and lot < 0.6:
            yield OfficeEntry(self._paper(visit), PaperPrivate(requirement="限期整改"))

    def _paper(self, visit: Visit) -> PaperDrafted:
        findings = tuple(
            PaperFinding(
                visit=visit.visit_id,
                finding_id=each.finding_id,
                entry=each.stamp.entry,
                version=visit.version,
            )
            for each in visit.findings.values()
        )
        due = local_date(self.clock()) + timedelta(days=15)
        return PaperDrafted(
            paper_kind=PaperKind.RECTIFICATION,
            school_id=visit.school_id,
            findings=findings,
            due_on=due.isoformat(),
        )

    def _commit(self, requests: Sequence[Request]) -> None:
        key, now = self.server.log_key, self.clock()
        answers = self.server.database.write(
            lambda transaction: Commit(transaction, key, now).take(requests)
        )
        for answer in answers:
            if isinstance(answer, Refusal):
                raise answer.error
            if getattr(answer, "refused", ()):
                raise RuntimeError(str(answer.refused[0]))


def _places() -> Iterator[Body]:
    """The district with its zones, schools and the year's themes."""
    yield DistrictSet(district=DISTRICT, name="万山区")
    for zone in range(ZONES):
        yield ZoneSet(zone=f"z{zone}", name=f"第{zone}片区")
    for school in range(SCHOOLS):
        yield a_school(f"school-{school}", zone=f"z{school % ZONES}")
    for month in range(1, 13):
        key = f"t{month}"
        theme = Theme(theme_id=key, month=month, title=f"第{month}月主题", checklist_id=key)
        yield ThemeSet(theme=theme)


def make_large(folder: Path, visits: int, seed: int = 1) -> None:
    """Make the data folder of a large district; it is complete when this returns."""
    clock = SetClock(BEGINS - timedelta(days=1))
    server = build_server(Settings(data=folder), clock)
    district = LargeDistrict(server, clock, phones_of(seed), Random(f"office {seed}"))
    district.open()
    district.live((a_year if visits < MANY else a_year_beside)(seed, visits))
    server.close()


def main() -> int:
    """Make one and say what a visit cost."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.large", description=__doc__)
    parser.add_argument("folder", type=Path, help="the data folder to make")
    parser.add_argument("--visits", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    began = time.process_time()
    make_large(asked.folder, asked.visits, asked.seed)
    each_ms = (time.process_time() - began) * 1000 / asked.visits
    whose = "their writing included" if asked.visits < MANY else "written beside"
    print(f"{asked.visits} visits, {each_ms:.1f} ms CPU each, {whose}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
