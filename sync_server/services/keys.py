"""The log's own Ed25519 key, and checking anybody's signature."""

import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from domain.errors import BadInput
from domain.ids import uuid7

_KEY_BYTES = 32


class LogKey:
    """Signs receipts, checkpoints and the heads of the office's own chains."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public_hex = private.public_key().public_bytes_raw().hex()

    @classmethod
    def generate(cls) -> "LogKey":
        """A new key that is nowhere kept."""
        return cls(Ed25519PrivateKey.generate())

    def sign(self, message: bytes) -> str:
        """The signature over the message, in hex."""
        return self._private.sign(message).hex()

    def private_hex(self) -> str:
        """The secret itself, for its file."""
        return self._private.private_bytes_raw().hex()


def load_log_key(path: Path) -> LogKey:
    """The key in this file (64 hex digits), made on first use, readable by its owner alone.

    Processes that start at once end up with the same key. BadInput when the file holds none.
    """
    if not path.exists():
        _create(path, LogKey.generate())
    text = path.read_text("ascii", errors="replace").strip()
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        secret = b""
    if len(secret) != _KEY_BYTES:
        raise BadInput(f"{path.name} does not hold a log key.", code="bad_log_key")
    return LogKey(Ed25519PrivateKey.from_private_bytes(secret))


def _create(path: Path, key: LogKey) -> None:
    """Put the key under the name at once and whole, unless another process was first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{uuid7()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(key.private_hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            return
        sync_folder(path.parent)
    finally:
        draft.unlink()


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows cannot and need not."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def is_signed(public_hex: str, message: bytes, signature_hex: str) -> bool:
    """Whether the key's owner signed the message; False for keys and signatures that are none."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_hex))
        key.verify(bytes.fromhex(signature_hex), message)
    except (InvalidSignature, ValueError):
        return False
    return True
