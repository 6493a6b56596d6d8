"""Whatever an enrolled phone writes is taken; the tables follow and never stand in the way."""

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from domain.clock import parse_instant
from domain.kinds import KINDS
from domain.kinds.author import Author, Role
from domain.kinds.register.person import PersonPrivate, PersonSet
from domain.kinds.register.school import SchoolKind, SchoolSet
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised
from domain.trail.line import Line, write_line
from sync_server.projection.rebuild import rebuild
from sync_server.verification.verify import verify
from tests.builders.server import DISTRICT, Ledger, Phone, a_ledger, set_up_district, sqlite_url
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


def write_anything(phone: Phone, visit: str, content: Any) -> Line:
    """The phone's next line, whatever it says."""
    kind, body, private, header = content
    about, head = header.pop("about"), phone.pen.head
    fields = {"chain": head.chain, "seq": head.seq + 1, "prev": head.id, "tick": None}
    fields |= {**header, "kind": kind, "subject": visit if about else None}
    line = write_line(fields, {"salt": "s", **body}, {"salt": "s", **private})
    phone.pen.head = head.after(line)
    phone.pen.lines.append(line)
    return line


@settings(max_examples=examples(25))
@given(written=st.lists(contents(), max_size=12), role=st.sampled_from([*Role]))
def test_any_content_is_taken_and_projected(written: list[Any], role: Role):
    with tempfile.TemporaryDirectory() as folder, a_ledger(sqlite_url(Path(folder))) as ledger:
        set_up_district(ledger.committer)
        author = Author(a_chain_id(), "chen.jing", role, DISTRICT)
        phone = Phone(author).enrol(ledger.committer)
        visit = phone.pen.open_visit()
        for content in written:
            write_anything(phone, visit, content)
        answer = phone.push(ledger.committer)
        assert len(answer.receipts) == len(phone.pen.lines)
        assert rebuild(ledger.database) == {}
        assert verify(ledger.database, ledger.key.public_hex, Path).is_well


def test_texts_with_a_nul_are_taken_by_every_database(ledger: Ledger):
    author = Author(a_chain_id(), "wu.hao", Role.ADMIN, DISTRICT)
    phone = Phone(author).enrol(ledger.committer)
    visit = phone.pen.open_visit()
    finding = FindingRaised(finding_id="f", category=Category.SAFETY)
    phone.pen.write(finding, FindingPrivate(text="a\x00b"), subject=visit)
    school = SchoolSet(school_id="s", name="a\x00b", school_kind=SchoolKind.PRIMARY, zone="east")
    phone.pen.write(school)
    phone.pen.write(PersonSet(account="x", role=Role.CLERK), PersonPrivate(name="a\x00b"))
    assert phone.push(ledger.committer).refused == ()
    assert rebuild(ledger.database) == {}


def test_a_last_answer_is_believed_only_as_far_as_this_server_gave_it(ledger: Ledger, phone: Phone):
    now = ledger.clock()
    row = {"hash": "h" * 64, "chain": phone.author.chain, "at": "2026-05-14T08:30:00.000Z"}
    insert = text(
        "INSERT INTO device_token (token_hash, account, chain, device_name, created_at)"
        " VALUES (:hash, 'chen.jing', :chain, 'phone', :at)"
    )
    ledger.committer.submit_work(lambda work: work.ledger.execute(insert, row)).result()
    carrier = type(phone.carrier)(phone.author.chain, "chen.jing", "h" * 64)
    first = ledger.committer.push(phone.delivery(), carrier)
    assert parse_instant(first.server_at) == now
    heard_ms = phone.pen.ms
    phone.pen.ms += 60_000
    phone.pen.open_visit()
    ledger.clock.move(minutes=10)  # type: ignore[attr-defined]
    told, lied = first.server_at, "2026-05-14T08:31:00.000Z"
    sent = {"boot": "boot-1", "ms": heard_ms + 600_000}
    lie = phone.delivery(tick=sent, last_answer={"server_at": lied, "ms": heard_ms})
    assert earliest(ledger.committer.push(lie, carrier)) == now
    phone.pen.open_visit()
    true = phone.delivery(tick=sent, last_answer={"server_at": told, "ms": heard_ms})
    assert earliest(ledger.committer.push(true, carrier)) == now + timedelta(minutes=2)


def earliest(answer: Any) -> Any:
    return parse_instant(answer.receipts[-1].earliest)
