"""The district's phones, and shutting out one of them."""

import pytest

from tests.builders.office import Inspection

WHY = "在菜市场丢失"


@pytest.fixture
def phone(inspection: Inspection) -> Inspection:
    inspection.open_visit()
    inspection.push()
    return inspection


def test_the_list_says_whose_phone_it_is_and_when_it_was_heard(phone, supervisor):
    page = supervisor.page("/devices")
    for words in ("陈静", "chen.jing", "测试手机", "在用", "2026-05-14 12:00"):
        assert words in page
    assert 'aria-current="page">手机</a>' in page


def test_a_lost_phone_is_shut_out_for_a_reason(phone, supervisor, server):
    page = f"/devices/{phone.handset.author.chain}"
    refused = supervisor.fill(page, page, reason=" ")
    assert (refused.status_code, "请填写停用原因。" in refused.text) == (400, True)
    answer = supervisor.fill(page, page, reason=WHY)
    assert answer.headers["location"] == "/devices?done=revoked"
    assert "停用</span>" in supervisor.page("/devices?done=revoked")
    with pytest.raises(Exception, match="登录已失效"):
        server.accounts.token_device(phone.handset.token)
    assert f'action="{page}"' not in supervisor.page(page)
    again = supervisor.post(page, on="/visits", reason="又丢了")
    assert (again.status_code, "已经停用" in again.text) == (409, True)


@pytest.mark.parametrize(
    ("account", "status"), [("chen.jing", 403), ("zhao.tong", 403), ("li.zhuren.other", 404)]
)
def test_only_the_districts_supervisors_do_it(phone, browsers, server, account, status):
    browser = browsers(account)
    page = f"/devices/{phone.handset.author.chain}"
    home = "/month" if account == "zhao.tong" else "/visits"
    assert browser.get(page).status_code == status
    assert browser.post(page, on=home, reason=WHY).status_code == status
    assert server.accounts.token_device(phone.handset.token).chain == phone.handset.author.chain


def test_a_district_without_phones_says_what_to_do(supervisor):
    assert "还没有手机登录过" in supervisor.page("/devices")
