"""Writing an account's own entries: composed, signed as the chain's head, appended."""

import secrets
from collections.abc import Callable

from app.store import chains, lines
from app.store.database import Transaction
from domain.errors import BadInput, BadLine, NotFound
from domain.kinds.piece import Body, Private
from domain.trail.chain import ChainHead, Moment, Subject, head_message, next_line
from domain.trail.line import Line

SALT_BYTES = 16


class Journal:
    """Writes one chain of this installation.

    ``sign`` signs with the chain's key; ``moment`` is the device's claim of the time.
    """

    def __init__(
        self, chain: str, sign: Callable[[bytes], bytes], moment: Callable[[], Moment]
    ) -> None:
        self.chain = chain
        self._sign = sign
        self._moment = moment

    def compose(
        self, transaction: Transaction, subject: Subject, body: Body, private: Private | None
    ) -> Line:
        """The entry that would come next; nothing is written. BadInput when it is too large.

        What was pasted along unseen (control characters) does not get into it.
        """
        salts = (secrets.token_urlsafe(SALT_BYTES), secrets.token_urlsafe(SALT_BYTES))
        head = self._head(transaction)
        try:
            return next_line(head, subject, self._moment(), (body, private), salts)
        except BadLine as error:
            raise BadInput(
                "这一条内容太长，存不下。请删减一些文字，或分成几条来写。", code="entry_too_large"
            ) from error

    def append(self, transaction: Transaction, line: Line) -> None:
        """Put a composed entry behind the chain's head, signed."""
        message = head_message(self.chain, line.header.seq, line.id)
        lines.append(transaction, line, self._sign(message).hex())

    def write(self, transaction: Transaction, body: Body, private: Private | None = None) -> Line:
        """Compose and append an entry of no visit."""
        line = self.compose(transaction, Subject(), body, private)
        self.append(transaction, line)
        return line

    def _head(self, transaction: Transaction) -> ChainHead:
        head = chains.head(transaction, self.chain)
        if head is None:
            raise NotFound("这个账号在这部手机上没有登录过。", code="chain_unknown")
        return head
