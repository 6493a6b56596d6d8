"""A data folder with one district and the clients' phones enrolled, to be copied for each run."""

from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from domain.kinds.author import Role
from domain.kinds.chain import ChainEnrolled
from domain.kinds.register.district import DistrictSet
from domain.kinds.register.person import PersonPrivate, PersonSet
from domain.kinds.register.zone import ZoneSet
from domain.trail.delivery import read_delivery
from sync_server.access.accounts import Device
from sync_server.access.credentials import secret_hash
from sync_server.api.bodies import inflate
from sync_server.ledger.acceptance import Carrier
from sync_server.ledger.append import OfficeEntry, OfficeWriting
from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.wiring import build_server
from tests.benchmarks.load import CLIENTS
from tests.benchmarks.visits import Phone
from tests.builders.handset import a_school

DISTRICT = "wanshan"
SCHOOLS = 60
PLAIN_BYTES = 10**8


def make_district(folder: Path, database_url: str | None = None) -> list[Phone]:
    """The enrolled phones, one for each client; the folder is complete when this returns.

    Without an address the database is in the folder too.
    """
    server = build_server(Settings(data=folder, database_url=database_url))
    contents = [OfficeEntry(DistrictSet(district=DISTRICT, name="万山区"))]
    contents.append(OfficeEntry(ZoneSet(zone="z1", name="一片区")))
    contents += [OfficeEntry(a_school(f"school-{number}")) for number in range(SCHOOLS)]
    server.committer.submit_office(OfficeWriting("system", contents, DISTRICT)).result()
    phones = take_in(server)
    server.close()
    return phones


def take_in(server: Server, name: str = "inspector") -> list[Phone]:
    """New people of this name with their phones in the district, one for each client."""
    # Who made the district counted its chains from one.
    phones = [Phone(f"{name}.{at}", DISTRICT, chain=str(uuid4())) for at in range(CLIENTS)]
    people = [PersonSet(account=phone.account, role=Role.INSPECTOR) for phone in phones]
    contents = [OfficeEntry(each, PersonPrivate(name="督学")) for each in people]
    server.committer.submit_office(OfficeWriting("system", contents, DISTRICT)).result()
    server.accounts.issue_codes(phone.account for phone in phones)
    server.committer.write("system", [enrolment(phone) for phone in phones])
    for phone in phones:
        sign_in(server, phone)
        push(server, phone, phone.open_chain())
    return phones


def push(server: Server, phone: Phone, compressed: bytes) -> None:
    """Take a delivery in without HTTP; fails unless all of it is taken."""
    author = phone.pen.author
    carrier = Carrier(author.chain, author.account, secret_hash(phone.token))
    answer = server.committer.push(read_delivery(inflate(compressed, PLAIN_BYTES)), carrier)
    if answer.refused:
        raise RuntimeError(str(answer.refused[0]))


def push_all(folder: Path, deliveries: Sequence[tuple[Phone, bytes]]) -> None:
    """Take these deliveries into a folder that nobody serves."""
    server = build_server(Settings(data=folder))
    for phone, compressed in deliveries:
        push(server, phone, compressed)
    server.close()


def enrolment(phone: Phone) -> ChainEnrolled:
    """What takes a phone's chain in."""
    author = phone.pen.author
    return ChainEnrolled(
        chain=author.chain,
        account=author.account,
        district=author.district,
        role=author.role,
        installation=f"bench-{author.account}",
        public_key=phone.public_key,
    )


def sign_in(server: Server, phone: Phone) -> None:
    """Give a phone that was taken in its token."""
    author = phone.pen.author
    phone.token = server.accounts.issue_token(author.account, Device(author.chain, "bench"))
