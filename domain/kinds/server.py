"""Entries about the server itself."""

from typing import ClassVar

from domain.clock import Instant
from domain.kinds.author import SERVER
from domain.kinds.kind import alone
from domain.kinds.piece import Body, Code
from domain.trail.line import Counter


class ServerRestored(Body):
    """The server goes on from a backup; what it had accepted after that, it has forgotten.

    The first entry of a new epoch. ``backed_up_at`` is when the backup was made and
    ``tree_size`` how many entries it held, the last ones of ``epoch_before``.
    """

    kind: ClassVar[str] = "server.restored"

    backed_up_at: Instant
    tree_size: Counter
    epoch_before: Code


alone(ServerRestored, "服务器从备份恢复", SERVER)
