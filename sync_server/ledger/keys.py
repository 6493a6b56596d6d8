"""The server's own keys, one to sign the log and one to open trail files; anybody's signature."""

from collections.abc import Callable
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from domain.errors import BadInput
from sync_server.files.durable import write_new_file

_KEY_BYTES = 32


class LogKey:
    """Signs checkpoints and the heads of the office's own chains."""

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

    def private_bytes(self) -> bytes:
        """The secret itself, for its file."""
        return self._private.private_bytes_raw()


def load_log_key(path: Path) -> LogKey:
    """The key in this file (64 hex digits), made on first use, readable by its owner alone.

    Processes that start at once end up with the same key. BadInput when the file holds none.
    """
    secret = load_secret(path, lambda: LogKey.generate().private_bytes())
    if secret is None:
        raise BadInput(f"{path.name} does not hold a log key.", code="bad_log_key")
    return LogKey(Ed25519PrivateKey.from_private_bytes(secret))


class ExportKey:
    """Opens the trail files that phones sealed for this server."""

    def __init__(self, private: X25519PrivateKey) -> None:
        self._private = private
        self.public_bytes = private.public_key().public_bytes_raw()

    @property
    def public_hex(self) -> str:
        """What phones seal to, in hex."""
        return self.public_bytes.hex()

    def shared_secret(self, other_public: bytes) -> bytes:
        """What this key and another's public half have in common.

        ValueError for bytes that are no public key, or one of those that have nothing secret.
        """
        return self._private.exchange(X25519PublicKey.from_public_bytes(other_public))


def load_export_key(path: Path) -> ExportKey:
    """The same for the key that opens trail files."""
    secret = load_secret(path, lambda: X25519PrivateKey.generate().private_bytes_raw())
    if secret is None:
        raise BadInput(f"{path.name} does not hold an export key.", code="bad_export_key")
    return ExportKey(X25519PrivateKey.from_private_bytes(secret))


def load_secret(path: Path, fresh: Callable[[], bytes]) -> bytes | None:
    """The 32 secret bytes in this file, ``fresh`` ones where there is none; None for no secret."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_new_file(path, [f"{fresh().hex()}\n".encode()])
    text = path.read_text("ascii", errors="replace").strip()
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        return None
    return secret if len(secret) == _KEY_BYTES else None


def is_signed(public_hex: str, message: bytes, signature_hex: str) -> bool:
    """Whether the key's owner signed the message; False for keys and signatures that are none."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_hex))
        key.verify(bytes.fromhex(signature_hex), message)
    except (InvalidSignature, ValueError):
        return False
    return True
