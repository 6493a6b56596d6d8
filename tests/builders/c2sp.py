"""A verifier of transparency logs, written from the C2SP and RFC texts alone: none of our code.

https://c2sp.org/signed-note, https://c2sp.org/tlog-checkpoint, https://c2sp.org/tlog-tiles and
RFC 9162, section 2.1. It fetches tiles by path, works every hash out again, and raises
``NotProved`` for anything that does not hold.
"""

import base64
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class NotProved(Exception):
    """Something was not as the log's signatures and hashes say."""


def opened_note(note: bytes, verifier_key: str) -> str:
    """The text of a signed note, once this key's signature on it was verified."""
    name, key_id, encoded = verifier_key.split("+", 2)
    raw = base64.b64decode(encoded, validate=True)
    if raw[0] != 1 or len(raw) != 33:
        raise NotProved("the verifier key is not Ed25519")
    if hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4].hex() != key_id:
        raise NotProved("the verifier key's id is not its own")
    text, _, lines = note.decode("utf-8").rpartition("\n\n")
    text += "\n"
    for line in lines.splitlines():
        dash, named, signed = line.split(" ")
        signature = base64.b64decode(signed, validate=True)
        if dash == "—" and named == name and signature[:4].hex() == key_id:
            try:
                Ed25519PublicKey.from_public_bytes(raw[1:]).verify(signature[4:], text.encode())
            except InvalidSignature as error:
                raise NotProved("the signature is wrong") from error
            return text
    raise NotProved("no signature of this key")


def tree_head(text: str, origin: str) -> tuple[int, bytes]:
    """Size and root in a checkpoint's text."""
    lines = text.split("\n")
    if lines[0] != origin or lines[-1] != "" or len(lines) < 4:
        raise NotProved("not a checkpoint of this log")
    if str(int(lines[1])) != lines[1]:
        raise NotProved("the size is not plain decimal")
    root = base64.b64decode(lines[2], validate=True)
    if len(root) != 32:
        raise NotProved("the root is not a SHA-256 hash")
    return int(lines[1]), root


def tile_path(level: int, index: int, width: int) -> str:
    """Where a tile stands under the log's prefix."""
    parts = [f"{index % 1000:03d}"]
    while index >= 1000:
        index //= 1000
        parts.insert(0, f"x{index % 1000:03d}")
    end = "" if width == 256 else f".p/{width}"
    return f"tile/{level}/{'/'.join(parts)}{end}"


def parent(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def check_inclusion(
    leaf: bytes, position: int, head: tuple[int, bytes], proof: Sequence[bytes]
) -> None:
    """That the leaf hash is at this position of the tree (RFC 9162, 2.1.3.2)."""
    size, root = head
    if position >= size:
        raise NotProved("the position is outside the tree")
    fn, sn, r = position, size - 1, leaf
    for p in proof:
        if sn == 0:
            raise NotProved("the proof is too long")
        if fn & 1 or fn == sn:
            r = parent(p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = parent(r, p)
        fn, sn = fn >> 1, sn >> 1
    if sn or r != root:
        raise NotProved("the proof does not give the root")


def check_consistency(
    first: tuple[int, bytes], second: tuple[int, bytes], proof: Sequence[bytes]
) -> None:
    """That the second tree begins with the first, both not empty (RFC 9162, 2.1.4.2)."""
    if first[0] == second[0]:
        if proof or first[1] != second[1]:
            raise NotProved("two trees of one size are not the same")
        return
    path = [first[1], *proof] if first[0].bit_count() == 1 else list(proof)
    fn, sn = first[0] - 1, second[0] - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    if not path or sn < fn:
        raise NotProved("there is no proof")
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            raise NotProved("the proof is too long")
        if fn & 1 or fn == sn:
            fr, sr = parent(c, fr), parent(c, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = parent(sr, c)
        fn, sn = fn >> 1, sn >> 1
    if sn or (fr, sr) != (first[1], second[1]):
        raise NotProved("the proof does not give both roots")


@dataclass
class Monitor:
    """Follows one log by its tiles; ``fetch`` answers the bytes at a path under its prefix."""

    verifier_key: str
    fetch: Callable[[str], bytes]
    tiles: dict[str, list[bytes]] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        return self.verifier_key.split("+", 1)[0]

    def checkpoint(self) -> tuple[int, bytes]:
        """Size and root of the newest checkpoint, its signature verified."""
        return tree_head(opened_note(self.fetch("checkpoint"), self.verifier_key), self.origin)

    def tile(self, size: int, level: int, index: int) -> list[bytes]:
        """A tile's hashes, as wide as a log of this size has it."""
        width = min((size >> 8 * level) - 256 * index, 256)
        path = tile_path(level, index, width)
        if path not in self.tiles:
            raw = self.fetch(path)
            if len(raw) != 32 * width:
                raise NotProved(f"{path} holds {len(raw)} bytes")
            self.tiles[path] = [raw[at : at + 32] for at in range(0, len(raw), 32)]
        return self.tiles[path]

    def leaf(self, size: int, position: int) -> bytes:
        """The leaf hash at this position."""
        return self.tile(size, 0, position // 256)[position % 256]

    def subtree(self, size: int, start: int, end: int) -> bytes:
        """MTH over the leaves start..end, from the highest tiles that hold it."""
        width = end - start
        level = (width.bit_length() - 1) // 8
        if width == 1 << 8 * level:
            index = start >> 8 * level
            return self.tile(size, level, index // 256)[index % 256]
        k = 1
        while k * 2 < width:
            k *= 2
        middle = start + k
        return parent(self.subtree(size, start, middle), self.subtree(size, middle, end))

    def check_whole(self, size: int, root: bytes) -> None:
        """That every tile of the log fits the ones above it, and all of them the root."""
        for level in range(8):
            count = size >> 8 * level
            for index in range(count // 256):
                below = self.tile(size, level, index)
                while len(below) > 1:
                    pairs = zip(below[::2], below[1::2], strict=True)
                    below = [parent(*pair) for pair in pairs]
                if self.tile(size, level + 1, index // 256)[index % 256] != below[0]:
                    raise NotProved(f"tile {level}/{index} is not what stands above it")
            if count % 256:
                self.tile(size, level, count // 256)
        if self.subtree(size, 0, size) != root:
            raise NotProved("the tiles do not give the root")

    def check_growth(self, old: tuple[int, bytes], new: tuple[int, bytes]) -> None:
        """That the newer tree begins with the older one (RFC 9162, 2.1.4), by its own tiles."""
        if old[0] > new[0] or self.subtree(new[0], 0, old[0]) != old[1]:
            raise NotProved("the log did not only grow")
