"""The page of an enrolment link: the same for everybody, its secret part never sent to us."""

import html
import logging

import pytest

from domain.enrolment_link import EnrolmentLink
from tests.builders.pages import matched

LINK = EnrolmentLink("http://duji.test", "chen.jing", "7K2M-9QXA")


def test_page_says_how_without_knowing_the_code(browsers, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    text = browsers().page(LINK.page.removeprefix("http://duji.test"))
    assert "打开督迹登录" in text
    assert "复制登录链接" in text
    assert 'data-app="duji://app/enrol"' in text
    assert html.unescape(matched(r'data-server="([^"]+)"', text)) == "http://duji.test"
    assert LINK.code not in text
    assert LINK.code not in caplog.text


def test_page_leads_to_the_app_and_asks_nobody_to_sign_in(browsers):
    answer = browsers().get("/enrol")
    assert (answer.status_code, answer.url.path) == (200, "/enrol")
    assert 'href="/app-download"' in answer.text
    assert "script-src 'self'" in answer.headers["content-security-policy"]
