"""Entries about the server itself."""

from typing import ClassVar

from domain.clock import Instant
from domain.entries.base import Body, Code, entry
from domain.line import Counter


@entry
class ServerRestored(Body):
    """The server goes on from a backup; what it had accepted after that, it has forgotten.

    The first entry of a new epoch. ``backed_up_at`` is when the backup was made and
    ``tree_size`` how many entries it held, the last ones of ``epoch_before``.
    """

    kind: ClassVar[str] = "server.restored"

    backed_up_at: Instant
    tree_size: Counter
    epoch_before: Code
