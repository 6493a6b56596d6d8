"""A key that cannot be read is a missing key, whatever the phone's storage gives instead."""

from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.device.keys import has_key, make_key, signer
from app.sync.messages import key_missing, key_not_kept
from domain.errors import Unavailable
from tests.builders.phone import FakeKeys


class BrokenStorage(Exception):
    """What a plug-in raises; nothing this app knows of."""


def broken(*_args: object) -> bytes:
    """A storage that only fails."""
    raise BrokenStorage("javax.crypto.BadPaddingException")


def of_another() -> bytes:
    """A good key, of somebody else."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


UNREADABLE: dict[str, Callable[[], bytes | None]] = {
    "gone": lambda: None,
    "raises": broken,
    "empty": lambda: b"",
    "short": lambda: bytes(31),
    "long": lambda: bytes(33),
    "other bytes": lambda: b"\xff" * 32,
    "another's": of_another,
}


@pytest.mark.parametrize("how", UNREADABLE)
def test_unreadable_key_is_a_missing_key(how: str, monkeypatch: pytest.MonkeyPatch):
    vault = FakeKeys()
    public_key = make_key(vault, "chain-1", key_not_kept)
    assert has_key(vault, "chain-1", public_key)
    monkeypatch.setattr(vault, "get", lambda _name: UNREADABLE[how]())
    assert not has_key(vault, "chain-1", public_key)
    sign = signer(vault, "chain-1", public_key, key_missing)
    with pytest.raises(Unavailable, match="签名钥匙不见了") as caught:
        sign(b"message")
    assert caught.value.specific_code == "key_missing"


def test_key_that_is_read_again_later_signs(monkeypatch: pytest.MonkeyPatch):
    vault = FakeKeys()
    sign = signer(vault, "chain-1", make_key(vault, "chain-1", key_not_kept), key_missing)
    with monkeypatch.context() as patch:
        patch.setattr(vault, "get", broken)
        with pytest.raises(Unavailable):
            sign(b"message")
    assert len(sign(b"message")) == 64


@pytest.mark.parametrize("act", ["put", "get"])
def test_storage_that_keeps_no_key_is_said_before_anything_is_sent(
    act: str, monkeypatch: pytest.MonkeyPatch
):
    vault = FakeKeys()
    monkeypatch.setattr(vault, act, broken)
    with pytest.raises(Unavailable, match="安全存储") as caught:
        make_key(vault, "chain-1", key_not_kept)
    assert caught.value.specific_code == "key_not_kept"
