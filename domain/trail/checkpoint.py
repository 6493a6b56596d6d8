"""What the log signs after each commit: a checkpoint (C2SP tlog-checkpoint) as a signed note.

Its three lines are the origin, the tree's size in decimal, and the root in base64. An epoch is a
log of its own: its id stands in the origin, which is the key's name too.
"""

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from domain.trail.signed_note import NoteSignature, SignedNote, key_id, read_note

_ORIGIN = "duji/"
_BODY = re.compile(r"duji/([^\s+]{1,64})\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n(?:.+\n)*")


def origin_of(epoch: str) -> str:
    """The origin of an epoch's log, which is its key's name."""
    return _ORIGIN + epoch


def checkpoint_text(epoch: str, tree_size: int, root: bytes) -> str:
    """What the log's Ed25519 key signs: the note's text."""
    return f"{origin_of(epoch)}\n{tree_size}\n{b64encode(root).decode()}\n"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The server's signed word what an epoch's log was at one size; ``root`` is in hex.

    ``extra`` are lines behind the root that this version does not know; they are signed too.
    """

    epoch: str
    tree_size: int
    root: str
    key_id: str
    signature: str
    extra: str = ""

    @classmethod
    def made(cls, text: str, public_key: str, signature: str) -> "Checkpoint":
        """The checkpoint of this text and signature by this key (both in hex)."""
        name = key_id(text.partition("\n")[0], bytes.fromhex(public_key)).hex()
        return cls._of(text, name, signature)

    @classmethod
    def read(cls, note: str) -> "Checkpoint":
        """The checkpoint in a signed note; ValueError where it is none of such a log.

        Whether the log's key signed it is for the caller to check, ``is_named_for`` first.
        """
        signed = read_note(note)
        name = signed.text.partition("\n")[0]
        own = [each for each in signed.signatures if each.name == name]
        if not own:
            raise ValueError("the log itself did not sign this checkpoint")
        return cls._of(signed.text, own[0].key_id.hex(), own[0].signature.hex())

    @classmethod
    def _of(cls, text: str, name: str, signature: str) -> "Checkpoint":
        found = _BODY.fullmatch(text)
        if found is None:
            raise ValueError("not a checkpoint of this kind of log")
        epoch, size, encoded = found.groups()
        root = _root(encoded)
        extra = text.removeprefix(checkpoint_text(epoch, int(size), root))
        return cls(epoch, int(size), root.hex(), name, signature, extra)

    @property
    def origin(self) -> str:
        """The log it is of."""
        return origin_of(self.epoch)

    @property
    def signed_bytes(self) -> bytes:
        """What is signed."""
        root = bytes.fromhex(self.root)
        return (checkpoint_text(self.epoch, self.tree_size, root) + self.extra).encode()

    def is_named_for(self, public_key: str) -> bool:
        """Whether the signature line names this key (hex)."""
        return key_id(self.origin, bytes.fromhex(public_key)).hex() == self.key_id

    def write(self) -> str:
        """The signed note."""
        key, signature = bytes.fromhex(self.key_id), bytes.fromhex(self.signature)
        line = NoteSignature(self.origin, key, signature)
        return SignedNote(self.signed_bytes.decode(), (line,)).write()


def _root(encoded: str) -> bytes:
    root = b64decode(encoded)  # the pattern lets only 44 digits of base64 through
    if b64encode(root).decode() != encoded:
        raise ValueError("the root is not base64 as it is written")
    return root


def _read(value: object) -> object:
    return Checkpoint.read(value) if isinstance(value, str) else value


NotedCheckpoint = Annotated[
    Checkpoint,
    BeforeValidator(_read),
    PlainSerializer(Checkpoint.write, return_type=str),
    WithJsonSchema({"type": "string", "description": "A C2SP tlog-checkpoint (signed note)."}),
]
"""A field that holds a checkpoint and is written as its signed note."""
