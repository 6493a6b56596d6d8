"""A chain's Ed25519 key: made on the phone, kept in its secure storage, never elsewhere."""

from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.device.device import KeyVault
from domain.errors import DujiError

Sign = Callable[[bytes], bytes]
"""Signs a message with a chain's key."""


def make_key(vault: KeyVault, chain: str) -> str:
    """Make and keep a new key for the chain; its public half in hex."""
    key = Ed25519PrivateKey.generate()
    vault.put(_name(chain), key.private_bytes_raw())
    return key.public_key().public_bytes_raw().hex()


def has_key(vault: KeyVault, chain: str, public_key: str) -> bool:
    """Whether the chain's key is still here; a restored backup brings the database without it."""
    raw = vault.get(_name(chain))
    if raw is None:
        return False
    return Ed25519PrivateKey.from_private_bytes(raw).public_key().public_bytes_raw().hex() == (
        public_key
    )


def signer(vault: KeyVault, chain: str, missing: Callable[[], DujiError]) -> Sign:
    """Signs with the chain's key, which is fetched at the first signature.

    Raises what ``missing`` makes where the key is gone.
    """
    kept: list[Ed25519PrivateKey] = []

    def sign(message: bytes) -> bytes:
        if not kept:
            raw = vault.get(_name(chain))
            if raw is None:
                raise missing()
            kept.append(Ed25519PrivateKey.from_private_bytes(raw))
        return kept[0].sign(message)

    return sign


def _name(chain: str) -> str:
    return f"duji.chain-key.{chain}"
