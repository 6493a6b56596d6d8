"""接口令牌: given once, shown to who gave it alone, revoked for good, and all of it told."""

import re
from datetime import date, timedelta

import pytest

from domain.errors import NotSignedIn
from domain.kinds import read
from domain.kinds.office.token import TokenGiven, TokenRevoked, TokenScope
from sync_server.access.credentials import secret_hash
from sync_server.access.given_tokens import LASTS
from sync_server.office.tokens import LONGEST
from tests.builders.drawn_forms import form_on
from tests.builders.logged import entries_of
from tests.builders.pages import Browser, matched

NEW = "/tokens/new"
SECRET = re.compile(r'<code class="token">([^<]+)</code>')
USUAL = {"name": "市督导平台", "scopes": "month", "valid_until": "2027-05-01"}


def give(supervisor: Browser, **other: str) -> tuple[str, str]:
    """The address of a new token's own page, and the secret as its page shows it."""
    answer = supervisor.fill(NEW, NEW, **{**USUAL, **other})
    page = supervisor.page(answer.headers["location"])
    return matched(r'href="(/tokens/[0-9a-f-]{36})"', page), matched(SECRET.pattern, page)


def test_the_secret_opens_and_stands_nowhere_but_on_its_page(supervisor, server):
    address, secret = give(supervisor)
    reader = server.tokens.reader(secret)
    assert (reader.name, reader.district, reader.scopes) == (
        "市督导平台",
        "wanshan",
        {TokenScope.MONTH},
    )
    for page in ("/tokens", address, "/audit"):
        assert secret not in supervisor.page(page)
    (told,) = entries_of(server.database, TokenGiven.kind)
    assert secret not in repr(told)
    body = read(told.line).body
    assert isinstance(body, TokenGiven)
    assert body.secret_hash == secret_hash(secret)


def test_the_secret_is_shown_to_who_gave_it_in_that_session_and_for_ten_minutes(
    supervisor, browsers, clock
):
    place = supervisor.fill(NEW, NEW, **USUAL).headers["location"]
    assert SECRET.search(supervisor.page(place))
    assert browsers("li.zhuren").get(place).status_code == 404
    assert browsers("li.zhuren.other").get(place).status_code == 404
    clock.move(seconds=LASTS.total_seconds() + 1)
    assert supervisor.get(place).status_code == 404


def test_a_revoked_token_opens_nothing_and_cannot_be_revoked_twice(supervisor, server):
    address, secret = give(supervisor)
    answer = supervisor.fill(address, f"{address}/revoke")
    assert answer.headers["location"] == f"{address}?done=revoked"
    with pytest.raises(NotSignedIn, match="已经撤销"):
        server.tokens.reader(secret)
    page = supervisor.page(address)
    assert ("已撤销" in page, "发放接口令牌" in page, "撤销接口令牌" in page) == (True,) * 3
    again = supervisor.send(f"{address}/revoke", form_token=form_token(supervisor))
    assert (again.status_code, "已经撤销了" in again.text) == (400, True)
    assert len(entries_of(server.database, TokenRevoked.kind)) == 1


def form_token(supervisor: Browser) -> str:
    return form_on(supervisor.page(NEW), "TokenForm").fields["form_token"][0]


def test_a_token_ends_with_its_last_day(supervisor, browsers, server, clock):
    _, secret = give(supervisor, valid_until="2026-05-15")
    clock.move(days=1)
    assert server.tokens.reader(secret).name == "市督导平台"
    clock.move(days=1)
    with pytest.raises(NotSignedIn):
        server.tokens.reader(secret)
    assert "已到期" in browsers("li.zhuren").page("/tokens")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"valid_until": "2026-05-13"}, "有效期已经过了"),
        ({"valid_until": str(date(2026, 5, 14) + LONGEST + timedelta(days=1))}, "有效期最长三年"),
        ({"scopes": ""}, "请至少选一项。"),
        ({"scopes": "photos"}, "请选择可读"),
        ({"name": ""}, "请填写名称"),
    ],
)
def test_what_cannot_be_given_is_said_and_nothing_is_lost(supervisor, server, wrong, said):
    answer = supervisor.fill(NEW, NEW, **{**USUAL, **wrong})
    assert (answer.status_code, said in answer.text) == (400, True)
    assert wrong.get("name", "市督导平台") in answer.text
    assert entries_of(server.database, TokenGiven.kind) == []


def test_the_same_form_sent_twice_gives_one_token(supervisor, server):
    fields = {**supervisor.hidden(NEW, NEW), **USUAL}
    first, again = (supervisor.send(NEW, **fields) for _ in range(2))
    assert again.headers["location"] == first.headers["location"]
    assert SECRET.search(supervisor.page(again.headers["location"]))
    other = supervisor.send(NEW, **{**fields, "name": "另一个系统"})
    assert (other.status_code, "已经提交过" in other.text) == (400, True)
    assert len(entries_of(server.database, TokenGiven.kind)) == 1


def test_another_district_sees_and_revokes_none_of_it(supervisor, browsers):
    address, _ = give(supervisor)
    other = browsers("li.zhuren.other")
    assert "市督导平台" not in other.page("/tokens")
    assert other.get(address).status_code == 404
    sent = other.send(f"{address}/revoke", form_token=form_token(other), version="a" * 64)
    assert sent.status_code == 404


def test_when_it_was_used_last_is_told_to_the_minute(supervisor, server, clock):
    address, secret = give(supervisor)
    assert "没有用过" in supervisor.page(address)
    server.tokens.reader(secret)
    assert "2026-05-14 12:00" in supervisor.page(address)
    clock.move(seconds=30)
    server.tokens.reader(secret)
    assert "2026-05-14 12:00" in supervisor.page("/tokens")
    clock.move(minutes=1)
    server.tokens.reader(secret)
    assert "2026-05-14 12:01" in supervisor.page("/tokens")


def test_giving_and_revoking_are_on_the_audit_page_by_name(supervisor):
    address, _ = give(supervisor)
    supervisor.fill(address, f"{address}/revoke")
    page = supervisor.page(f"/audit?noun=token&code={address.rpartition('/')[2]}")
    assert "只看“市督导平台”" in page
    assert page.index("撤销接口令牌") < page.index("发放接口令牌")
    assert page.count("李主任") >= 2
