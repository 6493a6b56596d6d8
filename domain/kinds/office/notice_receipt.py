"""That a unit has signed for a notice (签收), at its own door."""

from typing import ClassVar

from domain.kinds.author import SERVER, Relation, right
from domain.kinds.book_part import BookPart
from domain.kinds.folding import Stamp
from domain.kinds.kind import NOTICE, Kind, Trait, register
from domain.kinds.office.notice import NoticeBuilder, Receipt
from domain.kinds.piece import Body, Code, Private, Text


class ReceiptPrivate(Private):
    """Who signed."""

    name: Text = ""


class NoticeReceived(Body):
    """The unit has the notice: somebody there typed the code printed on it, and their name."""

    kind: ClassVar[str] = "notice.received"
    private: ClassVar[type[Private]] = ReceiptPrivate

    school_id: Code


def _received(
    notice: NoticeBuilder, body: NoticeReceived, private: ReceiptPrivate, stamp: Stamp
) -> str | None:
    if body.school_id != notice.body.school_id:
        return "not_about_this"
    if notice.receipt is not None:
        return "already_received"
    notice.receipt = Receipt(stamp=stamp, name=private.name)
    return None


register(
    Kind(
        NoticeReceived,
        "签收",
        NOTICE,
        right(SERVER, Relation.OFFICE),
        traits=frozenset({Trait.CHANGES, Trait.IN_OFFICE, Trait.REMARK}),
        apply=_received,
        told=frozenset({BookPart.FINDINGS}),
    )
)
