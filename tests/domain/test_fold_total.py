"""The fold never raises on any bytes and does not depend on the order of arrival."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain import kinds
from domain.kinds import KINDS
from domain.kinds.author import Author, Role
from domain.trail.line import Line, read_header, sha256_hex
from domain.visit.fold import fold, fold_to_go_on
from tests.builders.content import a_photo
from tests.builders.trail import Pen, a_chain_id, an_author
from tests.fixtures.depth import examples

AUTHORS = [
    an_author("owner", chain=a_chain_id(1)),
    an_author("owner", chain=a_chain_id(2)),
    an_author("mate", chain=a_chain_id(3)),
    an_author("office", Role.SUPERVISOR, chain=a_chain_id(4)),
    an_author("elsewhere", Role.SUPERVISOR, "other", chain=a_chain_id(5)),
]
KNOWN: dict[str, Author] = {author.chain: author for author in AUTHORS}


def an_opening() -> Line:
    pen = Pen(AUTHORS[0])
    pen.open_visit(participants=("mate",))
    return pen.lines[0]


OPENING = an_opening()

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "visit.planned": [{"visit_type": "special", "participants": ["mate"]}],
    "visit.checked_in": [{"accuracy_m": 5.0, "age_s": 1.0}, {}],
    "visit.checked_out": [{}],
    "visit.noted": [{"section": "record"}],
    "visit.counted": [{"method": "talks", "quantity": 3}],
    "unit.added": [{"school_id": "u"}, {"school_id": "u", "is_withdrawn": True}],
    "unit.checked_in": [{"school_id": "u", "accuracy_m": 5.0}],
    "unit.counted": [{"school_id": "u", "method": "talks", "quantity": 3}],
    "visit.signed": [{"signer": "inspector", "head": OPENING.id}],
    "visit.submitted": [{"head": OPENING.id}],
    "visit.taken_over": [{"successor": AUTHORS[1].chain}],
    "visit.merged": [{"into": "a" * 64}, {"into": OPENING.id}],
    "visit.unmerged": [{"into": "a" * 64}],
    "visit.redated": [{"visit_on": "2026-05-13"}],
    "visit.approved": [{"head": OPENING.id}],
    "visit.returned": [{"head": OPENING.id}],
    "flag.explained": [
        {"flag": "outside", "facts": "a" * 64},
        {"flag": "outside", "facts": "a" * 64, "is_withdrawn": True},
    ],
    "hazard.seen": [{"finding_id": "f", "entry": "a" * 64}],
    "item.answered": [{"item_id": "i", "value": 2.5}, {"item_id": "i"}],
    "lesson.observed": [{"lesson_id": "l"}, {"lesson_id": "l", "is_withdrawn": True}],
    "photo.taken": [a_photo("p").model_dump(mode="json", exclude_none=True)],
    "photo.captioned": [{"photo_id": "p", "is_withdrawn": True}, {"photo_id": "q"}],
    "finding.raised": [{"finding_id": "f", "category": "safety"}],
    "position.added": [{"accuracy_m": 5.0, "age_s": 1.0}, {}],
    "position.proposed": [{"accuracy_m": 5.0, "age_s": 1.0}],
    "paper.drafted": [
        {"paper_kind": "talk", "school_id": "s"},
        {
            "paper_kind": "rectification",
            "school_id": "s",
            "findings": [
                {"visit": "a" * 64, "finding_id": "f", "entry": "b" * 64, "version": "c" * 64}
            ],
            "due_on": "2026-05-30",
        },
    ],
    "paper.issued": [
        {
            "paper_kind": "talk",
            "number": "栖教督谈〔2026〕1号",
            "serial": 1,
            "issued_on": "2026-05-15",
        }
    ],
    "message.sent": [
        {
            "school_id": "s",
            "about": "fees",
            "asked": "a" * 64,
            "sent_on": "2026-05-20",
            "accept_by": "2026-05-21",
        }
    ],
    "message.passed": [{"account": "mate"}],
    "notice.received": [{"school_id": "s"}, {"school_id": "t"}],
    "rectification.reported": [
        {"finding_id": "f", "reported_on": "2026-05-20"},
        {
            "finding_id": "f",
            "reported_on": "2026-05-21",
            "due_on": "2026-05-30",
            "is_from_door": True,
            "photos": [
                {"sha256": "a" * 64, "original_sha256": "b" * 64, "side": "after"},
            ],
        },
    ],
    "follow_up.recorded": [
        {"finding_id": "g", "finding_visit": "a" * 64, "conclusion": "partly"},
        {
            "finding_id": "g",
            "finding_visit": "a" * 64,
            "conclusion": "rectified",
            "is_withdrawn": True,
        },
    ],
}
PRIVATE = {"text": "x", "lat": 26.5, "lng": 106.7, "reason": "r", "name": "甲"}


@st.composite
def trails(draw: st.DrawFn) -> list[Line]:
    """Entries that name earlier ones among them, or any other, as what their writers saw."""
    found: list[Line] = []
    for _ in range(draw(st.integers(0, 14))):
        found.append(draw(lines(tuple(line.id for line in found))))
    return found


@st.composite
def lines(draw: st.DrawFn, seen: tuple[str, ...]) -> Line:
    kind = draw(st.sampled_from([*sorted(KINDS), *SAMPLES, "moon.landed"]))
    body = json.dumps(draw(st.sampled_from(SAMPLES.get(kind, [{}])))).encode()
    if draw(st.integers(0, 4)) == 0:
        body = bytes(byte for byte in draw(st.binary(max_size=60)) if byte >= 32)
    private = draw(st.sampled_from([b"{}", json.dumps(PRIVATE).encode(), b"[]"]))
    seq = draw(st.integers(1, 4))
    header = json.loads(OPENING.header_bytes) | {
        "chain": draw(st.sampled_from([*KNOWN, a_chain_id(9)])),
        "seq": seq,
        "prev": "c" * 64 if seq > 1 else None,
        "saw": draw(st.sampled_from([None, OPENING.id, *seen, "e" * 64])),
        "kind": kind,
        "subject": draw(st.sampled_from([OPENING.id] * 8 + [None, "d" * 64])),
        "body": sha256_hex(body),
        "private": sha256_hex(private),
    }
    raw = json.dumps(header).encode()
    # Not as the door lets them in: whatever a row may hold one day.
    return Line(sha256_hex(raw), read_header(raw), raw, body, private)


@settings(max_examples=examples(300))
@given(trails(), st.randoms(use_true_random=False))
def test_any_entries_in_any_order_make_the_same_visit(found: list[Line], shuffle: Any) -> None:
    readings = [kinds.read(line) for line in [OPENING, *found]]
    visit = fold(OPENING.id, readings, KNOWN)
    again = readings + readings[:3]
    shuffle.shuffle(again)
    other = fold(OPENING.id, again, KNOWN)
    assert visit is not None
    assert other is not None
    assert visit.model_dump_json() == other.model_dump_json()


@settings(max_examples=examples(300))
@given(trails())
def test_going_on_from_a_fold_makes_the_visit_that_folding_all_again_makes(
    found: list[Line],
) -> None:
    readings = [kinds.read(line) for line in [OPENING, *found]]
    known = fold_to_go_on(OPENING.id, readings[:1], KNOWN)
    for number, reading in enumerate(readings[1:], start=2):
        stood = known.visit.model_dump_json() if known else ""
        after = known.after(reading, KNOWN) if known else None
        assert known is None or known.visit.model_dump_json() == stood
        known = after or fold_to_go_on(OPENING.id, readings[:number], KNOWN)
        if known is not None:
            assert known.visit == fold(OPENING.id, readings[:number], KNOWN)


def test_a_fold_does_not_go_on_once_others_are_known() -> None:
    opening, later = kinds.read(OPENING), kinds.read(_next_after(OPENING))
    known = fold_to_go_on(OPENING.id, [opening], KNOWN)
    assert known is not None
    assert known.after(later, KNOWN) is not None
    assert known.after(later, {**KNOWN, a_chain_id(6): AUTHORS[0]}) is None


def test_nobody_goes_on_from_a_visit_that_nobody_opened() -> None:
    assert fold_to_go_on(OPENING.id, [], KNOWN) is None


def _next_after(line: Line) -> Line:
    header = json.loads(line.header_bytes) | {
        "seq": 2,
        "prev": line.id,
        "kind": "visit.noted",
        "subject": OPENING.id,
    }
    raw = json.dumps(header).encode()
    return Line(sha256_hex(raw), read_header(raw), raw, b'{"section":"record"}', b"{}")
