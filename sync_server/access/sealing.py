"""Secrets that must be read again, sealed so that a copy of the database alone opens none.

What is needed to open one lies elsewhere: in a browser's cookie, or in a key file beside the
database.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE_BYTES = 12
_KEY_BYTES = 32


def seal(secret: bytes, purpose: str, plain: bytes) -> bytes:
    """The text, to be opened with the same secret for the same purpose."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + _cipher(secret, purpose).encrypt(nonce, plain, purpose.encode())


def unseal(secret: bytes, purpose: str, sealed: bytes) -> bytes | None:
    """What was sealed; None with another secret, for another purpose, or when it was altered."""
    nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    try:
        return _cipher(secret, purpose).decrypt(nonce, rest, purpose.encode())
    except (InvalidTag, ValueError):
        return None


def _cipher(secret: bytes, purpose: str) -> AESGCM:
    derived = HKDF(SHA256(), _KEY_BYTES, salt=None, info=purpose.encode())
    return AESGCM(derived.derive(secret))
