"""Which 32 bytes may be the public key of a chain."""

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from domain.ed25519 import is_public_key

P = 2**255 - 19
SMALL_ORDER = {
    "order 1": "01" + "00" * 31,
    "order 2": "ec" + "ff" * 30 + "7f",
    "order 4": "00" * 32,
    "order 4, other sign": "00" * 31 + "80",
    "order 8": "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "order 8, other sign": "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "order 8, other": "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "order 8, both": "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
}
NO_POINT = {
    "no square": "02" + "00" * 31,
    "all ones": "ff" * 32,
    "p itself": P.to_bytes(32, "little").hex(),
    "one more than p": (P + 1).to_bytes(32, "little").hex(),
    "a second way to write order 1": "01" + "00" * 30 + "80",
}
NO_HEX = {"empty": "", "short": "ab" * 31, "long": "ab" * 33, "letters": "zz" * 32}


@given(secret=st.binary(min_size=32, max_size=32))
def test_the_public_half_of_every_secret_is_a_key(secret):
    private = Ed25519PrivateKey.from_private_bytes(secret)
    assert is_public_key(private.public_key().public_bytes_raw().hex())


@pytest.mark.parametrize("key", [*SMALL_ORDER.values(), *NO_POINT.values(), *NO_HEX.values()])
def test_what_nobody_or_anybody_could_sign_for_is_no_key(key):
    assert not is_public_key(key)


@pytest.mark.parametrize("key", SMALL_ORDER.values(), ids=SMALL_ORDER)
def test_the_library_takes_signatures_of_small_points_for_some_messages(key):
    """The reason for the rule: R = the point of order 1 and S = 0 fit every eighth message."""
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
    signature = bytes.fromhex("01" + "00" * 63)
    assert any(_holds(public, signature, str(number).encode()) for number in range(200))


@given(raw=st.binary(min_size=32, max_size=32))
def test_any_bytes_are_a_key_or_none_and_never_an_error(raw):
    assert is_public_key(raw.hex()) in (True, False)


def test_a_key_with_a_small_part_is_none():
    """A true key moved by the point of order 2: x and y change their signs."""
    raw = Ed25519PrivateKey.from_private_bytes(b"k" * 32).public_key().public_bytes_raw()
    number = int.from_bytes(raw, "little")
    y, sign = number & (2**255 - 1), number >> 255
    moved = (P - y) | ((1 - sign) << 255)
    assert not is_public_key(moved.to_bytes(32, "little").hex())


def _holds(public: Ed25519PublicKey, signature: bytes, message: bytes) -> bool:
    try:
        public.verify(signature, message)
    except InvalidSignature:
        return False
    return True
