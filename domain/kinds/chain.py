"""Entries about chains: one account on one installation."""

from typing import Annotated, ClassVar

from pydantic import StringConstraints

from domain.kinds.author import LEADING, SERVER, Role
from domain.kinds.kind import alone
from domain.kinds.piece import Body, Code, Label, Piece, Private, ReasonPrivate
from domain.trail.line import ChainId, Sha256Hex

PublicKeyHex = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]

OFFICE_INSTALLATION = "office"
"""The installation of the chains that the server writes for whoever is signed in there."""


class ForkPoint(Piece):
    """The last entry a new chain shares with the chain it goes on from."""

    chain: ChainId
    id: Sha256Hex


class ChainOpened(Body):
    """First entry of every chain: who writes it, on which installation, under which key."""

    kind: ClassVar[str] = "chain.opened"

    account: Code
    district: Code
    installation: Code
    public_key: PublicKeyHex
    is_practice: bool = False
    forked_from: ForkPoint | None = None
    app_version: Label | None = None


class ChainEnrolled(Body):
    """The server took a chain in: from here on, anyone signed in may deliver its lines."""

    kind: ClassVar[str] = "chain.enrolled"

    chain: ChainId
    account: Code
    district: Code
    role: Role
    installation: Code
    public_key: PublicKeyHex
    is_practice: bool = False


class ChainRevoked(Body):
    """The office took trust from a chain: later lines are stored and flagged."""

    kind: ClassVar[str] = "chain.revoked"
    private: ClassVar[type[Private]] = ReasonPrivate

    chain: ChainId


alone(ChainOpened, "启用手机", frozenset(Role))
alone(ChainEnrolled, "登记手机", SERVER)
alone(ChainRevoked, "停用手机", LEADING)
