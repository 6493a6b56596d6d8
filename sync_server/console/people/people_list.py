"""督学与账号: the list of the district's people."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from domain.kinds.author import Role
from domain.kinds.register.person import Post, Stage
from domain.words.roles import WORDS
from domain.words.values import label, words_of
from sync_server.console.kinds.closing import STATES, state_chips, state_of
from sync_server.console.kinds.column import Chip, Column, counted
from sync_server.console.kinds.filters import Choice, Filters, Search
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed
from sync_server.console.pages import moment, thing_path
from sync_server.register.people import ListedPerson

LACKS = {"phone": "没有手机", "sign_in": "还不能登录", "school": "没有主责学校"}

LET_GO = "没有在办的专项，不能登录"


class PeopleFilters(Filters):
    """Which people the list shows."""

    home = "/people"

    person: Annotated[Search, Field(title="姓名", examples=["姓名、账号或督学证号"])] = ""
    role: Annotated[Choice, Field(title="角色")] = ""
    zone: Annotated[Choice, Field(title="责任区")] = ""
    post: Annotated[Choice, Field(title="专兼职")] = ""
    stage: Annotated[Choice, Field(title="学段")] = ""
    state: Annotated[Choice, Field(title="状态")] = ""
    lacking: Annotated[Choice, Field(title="缺少")] = ""

    def wants(self, person: ListedPerson) -> bool:
        """Whether the person is among them."""
        row = person.row
        asked = (
            (self.role, row.role),
            (self.zone, row.zone or ""),
            (self.post, row.post or ""),
            (self.state, state_of(person.is_active)),
        )
        if any(wanted and wanted != found for wanted, found in asked):
            return False
        if self.stage and self.stage not in person.body.stages:
            return False
        if self.lacking and self.lacking not in lacks(person):
            return False
        return person.findable.matches(self.person)


def lacks(person: ListedPerson) -> list[str]:
    """What somebody in use has not that their work needs."""
    if not person.is_active:
        return []
    sign_in = person.sign_in
    can_sign_in = sign_in.has_password or sign_in.code_until or sign_in.phones
    is_without_school = person.row.role == Role.INSPECTOR and not person.schools
    found = {
        "phone": person.is_without_phone,
        "sign_in": not can_sign_in,
        "school": is_without_school,
    }
    return [name for name, is_lacking in found.items() if is_lacking]


def states(person: ListedPerson) -> list[Chip]:
    """Whether they are in use, and what they lack."""
    shut_out = [Chip("不许登录", "chip-grave")] if person.sign_in.is_shut_out else []
    let_go = [Chip(LET_GO, "chip-notice")] if person.is_active and person.is_let_go else []
    missing = [Chip(LACKS[each], "chip-notice") for each in lacks(person)]
    return state_chips(person.is_active, person.body.closed_on, *shut_out, *let_go, *missing)


def _code(person: ListedPerson) -> str:
    until = person.sign_in.code_until
    return f"有，到 {moment(until, '%m-%d')}" if until else "–"


COLUMNS: tuple[Column[ListedPerson], ...] = (
    Column(
        "姓名",
        lambda each: each.row.name,
        lambda each: thing_path("person", each.account),
        note=lambda each: each.account,
    ),
    Column("角色", lambda each: label(each.body.role)),
    Column("责任区", lambda each: each.zone),
    Column("所在部门", lambda each: each.body.department or "", is_on_phones=False),
    Column("专兼职", lambda each: label(each.body.post) if each.body.post else ""),
    Column("学段", lambda each: "、".join(map(label, each.body.stages)), is_on_phones=False),
    Column("督学证号", lambda each: each.row.certificate_no, is_on_phones=False),
    counted("主责学校", lambda each: len(each.schools)),
    counted("手机", lambda each: each.sign_in.phones),
    Column("登录码", _code, is_on_phones=False),
    Column("密码", lambda each: "有" if each.sign_in.has_password else "–", is_on_phones=False),
    Column("状态", chips=states),
)


def rows(asking: Asking[PeopleFilters]) -> Listed[ListedPerson]:
    """The people who are asked for."""
    people, known = asking.services.people.listed(asking.viewer)
    found = InOrder(people, asking.wanted.wants, lambda each: each.account)
    active = sum(each.is_active for each in people)
    return found.listed(
        {
            "role": WORDS,
            "zone": {code: row.name for code, row in known.zones.items()},
            "post": {each.value: word for each, word in words_of(Post).items()},
            "stage": {each.value: word for each, word in words_of(Stage).items()},
            "state": STATES,
            "lacking": LACKS,
        },
        f"全区在用 {active} 人",
    )


NOTHING = Empty("还没有人", "可以用名册一次导入，也可以逐个新增。", Link("去导入", "/import"))


def links(asking: Asking[PeopleFilters]) -> Sequence[Link]:
    """The way to codes for several."""
    return [Link("发登录码", "/codes")] if asking.viewer.may_set_register else []
