"""One trail file, member by member: deliveries to the ledger, photos to their folder."""

import re
from dataclasses import dataclass, field
from typing import BinaryIO

from domain import kinds
from domain.errors import BadInput, NotFound, TooLarge
from domain.kinds.visit.photo import PhotoTaken
from domain.trail.delivery import MAX_PLAIN_BYTES, Delivery, read_delivery
from domain.trail.trail_file import is_delivery, photo_sha256
from domain.wire.messages import PhotoState
from sync_server.data import trails as rows
from sync_server.data.photo_files import ExpectedPhoto
from sync_server.photos.photos import Beginning
from sync_server.server import Server
from sync_server.trail_import.intake import Intake, RealIntake, Rehearsal, Taken
from sync_server.trail_import.members import Member, Members
from sync_server.trail_import.opener import NOT_ONE, WRONG_KEY, PlainText
from sync_server.trail_import.report import NOBODY, AccountCounts, PhotoFate, TrailReport

_SHA256 = re.compile(r"[0-9a-f]{64}")


def import_trail(server: Server, file: BinaryIO) -> TrailReport:
    """Take in what is whole in the file; what is not is in the report. Twice changes nothing.

    BadInput (``not_a_trail_file``, ``wrong_key``) where nothing of it can be read, Unavailable
    when disk or database fail: what came before is taken all the same.
    """
    return _TrailFile(server, RealIntake.of(server)).read(file)


def rehearse_import(server: Server, file: BinaryIO) -> TrailReport:
    """What `import_trail` would report; changes nothing."""
    with server.database.reading() as transaction:
        return _TrailFile(server, Rehearsal(transaction, server)).read(file)


@dataclass
class _TrailFile:
    server: Server
    intake: Intake
    report: TrailReport = field(default_factory=TrailReport)
    announced: dict[str, ExpectedPhoto] = field(default_factory=dict)
    brought: set[str] = field(default_factory=set)
    owners: dict[str, AccountCounts] = field(default_factory=dict)

    def read(self, file: BinaryIO) -> TrailReport:
        members = Members(PlainText(file, self.server.export_key))
        try:
            for member in members:
                self._take(member, members)
        except BadInput as error:
            if error.specific_code in (NOT_ONE, WRONG_KEY):
                raise
            self.report.broken = error
        self._count_missing()
        return self.report

    def _take(self, member: Member, members: Members) -> None:
        sha256 = photo_sha256(member.name)
        if member.is_file and is_delivery(member.name):
            self._deliver(member, members)
        elif member.is_file and sha256 is not None and _SHA256.fullmatch(sha256):
            self._photo(sha256, member, members)
        else:
            self.report.passed_over += 1

    def _deliver(self, member: Member, members: Members) -> None:
        if member.size > MAX_PLAIN_BYTES:
            error = BadInput(f"It has {member.size} bytes.", code="delivery_too_large")
            self.report.bad_members.append((member.name, error))
            return
        raw = members.content()
        try:
            delivery = read_delivery(raw)
        except BadInput as error:
            self.report.bad_members.append((member.name, error))
            return
        self.report.deliveries += 1
        self._count(delivery, self.intake.deliver(delivery))

    def _count(self, delivery: Delivery, taken: Taken) -> None:
        self._look_up({line.header.chain for line in delivery.lines})
        by_id = {line.id: line for line in delivery.lines}
        for line in by_id.values():
            owner = self._owner(line.header.chain)
            owner.entries_new += line.id in taken.new
            owner.entries_known += line.id in taken.known
            body = None
            if line.header.kind == PhotoTaken.kind and line.id in taken.new | taken.known:
                body = kinds.read(line).body
            if isinstance(body, PhotoTaken):
                self.announced[body.sha256] = ExpectedPhoto(
                    chain=line.header.chain,
                    visit=line.subject,
                    district="",
                    size_bytes=body.size_bytes,
                    band_px=body.band_px,
                )
        for refused in taken.refused:
            found = by_id.get(refused.id or "")
            self._owner(found.header.chain if found else NOBODY).refused[refused.code] += 1

    def _photo(self, sha256: str, member: Member, members: Members) -> None:
        fate, chain = PhotoFate.UNANNOUNCED, NOBODY
        beginning = self._beginning(sha256)
        if beginning is not None:
            chain = beginning.announced[0].chain
            fate = self._fate(beginning, member, members)
        self._look_up({chain})
        if fate in (PhotoFate.NEW, PhotoFate.KNOWN):
            self.brought.add(sha256)
            owner = self._owner(chain)
            owner.photos_new += fate is PhotoFate.NEW
            owner.photos_known += fate is PhotoFate.KNOWN
        else:
            self.report.bad_photos.append((sha256, fate))

    def _fate(self, beginning: Beginning, member: Member, members: Members) -> PhotoFate:
        if beginning.state.is_complete or beginning.state.sha256 in self.brought:
            return PhotoFate.KNOWN
        try:
            beginning.check(member.size)
        except TooLarge:
            return PhotoFate.TOO_LONG
        return self.intake.photo(beginning, members.pieces())

    def _beginning(self, sha256: str) -> Beginning | None:
        """What is known of the photo; in a rehearsal also from this file's own entries."""
        try:
            return self.server.photos.begin_carried(sha256)
        except NotFound:
            told = self.announced.get(sha256)
            state = PhotoState(sha256=sha256, offset=0, is_complete=False)
            return Beginning(state, (told,)) if told else None

    def _count_missing(self) -> None:
        """What the file's entries announced, and nobody has brought so far."""
        for sha256, expected in self.announced.items():
            if sha256 in self.brought:
                continue
            beginning = self._beginning(sha256)
            if beginning is None or not beginning.state.is_complete:
                self._owner(expected.chain).photos_missing += 1

    def _look_up(self, chains: set[str]) -> None:
        """Find out whose chains these are."""
        unknown = chains - self.owners.keys() - {NOBODY}
        with self.server.database.session() as session:
            writers = rows.writers(session, unknown)
        for chain in sorted(unknown):
            account, name = writers.get(chain, (NOBODY, ""))
            counts = self.report.accounts.setdefault(account, AccountCounts(account, name))
            self.owners[chain] = counts

    def _owner(self, chain: str) -> AccountCounts:
        if chain in self.owners:
            return self.owners[chain]
        return self.report.accounts.setdefault(NOBODY, AccountCounts(NOBODY))
