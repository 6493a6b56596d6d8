"""Sealing a file so that only the server it is for can read it; `domain.trail_file` says how."""

from typing import BinaryIO

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.trail import trail_file


class Sealer:
    """A file to write to whose content ends up sealed in another; memory holds one chunk."""

    def __init__(self, out: BinaryIO, server_public: bytes) -> None:
        fresh = X25519PrivateKey.generate()
        fresh_public = fresh.public_key().public_bytes_raw()
        secret = fresh.exchange(X25519PublicKey.from_public_bytes(server_public))
        key = HKDF(
            algorithm=SHA256(),
            length=trail_file.KEY_BYTES,
            salt=trail_file.salt(fresh_public, server_public),
            info=trail_file.INFO,
        ).derive(secret)
        self._cipher = ChaCha20Poly1305(key)
        self._out = out
        self._waiting = bytearray()
        self._number = 0
        out.write(trail_file.MAGIC + fresh_public)

    def write(self, data: bytes) -> int:
        """Take more of the content in."""
        self._waiting += data
        # What may be the last chunk waits: it has to say so.
        while len(self._waiting) > trail_file.CHUNK_BYTES:
            self._seal(bytes(self._waiting[: trail_file.CHUNK_BYTES]), is_last=False)
            del self._waiting[: trail_file.CHUNK_BYTES]
        return len(data)

    def finish(self) -> None:
        """Seal what is left as the last chunk."""
        self._seal(bytes(self._waiting), is_last=True)
        self._waiting.clear()

    def _seal(self, plain: bytes, *, is_last: bool) -> None:
        nonce = trail_file.nonce(self._number, is_last=is_last)
        sealed = self._cipher.encrypt(nonce, plain, None)
        self._out.write(len(sealed).to_bytes(trail_file.LENGTH_BYTES, "big") + sealed)
        self._number += 1
