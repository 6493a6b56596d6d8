"""Signed notes (C2SP signed-note): a text with lines of signatures under it.

The text ends with a newline; after an empty line each signature stands on a line of its own:
an em dash, the key's name, and base64 of the key's id (4 bytes) and the signature, with a space
between each. Ed25519 alone is made and known here (its algorithm byte is 0x01).
"""

import re
from base64 import b64decode, b64encode
from binascii import Error
from dataclasses import dataclass
from hashlib import sha256

ED25519 = b"\x01"
_ID_BYTES, _SIGNATURE_BYTES = 4, 64
_NAME = re.compile(r"[^\s+]+")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line: whose it says to be, and the signature itself."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A note: the text whose UTF-8 bytes are signed, and the signatures under it."""

    text: str
    signatures: tuple[NoteSignature, ...]

    def write(self) -> str:
        """The whole note."""
        lines = (
            f"— {each.name} {b64encode(each.key_id + each.signature).decode()}\n"
            for each in self.signatures
        )
        return self.text + "\n" + "".join(lines)


def read_note(note: str) -> SignedNote:
    """The note that these characters are; ValueError for what is none.

    Signatures of other lengths than Ed25519's are passed over, as a reader has to do with those
    of keys it does not know.
    """
    text, gap, lines = note.rpartition("\n\n")
    if not gap or not text or not lines.endswith("\n") or _CONTROL.search(note):
        raise ValueError("not a signed note")
    found = (_signature(line) for line in lines[:-1].split("\n"))
    return SignedNote(text + "\n", tuple(each for each in found if each is not None))


def key_id(name: str, public_key: bytes) -> bytes:
    """The 4 bytes by which a signature line names an Ed25519 key of this name."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} cannot name a key")
    return sha256(name.encode() + b"\n" + ED25519 + public_key).digest()[:_ID_BYTES]


def verifier_key(name: str, public_key: bytes) -> str:
    """The key as verifiers are given it: name, id in hex, and base64 of algorithm and key."""
    encoded = b64encode(ED25519 + public_key).decode()
    return f"{name}+{key_id(name, public_key).hex()}+{encoded}"


def _signature(line: str) -> NoteSignature | None:
    dash, _, rest = line.partition(" ")
    name, space, encoded = rest.partition(" ")
    if dash != "—" or not space or not _NAME.fullmatch(name):
        raise ValueError("not a signature line")
    try:
        raw = b64decode(encoded, validate=True)
    except Error as error:
        raise ValueError("a signature is not base64") from error
    if len(raw) != _ID_BYTES + _SIGNATURE_BYTES:
        return None
    return NoteSignature(name, raw[:_ID_BYTES], raw[_ID_BYTES:])
