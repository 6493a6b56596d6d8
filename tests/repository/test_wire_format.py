"""The worked example in docs/wire-format.md is true, checked without our own code."""

import base64
import hashlib
import json
import re
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.trail.line import parse_line
from domain.trail.receipt import Receipt
from tests.builders import c2sp
from tests.contract.stranger import Stranger, root_of

PAGE = (Path(__file__).parents[2] / "docs" / "wire-format.md").read_text("utf-8")


def pieces() -> list[bytes]:
    block = PAGE.rsplit("```text\n", 1)[1].split("\n```", 1)[0]
    return [line.encode() for line in block.splitlines()]


def value(name: str) -> str:
    found = re.search(rf"^\| {name} \| `([^`]+)` \|$", PAGE, re.MULTILINE)
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


def receipt() -> str:
    return PAGE.rsplit("```json\n", 1)[1].split("\n```", 1)[0]


def test_the_receipt_of_the_example_holds() -> None:
    told, key = json.loads(receipt()), value("verifier key of its log")
    size, root = c2sp.tree_head(
        c2sp.opened_note(told["checkpoint"].encode(), key), key.split("+", 1)[0]
    )
    leaves = Stranger.leaf_hashes(told, told["ids"])
    leaf = json.loads(value("leaf"))
    assert [each.hex() for each in leaves] == [value("leaf hash")]
    assert (leaf["id"], leaf["position"]) == (value("id"), told["first"])
    assert hashlib.sha256(b"\x00" + value("leaf").encode()).hexdigest() == value("leaf hash")
    assert root_of(told, leaves, size) == root
    assert base64.b64decode(key.split("+", 2)[2])[1:].hex() == value("key, public")


def test_our_reader_reads_the_receipt_of_the_example() -> None:
    found = Receipt.model_validate_json(receipt())
    assert found.is_proved()
    assert found.checkpoint.is_named_for(value("key, public"))


def test_our_reader_reads_the_example() -> None:
    assert parse_line(b"\t".join(pieces())).id == value("id")
