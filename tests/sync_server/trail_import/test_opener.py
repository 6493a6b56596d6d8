"""A trail file opens as it was sealed, as far as it is whole; and says what is wrong with it."""

import io
import tracemalloc
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadInput
from sync_server.ledger.keys import ExportKey
from sync_server.trail_import.opener import PlainText
from tests.builders.trail_file import CHUNK, Sealed, seal

KEY = ExportKey(X25519PrivateKey.generate())
PLAIN = bytes(range(256)) * 4
SMALL = seal(KEY.public_hex, PLAIN, chunk=100)


def opened(raw: bytes, key: ExportKey = KEY) -> tuple[bytes, str | None]:
    """What came out, and the code of the error that ended it."""
    found = bytearray()
    try:
        plain = PlainText(io.BytesIO(raw), key)
        while piece := plain.read(4):
            found += piece
    except BadInput as error:
        return bytes(found), error.specific_code
    return bytes(found), None


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_what_was_sealed_comes_out(size: int) -> None:
    plain = bytes(number % 251 for number in range(size))
    assert opened(seal(KEY.public_hex, plain).raw) == (plain, None)


@pytest.mark.parametrize(
    "raw", [b"", b"PK\x03\x04", b"duji-trail-v2\n", b"duji-trail-v2\n" + bytes(31)]
)
def test_another_file_is_no_trail_file(raw: bytes) -> None:
    assert opened(raw) == (b"", "not_a_trail_file")


def test_another_servers_file_opens_with_its_key_alone() -> None:
    other = ExportKey(X25519PrivateKey.generate())
    assert opened(SMALL.raw, other) == (b"", "wrong_key")


@pytest.mark.parametrize(("number", "code"), [(1, "older"), (3, "newer"), (1000, "newer")])
def test_a_file_of_another_format_is_refused_at_once(number: int, code: str) -> None:
    raw = SMALL.raw.replace(b"duji-trail-v2", b"duji-trail-v%d" % number, 1)
    assert opened(raw) == (b"", f"{code}_trail_file")


def test_a_key_without_a_secret_is_refused() -> None:
    assert opened(SMALL.start[:-32] + bytes(32) + SMALL.chunks[0]) == (b"", "wrong_key")


CHANGES: dict[str, tuple[Callable[[Sealed], tuple[bytes, ...]], int, str]] = {
    "a chunk left out": (lambda s: s.chunks[:4] + s.chunks[5:], 400, "trail_file_damaged"),
    "two chunks changed round": (
        lambda s: (*s.chunks[:2], s.chunks[3], s.chunks[2], *s.chunks[4:]),
        200,
        "trail_file_damaged",
    ),
    "a chunk twice": (
        lambda s: (*s.chunks[:3], s.chunks[2], *s.chunks[3:]),
        300,
        "trail_file_damaged",
    ),
    "cut between chunks": (lambda s: s.chunks[:6], 600, "trail_file_cut_off"),
    "cut in a chunk": (lambda s: (*s.chunks[:6], s.chunks[6][:50]), 600, "trail_file_cut_off"),
    "cut in a length": (lambda s: (*s.chunks[:6], s.chunks[6][:3]), 600, "trail_file_cut_off"),
    "cut in its first chunk": (lambda s: (s.chunks[0][:50],), 0, "trail_file_cut_off"),
    "nothing but its start": (lambda s: (), 0, "trail_file_cut_off"),
    "bytes behind its end": (lambda s: (*s.chunks, b"more"), 1024, "trail_file_damaged"),
    "one byte behind its end": (lambda s: (*s.chunks, b"x"), 1024, "trail_file_damaged"),
    "a length beyond all": (
        lambda s: (*s.chunks[:3], b"\xff\xff\xff\xff", *s.chunks[3:]),
        300,
        "trail_file_damaged",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_stands_before_the_damage_is_handed_out_and_the_damage_named(name: str) -> None:
    change, whole, code = CHANGES[name]
    raw = SMALL.start + b"".join(change(SMALL))
    assert opened(raw) == (PLAIN[:whole], code)


@given(st.integers(0, len(SMALL.raw) - 1), st.integers(0, 7))
def test_one_flipped_bit_anywhere_never_changes_what_comes_out(place: int, bit: int) -> None:
    raw = bytearray(SMALL.raw)
    raw[place] ^= 1 << bit
    found, code = opened(bytes(raw))
    assert code is not None
    assert PLAIN.startswith(found)


def test_a_large_file_is_read_in_little_memory() -> None:
    raw = seal(KEY.public_hex, bytes(24 * 1024 * 1024)).raw
    tracemalloc.start()
    try:
        plain = PlainText(io.BytesIO(raw), KEY)
        while plain.read(CHUNK):
            pass
        assert tracemalloc.get_traced_memory()[1] < 2 * 1024 * 1024
    finally:
        tracemalloc.stop()
