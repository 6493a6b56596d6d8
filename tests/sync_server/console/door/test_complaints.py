"""意见和投诉: anybody writes to the office, which deals with it as with any message (5-01)."""

import re

import pytest
from sqlmodel import select

from sync_server.data.tables import MessageRow
from tests.builders.at_door import Visitor

PATH = "/privacy/complaint"
SAID = {"district": "wanshan", "text": "为什么每次都要拍照？", "contact": "13900000000"}


@pytest.fixture
def somebody(visitors) -> Visitor:
    """Somebody with a phone, who has no account."""
    found: Visitor = visitors()
    return found


def messages(server) -> list[str]:
    with server.database.session() as session:
        return list(session.exec(select(MessageRow.message)))


def test_the_privacy_page_leads_to_the_form_and_its_sender_hears_of_it(
    somebody, supervisor, browsers, server
):
    assert PATH in browsers().page("/privacy")
    assert f"{PATH}?district=wanshan" in supervisor.page("/privacy")
    answer = somebody.fill(PATH, PATH, **SAID)
    assert answer.status_code == 200, answer.text
    code = re.search(r"([0-9A-Z]{5}-[0-9A-Z]{5})", answer.text)
    assert code is not None
    (message,) = messages(server)
    page = supervisor.page(f"/messages/{message}")
    for words in ("关于督导室的来信", "督导工作或这个系统", SAID["text"], SAID["contact"]):
        assert words in page
    assert "PassMessageForm" not in page
    listed = supervisor.page("/messages?about=service")
    assert ">督导室<" in re.sub(r"\s", "", listed)
    told = somebody.fill("/card/ask", "/card/ask", code=code[1]).text
    assert "待受理" in told


def test_no_inspector_and_no_other_district_sees_it(somebody, browsers, server):
    somebody.fill(PATH, PATH, **SAID)
    (message,) = messages(server)
    for account in ("chen.jing", "li.zhuren.other"):
        assert browsers(account).get(f"/messages/{message}").status_code in (403, 404)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("text", "", "请填写意见或投诉"),
        ("district", "没有这样的", "请选择区县"),
        ("contact", "1" * 101, "100"),
    ],
)
def test_what_lacks_is_said_beside_its_field_and_nothing_is_lost(
    somebody, server, field, value, words
):
    answer = somebody.fill(PATH, PATH, **{**SAID, field: value})
    assert answer.status_code == 400
    assert words in answer.text
    kept = {name: text for name, text in SAID.items() if name not in (field, "district")}
    assert all(text in answer.text for text in kept.values())
    assert messages(server) == []


def test_a_form_that_is_not_its_own_is_shown_again(somebody, server):
    somebody.page(PATH)
    answer = somebody.client.post(PATH, data=SAID)
    assert answer.status_code == 400
    assert SAID["text"] in answer.text
    assert messages(server) == []
