"""A chain's Ed25519 key: made on the phone, kept in its secure storage, never elsewhere."""

import logging
from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.device.device import KeyVault
from domain.errors import DujiError

logger = logging.getLogger("duji.device")

KEY_BYTES = 32
Sign = Callable[[bytes], bytes]
"""Signs a message with a chain's key."""


def make_key(vault: KeyVault, chain: str, not_kept: Callable[[], DujiError]) -> str:
    """Make and keep a new key for the chain; its public half in hex.

    Raises what ``not_kept`` makes where the secure storage does not give it back.
    """
    key = Ed25519PrivateKey.generate()
    public_key = key.public_key().public_bytes_raw().hex()
    try:
        vault.put(_name(chain), key.private_bytes_raw())
    except Exception as problem:  # what a phone's own storage raises is no closed set
        raise not_kept() from problem
    if not has_key(vault, chain, public_key):
        raise not_kept()
    return public_key


def has_key(vault: KeyVault, chain: str, public_key: str) -> bool:
    """Whether the chain's key is still here; a restored backup brings the database without it."""
    return _key(vault, chain, public_key) is not None


def signer(vault: KeyVault, chain: str, public_key: str, missing: Callable[[], DujiError]) -> Sign:
    """Signs with the chain's key, which is fetched at the first signature.

    Raises what ``missing`` makes where the key is gone.
    """
    kept: list[Ed25519PrivateKey] = []

    def sign(message: bytes) -> bytes:
        if not kept:
            key = _key(vault, chain, public_key)
            if key is None:
                raise missing()
            kept.append(key)
        return kept[0].sign(message)

    return sign


def _key(vault: KeyVault, chain: str, public_key: str) -> Ed25519PrivateKey | None:
    """The chain's key; None where it is missing, cannot be read, or is another one's.

    What it signed would be refused by every reader of the chain.
    """
    try:
        raw = vault.get(_name(chain))
    except Exception:  # what a phone's own storage raises is no closed set
        logger.warning("the key of chain %s cannot be read", chain, exc_info=True)
        return None
    if raw is None or len(raw) != KEY_BYTES:
        return None
    key = Ed25519PrivateKey.from_private_bytes(raw)
    return key if key.public_key().public_bytes_raw().hex() == public_key else None


def _name(chain: str) -> str:
    return f"duji.chain-key.{chain}"
