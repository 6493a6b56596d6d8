"""Whatever an enrolled phone writes is taken; the tables follow and never stand in the way."""

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from domain.kinds import KINDS
from domain.kinds.author import Author, Role
from domain.trail import strict_json
from domain.trail.line import Line, parse_line, sha256_hex
from sync_server.ledger.keys import LogKey
from sync_server.projection.rebuild import rebuild
from sync_server.verification.verify import verify
from tests.builders.receipts import standing
from tests.builders.server import DISTRICT, Ledger, Phone, a_ledger, sqlite_url
from tests.builders.trail import a_chain_id
from tests.fixtures.depth import examples

WORDS = "school-1 p1 yes 2026-05-14 9998-12-31 routine safety camera inspector east wgs84"
PLAUSIBLE = st.sampled_from(WORDS.split()) | st.sampled_from(
    ["", "0" * 64, "a" * 64, "一" * 200, a_chain_id(1)]
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-1, 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | PLAUSIBLE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PLAUSIBLE, inner, max_size=3),
    max_leaves=4,
)
INSTANTS = st.sampled_from(
    ["1970-01-01T00:00:00.000Z", "2026-05-14T08:00:00.000Z", "9998-12-31T23:59:59.999Z"]
)


@st.composite
def contents(draw: st.DrawFn) -> Any:
    """A kind, a body and a private piece with the right names and any values, and header facts."""
    kind = draw(st.sampled_from([*KINDS, "kind.unknown"]))
    model = KINDS.get(kind, KINDS["visit.opened"]).body
    pieces = [
        {name: draw(VALUES) for name in fields if draw(st.integers(0, 3))}
        for fields in (model.model_fields, model.private.model_fields)
    ]
    header = {
        "saw": draw(st.sampled_from([None, "a" * 64])),
        "at": draw(INSTANTS),
        "tz": draw(st.sampled_from([480, -840, 840])),
        "about": draw(st.booleans()),
    }
    return kind, *pieces, header


def hostile_line(fields: dict[str, Any], *pieces: dict[str, Any]) -> Line:
    """A line as a modified app may write it: what no door lets in is left out, withheld."""
    body, private = (json.dumps(each).encode() for each in pieces)
    header = {"v": 1, **fields, "body": sha256_hex(body), "private": sha256_hex(private)}
    sent = (piece if is_strict(piece) else b"" for piece in (body, private))
    return parse_line(b"\t".join((json.dumps(header).encode(), *sent)))


def is_strict(piece: bytes) -> bool:
    try:
        strict_json.load(piece)
    except ValueError:
        return False
    return True


def write_anything(phone: Phone, visit: str, content: Any) -> Line:
    """The phone's next line, whatever it says."""
    kind, body, private, header = content
    about, head = header.pop("about"), phone.pen.head
    fields = {"chain": head.chain, "seq": head.seq + 1, "prev": head.id, "tick": None}
    fields |= {**header, "kind": kind, "subject": visit if about else None}
    line = hostile_line(fields, {"salt": "s", **body}, {"salt": "s", **private})
    phone.pen.head = head.after(line)
    phone.pen.lines.append(line)
    return line


@settings(max_examples=examples(25))
@given(written=st.lists(contents(), max_size=12), role=st.sampled_from([*Role]))
def test_any_content_is_taken_and_projected(
    ledger_file: Path, ledger_key: LogKey, written: list[Any], role: Role
):
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(ledger_file, folder)
        all_is_taken(sqlite_url(Path(folder)), ledger_key, role, written)


def all_is_taken(url: str, key: LogKey, role: Role, written: list[Any]) -> None:
    """Write it into this ledger with a district, and check that all agrees with it."""
    with a_ledger(url, key) as ledger:
        author = Author(a_chain_id(), "chen.jing", role, DISTRICT)
        phone = Phone(author).enrol(ledger.committer)
        visit = phone.pen.open_visit()
        for content in written:
            write_anything(phone, visit, content)
        answer = phone.push(ledger.committer)
        assert len(standing(answer, phone.pen.lines)) == len(phone.pen.lines)
        assert rebuild(ledger.database) == {}
        assert verify(ledger.database, ledger.key.public_hex, Path).is_well


def test_texts_with_a_nul_are_taken_by_every_database_and_get_into_no_table(ledger: Ledger):
    author = Author(a_chain_id(), "wu.hao", Role.ADMIN, DISTRICT)
    phone = Phone(author).enrol(ledger.committer)
    visit = phone.pen.open_visit()
    school = {"school_id": "s", "name": "a\x00b", "school_kind": "primary", "zone": "east"}
    person = {"account": "x", "role": "clerk"}
    finding = {"finding_id": "f", "category": "safety"}
    header = {"saw": None, "at": "2026-05-14T08:00:00.000Z", "tz": 480}
    for kind, body, private, about in (
        ("finding.raised", finding, {"text": "a\x00b"}, True),
        ("school.set", school, {}, False),
        ("person.set", person, {"name": "a\x00b"}, False),
    ):
        write_anything(phone, visit, (kind, body, private, {**header, "about": about}))
    assert phone.push(ledger.committer).refused == ()
    assert rebuild(ledger.database) == {}
    with ledger.database.reading() as transaction:
        query = text("SELECT count(*) FROM school WHERE school_id = 's'")
        assert transaction.tables.execute(query).scalar_one() == 0
