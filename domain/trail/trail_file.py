"""The shape of a trail file: what a phone has not sent, sealed so that only its server reads it.

For the day the phone breaks: the file goes by any way there is, and `duji import-trail` takes it
in. Layout: ``MAGIC``, which ends in the format's number and a newline, the phone's fresh X25519
public key (32 bytes), then chunks. Each chunk is its length (4 bytes, big-endian) and that many
bytes of ChaCha20-Poly1305 ciphertext, of up to ``CHUNK_BYTES`` of plain text; ``nonce`` tells its
nonce. The key is HKDF-SHA256 over the X25519 secret of the phone's fresh key and the server's
export key, with ``salt`` and ``INFO``. The plain text is a tar of deliveries, then photos. Both
sides do the sealing themselves, with their own library.
"""

import re

FORMAT = 2
INFO = b"duji-trail-v%d" % FORMAT
MAGIC = INFO + b"\n"
KEY_BYTES = 32
CHUNK_BYTES = 64 * 1024
TAG_BYTES = 16
LENGTH_BYTES = 4
SUFFIX = ".duji"

_COUNTER_BYTES = 11
_DELIVERIES, _PHOTOS = "deliveries/", "photos/"


def format_of(start: bytes) -> int | None:
    """The format that a file which starts so is of; None where it is no trail file."""
    found = re.match(rb"duji-trail-v([1-9][0-9]{0,3})\n", start)
    return int(found[1]) if found else None


def nonce(number: int, *, is_last: bool) -> bytes:
    """The 12-byte nonce of a chunk, counted from 0; the last chunk says that it is the last."""
    return number.to_bytes(_COUNTER_BYTES, "big") + bytes([is_last])


def salt(fresh_public: bytes, server_public: bytes) -> bytes:
    """The salt of the key's derivation: both public keys, the phone's fresh one first."""
    return fresh_public + server_public


def delivery_name(number: int) -> str:
    """The tar member that holds the delivery of this number, counted from 1, uncompressed."""
    return f"{_DELIVERIES}{number:04d}.ndjson"


def photo_name(sha256: str) -> str:
    """The tar member that holds a stamped photo."""
    return f"{_PHOTOS}{sha256}"


def is_delivery(name: str) -> bool:
    """Whether the tar member is a delivery."""
    return name.startswith(_DELIVERIES)


def photo_sha256(name: str) -> str | None:
    """The SHA-256 that a photo's tar member is named by; None for another member."""
    return name.removeprefix(_PHOTOS) if name.startswith(_PHOTOS) else None
