"""A client written from docs/wire-format.md alone: none of our code, only public libraries."""

import base64
import gzip
import hashlib
import json
import secrets
import time
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def compact(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def cover(start: int, end: int) -> list[tuple[int, int]]:
    """The fewest complete subtrees over the leaves start..end, as level and index."""
    found = []
    while start < end:
        level = 0
        while start % (2 << level) == 0 and start + (2 << level) <= end:
            level += 1
        found.append((level, start >> level))
        start += 1 << level
    return found


def root_of(receipt: dict[str, Any], leaves: list[bytes], size: int) -> bytes:
    """The root that leaves and both sides of the proof lead to."""
    first, end = receipt["first"], receipt["first"] + len(leaves)
    nodes: dict[tuple[int, int], bytes] = {}
    for side, places in (("left", cover(0, first)), ("right", cover(end, size))):
        hashes = [base64.b64decode(each) for each in receipt[side]]
        nodes.update(zip(places, hashes, strict=True))
    nodes.update({(0, first + at): each for at, each in enumerate(leaves)})

    def node(level: int, index: int) -> bytes:
        if (level, index) in nodes:
            return nodes[level, index]
        pair = node(level - 1, 2 * index) + node(level - 1, 2 * index + 1)
        return hashlib.sha256(b"\x01" + pair).digest()

    *peaks, root = [node(*place) for place in cover(0, size)]
    for peak in reversed(peaks):
        root = hashlib.sha256(b"\x01" + peak + root).digest()
    return root


@dataclass
class Stranger:
    """One account on one chain; keeps its lines and what enrolment told it."""

    url: str
    account: str
    chain: str = field(default_factory=lambda: str(uuid.uuid4()))
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    lines: list[bytes] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    enrolled: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def public_key(self) -> str:
        return self.key.public_key().public_bytes_raw().hex()

    def enrol(self, password: str) -> None:
        answer = requests.post(
            f"{self.url}/api/v1/enrol",
            json={
                "account": self.account,
                "password": password,
                "installation": "stranger-1",
                "device_name": "a stranger's client",
                "chain": self.chain,
                "public_key": self.public_key,
            },
            timeout=10,
        )
        answer.raise_for_status()
        self.enrolled = answer.json()
        self.write(
            "chain.opened",
            {
                "account": self.account,
                "district": self.enrolled["district"],
                "installation": "stranger-1",
                "public_key": self.public_key,
                "is_practice": False,
            },
        )

    def write(
        self,
        kind: str,
        body: dict[str, Any],
        private: dict[str, Any] | None = None,
        subject: str | None = None,
        saw: str | None = None,
    ) -> str:
        """Write the next entry and answer its id."""
        pieces = [
            compact({"salt": secrets.token_hex(16), **part}) for part in (body, private or {})
        ]
        header = compact(
            {
                "v": 1,
                "chain": self.chain,
                "seq": len(self.lines) + 1,
                "prev": self.ids[-1] if self.ids else None,
                "saw": saw,
                "at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
                "tz": 480,
                "tick": {"boot": "stranger", "ms": time.monotonic_ns() // 1_000_000},
                "kind": kind,
                "subject": subject,
                "body": sha256(pieces[0]),
                "private": sha256(pieces[1]),
            }
        )
        self.lines.append(b"\t".join((header, *pieces)))
        self.ids.append(sha256(header))
        return self.ids[-1]

    def delivery(self) -> bytes:
        seq, entry = len(self.lines), self.ids[-1]
        message = f"duji-head-v1\n{self.chain}\n{seq}\n{entry}".encode()
        head = {
            "chain": self.chain,
            "seq": seq,
            "id": entry,
            "signature": self.key.sign(message).hex(),
        }
        tick = {"boot": "stranger", "ms": time.monotonic_ns() // 1_000_000}
        envelope = compact({"v": 1, "tick": tick, "heads": [head]})
        return b"\n".join((envelope, *self.lines, b""))

    @property
    def authorization(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.enrolled['token']}"}

    def push(self) -> dict[str, Any]:
        answer = requests.post(
            f"{self.url}/api/v1/trail",
            data=gzip.compress(self.delivery()),
            headers={**self.authorization, "Content-Encoding": "gzip"},
            timeout=10,
        )
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    def check_receipt(self, receipt: dict[str, Any]) -> list[str]:
        """The ids that it is of; raises unless they lead to a root that the log's key signed."""
        text, _, line = receipt["checkpoint"].rpartition("\n\n")
        dash, name, signed = line.rstrip("\n").split(" ")
        raw = base64.b64decode(signed)
        public = bytes.fromhex(self.enrolled["log_public_key"])
        key_id = hashlib.sha256(name.encode() + b"\n\x01" + public).digest()[:4]
        origin, size, root = text.split("\n")
        assert (dash, name, raw[:4]) == ("—", origin, key_id)
        Ed25519PublicKey.from_public_bytes(public).verify(raw[4:], f"{text}\n".encode())
        ids: list[str] = receipt["ids"] or self.ids
        leaves = self.leaf_hashes(receipt, ids)
        assert root_of(receipt, leaves, int(size)) == base64.b64decode(root)
        return ids

    @staticmethod
    def leaf_hashes(receipt: dict[str, Any], ids: list[str]) -> list[bytes]:
        """The hash of each of the receipt's leaves."""
        accepted = datetime.fromisoformat(receipt["accepted_at"])
        hashes = []
        for at, (entry, times) in enumerate(zip(ids, receipt["times"], strict=True)):
            earliest, latest = (
                (accepted - timedelta(milliseconds=ms)).isoformat(timespec="milliseconds")[:23]
                for ms in times
            )
            leaf = compact(
                {
                    "position": receipt["first"] + at,
                    "id": entry,
                    "accepted_at": receipt["accepted_at"],
                    "earliest": f"{earliest}Z",
                    "latest": f"{latest}Z",
                    "carrier": receipt["carrier"],
                }
            )
            hashes.append(hashlib.sha256(b"\x00" + leaf).digest())
        return hashes

    def pull(self) -> set[str]:
        """Fetch the parts of the workbook that are others than those held; which came."""
        held = ", ".join(f'"{part["tag"]}"' for part in self.parts.values())
        answer = requests.get(
            f"{self.url}/api/v1/workbook",
            headers={**self.authorization, **({"If-None-Match": held} if held else {})},
            timeout=10,
        )
        answer.raise_for_status()
        sent: dict[str, Any] = answer.json()["parts"] if answer.status_code == 200 else {}
        self.parts |= sent
        return set(sent)

    def upload(self, photo: bytes, first: int) -> list[int]:
        """Bring a photo in two pieces, the first of ``first`` bytes; the statuses on the way."""
        url = f"{self.url}/api/v1/photos/{sha256(photo)}"
        statuses = []
        for offset, piece, is_last in ((0, photo[:first], "?0"), (first, photo[first:], "?1")):
            headers = {"Upload-Offset": str(offset), "Upload-Complete": is_last}
            answer = requests.patch(
                url, data=piece, headers={**self.authorization, **headers}, timeout=10
            )
            statuses.append(answer.status_code)
        return statuses
