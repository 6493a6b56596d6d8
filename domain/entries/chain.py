"""Entries about chains: one account on one installation."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import StringConstraints

from domain.entries.base import Body, Code, Label, Piece, Private, Text, entry
from domain.line import ChainId, Sha256Hex

PublicKeyHex = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Role(StrEnum):
    """What an account is for in its district."""

    INSPECTOR = "inspector"
    SUPERVISOR = "supervisor"
    CLERK = "clerk"
    ADMIN = "admin"
    SYSTEM = "system"


class ForkPoint(Piece):
    """The last entry a new chain shares with the chain it goes on from."""

    chain: ChainId
    id: Sha256Hex


@entry
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


@entry
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


class ReasonPrivate(Private):
    """Why, in the writer's words."""

    reason: Text = ""


@entry
class ChainRevoked(Body):
    """The office took trust from a chain: later lines are stored and flagged."""

    kind: ClassVar[str] = "chain.revoked"
    private: ClassVar[type[Private]] = ReasonPrivate

    chain: ChainId
