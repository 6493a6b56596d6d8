"""The worked example in docs/wire-format.md is true, checked without our own code."""

import hashlib
import json
import re
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.trail.line import parse_line

PAGE = (Path(__file__).parents[2] / "docs" / "wire-format.md").read_text("utf-8")


def pieces() -> list[bytes]:
    block = PAGE.rsplit("```text\n", 1)[1].split("\n```", 1)[0]
    return [line.encode() for line in block.splitlines()]


def value(name: str) -> str:
    found = re.search(rf"^\| {name} \| `(\w+)` \|$", PAGE, re.MULTILINE)
    assert found is not None, name
    return found[1]


def test_the_hashes_of_the_example_hold() -> None:
    header, body, private = pieces()
    named = json.loads(header)
    assert hashlib.sha256(header).hexdigest() == value("id")
    assert hashlib.sha256(body).hexdigest() == named["body"]
    assert hashlib.sha256(private).hexdigest() == named["private"]


def test_the_head_signature_of_the_example_holds() -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(value("key, seed")))
    named = json.loads(pieces()[0])
    message = f"duji-head-v1\n{named['chain']}\n{named['seq']}\n{value('id')}".encode()
    assert key.public_key().public_bytes_raw().hex() == value("key, public")
    key.public_key().verify(bytes.fromhex(value("head signature")), message)


def test_our_reader_reads_the_example() -> None:
    assert parse_line(b"\t".join(pieces())).id == value("id")
