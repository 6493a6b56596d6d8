"""Opens trail files as the server they are sealed for would."""

import io
import tarfile
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.trail import trail_file
from domain.trail.delivery import Delivery, read_delivery


@dataclass
class OpenedTrail:
    """What was in a trail file, in its order."""

    deliveries: list[Delivery] = field(default_factory=list)
    photos: dict[str, bytes] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)


def unseal(path: Path, key: X25519PrivateKey) -> bytes:
    """The content of a sealed file; fails where a chunk was changed, swapped or cut off."""
    content = path.read_bytes()
    assert content.startswith(trail_file.MAGIC)
    fresh_at = len(trail_file.MAGIC)
    fresh = content[fresh_at : fresh_at + trail_file.KEY_BYTES]
    ours = key.public_key().public_bytes_raw()
    secret = key.exchange(X25519PublicKey.from_public_bytes(fresh))
    derived = HKDF(
        algorithm=SHA256(),
        length=trail_file.KEY_BYTES,
        salt=trail_file.salt(fresh, ours),
        info=trail_file.INFO,
    ).derive(secret)
    cipher, plain, number = ChaCha20Poly1305(derived), bytearray(), 0
    rest = content[fresh_at + trail_file.KEY_BYTES :]
    while rest:
        size = int.from_bytes(rest[: trail_file.LENGTH_BYTES], "big")
        assert size <= trail_file.CHUNK_BYTES + trail_file.TAG_BYTES
        end = trail_file.LENGTH_BYTES + size
        chunk, rest = rest[trail_file.LENGTH_BYTES : end], rest[end:]
        plain += cipher.decrypt(trail_file.nonce(number, is_last=not rest), chunk, None)
        number += 1
    return bytes(plain)


def open_trail(path: Path, key: X25519PrivateKey) -> OpenedTrail:
    """The deliveries and photos in a trail file."""
    opened = OpenedTrail()
    with tarfile.open(fileobj=io.BytesIO(unseal(path, key))) as tar:
        for member in tar:
            file = tar.extractfile(member)
            assert file is not None
            data = file.read()
            opened.names.append(member.name)
            if trail_file.is_delivery(member.name):
                opened.deliveries.append(read_delivery(data))
            elif sha256 := trail_file.photo_sha256(member.name):
                opened.photos[sha256] = data
    return opened
