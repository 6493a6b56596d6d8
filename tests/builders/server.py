"""Builders of a server's ledger and of phones that push to it, without any network."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.clock import Clock
from domain.kinds.author import Author, Role
from domain.kinds.chain import ChainEnrolled, ChainOpened
from domain.kinds.register.district import DistrictSet
from domain.kinds.register.person import PersonSet
from domain.kinds.register.school import SchoolKind, SchoolSet
from domain.kinds.register.zone import ZoneSet
from domain.trail.chain import head_message
from domain.trail.delivery import Delivery, Envelope, SignedHead, read_delivery, write_delivery
from domain.trail.line import Line
from domain.wire.messages import PushAnswer
from sync_server.data.connections import tables_file
from sync_server.data.engine import Database
from sync_server.data.subjects import subjects
from sync_server.ledger.acceptance import Carrier
from sync_server.ledger.append import OfficeEntry
from sync_server.ledger.committer import Committer
from sync_server.ledger.keys import LogKey
from sync_server.projection.upgrade import upgrade
from tests.builders.trail import MAY_14, Pen, an_author

DISTRICT = "wanshan"


@dataclass
class SetClock:
    """A clock that stands still until it is moved."""

    now: datetime = MAY_14 + timedelta(hours=8)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        """Let time pass."""
        self.now += timedelta(**by)


@dataclass
class Ledger:
    """A database with a running committer."""

    database: Database
    committer: Committer
    clock: Clock
    key: LogKey


@contextmanager
def a_ledger(url: str, key: LogKey | None = None, clock: Clock | None = None) -> Iterator[Ledger]:
    """A ledger on this database, brought to its schema, stopped at the end."""
    begin_file(url)
    database = Database(url)
    key, clock = key or LogKey.generate(), clock or SetClock()
    committer = Committer(database, key, clock)
    try:
        upgrade(database)
        committer.start()
        yield Ledger(database, committer, clock, key)
    finally:
        committer.close()
        database.close()


def begin_file(url: str) -> None:
    """Put the tables where no file is yet: made once a process, since making them takes longer."""
    path = Path(url.removeprefix("sqlite:///"))
    if url.startswith("sqlite") and path.parent.is_dir() and not path.exists():
        ledger, tables = _files_with_tables()
        path.write_bytes(ledger)
        tables_file(url).write_bytes(tables)


@cache
def _files_with_tables() -> tuple[bytes, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        url = sqlite_url(Path(folder))
        database = Database(url)
        upgrade(database)
        database.close()
        return (Path(folder) / "duji.db").read_bytes(), tables_file(url).read_bytes()


def copy_files(ledger: Path, folder: Path) -> None:
    """Copy an SQLite ledger that nobody has open, and the tables beside it."""
    for path in (ledger, tables_file(f"sqlite:///{ledger}")):
        shutil.copy(path, folder / path.name)


def sqlite_url(folder: Path) -> str:
    """The address of a database file in this folder."""
    return f"sqlite:///{folder / 'duji.db'}"


def set_up_district(committer: Committer, *schools: str, zone: str = "east") -> None:
    """A district with one zone, some schools in it, a supervisor ``zhou.min`` and a clerk."""
    bodies = [
        DistrictSet(district=DISTRICT, name="万山区"),
        ZoneSet(zone=zone, name="东片区"),
        PersonSet(account="zhou.min", role=Role.SUPERVISOR),
        PersonSet(account="qian.yi", role=Role.CLERK),
        PersonSet(account="chen.jing", role=Role.INSPECTOR, zone=zone),
        *(
            SchoolSet(
                school_id=school, name=f"{school}小学", school_kind=SchoolKind.PRIMARY, zone=zone
            )
            for school in schools or ("school-1",)
        ),
    ]
    committer.write("system", [OfficeEntry(body) for body in bodies], DISTRICT)


@dataclass
class Phone:
    """A chain with its key: writes like a phone and signs what it brings."""

    author: Author = field(default_factory=an_author)
    secret: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    pen: Pen = field(init=False)

    def __post_init__(self) -> None:
        self.pen = Pen(self.author)
        self.pen.write(
            ChainOpened(
                account=self.author.account,
                district=self.author.district,
                installation="installation-1",
                public_key=self.public_key,
                is_practice=self.author.is_practice,
            )
        )

    @property
    def public_key(self) -> str:
        """The chain's key, in hex."""
        return self.secret.public_key().public_bytes_raw().hex()

    @property
    def carrier(self) -> Carrier:
        """This phone as it brings something."""
        return Carrier(self.author.chain, self.author.account)

    def enrolled(self) -> ChainEnrolled:
        """The entry by which the server takes this phone in."""
        return ChainEnrolled(
            chain=self.author.chain,
            account=self.author.account,
            district=self.author.district,
            role=self.author.role,
            installation="installation-1",
            public_key=self.public_key,
            is_practice=self.author.is_practice,
        )

    def enrol(self, committer: Committer) -> "Phone":
        """Be taken in."""
        committer.write("system", [self.enrolled()])
        return self

    def sign(self, line: Line) -> SignedHead:
        """Vouch for everything up to this line."""
        header = line.header
        message = head_message(header.chain, header.seq, line.id)
        return SignedHead(
            chain=header.chain,
            seq=header.seq,
            id=line.id,
            signature=self.secret.sign(message).hex(),
        )

    def delivery(self, lines: Sequence[Line] | None = None, **envelope: object) -> Delivery:
        """The lines (all of this phone's without), signed by their last one."""
        lines = self.pen.lines if lines is None else lines
        heads = (self.sign(lines[-1]),) if lines else ()
        values = {"heads": heads, **envelope}
        sent = write_delivery(Envelope.model_validate(values), [line.raw for line in lines])
        return read_delivery(sent)

    def push(self, committer: Committer, lines: Sequence[Line] | None = None) -> PushAnswer:
        """Bring the lines, and wait for the answer."""
        return committer.push(self.delivery(lines), self.carrier)


def version_of(database: Database, subject: str) -> str:
    """The version of a subject, as a form that was opened now would carry it."""
    with database.reading() as transaction:
        return subjects(transaction.tables, [subject])[subject].version
