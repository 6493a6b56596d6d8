"""阅读回执: who must read a paper, who has read which version when, and who has not (3-08)."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter
from pydantic import Field

from domain.register.receipt import ReadState
from domain.words.values import label, words_of
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, ListPage, add_list
from sync_server.policies.receipts import Receipt
from sync_server.register.names import names

router = APIRouter()

LOOKS = {
    ReadState.READ: "chip-approved",
    ReadState.OLDER: "chip-notice",
    ReadState.UNREAD: "chip-grave",
}


class ReaderFilters(Filters):
    """Whose receipts of which paper the list shows; without one, of all that must be read."""

    home = "/policy-readers"

    policy: Annotated[Choice, Field(title="文件", max_length=64)] = ""
    state: Annotated[Choice, Field(title="情况")] = ""
    zone: Annotated[Choice, Field(title="责任区")] = ""

    def wants(self, receipt: Receipt) -> bool:
        """Whether the receipt is among them; who has not read it as it stands is unread."""
        is_unread = self.state == ReadState.UNREAD and not receipt.is_read
        is_of_state = self.state in ("", receipt.state) or is_unread
        return is_of_state and self.zone in ("", receipt.zone)


def _version(receipt: Receipt) -> str:
    return f"第 {receipt.version} 版" if receipt.version else ""


RECEIPT_COLUMNS: tuple[Column[Receipt], ...] = (
    Column("读的版本", _version),
    Column("读完日期", lambda each: each.read_on),
    Column("情况", chips=lambda each: [Chip(label(each.state), LOOKS[each.state])]),
)
COLUMNS: tuple[Column[Receipt], ...] = (
    Column("姓名", lambda each: each.name, lambda each: f"/people/{quote(each.account)}"),
    Column(
        "文件",
        lambda each: each.facts.title,
        lambda each: f"/policies/{each.facts.policy_id}",
        leads_aside=True,
    ),
    *RECEIPT_COLUMNS,
)


def _rows(asking: Asking[ReaderFilters]) -> Listed[Receipt]:
    wanted, services = asking.wanted, asking.services
    found = services.policies.receipts(asking.viewer, wanted.policy)
    known = names(services.server.database, asking.viewer.district)
    papers = services.policies.papers(asking.viewer)
    read = sum(each.is_read for each in found)
    order = InOrder(found, wanted.wants, lambda each: f"{each.facts.policy_id}@{each.account}")
    options = {
        "policy": {each.policy_id: each.facts.title for each in papers},
        "state": {each.value: word for each, word in words_of(ReadState).items()},
        "zone": {code: row.name for code, row in known.zones.items()},
    }
    return order.listed(options, f"已读 {read} / {len(found)}")


LIST = ListPage(
    name="policies",
    title="阅读回执",
    filters=ReaderFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("没有要求读完的文件", "在政策文件里勾选“要求督学读完后确认”，这里就列出每个人。"),
    links=lambda asking: (Link("政策文件", "/policies"),),
)
add_list(router, LIST)
