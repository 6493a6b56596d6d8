"""Checkpoints and the notes they stand in, beside the C2SP texts and a verifier made from them."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import BaseModel

from domain.trail.checkpoint import Checkpoint, NotedCheckpoint, checkpoint_text, origin_of
from domain.trail.signed_note import NoteSignature, SignedNote, key_id, read_note, verifier_key
from tests.builders import c2sp

EPOCH = "0199a5f0-6c00-7000-8000-000000000001"
ROOT = bytes(range(32))
KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
PUBLIC = KEY.public_key().public_bytes_raw()
# The example of https://c2sp.org/signed-note: key and note as they are printed there.
PETER_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngo"
    "tpRZb6KE6RyyBwJnAM=\n"
)


def made(size: int = 4720, extra: str = "") -> Checkpoint:
    text = checkpoint_text(EPOCH, size, ROOT) + extra
    return Checkpoint.made(text, PUBLIC.hex(), KEY.sign(text.encode()).hex())


def test_a_checkpoint_is_origin_size_and_root_over_a_signature_line() -> None:
    lines = made().write().split("\n")
    assert lines[:4] == [
        f"duji/{EPOCH}",
        "4720",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "",
    ]
    assert lines[4].startswith(f"— duji/{EPOCH} ")
    assert lines[5:] == [""]


def test_a_verifier_made_from_the_specifications_opens_a_checkpoint() -> None:
    key = verifier_key(origin_of(EPOCH), PUBLIC)
    text = c2sp.opened_note(made().write().encode(), key)
    assert c2sp.tree_head(text, origin_of(EPOCH)) == (4720, ROOT)
    changed = made().write().replace("\n4720\n", "\n4721\n").encode()
    with pytest.raises(c2sp.NotProved):
        c2sp.opened_note(changed, key)
    with pytest.raises(c2sp.NotProved):
        c2sp.opened_note(made().write().encode(), verifier_key("duji/other", PUBLIC))


def test_the_specifications_own_note_is_read_and_written_as_it_is() -> None:
    note = read_note(PETER_NOTE)
    assert c2sp.opened_note(PETER_NOTE.encode(), PETER_KEY) == note.text
    assert note.write() == PETER_NOTE
    assert [each.key_id.hex() for each in note.signatures] == ["c74f20a3"]


def test_a_checkpoint_comes_back_from_its_note() -> None:
    point = made()
    assert Checkpoint.read(point.write()) == point
    assert (point.epoch, point.tree_size, point.root) == (EPOCH, 4720, ROOT.hex())
    assert point.signed_bytes == checkpoint_text(EPOCH, 4720, ROOT).encode()
    assert Checkpoint.read(made(0).write()).tree_size == 0


def test_a_checkpoint_names_the_key_that_signed_it() -> None:
    assert made().is_named_for(PUBLIC.hex())
    assert not made().is_named_for(bytes(32).hex())


def test_lines_behind_the_root_are_signed_and_kept() -> None:
    point = made(extra="later: 1\n")
    again = Checkpoint.read(point.write().replace("\n\n", "\nother: 2\n\n"))
    assert again.signed_bytes.endswith(b"=\nlater: 1\nother: 2\n")
    assert Checkpoint.read(point.write()) == point


def test_what_witnesses_signed_too_is_still_the_logs_checkpoint() -> None:
    note = read_note(made().write())
    witness = NoteSignature("witness.example/w1", b"abcd", bytes(64))
    both = SignedNote(note.text, (witness, *note.signatures)).write()
    cosigned = both + "— another.example/w2 YWJjZHNob3J0\n"
    assert Checkpoint.read(cosigned) == made()


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("duji/", "other/"),
        ("duji/", "duji/a b"),
        ("4720", "04720"),
        ("4720", "-1"),
        ("4720", "x"),
        ("4720\n", ""),
        ("Hh8=", "Hh9="),
        ("Hh8=", "Hg=="),
        ("\n\n", "\n"),
        ("—", "-"),
        ("— duji/", "— other/"),
        ("— duji/", "— duji+/"),
        ("duji/", "duji/\x01"),
    ],
)
def test_what_is_no_checkpoint_of_this_log_is_refused(right: str, wrong: str) -> None:
    note = made().write()
    assert right in note
    with pytest.raises(ValueError, match=r"not a|base64|did not sign"):
        Checkpoint.read(
            note.replace(right, wrong, 1)
            if right != "— duji/"
            else wrong.join(note.rsplit(right, 1))
        )


@pytest.mark.parametrize(
    "note", ["", "\n\n", "text\n\n", "text\n\n— name", "a\n\n— n !!!!\n", "a\n\n—\n"]
)
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(ValueError, match=r"not a|base64"):
        read_note(note)


def test_a_text_that_is_no_checkpoint_is_not_made_one() -> None:
    with pytest.raises(ValueError, match="not a checkpoint"):
        Checkpoint.made("duji/e\n1\n", PUBLIC.hex(), "00" * 64)


def test_a_key_cannot_be_named_with_what_ends_a_name() -> None:
    for name in ("", "a b", "a+b"):
        with pytest.raises(ValueError, match="cannot name"):
            key_id(name, PUBLIC)


class Holder(BaseModel):
    checkpoint: NotedCheckpoint


def test_a_field_holds_a_checkpoint_as_its_note() -> None:
    holder = Holder(checkpoint=made())
    assert holder.model_dump() == {"checkpoint": made().write()}
    assert Holder.model_validate_json(holder.model_dump_json()) == holder
    with pytest.raises(ValueError, match="checkpoint"):
        Holder.model_validate({"checkpoint": "none"})
