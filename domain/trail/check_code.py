"""The check code printed under a photo: short enough to read out, bound to the original."""

import unicodedata
from hashlib import sha256

CODE_CHARACTERS = 10
_HASH_BYTES = 32
_BITS_EACH = 5
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SAID = dict(zip("0123456789", "零一二三四五六七八九", strict=True))
_SAID_AT_ONCE = 5
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def typed_code(text: str) -> str | None:
    """The check code that somebody typed off a photo; None for what is none.

    Case, blanks and hyphens make no difference, and letters that codes do without are taken for
    the digits they look like (Crockford).
    """
    signs = "".join(unicodedata.normalize("NFKC", text).upper().replace("-", "").split())
    code = signs.translate(_MISREAD)
    is_code = len(code) == CODE_CHARACTERS and set(code) <= set(_CROCKFORD)
    return code if is_code else None


def read_out(code: str) -> str:
    """How one reads a check code to somebody who types it: `七 K 三 M 九，Q W 二 X A`."""
    said = [_SAID.get(sign, sign) for sign in code]
    halves = (said[start : start + _SAID_AT_ONCE] for start in range(0, len(said), _SAID_AT_ONCE))
    return "，".join(" ".join(half) for half in halves)


def check_code(original_sha256: str, photo_id: str) -> str:
    """The first 10 Crockford base32 characters (50 bits) of SHA-256(original hash ‖ photo id).

    The original's hash goes in as its 32 bytes, the photo id as UTF-8. Raises ValueError
    when the hash is not 64 hex digits.
    """
    original = bytes.fromhex(original_sha256)
    if len(original) != _HASH_BYTES:
        raise ValueError("an original's SHA-256 has 64 hex digits")
    return code_of(sha256(original + photo_id.encode()).digest())


def code_of(digest: bytes) -> str:
    """The first 10 Crockford base32 characters (50 bits) of a digest of 32 bytes."""
    number, top = int.from_bytes(digest), _HASH_BYTES * 8 - _BITS_EACH
    return "".join(
        _CROCKFORD[number >> (top - _BITS_EACH * position) & 31]
        for position in range(CODE_CHARACTERS)
    )
