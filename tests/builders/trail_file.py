"""Sealing trail files, as docs/wire-format.md says a phone does it."""

import hashlib
import io
import tarfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CHUNK = 64 * 1024


@dataclass(frozen=True)
class Sealed:
    """A trail file in its parts: what stands before the chunks, and each chunk with its length."""

    start: bytes
    chunks: tuple[bytes, ...]

    @property
    def raw(self) -> bytes:
        """The whole file."""
        return self.start + b"".join(self.chunks)


def seal(public_hex: str, plain: bytes, chunk: int = CHUNK) -> Sealed:
    """The plain text sealed to a server's export key."""
    fresh, server = X25519PrivateKey.generate(), bytes.fromhex(public_hex)
    mine = fresh.public_key().public_bytes_raw()
    secret = fresh.exchange(X25519PublicKey.from_public_bytes(server))
    key = HKDF(algorithm=SHA256(), length=32, salt=mine + server, info=b"duji-trail-v2")
    cipher = ChaCha20Poly1305(key.derive(secret))
    pieces = [plain[at : at + chunk] for at in range(0, len(plain), chunk)] or [b""]
    chunks = []
    for number, piece in enumerate(pieces):
        nonce = number.to_bytes(11, "big") + bytes([piece is pieces[-1]])
        sealed = cipher.encrypt(nonce, piece, None)
        chunks.append(len(sealed).to_bytes(4, "big") + sealed)
    return Sealed(b"duji-trail-v2\n" + mine, tuple(chunks))


def a_tar(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A tar of these files in this order."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return out.getvalue()


def contents(deliveries: Sequence[bytes], photos: Sequence[bytes] = ()) -> list[tuple[str, bytes]]:
    """The members of a trail file: deliveries, then photos under their hashes."""
    members = [
        (f"deliveries/{number:04d}.ndjson", delivery)
        for number, delivery in enumerate(deliveries, 1)
    ]
    return members + [(f"photos/{hashlib.sha256(photo).hexdigest()}", photo) for photo in photos]


def a_trail_file(
    public_hex: str, deliveries: Sequence[bytes], photos: Sequence[bytes] = ()
) -> bytes:
    """A whole trail file."""
    return seal(public_hex, a_tar(contents(deliveries, photos))).raw
