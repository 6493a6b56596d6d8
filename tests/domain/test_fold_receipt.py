"""A unit signs for its notice at its own door: once, and never for another unit's."""

from dataclasses import replace

from domain import kinds
from domain.kinds.author import Author, Role
from domain.kinds.office.notice import Notice, NoticeWithdrawn
from domain.kinds.office.notice_receipt import NoticeReceived, ReceiptPrivate
from domain.kinds.piece import ReasonPrivate
from domain.paper.notice import fold_notice
from tests.builders.trail import Pen, an_author
from tests.domain.test_fold_notice import BODY, PRIVATE


def server(district: str = "wanshan") -> Author:
    return replace(an_author("system", Role.SYSTEM, district), is_in_office=True)


def office() -> Author:
    return replace(an_author("li.zhuren", Role.SUPERVISOR), is_in_office=True)


def made(notice_id: str, *pens: Pen) -> Notice:
    readings = [kinds.read(line) for pen in pens for line in pen.lines]
    found = fold_notice(notice_id, readings, {pen.author.chain: pen.author for pen in pens})
    assert found is not None
    return found


def signed(by: Author, *names: str, school: str = "school-1") -> Notice:
    pen, door = Pen(office()), Pen(by)
    notice = pen.write(BODY, PRIVATE).id
    for name in names:
        body = NoticeReceived(school_id=school)
        door.write(body, ReceiptPrivate(name=name), subject=notice, saw=notice)
    return made(notice, pen, door)


def test_the_first_receipt_stands() -> None:
    notice = signed(server(), "何校长", "别人")
    assert notice.receipt is not None
    assert notice.receipt.name == "何校长"
    assert [each.reason for each in notice.ignored] == ["already_received"]


def test_nobody_else_signs() -> None:
    for author in (office(), server("other"), an_author()):
        notice = signed(author, "何校长")
        assert (notice.receipt, [each.reason for each in notice.ignored]) == (None, ["no_right"])
    other = signed(server(), "何校长", school="school-2")
    assert (other.receipt, other.ignored[0].reason) == (None, "not_about_this")


def test_a_withdrawn_notice_is_not_signed_for() -> None:
    pen, door = Pen(office()), Pen(server())
    notice = pen.write(BODY, PRIVATE).id
    last = pen.write(NoticeWithdrawn(), ReasonPrivate(reason="重复"), subject=notice).id
    door.write(NoticeReceived(school_id="school-1"), subject=notice, saw=last)
    assert made(notice, pen, door).receipt is None
