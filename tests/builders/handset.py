"""A whole server in a folder, a district in its register, and handsets that speak to it."""

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2 as httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.kinds.author import Author, Role
from domain.kinds.chain import ChainOpened
from domain.kinds.piece import Body, Private
from domain.kinds.register.assignment import AssignmentSet
from domain.kinds.register.district import DistrictSet
from domain.kinds.register.person import PersonPrivate, PersonSet
from domain.kinds.register.school import Position, SchoolKind, SchoolSet
from domain.kinds.register.zone import ZoneSet
from domain.place.datum import Datum
from domain.trail.chain import head_message
from domain.trail.delivery import Envelope, SignedHead, write_delivery
from domain.trail.line import Line
from sync_server.ledger.append import OfficeEntry, OfficeWriting
from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.wiring import build_server
from tests.builders.content import a_photo
from tests.builders.server import SetClock
from tests.builders.trail import Pen, an_author

NOON = datetime(2026, 5, 14, 4, 0, tzinfo=UTC)

PEOPLE = {
    "chen.jing": ("陈静", Role.INSPECTOR, "z1"),
    "wang.fang": ("王芳", Role.INSPECTOR, "z1"),
    "li.zhuren": ("李主任", Role.SUPERVISOR, None),
    "zhao.tong": ("赵统", Role.CLERK, None),
}


def a_server(folder: Path, clock: SetClock | None = None, **settings: Any) -> Server:
    """A running server with nothing in it; close it."""
    return build_server(Settings(data=folder, **settings), clock or SetClock(NOON))


def write(server: Server, district: str, *contents: tuple[Body, Private | None]) -> None:
    """Entries by the server itself into a district's register."""
    writing = OfficeWriting(
        "system", [OfficeEntry(body, private) for body, private in contents], district
    )
    server.committer.submit_office(writing).result(10)


def set_up_district(server: Server, district: str = "wanshan", suffix: str = "") -> None:
    """A district with two zones, three schools, two inspectors, a supervisor and a clerk.

    Chen is responsible for schools 1 and 2, Wang for school 3. ``suffix`` tells the accounts
    and schools of several districts apart.
    """
    contents: list[tuple[Body, Private | None]] = [
        (DistrictSet(district=district, name="万山区"), None),
        (ZoneSet(zone="z1", name="一片区"), None),
        (ZoneSet(zone="z2", name="二片区"), None),
    ]
    contents += [(a_school(f"school-{number}{suffix}"), None) for number in (1, 2, 3)]
    for account, (name, role, zone) in PEOPLE.items():
        person = PersonSet(account=account + suffix, role=role, zone=zone)
        contents.append((person, PersonPrivate(name=name)))
    for number, account in ((1, "chen.jing"), (2, "chen.jing"), (3, "wang.fang")):
        contents.append((an_assignment(f"school-{number}{suffix}", account + suffix), None))
    write(server, district, *contents)


def a_school(school_id: str = "school-1", **fields: Any) -> SchoolSet:
    """A primary school at a known place."""
    position = Position(
        given_lat=26.598, given_lng=106.71, datum=Datum.WGS84, lat=26.598, lng=106.71
    )
    facts = {
        "name": f"第{school_id[7:]}小学",
        "school_kind": SchoolKind.PRIMARY,
        "zone": "z1",
        "position": position,
    }
    return SchoolSet(school_id=school_id, **{**facts, **fields})


def an_assignment(school_id: str, account: str, **fields: Any) -> AssignmentSet:
    """A responsibility since the beginning of the year."""
    return AssignmentSet(
        school_id=school_id, account=account, **{"from_on": "2026-01-01", **fields}
    )


@dataclass
class Handset:
    """A phone as the server sees it: a chain, its key, and after enrolment a token."""

    author: Author = field(default_factory=an_author)
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    token: str = ""
    pen: Pen = field(init=False)

    def __post_init__(self) -> None:
        self.pen = Pen(self.author)

    @property
    def public_key(self) -> str:
        """The chain's public key in hex."""
        return self.key.public_key().public_bytes_raw().hex()

    @property
    def headers(self) -> dict[str, str]:
        """What signs this phone in."""
        return {"Authorization": f"Bearer {self.token}"}

    def enrolment(self, **credential: str) -> dict[str, Any]:
        """The body of an enrolment."""
        return {
            "account": self.author.account,
            "installation": "installation-1",
            "device_name": "测试手机",
            "chain": self.author.chain,
            "public_key": self.public_key,
            "is_practice": self.author.is_practice,
            **credential,
        }

    def open_chain(self) -> None:
        """Write the chain's first entry."""
        self.pen.write(
            ChainOpened(
                account=self.author.account,
                district=self.author.district,
                installation="installation-1",
                public_key=self.public_key,
                is_practice=self.author.is_practice,
            )
        )

    def delivery(self, lines: Iterable[Line] | None = None, **envelope: Any) -> bytes:
        """These lines (all, unless given) with their head signed."""
        lines = list(self.pen.lines if lines is None else lines)
        heads: tuple[SignedHead, ...] = ()
        if lines:
            last = max(lines, key=lambda line: line.header.seq)
            message = head_message(self.author.chain, last.header.seq, last.id)
            signed = SignedHead(
                chain=self.author.chain,
                seq=last.header.seq,
                id=last.id,
                signature=self.key.sign(message).hex(),
            )
            heads = (signed,)
        return write_delivery(Envelope(heads=heads, **envelope), (line.raw for line in lines))

    async def push(self, client: httpx.AsyncClient, lines: Iterable[Line] | None = None) -> Any:
        """Deliver over HTTP, gzipped; the answer's JSON."""
        headers = {**self.headers, "Content-Encoding": "gzip"}
        body = gzip.compress(self.delivery(lines))
        answer = await client.post("/api/v1/trail", content=body, headers=headers)
        answer.raise_for_status()
        return answer.json()


async def enrolled(
    server: Server, client: httpx.AsyncClient, account: str = "chen.jing", **author: Any
) -> Handset:
    """A phone of the account, enrolled by one-time code, its chain opened and delivered."""
    handset = Handset(an_author(account, **author))
    code = server.accounts.issue_code(account)
    answer = await client.post("/api/v1/enrol", json=handset.enrolment(code=code))
    assert answer.status_code == 200, answer.text
    handset.token = answer.json()["token"]
    handset.open_chain()
    await handset.push(client)
    return handset


def a_stamped_photo(data: bytes, photo_id: str = "p1", **fields: Any) -> Body:
    """The entry that announces these bytes as a photo."""
    return a_photo(
        photo_id,
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        **fields,
    )
