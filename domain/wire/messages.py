"""The messages of ``/api/v1`` besides deliveries: enrolment, answers to a push, chains, photos."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from domain.clock import Instant
from domain.kinds.author import Role
from domain.kinds.chain import PublicKeyHex
from domain.kinds.office.policy import PolicySection
from domain.kinds.piece import Code, Label
from domain.trail.checkpoint import NotedCheckpoint
from domain.trail.line import ChainId, Sha256Hex
from domain.trail.receipt import Leaf, Receipt


class Message(BaseModel):
    """Base of all messages: unknown fields are passed over, so old apps read new answers."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class EnrolRequest(Message):
    """A phone asks to be taken in: by account and one-time code, or account and password.

    ``account`` and ``code`` are as typed: see ``domain.sign_in``.
    """

    account: Annotated[str, StringConstraints(max_length=200)]
    code: Annotated[str, StringConstraints(max_length=64)] | None = None
    password: Annotated[str, StringConstraints(max_length=200)] | None = None
    installation: Code
    device_name: Label
    chain: ChainId
    public_key: PublicKeyHex
    is_practice: bool = False
    app_version: Label | None = None


class EnrolAnswer(Message):
    """The phone is in: its token, who it acts for, and the log's public key to check receipts.

    ``export_public_key`` is the X25519 key that a trail file for this server is sealed to.
    """

    token: str
    account: Code
    name: str
    role: Role
    district: Code
    district_name: str
    log_public_key: PublicKeyHex
    epoch: str
    server_at: Instant
    export_public_key: PublicKeyHex | None = None


class Tip(Message):
    """The last entry of one branch of a chain that the server holds."""

    seq: int
    id: Sha256Hex


class ChainState(Message):
    """How far the server is with a chain: one tip, or several after a fork; none before."""

    chain: ChainId
    tips: tuple[Tip, ...] = ()
    is_revoked: bool = False


class RefusedLine(Message):
    """A line of a delivery that was not taken, and why; the others were."""

    index: int
    id: Sha256Hex | None = None
    code: str
    detail: str


class PushAnswer(Message):
    """What became of a delivery. Only what has a receipt is safe on the server."""

    server_at: Instant
    epoch: str
    chains: tuple[ChainState, ...]
    receipts: tuple[Receipt, ...]
    refused: tuple[RefusedLine, ...] = ()

    def leaves(self, lines: Sequence[str]) -> dict[str, Leaf]:
        """Where those of the delivery's lines stand that have a receipt, by id, in log order.

        ``lines`` are the ids of all lines of the delivery. Nothing is checked here.
        """
        named = (receipt.with_ids(lines) for receipt in self.receipts)
        return {leaf.id: leaf for receipt in named for leaf in receipt.leaves()}


class PhotoState(Message):
    """How much of a photo the server has: ``offset`` bytes safe on disk, or all of it.

    Of a complete one also the position of the entry that tells of its arrival, in the log of
    this epoch.
    """

    sha256: Sha256Hex
    offset: Annotated[int, Field(ge=0)]
    is_complete: bool
    position: int | None = None
    epoch: str | None = None


class TrailAnswer(Message):
    """The lines of one visit (as text; an erased private piece is empty), in log order."""

    visit: Sha256Hex
    lines: tuple[str, ...]
    authors: tuple["AuthorFacts", ...]


class AuthorFacts(Message):
    """Who writes a chain, for folding a visit elsewhere."""

    chain: ChainId
    account: Code
    role: Role
    district: Code
    is_practice: bool = False


class PolicyText(Message):
    """The text of one part of a paper. Its SHA-256 is that of these bytes as they are sent."""

    sections: tuple[PolicySection, ...]


class LogState(Message):
    """The log's key, its newest checkpoint, and what standard verifiers of this epoch are given.

    ``prefix`` is the path under which checkpoint and hash tiles are served (C2SP tlog-tiles).
    """

    log_public_key: PublicKeyHex
    verifier_key: str
    prefix: str
    checkpoint: NotedCheckpoint


class Proof(Message):
    """An RFC 9162 proof: hashes in hex, in the order the verification takes them."""

    tree_size: int
    hashes: tuple[Sha256Hex, ...]


class Problem(Message):
    """problem+json (RFC 9457): what went wrong, for programs (``code``) and people."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    facts: dict[str, str | int | float | bool | None] = {}
